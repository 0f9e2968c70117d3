//! Searching, filtering, links and keys.

use serde_json::json;

use crate::browser::Browser;

use super::{FOCUS, RESULTS, SHOWN, codes, in_browser, strings};

#[test]
fn it_finds_codes_by_code_message_and_description() {
    in_browser("", |browser, _| {
        for (query, first) in [
            ("FieldLacking", "vidu/api/FieldLacking"),
            ("field lacking", "vidu/api/FieldLacking"),
            ("not_enough_bal", "novita/llm/NotEnoughBalance"),
            ("notenoughbalance", "novita/llm/NotEnoughBalance"),
            ("vidu task creation policy", "vidu/task/CreationPolicyViolation"),
            ("nudity detected", "evolink/task/ContentPolicyViolation"),
            ("field is missing or empty: prompt", "vidu/api/FieldLacking"),
            ("vidio job not found", "vidio/api/JobNotFound"),
        ] {
            browser.evaluate("go({ query: '' })");
            browser.evaluate("byId('query').focus()");
            browser.type_text(query);
            let results = browser.evaluate(RESULTS);
            let results = strings(&results);
            assert!(
                results.first().is_some_and(|path| path.starts_with(first)),
                "{query}: {results:?}"
            );
        }
        let line = browser.text("byId('count').textContent");
        assert!(line.ends_with(&format!(" of {}", codes())), "{line}");
    });
}

#[test]
fn a_message_is_read_back_into_its_arguments() {
    in_browser("", |browser, _| {
        browser.evaluate("byId('query').focus()");
        browser.type_text("field is missing or empty: prompt");
        let values = browser.text("document.querySelector('.values').textContent");
        assert_eq!(values, "fields prompt");
        browser.press("Enter");
        let values = browser.text("document.querySelector('dl.arguments').textContent");
        assert_eq!(values, "fieldsprompt");
    });
}

#[test]
fn filters_are_combined() {
    in_browser("", |browser, _| {
        let choose = |filter: &str, value: &str| {
            format!(
                "byId('filter-{filter}').value = '{value}'; byId('filter-{filter}').dispatchEvent(new Event('change'))"
            )
        };
        browser.evaluate(&choose("vendor", "novita"));
        browser.evaluate(&choose("status", "403"));
        browser.evaluate(&choose("category", "billing"));
        assert_eq!(browser.evaluate(RESULTS), json!(["novita/llm/NotEnoughBalance"]));
        assert_eq!(browser.text("location.hash"), "#?vendor=novita&status=403&category=billing");
        browser.evaluate("byId('clear').click()");
        assert_eq!(browser.text("byId('count').textContent"), format!("{} codes", codes()));
        browser.evaluate(&choose("status", "none"));
        let all = browser
            .evaluate("list.rows.every((row) => row.status === null) && list.rows.length > 0");
        assert_eq!(all, json!(true));
    });
}

#[test]
fn every_code_has_a_link() {
    in_browser("#vidu/api/FieldLacking", |browser, file| {
        assert_eq!(browser.text(SHOWN), "vidu/api/FieldLacking");
        assert_eq!(browser.text("document.title"), "FieldLacking · vidu/api · Error catalog");
        let paths = browser.evaluate("ROWS.map((row) => row.path)");
        for path in strings(&paths) {
            // The address stays: browsers ignore more than 200 changes of it in ten seconds.
            browser.evaluate(&format!("place = placeOf('#{path}'); draw()"));
            assert_eq!(browser.text(SHOWN), path);
        }
        browser.open(file, "#vidu/api/Gone");
        assert!(
            browser.text("byId('detail').textContent").contains("This page has no vidu/api/Gone.")
        );
    });
}

#[test]
fn a_view_can_be_shared_and_gone_back_to() {
    in_browser("#vidio/api/JobNotFound?q=job&vendor=vidio/api&retry=after-change", |browser, _| {
        assert_eq!(browser.text("byId('query').value"), "job");
        assert_eq!(browser.text("byId('filter-vendor').value"), "vidio/api");
        assert_eq!(browser.text("byId('filter-retry').value"), "after-change");
        assert_eq!(browser.text(SHOWN), "vidio/api/JobNotFound");
        let hash = browser.text("location.hash");
        assert_eq!(browser.text("hashOf(placeOf(location.hash))"), hash);
        let other = "list.links().find((link) => link.dataset.open !== place.open)";
        let path = browser.text(&format!("{other}.dataset.open"));
        browser.evaluate(&format!("{other}.click()"));
        assert_eq!(browser.text(SHOWN), path);
        let back = "new Promise((done) => { addEventListener('popstate', () => setTimeout(done), { once: true }); history.back() })";
        browser.evaluate(back);
        assert_eq!(browser.text(SHOWN), "vidio/api/JobNotFound");
        assert_eq!(browser.text("location.hash"), hash);
    });
}

#[test]
fn it_can_be_used_without_a_mouse() {
    in_browser("", |browser, _| {
        browser.press("/");
        assert_eq!(browser.text(FOCUS), "query");
        assert_eq!(browser.text("byId('query').value"), "");
        browser.type_text("rate_limit");
        let results = browser.evaluate(RESULTS);
        let results = strings(&results);
        browser.press("ArrowDown");
        assert_eq!(browser.text(FOCUS), results[0]);
        browser.press("j");
        assert_eq!(browser.text(FOCUS), results[1]);
        let outline = browser.text("getComputedStyle(document.activeElement).outlineStyle");
        assert_eq!(outline, "solid");
        browser.press("k");
        browser.press("ArrowUp");
        assert_eq!(browser.text(FOCUS), "query");
        browser.press("ArrowDown");
        browser.press("ArrowDown");
        browser.press("Enter");
        assert_eq!(browser.text(SHOWN), results[1]);
        assert_eq!(browser.text(FOCUS), "code-title");
        browser.press("Escape");
        assert_eq!((browser.text(SHOWN).as_str(), browser.text(FOCUS).as_str()), ("", results[1]));
        browser.press("/");
        browser.press("Escape");
        assert_eq!(browser.text("byId('query').value"), "");
        browser.type_text("vidio JobNotFound");
        browser.press("Enter");
        assert_eq!(browser.text(SHOWN), "vidio/api/JobNotFound");
    });
}

#[test]
fn letter_shortcuts_can_be_switched_off() {
    in_browser("", |browser, file| {
        browser.evaluate("byId('letters').click(); document.activeElement.blur()");
        for key in ["/", "j"] {
            browser.press(key);
            assert_eq!(browser.text(FOCUS), "", "{key}");
        }
        browser.open(file, "");
        assert_eq!(browser.evaluate("byId('letters').checked"), json!(false));
    });
}

#[test]
fn every_control_can_be_focused_and_shows_it() {
    in_browser("", |browser, _| {
        let mut reached = Vec::new();
        for _ in 0..10 {
            browser.press("Tab");
            reached.push(browser.text("document.activeElement.id || document.activeElement.className || document.activeElement.dataset.open"));
            assert_eq!(
                browser.text("getComputedStyle(document.activeElement).outlineStyle"),
                "solid"
            );
        }
        let order = [
            "skip",
            "colours",
            "query",
            "filter-vendor",
            "filter-status",
            "filter-category",
            "filter-retry",
        ];
        assert_eq!(reached[..7], order);
    });
}

#[test]
fn a_pasted_response_lists_the_codes_that_it_mentions() {
    in_browser("", |browser, _| {
        let paste = |browser: &mut Browser, text: &str| {
            let query = json!(text);
            let paths =
                browser.evaluate(&format!("go({{ query: {query}, open: null }}), {RESULTS}"));
            strings(&paths).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let body = r#"{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"not enough balance"}"#;
        let found = paste(browser, body);
        assert!(found.contains(&"novita/llm/NotEnoughBalance".to_owned()), "{found:?}");
        // The message alone leads to the row; the status tells rows with one code apart.
        let head = "HTTP/1.1 404 Not Found\r\n\r\n";
        let error = r#"{"error":{"type":"invalid_request_error","message":"Job not found"}}"#;
        assert_eq!(
            paste(browser, &format!("{head}{error}")),
            ["vidio/api/JobNotFound", "vidio/api/UserNotFound"]
        );
        assert_eq!(
            paste(browser, r#"{"text":"field is missing or empty: prompt","more":[]}"#),
            ["vidu/api/FieldLacking", "vidu/task/FieldLacking"]
        );
        // Whatever it is, it isn't in the address.
        assert_eq!(browser.text("location.hash"), "");
        assert!(paste(browser, &format!("HTTP/1.1 {}", "a: b\n".repeat(2_000))).is_empty());
    });
}
