//! Whatever a server sends, there is an answer, and it agrees with itself.
#![no_main]

use error_catalog::{ApiError, CATALOGS, Catalogs, CodeSet, Match, novita, vidio, vidu};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [choice, low, high, body @ ..] = data else { return };
    let status = match u16::from_le_bytes([*low, *high]) % 1000 {
        status @ 100..=999 => Some(status),
        _ => None,
    };
    check::<novita::ErrorCode>(status, body);
    check::<vidu::task::ErrorCode>(status, body);
    check::<vidio::api::ErrorCode>(status, body);
    let catalog = CATALOGS[usize::from(*choice) % CATALOGS.len()];
    for name in [catalog.path(), catalog.vendor()] {
        let catalogs = Catalogs::ALL.named(name).expect("a name of a catalog");
        let outcome = catalogs.outcome(status, body);
        let error = catalogs.read(status, body);
        assert_eq!(outcome.is_failed(), error.is_some());
        assert_eq!(format!("{:?}", outcome.into_error()), format!("{error:?}"));
    }
});

fn check<C: CodeSet>(status: Option<u16>, body: &[u8]) {
    let Some(error) = ApiError::<C>::read(status, body) else { return };
    assert!(error.unknown_code().is_none() || error.matched() == Match::Unknown);
    assert!(error.code().is_none() || error.entry().is_some());
    if let Some(arguments) = error.arguments() {
        let entry = error.entry().expect("a row");
        let values: Vec<&str> = arguments.iter().map(|(_, value)| value).collect();
        let mut templates =
            entry.message().into_iter().chain(entry.other_messages().iter().copied());
        let message = error.message().expect("a message");
        assert!(templates.any(|template| {
            let rendered = template.render(&values).map(|message| message.to_string());
            rendered.is_some_and(|rendered| message.starts_with(&rendered))
        }));
    }
    let line = error.to_string();
    assert!(!line.contains(char::is_control), "{line:?}");
    assert_eq!(format!("{error:?}"), format!("{:?}", error.clone().into_owned()));
    let _ = (error.case(), error.trace_id(), error.may_have_taken_effect(), error.rows().count());
}
