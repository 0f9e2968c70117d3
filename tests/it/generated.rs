//! The Rust that catalogs become: as text, and compiled.

use error_catalog::generator::Generator;

use crate::golden;

/// The golden file, compiled as it stands, without a warning of the lints that its users may have on.
#[deny(
    warnings,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
#[rustfmt::skip]
#[path = "../every_field/generated.rs"]
pub(crate) mod every_field;

use every_field::acme::{self, api, jobs};

#[test]
fn generated_code_matches_the_golden_file() {
    let rust = Generator::new().input("tests/every_field").generate().expect("no problems");
    golden::assert_matches("every_field/generated.rs", &rust);
}

#[test]
fn output_is_deterministic() {
    let generate = || Generator::new().input("catalogs").generate().expect("no problems");
    assert_eq!(generate(), generate());
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let paths = || ["api", "jobs"].map(|scope| format!("tests/every_field/acme/{scope}.toml"));
    let generate = |paths: &mut dyn Iterator<Item = String>| {
        let mut generator = Generator::new();
        for path in paths {
            generator.input(path);
        }
        generator.generate().expect("no problems")
    };
    let forwards = generate(&mut paths().into_iter());
    assert_eq!(forwards, generate(&mut paths().into_iter().rev()));
}

#[test]
fn a_message_is_written_and_read_back() {
    let message = api::InvalidAnvil { anvil: "feather", reason: 'x', max_weight: 9 };
    let text = message.to_string();
    assert_eq!(text, "feather is not an anvil: x (feather, \"9\" kg)");
    let read = api::InvalidAnvil::parse(&text).expect("its own message");
    assert_eq!((read.anvil, read.reason, read.max_weight), ("feather", "x", "9"));
    assert_eq!(
        format!("{read:?}"),
        r#"InvalidAnvil { anvil: "feather", reason: "x", max_weight: "9" }"#
    );
    assert!(api::InvalidAnvil::parse("feather is not an anvil: x (hammer, \"9\" kg)").is_none());
    assert_eq!(api::Weight { weight: 1, error_code: 2 }.to_string(), "1 < 2");
}

#[test]
fn render_writes_what_display_writes() {
    let message = api::InvalidAnvil { anvil: "feather", reason: 'x', max_weight: 9 };
    assert_eq!(message.render(), message.to_string());
    let long = api::FloodWait { seconds: "9".repeat(1000) };
    assert_eq!(long.render(), long.to_string());
}

#[test]
fn a_family_is_found_by_any_of_its_codes() {
    let (safety, flood) = (api::ErrorCode::SafetyInput, api::ErrorCode::FloodWait);
    let identify = api::ErrorCode::identify;
    assert_eq!(identify(Some(400), "SAFETY.INPUT.image", "the input is not safe"), Some(safety));
    let message = api::FloodWait { seconds: 35 }.render();
    assert_eq!(identify(Some(420), "FLOOD_WAIT_35", &message), Some(flood));
    assert_eq!(identify(Some(420), "FLOOD_WAIT", &message), None);
    let template = flood.entry().code_template().expect("a family");
    assert_eq!(template.parse_values("FLOOD_WAIT_35"), Some(["35"]));
    assert_eq!(template.parse_values::<1>("SAFETY.INPUT.image"), None);
    assert!(api::ErrorCode::Weight.entry().code_template().is_none());
}

#[test]
fn placeholders_are_written_in_template_order() {
    assert_eq!(jobs::InvalidId { id: 7 }.to_string(), "Invalid id: 7");
    assert_eq!(jobs::SecretId { id: 7 }.to_string(), "Invalid id: secret 7");
    assert_eq!(jobs::LostId { id: 7 }.to_string(), "7 is lost, 7 is gone");
    let lost = jobs::LostId::parse("7 is lost, 7 is gone").expect("its own message");
    assert_eq!(lost.id, "7");
    assert!(jobs::LostId::parse("7 is lost, 8 is gone").is_none());
}

#[test]
fn formatting_options_do_not_apply_to_values() {
    let message = api::Weight { weight: "heavy", error_code: 2 };
    assert_eq!(format!("{message:>20}"), "heavy < 2");
    assert_eq!(format!("{message:.1}"), "heavy < 2");
}

#[test]
fn rows_have_every_field_of_the_page() {
    let code = api::ErrorCode::InvalidAnvil;
    assert_eq!(code.title(), Some("Invalid *anvil*"));
    assert_eq!(code.group(), Some("Client <i>errors</i>"));
    assert_eq!(code.advice(), Some("Use *another* anvil"));
    let guidance = code.guidance().expect("a line");
    assert_eq!((guidance.section, guidance.text), ("Fix [it] first", "Change the `anvil`"));
    assert_eq!(code.details(), Some("One paragraph.\n\nAnother, with a tab:\there."));
    assert_eq!(code.causes(), ["It is a `feather`", "It is [none](x) | at all"]);
    assert_eq!(code.cases()[1].example, "balloon detected");
    assert_eq!(code.entry().key(), "INVALID_ANVIL");
    let response = api::CATALOG.response();
    assert_eq!(response.code(), ["/error/code", "/a~1b", ""]);
    assert_eq!(response.message(), ["/error/message"]);
    assert_eq!(response.trace_id(), ["/trace"]);
    let body = response.body().expect("a body");
    assert_eq!(body.placeholders().collect::<Vec<_>>(), ["status", "code", "message"]);
    assert!(jobs::CATALOG.response().body().is_none());
}

#[test]
#[allow(deprecated)]
fn a_retired_code_is_deprecated_and_still_found() {
    let code = api::ErrorCode::from_code("Retired").expect("a tombstone");
    assert_eq!(code, api::ErrorCode::Retired);
    let retired = code.retired().expect("a reason");
    assert_eq!(retired.since, "0.3.0");
    assert!(retired.reason.starts_with("The vendor"));
    assert_eq!(api::Retired { what: "it" }.to_string(), "gone: it");
}

#[test]
fn rows_that_share_a_code_are_told_apart() {
    use jobs::ErrorCode;

    let invalid: Vec<_> = ErrorCode::all_by_code("invalid_request").collect();
    assert_eq!(
        invalid,
        [
            ErrorCode::MissingId,
            ErrorCode::InvalidId,
            ErrorCode::SecretId,
            ErrorCode::NoSuchJob,
            ErrorCode::Other
        ]
    );
    let identify = |status, message| ErrorCode::identify(Some(status), "invalid_request", message);
    assert_eq!(identify(400, "Missing id"), Some(ErrorCode::MissingId));
    assert_eq!(identify(400, "Invalid id: x"), Some(ErrorCode::InvalidId));
    // Both templates fit; the one that says more is meant.
    assert_eq!(identify(400, "Invalid id: secret x"), Some(ErrorCode::SecretId));
    assert_eq!(identify(404, "No such job"), Some(ErrorCode::NoSuchJob));
    // A row without status and message takes any.
    assert_eq!(identify(500, "?"), Some(ErrorCode::Other));
    assert_eq!(ErrorCode::identify(Some(400), "busy", ""), None);
    assert_eq!(ErrorCode::identify(Some(429), "busy", "anything"), Some(ErrorCode::Busy));
    assert_eq!(ErrorCode::identify(Some(400), "no such code", "Missing id"), None);
    let error = "invalid_request".parse::<ErrorCode>().expect_err("several rows");
    assert_eq!(error.rows(), 5);
    assert_eq!("busy".parse(), Ok(ErrorCode::Busy));
}

#[test]
fn a_vendor_finds_a_code_in_all_its_scopes() {
    let found: Vec<_> = acme::ErrorCode::all_by_status(409).collect();
    assert_eq!(found, [acme::ErrorCode::Api(api::ErrorCode::E23505)]);
    let found: Vec<_> = acme::ErrorCode::all_by_code("busy").collect();
    assert_eq!(found, [jobs::ErrorCode::Busy.into()]);
    assert_eq!(found[0].catalog(), &jobs::CATALOG);
    assert_eq!(found[0].entry(), jobs::ErrorCode::Busy.entry());
    assert_eq!(found[0].to_string(), "busy");
    assert_eq!(format!("{:?}", found[0]), "Jobs(Busy)");
    assert_eq!(acme::ErrorCode::CATALOGS, every_field::CATALOGS);
}

#[test]
fn an_unknown_code_is_kept() {
    let error = "out_of_hammers".parse::<api::ErrorCode>().expect_err("unknown");
    assert_eq!(error.code(), "out_of_hammers");
    assert_eq!(error.rows(), 0);
    assert_eq!(error.catalog(), &api::CATALOG);
    assert!(!error.is_truncated());
    let long = "ä".repeat(1_000_000);
    let error = api::ErrorCode::try_from(long.as_str()).expect_err("unknown");
    assert_eq!(error.code(), "ä".repeat(50));
    assert!(error.is_truncated());
    assert_eq!(
        format!("{}", "a\u{1b}[31m".parse::<api::ErrorCode>().expect_err("unknown")),
        "unknown code `a\\u{1b}[31m` in acme/api"
    );
}
