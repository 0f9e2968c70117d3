//! What a change means: each by itself.

use std::fs;

use serde_json::{Value, json};

use super::super::run;
use super::{scratch, write};

const HEAD: &str = "\
[catalog]
title = 'Acme'
description = 'Errors of Acme.'
source = 'Acme'

[response]
code = ['/code']
body = '{\"code\":{{.code}}}'
";

const GONE: &str = "
[codes.Gone]
status = 410
message = 'gone: {{.what}} of {{.whom}}'
description = 'It is gone.'
category = 'not-found'
retry = 'never'
causes = ['Somebody took it']
cases = [{ name = 'Stolen', description = 'By a thief', example = 'stolen' }]
";

const BUSY: &str = "
[codes.Busy]
status = 429
message = 'try later'
description = 'There is too much to do.'
category = 'rate-limit'
retry = 'slow-down'
";

const FULL: &str = "
[codes.Full]
description = 'There is no room.'
category = 'capacity'
retry = 'later'
";

/// A catalog with three entries.
fn catalog() -> String {
    [HEAD, GONE, BUSY, FULL].concat()
}

/// The changes between two states of the catalog `acme/api`.
#[track_caller]
fn changes(before: &str, after: &str) -> Vec<Value> {
    changes_of_files(&[("acme/api.toml", before)], &[("acme/api.toml", after)])
}

#[track_caller]
fn changes_of_files(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<Value> {
    let caller = std::panic::Location::caller();
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default().replace("::", "-");
    let folder = scratch(&format!("{name}-{}", caller.line()));
    for (state, files) in [("before", before), ("after", after)] {
        for (path, text) in files {
            write(&folder.join(state).join(path), text);
        }
    }
    let path = |state: &str| folder.join(state).to_str().expect("UTF-8").to_owned();
    let report = run(&["diff", &path("before"), &path("after"), "--format", "json"]).fine();
    fs::remove_dir_all(&folder).expect("the folder");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    report["changes"].as_array().expect("a list").clone()
}

/// What is said of changes, without the values.
fn classes(changes: &[Value]) -> Vec<(String, String, String, String)> {
    let word = |change: &Value, key: &str| change[key].as_str().unwrap_or("-").to_owned();
    let each = changes.iter().map(|change| {
        let [class, name, kind, field] =
            ["class", "name", "kind", "field"].map(|key| word(change, key));
        (class, name, kind, field)
    });
    each.collect()
}

/// Asserts what it means to replace `from` by `to` in the catalog.
#[track_caller]
fn assert_classed(from: &str, to: &str, expected: &[(&str, &str, &str, &str)]) {
    let before = catalog();
    assert!(before.contains(from), "{from}");
    let changes = changes(&before, &before.replacen(from, to, 1));
    let found = classes(&changes);
    let found: Vec<(&str, &str, &str, &str)> = found
        .iter()
        .map(|(class, name, kind, field)| (&class[..], &name[..], &kind[..], &field[..]))
        .collect();
    assert_eq!(found, expected, "{from} -> {to}: {changes:#?}");
}

#[test]
fn a_code_that_is_gone_is_breaking() {
    assert_classed(GONE, "", &[("breaking", "Gone", "removed", "-")]);
}

#[test]
fn a_renamed_code_is_breaking_and_is_no_removal() {
    let renamed =
        [("breaking", "Lost", "renamed", "variant"), ("breaking", "Lost", "changed", "code")];
    assert_classed("codes.Gone", "codes.Lost", &renamed);
}

#[test]
fn a_renamed_code_is_recognised_when_something_else_was_changed_too() {
    let rename = |text: &str| text.replace("codes.Gone", "codes.Lost");
    let (gone, renamed) =
        (("breaking", "Lost", "renamed", "variant"), ("breaking", "Lost", "changed", "code"));
    for (from, to, change) in [
        ("status = 410", "status = 404", ("behaviour", "Lost", "changed", "status")),
        ("It is gone.", "Nobody has it.", ("text", "Lost", "changed", "description")),
        ("gone: ", "lost: ", ("behaviour", "Lost", "changed", "message")),
    ] {
        assert_classed(GONE, &rename(GONE).replace(from, to), &[gone, renamed, change]);
    }
    // And when all of it was changed, but not much.
    let all = rename(GONE).replace("It is gone.", "It is lost.").replace("'gone: ", "'lost: ");
    let found = classes(&changes(&catalog(), &catalog().replace(GONE, &all)));
    assert!(found.iter().all(|(_, name, kind, _)| name == "Lost" && kind != "added"), "{found:?}");
}

#[test]
fn unrelated_codes_are_not_a_rename() {
    let other = "\n[codes.Sold]\ndescription = 'Another owner has it now.'\ncategory = 'conflict'\nretry = 'never'\n";
    let expected = [("breaking", "Gone", "removed", "-"), ("addition", "Sold", "added", "-")];
    assert_classed(GONE, other, &expected);
}

#[test]
fn renames_among_similar_codes_are_deterministic() {
    let entry = |key: &str| {
        format!(
            "\n[codes.{key}]\nstatus = 400\ndescription = 'It failed.'\ncategory = 'unknown'\nretry = 'never'\n"
        )
    };
    let state =
        |keys: &[&str]| HEAD.to_owned() + &keys.iter().map(|key| entry(key)).collect::<String>();
    let changes = changes(&state(&["A1", "B1", "C1"]), &state(&["A2", "B2"]));
    let variants = changes.iter().filter(|change| change["field"] == "variant");
    let variants: Vec<_> = variants.map(|change| (&change["before"], &change["after"])).collect();
    assert_eq!(variants, [(&json!("A1"), &json!("A2")), (&json!("B1"), &json!("B2"))]);
    let removed: Vec<_> = changes.iter().filter(|change| change["kind"] == "removed").collect();
    assert_eq!((removed.len(), &removed[0]["name"]), (1, &json!("C1")));
}

#[test]
fn another_name_in_rust_is_breaking() {
    let renamed = [("breaking", "Lost", "renamed", "variant")];
    assert_classed("[codes.Gone]", "[codes.Gone]\nvariant = 'Lost'", &renamed);
}

#[test]
fn another_wire_code_is_breaking() {
    let changed = [("breaking", "Gone", "changed", "code")];
    assert_classed("[codes.Gone]", "[codes.Gone]\ncode = 'gone'", &changed);
}

#[test]
fn another_key_for_the_same_names_is_behaviour() {
    let changed = [("behaviour", "Gone", "changed", "key")];
    assert_classed("[codes.Gone]", "[codes.GONE]\ncode = 'Gone'", &changed);
}

#[test]
fn a_placeholder_that_is_gone_renamed_added_or_moved_is_breaking() {
    let changed = [("breaking", "Gone", "changed", "message")];
    for message in [
        "gone: {{.what}} of Acme",
        "gone: {{.which}} of {{.whom}}",
        "gone: {{.what}} of {{.whom}} at {{.time}}",
        "gone: {{.whom}} of {{.what}}",
        "gone",
    ] {
        assert_classed("gone: {{.what}} of {{.whom}}", message, &changed);
    }
    assert_classed("message = 'gone: {{.what}} of {{.whom}}'\n", "", &changed);
}

#[test]
fn adding_the_first_placeholder_changes_behaviour() {
    let changed = [("behaviour", "Busy", "changed", "message")];
    assert_classed("try later", "try in {{.seconds}} s", &changed);
}

#[test]
fn status_category_retry_and_message_are_behaviour() {
    for (from, to, field) in [
        ("status = 429", "status = 503", "status"),
        ("status = 429\n", "", "status"),
        ("'rate-limit'", "'capacity'", "category"),
        ("'slow-down'", "'later'", "retry"),
        ("'try later'", "'try later, please'", "message"),
        ("message = 'try later'\n", "", "message"),
    ] {
        assert_classed(from, to, &[("behaviour", "Busy", "changed", field)]);
    }
}

#[test]
fn how_a_response_is_read_is_behaviour() {
    let after_code = |line: &str| format!("code = ['/code']\n{line}");
    for (line, field) in [
        ("message = ['/text']", "response.message"),
        ("status = ['/status']", "response.status"),
        ("code_if_known = ['/type']", "response.code_if_known"),
        ("no_error = ['0']", "response.no_error"),
        ("suffixes = [' ({{.trace_id}})']", "response.suffixes"),
        ("trace_id = ['/id']", "response.trace_id"),
        ("headers = { code = ['x-code'] }", "response.headers.code"),
        ("headers = { trace_id = ['x-id'] }", "response.headers.trace_id"),
    ] {
        let to = after_code(line);
        assert_classed("code = ['/code']", &to, &[("behaviour", "-", "changed", field)]);
    }
    let moved = [("behaviour", "-", "changed", "response.code")];
    assert_classed("['/code']", "['/code', '/error']", &moved);
    let body = [("behaviour", "-", "changed", "response.body")];
    assert_classed("{\"code\":", "{\"ok\":false,\"code\":", &body);
}

#[test]
fn a_state_that_moves_is_behaviour() {
    let state = |running: &str, failed: &str| {
        let lists = format!("at = ['/state']\nrunning = [{running}]\nfailed = [{failed}]");
        format!("{HEAD}\n[response.state]\n{lists}\n{FULL}")
    };
    let changes = changes(&state("'a', 'b'", "'c'"), &state("'a'", "'c', 'b'"));
    assert_eq!(
        classes(&changes)
            .iter()
            .map(|(class, _, _, field)| (&class[..], &field[..]))
            .collect::<Vec<_>>(),
        [("behaviour", "response.state.running"), ("behaviour", "response.state.failed")]
    );
}

#[test]
fn another_spelling_that_is_gone_is_breaking() {
    let full = |codes: &str| format!("{HEAD}{FULL}other_codes = [{codes}]\n");
    for (before, after, class) in [
        ("'a', 'b'", "'a'", "breaking"),
        ("'a'", "'b'", "breaking"),
        ("'a'", "'a', 'b'", "addition"),
        ("'a', 'b'", "'b', 'a'", "text"),
    ] {
        let changes = changes(&full(before), &full(after));
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert_eq!(
            (&changes[0]["class"], &changes[0]["field"]),
            (&json!(class), &json!("other_codes"))
        );
    }
}

#[test]
fn other_wordings_and_statuses_are_behaviour_and_where_a_row_is_from_is_text() {
    for (to, class, field) in [
        ("status = [429, 503]", "behaviour", "status"),
        ("status = 429\nother_messages = ['later']", "behaviour", "other_messages"),
        ("status = 429\nsource = 'a blog'", "text", "source"),
    ] {
        assert_classed("status = 429", to, &[(class, "Busy", "changed", field)]);
    }
    assert_classed(
        "source = 'Acme'",
        "source = 'Acme'\nread = '2026-11'",
        &[("text", "-", "changed", "read")],
    );
}

#[test]
fn a_tombstone_is_behaviour_and_not_breaking() {
    let retired = "\n[codes.Full]\nretired = { since = '1.0.0', reason = 'Nobody uses it.' }";
    assert_classed("\n[codes.Full]", retired, &[("behaviour", "Full", "changed", "retired")]);
}

#[test]
fn another_order_is_behaviour() {
    let (before, after) = (catalog(), [HEAD, FULL, GONE, BUSY].concat());
    let changes = changes(&before, &after);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0]["class"], "behaviour");
    assert_eq!(changes[0]["field"], "order");
    assert_eq!(changes[0]["before"], json!(["Gone", "Busy", "Full"]));
    assert_eq!(changes[0]["after"], json!(["Full", "Gone", "Busy"]));
}

#[test]
fn an_added_code_is_an_addition_wherever_it_is() {
    let added = [("addition", "Full", "added", "-")];
    for after in [[HEAD, FULL, GONE, BUSY], [HEAD, GONE, FULL, BUSY], [HEAD, GONE, BUSY, FULL]] {
        let changes = changes(&[HEAD, GONE, BUSY].concat(), &after.concat());
        let found = classes(&changes);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (&found[0].0[..], &found[0].1[..], &found[0].2[..]),
            (added[0].0, added[0].1, added[0].2)
        );
    }
}

/// `ErrorCode::from_code` finds a code that is one entry's own.
#[test]
fn a_code_that_is_no_longer_an_entrys_own_is_breaking() {
    let shared = "\n[codes.Jammed]\ncode = 'Busy'\ndescription = 'It is jammed.'\ncategory = 'capacity'\nretry = 'later'\n";
    let expected =
        [("breaking", "-", "changed", "shared codes"), ("addition", "Jammed", "added", "-")];
    assert_classed(FULL, &(FULL.to_owned() + shared), &expected);
    let back = changes(&(catalog() + shared), &catalog());
    let back = classes(&back);
    assert_eq!(back[0].0, "breaking");
    assert_eq!((&back[1].0[..], &back[1].3[..]), ("addition", "shared codes"));
    // So is another code, where some are shared already.
    let more = shared
        .replace("Jammed", "Stuck")
        .replace("'Busy'", "'Full'")
        .replace("code =", "status = 500\ncode =");
    let found = changes(&(catalog() + shared), &(catalog() + shared + &more));
    let found = classes(&found);
    assert_eq!((&found[0].0[..], &found[0].3[..]), ("breaking", "shared codes"));
}

#[test]
fn what_people_read_is_text() {
    for (from, to, name, field) in [
        ("'Errors of Acme.'", "'All errors of Acme.'", "-", "description"),
        ("title = 'Acme'", "title = 'The Acme'", "-", "title"),
        ("source = 'Acme'", "source = 'The Acme'", "-", "source"),
        ("{{.code}}", "<<.code>>", "-", "response.body"),
        ("'It is gone.'", "'It has gone.'", "Gone", "description"),
        ("{{.what}}", "<<.what>>", "Gone", "message"),
        ("Somebody took it", "A thief took it", "Gone", "causes"),
        ("By a thief", "By a burglar", "Gone", "cases"),
        ("[codes.Gone]", "[codes.Gone]\ntitle = 'Gone'", "Gone", "title"),
        ("[codes.Gone]", "[codes.Gone]\ngroup = 'Gone'", "Gone", "group"),
        ("[codes.Gone]", "[codes.Gone]\nadvice = 'Wait'", "Gone", "advice"),
        ("[codes.Gone]", "[codes.Gone]\ndetails = 'Gone'", "Gone", "details"),
        (
            "[codes.Gone]",
            "[codes.Gone]\nguidance = { section = 'a', text = 'b' }",
            "Gone",
            "guidance",
        ),
    ] {
        assert_classed(from, to, &[("text", name, "changed", field)]);
    }
}

#[test]
fn what_a_case_is_recognised_by_is_behaviour() {
    let changed = [("behaviour", "Gone", "changed", "cases")];
    assert_classed("example = 'stolen'", "example = 'theft'", &changed);
}

#[test]
fn comments_and_layout_are_no_change() {
    assert_classed(
        "[codes.Gone]\nstatus = 410\n",
        "# A comment.\n[codes . 'Gone']\nstatus=410\n",
        &[],
    );
}

#[test]
fn a_catalog_is_added_removed_or_moved() {
    let text = catalog();
    let (api, jobs) = (("acme/api.toml", &text[..]), ("acme/jobs.toml", &text[..]));
    let classes =
        |before: &[(&str, &str)], after: &[(&str, &str)]| classes(&changes_of_files(before, after));
    let expect = |class: &str, kind: &str, field: &str| {
        vec![(class.to_owned(), "-".to_owned(), kind.to_owned(), field.to_owned())]
    };
    assert_eq!(classes(&[api], &[api, jobs]), expect("addition", "added", "-"));
    assert_eq!(classes(&[api, jobs], &[api]), expect("breaking", "removed", "-"));
    assert_eq!(classes(&[api], &[jobs]), expect("breaking", "renamed", "path"));
    // With most of its entries, it is the same one; without, it isn't.
    let most = [HEAD, GONE, BUSY].concat();
    let changes = classes(&[api], &[("acme/jobs.toml", &most)]);
    assert_eq!(changes[0].2, "renamed");
    let few = [HEAD, GONE].concat();
    let changes = classes(&[api], &[("acme/jobs.toml", &few)]);
    assert_eq!((&changes[0].2[..], &changes[1].2[..]), ("removed", "added"));
}

#[test]
fn a_code_that_moved_to_another_catalog_is_a_move() {
    let (api, jobs) = ("acme/api.toml", "acme/jobs.toml");
    let without = [HEAD, BUSY, FULL].concat();
    let jobs_before = [HEAD, FULL].concat();
    let jobs_after = [HEAD, FULL, &GONE.replace("410", "404")].concat();
    let changes = changes_of_files(
        &[(api, &catalog()), (jobs, &jobs_before)],
        &[(api, &without), (jobs, &jobs_after)],
    );
    let found: Vec<_> = classes(&changes).into_iter().map(|it| (it.0, it.2, it.3)).collect();
    let expected = [("breaking", "moved", "catalog"), ("behaviour", "changed", "status")];
    let expected = expected.map(|(one, two, three)| (one.into(), two.into(), three.into()));
    assert_eq!(found, expected, "{changes:#?}");
    assert_eq!(
        (&changes[0]["before"], &changes[0]["after"]),
        (&json!("acme/api"), &json!("acme/jobs"))
    );
}

#[test]
fn what_was_added_has_its_values() {
    let changes = changes(&[HEAD, BUSY, FULL].concat(), &catalog());
    let added = changes.iter().find(|change| change["kind"] == "added").expect("an addition");
    assert_eq!(added["values"]["status"], json!(410));
    assert_eq!(added["values"]["category"], json!("not-found"));
    let before = [HEAD, BUSY].concat();
    let after = before.replace("status = 429", "status = [429, 503]");
    let found = self::changes(&before, &after);
    assert_eq!(found[0]["before"], json!(429));
    assert_eq!(found[0]["after"], json!([429, 503]));
}
