//! Problem documents.

use std::time::Duration;

use error_catalog::problem::Problem;
use error_catalog::{Category, novita};
use http::StatusCode;
use serde_json::{Value, json};

fn document(problem: &Problem) -> Value {
    let response = problem.to_response();
    let document: Value = serde_json::from_str(response.body()).expect("it is JSON");
    assert_eq!(document["status"], response.status().as_u16());
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    document
}

#[test]
fn own_problems_keep_their_members() {
    let problem = Problem::new(StatusCode::NOT_FOUND, "no-such-vendor", "There is no such vendor")
        .with_base("https://gateway.example/problems/")
        .with_detail("acme isn't one");
    assert_eq!(
        document(&problem),
        json!({
            "type": "https://gateway.example/problems/no-such-vendor",
            "title": "There is no such vendor",
            "status": 404,
            "detail": "acme isn't one",
        }),
    );
}

#[test]
fn errors_that_callers_can_fix_are_passed_on() {
    let error = novita::ApiError::new(Some(400), Some("ILLEGAL_PROMPT"), Some("no \"such\" words"));
    assert_eq!(
        document(&Problem::from(&error)),
        json!({
            "type": "content-policy",
            "title": "The content is not allowed",
            "status": 422,
            "detail": "no \"such\" words",
            "code": "ILLEGAL_PROMPT",
            "category": "content-policy",
            "retry": "after-change",
            "may_have_taken_effect": false,
        }),
    );
}

#[test]
fn errors_of_the_operator_are_hidden() {
    for (status, told) in [(401, 500), (402, 503), (403, 500), (404, 502)] {
        let error = novita::ApiError::new(Some(status), None::<&str>, Some("secret"));
        let problem = Problem::from(&error);
        assert!(problem.is_for_operator(), "{status}");
        let title = "The service is not available";
        let expected = json!({ "type": "not-available", "title": title, "status": told });
        assert_eq!(document(&problem), expected, "{status}");
    }
}

#[test]
fn busy_is_a_503_with_a_wait_in_whole_seconds() {
    for (asked, expected) in [(None, "10"), (Some(7_000), "7"), (Some(7_001), "8")] {
        let mut error = novita::ApiError::from_status(429);
        if let Some(asked) = asked {
            error = error.with_retry_after(Duration::from_millis(asked));
        }
        let response = Problem::from(&error).to_response();
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()["retry-after"], expected);
    }
}

#[test]
fn the_documented_table_matches_the_conversion() {
    let source = include_str!("../../src/problem.rs");
    let rows = source.lines().filter_map(|line| line.strip_prefix("/// | ")).skip(1);
    let mut seen = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let (categories, is_nameless) = match cells[0].strip_suffix(", without a code") {
            Some(categories) => (categories, true),
            None => (cells[0], false),
        };
        for category in categories.split(", ") {
            // A row of this category, by its code.
            let rows = novita::ErrorCode::CATALOGS.iter().flat_map(|catalog| catalog.entries());
            let known = rows.clone().find(|row| row.category().as_str() == category);
            let error = match known {
                _ if is_nameless => novita::ApiError::from_status(404),
                Some(row) => novita::ApiError::new(row.status(), Some(row.code()), None::<&str>),
                None => continue,
            };
            if error.category().as_str() != category {
                continue;
            }
            let document = document(&Problem::from(&error));
            let status = cells[1].split(',').next().expect("a first part");
            assert_eq!(document["status"].to_string(), status, "{row}");
            assert_eq!(document["type"], cells[2].trim_matches('`'), "{row}");
            seen.push(category.to_owned());
        }
    }
    assert!(seen.len() >= 9, "{seen:?} of {:?}", Category::WORDS);
}
