//! `error.type`, and what `tracing` gets.

use std::collections::BTreeSet;

use error_catalog::telemetry::ErrorType;
use error_catalog::{AnyCode, CATALOGS, Catalogs, CodeSet, vidio, vidu};

#[test]
fn error_types_are_unique_and_have_no_whitespace() {
    let all: Vec<String> = ErrorType::all(Catalogs::ALL).map(|it| it.to_string()).collect();
    let rows: usize = CATALOGS.iter().map(|catalog| catalog.entries().len()).sum();
    assert_eq!(all.len(), rows + 1);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.iter().all(|it| !it.contains(char::is_whitespace)));
}

#[test]
fn every_row_has_a_listed_error_type() {
    let all: Vec<ErrorType> = ErrorType::all(Catalogs::ALL).collect();
    for catalog in CATALOGS {
        for row in 0..catalog.entries().len() {
            let code = AnyCode::from_row(catalog, row).expect("a row of it");
            assert!(all.contains(&ErrorType::of(code)), "{code:?}");
        }
    }
}

#[test]
fn an_error_of_one_row_is_named_and_all_others_are_other() {
    let error = vidu::ApiError::new(Some(400), Some("FieldLacking"), None::<&str>);
    assert_eq!(error.error_type().to_string(), "vidu/api.FieldLacking");
    let unknown = vidu::ApiError::new(Some(400), Some("NewCode"), None::<&str>);
    let class = vidio::ApiError::new(None, Some("invalid_request_error"), Some("new"));
    for other in [unknown.error_type(), class.error_type()] {
        assert_eq!(other, ErrorType::OTHER);
        assert_eq!(other.to_string(), "_OTHER");
    }
}

#[cfg(feature = "tracing")]
mod tracing {
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};

    use error_catalog::vidu;
    use tracing::field::{Empty, Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Level, Metadata, Subscriber};

    /// Keeps what it is told, one line for each field.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<String>>>);

    impl Visit for &Kept {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.lock().expect("no panic").push(format!("{} = {value:?}", field.name()));
        }
    }

    impl Subscriber for Kept {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut &*self);
        }
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, event: &Event<'_>) {
            self.0.lock().expect("no panic").push(event.metadata().level().to_string());
            event.record(&mut &*self);
        }
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    fn kept(emit: impl FnOnce(&vidu::ApiError<'_>)) -> Vec<String> {
        let kept = Kept::default();
        let error = vidu::ApiError::new(Some(400), Some("FieldLacking"), Some("no prompt"));
        tracing::subscriber::with_default(kept.clone(), || emit(&error));
        let lines = kept.0.lock().expect("no panic");
        lines.clone()
    }

    const FIELDS: [&str; 5] = [
        "error.type = vidu/api.FieldLacking",
        "error.category = \"invalid-request\"",
        "error.retry = \"after-change\"",
        "http.response.status_code = 400",
        "error.message = vidu/api FieldLacking (400): no prompt",
    ];

    #[test]
    fn an_event_has_every_field_that_is_known() {
        for level in [Level::ERROR, Level::WARN, Level::INFO, Level::DEBUG, Level::TRACE] {
            let lines = kept(|error| error.event(level));
            assert_eq!(lines[0], level.to_string());
            assert_eq!(lines[1..], FIELDS);
        }
    }

    #[test]
    fn a_span_gets_the_fields_that_it_has() {
        let lines = kept(|error| {
            error.record(&tracing::info_span!("submit", error.type = Empty, error.retry = Empty));
        });
        assert_eq!(lines, [FIELDS[0], FIELDS[2]]);
    }
}
