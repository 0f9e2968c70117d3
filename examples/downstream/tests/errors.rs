//! The same code handles the shop's catalogs and, with the feature `pictures`, those of `error-catalog`.

use std::fmt::Display;

use downstream::{Step, acme, all_catalogs, codes_to_watch, log_line, next_step, postgrest};
use error_catalog::{AnyCode, ApiError, Code, CodeSet, ResponseBody};

/// What happens when a vendor sends `code`.
fn step_after<C: CodeSet>(code: impl CodeSet, values: &[&str]) -> Step {
    let values: Vec<&dyn Display> = values.iter().map(|value| value as &dyn Display).collect();
    let body = ResponseBody::new(code, &values).expect("as many values as the message has");
    let error = ApiError::<C>::read(Some(body.status()), body.json().as_bytes());
    next_step(&error.expect("an error"))
}

fn names<C: Code>() -> Vec<&'static str> {
    codes_to_watch::<C>().map(|code| code.entry().name()).collect()
}

#[test]
fn the_shop_acts_on_its_own_errors() {
    use acme::{ErrorCode, orders, payments};

    let step = |code: orders::ErrorCode, values: &[&str]| step_after::<ErrorCode>(code, values);
    assert_eq!(step(orders::ErrorCode::OrderNotFound, &["7"]), Step::TellCustomer);
    assert_eq!(step(orders::ErrorCode::OrderTooMany, &[]), Step::Later);
    assert_eq!(step(orders::ErrorCode::OrderUnavailable, &[]), Step::Later);
    let step = |code: payments::ErrorCode, values: &[&str]| step_after::<ErrorCode>(code, values);
    assert_eq!(step(payments::ErrorCode::PaymentDeclined, &["5", "EUR"]), Step::TellCustomer);
    assert_eq!(step(payments::ErrorCode::PaymentTimeout, &[]), Step::CallSomebody);
}

#[test]
fn the_shop_acts_on_the_errors_of_its_database() {
    use postgrest::{ErrorCode, database};

    let step = |code: database::ErrorCode| step_after::<ErrorCode>(code, &[]);
    assert_eq!(step(database::ErrorCode::SerializationFailure), Step::Again);
    assert_eq!(step(database::ErrorCode::TooManyConnections), Step::Later);
    assert_eq!(names::<database::ErrorCode>(), ["TooManyConnections"]);
    assert_eq!(names::<acme::orders::ErrorCode>(), ["OrderTooMany", "OrderUnavailable"]);
}

#[test]
fn a_new_error_is_judged_by_its_status() {
    let body = br#"{"error":{"code":"order.on-fire","message":"run"}}"#;
    let error = acme::ApiError::read(Some(500), body).expect("an error");
    assert_eq!(error.code(), None);
    assert_eq!(error.unknown_code().expect("a code").to_string(), "order.on-fire");
    assert_eq!(next_step(&error), Step::CallSomebody);
}

#[test]
fn errors_of_all_services_fit_into_one_type() {
    let declined = acme::ApiError::read(Some(402), br#"{"error":{"code":"payment.declined"}}"#);
    let taken = postgrest::ApiError::read(Some(409), br#"{"code":"23505"}"#);
    let errors: Vec<ApiError<'_, AnyCode>> =
        [declined.map(ApiError::into_any), taken.map(ApiError::into_any)]
            .into_iter()
            .flatten()
            .collect();
    let codes: Vec<String> = errors.iter().map(|error| format!("{:?}", error.code())).collect();
    assert_eq!(
        codes,
        ["Some(acme/payments/PaymentDeclined)", "Some(postgrest/database/UniqueViolation)"]
    );
}

#[test]
fn a_service_is_named_at_run_time() {
    assert_eq!(
        log_line("postgrest", 409, br#"{"code":"23505","message":"no"}"#).as_deref(),
        Ok("postgrest/database 23505 (409): no -> after-change")
    );
    assert_eq!(log_line("acme/orders", 200, b"{}").as_deref(), Ok("acme/orders: no error"));
    let error = log_line("acne", 500, b"").expect_err("a typo");
    assert_eq!(error.to_string(), "there is no vendor or catalog `acne`, did you mean `acme`?");
}

#[cfg(not(feature = "pictures"))]
#[test]
fn without_pictures_there_are_only_the_catalogs_of_the_shop() {
    let paths: Vec<&str> = all_catalogs().iter().map(|catalog| catalog.path()).collect();
    assert_eq!(paths, ["acme/orders", "acme/payments", "postgrest/database"]);
    assert!(log_line("vidu", 500, b"").is_err());
}

#[cfg(feature = "pictures")]
#[test]
fn with_pictures_the_errors_of_a_vendor_are_handled_as_well() {
    use error_catalog::vidu;

    let step =
        |code: vidu::api::ErrorCode, values: &[&str]| step_after::<vidu::ErrorCode>(code, values);
    assert_eq!(step(vidu::api::ErrorCode::FieldLacking, &["prompt"]), Step::TellCustomer);
    assert_eq!(step(vidu::api::ErrorCode::OperationInProcess, &[]), Step::Later);
    // A picture may have been made, and may be charged for.
    assert_eq!(step(vidu::api::ErrorCode::InternalServiceFailure, &[]), Step::CallSomebody);

    assert_eq!(all_catalogs().iter().count(), 3 + error_catalog::CATALOGS.len());
    let body = br#"{"code":400,"reason":"CreditInsufficient","message":"insufficient credits"}"#;
    assert_eq!(
        log_line("vidu", 400, body).as_deref(),
        Ok("vidu/api CreditInsufficient (400): insufficient credits -> after-change")
    );
}
