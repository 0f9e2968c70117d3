//! What a server that is down gets from many callers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use error_catalog::client::RetryMiddleware;
use error_catalog::novita;
use error_catalog::retry::{Reason, RetryBudget};

use super::server::{Answer, Server};
use super::{POLICY, client};

const CALLS: usize = 200;

#[tokio::test]
async fn the_budget_limits_200_calls_to_one_retry_for_two() {
    let is_down = Arc::new(AtomicBool::new(true));
    let server = Server::always({
        let is_down = Arc::clone(&is_down);
        move || match is_down.load(Ordering::SeqCst) {
            true => Answer::json(503, r#"{"code":503,"reason":"SERVICE_NOT_AVAILABLE"}"#),
            false => Answer::json(200, "{}"),
        }
    });
    let budget = Arc::new(RetryBudget::default());
    let middleware = RetryMiddleware::<novita::ErrorCode>::new(POLICY);
    let client = client(middleware.with_budget(Arc::clone(&budget)));
    let call_all = async || {
        let calls: Vec<_> =
            (0..CALLS).map(|_| tokio::spawn(client.get(server.url()).send())).collect();
        let mut reasons = Vec::new();
        for call in calls {
            let response = call.await.expect("no panic").expect("a response");
            reasons.extend(response.extensions().get::<Reason>().copied());
        }
        reasons
    };

    let reasons = call_all().await;
    assert_eq!(reasons.len(), CALLS);
    assert!(reasons.contains(&Reason::BudgetExhausted));
    // 500 tokens are 100 retries. Without a budget it would be 800 requests.
    assert_eq!(server.requests(), CALLS + 100);
    assert_eq!(budget.tokens(), 0);

    // While it is down, nothing is retried any more.
    assert_eq!(call_all().await, [Reason::BudgetExhausted; CALLS]);
    assert_eq!(server.requests(), 2 * CALLS + 100);

    is_down.store(false, Ordering::SeqCst);
    assert_eq!(call_all().await, []);
    assert_eq!(budget.tokens(), 200);
}
