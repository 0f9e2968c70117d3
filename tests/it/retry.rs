//! Every decision about a retry, against a table written by hand.

use std::time::Duration;

use error_catalog::Retry;
use error_catalog::retry::{
    Decision, Effect, Failure, Operation, Reason, RetryBudget, RetryPolicy,
};
use proptest::prelude::*;

const POLICY: RetryPolicy = RetryPolicy::new()
    .with_max_attempts(4)
    .with_first_delay(Duration::from_millis(100))
    .with_max_delay(Duration::from_millis(1000))
    .with_patience(Duration::from_millis(5000));

/// What may be sent again while there are attempts, patience and tokens. The columns are the words of
/// `Retry`, in their order.
#[rustfmt::skip]
const TABLE: [(Operation, Effect, [&str; 5]); 9] = [
    //                                                resend   later    slow-down after-change never
    (Operation::Idempotent,    Effect::None,       ["retry", "retry", "retry", "useless", "useless"]),
    (Operation::Idempotent,    Effect::Possible,   ["retry", "retry", "retry", "useless", "useless"]),
    (Operation::Idempotent,    Effect::TaskFailed, ["over",  "over",  "over",  "useless", "useless"]),
    (Operation::NotIdempotent, Effect::None,       ["retry", "retry", "retry", "useless", "useless"]),
    (Operation::NotIdempotent, Effect::Possible,   ["harm",  "harm",  "harm",  "useless", "useless"]),
    (Operation::NotIdempotent, Effect::TaskFailed, ["harm",  "harm",  "harm",  "useless", "useless"]),
    (Operation::Task,          Effect::None,       ["harm",  "harm",  "harm",  "useless", "useless"]),
    (Operation::Task,          Effect::Possible,   ["harm",  "harm",  "harm",  "useless", "useless"]),
    (Operation::Task,          Effect::TaskFailed, ["retry", "retry", "retry", "useless", "useless"]),
];

/// The delays in milliseconds after each attempt, without jitter: half of the backoff.
const DELAYS: [(Retry, [u64; 3]); 3] = [
    (Retry::Resend, [0, 50, 100]),
    (Retry::Later, [50, 100, 200]),
    (Retry::SlowDown, [200, 400, 500]),
];

/// What a server asks for, and whether that is too long.
const ASKED: [(Option<u64>, bool); 5] =
    [(None, false), (Some(0), false), (Some(250), false), (Some(5000), false), (Some(5001), true)];

#[test]
fn decisions_match_the_table() {
    let mut decisions = 0;
    for (operation, effect, row) in TABLE {
        for (&retry, word) in Retry::ALL.iter().zip(row) {
            for attempt in 1..=5 {
                for (asked, is_too_long) in ASKED {
                    for tokens in [0, 4, 5, 500] {
                        let expected = match word {
                            "useless" => Decision::GiveUp(Reason::NotRetryable),
                            "over" => Decision::GiveUp(Reason::TaskFailed),
                            "harm" => Decision::GiveUp(Reason::MayHaveTakenEffect),
                            _ if attempt >= 4 => Decision::GiveUp(Reason::AttemptsExhausted),
                            _ if is_too_long => Decision::GiveUp(Reason::WaitTooLong),
                            _ if tokens < 5 => Decision::GiveUp(Reason::BudgetExhausted),
                            _ => Decision::RetryAfter(wait(retry, attempt, asked)),
                        };
                        let mut failure = Failure::new(retry, effect);
                        if let Some(asked) = asked {
                            failure = failure.with_retry_after(Duration::from_millis(asked));
                        }
                        let budget = RetryBudget::new(tokens);
                        let decision =
                            budget.charge(POLICY.decide(failure, operation, attempt, 0.0));
                        assert_eq!(decision, expected, "{operation:?}, {attempt}, {failure:?}");
                        let cost = if decision.delay().is_some() { 5 } else { 0 };
                        assert_eq!(budget.tokens(), tokens - cost, "{decision:?}");
                        decisions += 1;
                    }
                }
            }
        }
    }
    assert_eq!(decisions, 9 * 5 * 5 * 5 * 4);
}

fn wait(retry: Retry, attempt: u32, asked: Option<u64>) -> Duration {
    let (_, delays) = DELAYS.iter().find(|(of, _)| *of == retry).expect("a word that retries");
    let own = delays[usize::try_from(attempt).expect("a small number") - 1];
    Duration::from_millis(own.max(asked.unwrap_or(0)))
}

#[test]
fn jitter_takes_the_second_half_of_the_delay() {
    let failure = Failure::new(Retry::Later, Effect::None);
    let asked = failure.with_retry_after(Duration::from_millis(300));
    for (failure, jitter, expected) in [
        (failure, 0.0, 50),
        (failure, 0.5, 75),
        (failure, 1.0, 100),
        (asked, 0.0, 300),
        (asked, 1.0, 350),
        // No number from 0 to 1.
        (failure, -1.0, 100),
        (failure, 1.5, 100),
        (failure, f64::NAN, 100),
    ] {
        let decision = POLICY.decide(failure, Operation::Idempotent, 1, jitter);
        assert_eq!(decision, Decision::RetryAfter(Duration::from_millis(expected)), "{jitter}");
    }
}

#[test]
fn a_success_refunds_its_retry_and_never_exceeds_the_capacity() {
    let budget = RetryBudget::new(20);
    let retry = Decision::RetryAfter(Duration::ZERO);
    for _ in 0..4 {
        assert_eq!(budget.charge(retry), retry);
    }
    assert_eq!(budget.charge(retry), Decision::GiveUp(Reason::BudgetExhausted));
    budget.succeeded(1);
    assert_eq!(budget.tokens(), 1);
    budget.succeeded(3);
    assert_eq!(budget.tokens(), 6);
    for _ in 0..20 {
        budget.succeeded(1);
    }
    assert_eq!(budget.tokens(), 20);
}

#[cfg(feature = "alloc")]
#[test]
fn the_effect_of_an_error_follows_its_status() {
    for (status, effect) in [
        (429, Effect::None),
        (400, Effect::None),
        (408, Effect::Possible),
        (500, Effect::Possible),
        (504, Effect::Possible),
        (200, Effect::TaskFailed),
    ] {
        let error = error_catalog::ApiError::<error_catalog::AnyCode>::from_status(status);
        let error = error.with_retry_after(Duration::from_secs(3));
        let failure = Failure::from(&error);
        assert_eq!(failure.effect(), effect, "{status}");
        assert_eq!(failure.retry(), error.retry(), "{status}");
        assert_eq!(failure.retry_after(), Some(Duration::from_secs(3)), "{status}");
    }
}

#[cfg(feature = "std")]
#[test]
fn only_a_refused_connection_is_known_not_to_have_been_used() {
    use std::io::{Error, ErrorKind};

    for (kind, expected) in [
        (ErrorKind::ConnectionRefused, Failure::NOT_SENT),
        (ErrorKind::ConnectionReset, Failure::NO_ANSWER),
        (ErrorKind::TimedOut, Failure::NO_ANSWER),
        (ErrorKind::UnexpectedEof, Failure::NO_ANSWER),
    ] {
        assert_eq!(Failure::from(&Error::from(kind)), expected, "{kind}");
    }
}

proptest! {
    #[test]
    fn no_policy_panics_and_no_wait_is_shorter_than_asked(
        [attempts, attempt] in any::<[u32; 2]>(),
        [first, max, patience, asked] in any::<[Duration; 4]>(),
        retry in prop::sample::select(Retry::ALL),
        jitter in any::<f64>(),
    ) {
        let policy = RetryPolicy::new()
            .with_max_attempts(attempts)
            .with_first_delay(first)
            .with_max_delay(max)
            .with_patience(patience);
        let failure = Failure::new(retry, Effect::None).with_retry_after(asked);
        let decision = policy.decide(failure, Operation::Idempotent, attempt, jitter);
        if let Some(delay) = decision.delay() {
            prop_assert!(delay >= asked && asked <= patience);
            prop_assert!(delay <= asked.max(max / 2).saturating_add(max / 2));
        }
    }
}
