//! Catalogs of other people: hostile ones, and large ones.

use std::fmt::Write;
use std::fs;

use serde_json::json;

use super::{Page, RESULTS, SHOWN};
use crate::browser::Browser;
use crate::scratch::Scratch;

/// A folder with one catalog.
fn folder_with(catalog: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("acme/api.toml", catalog);
    scratch
}

const HOSTILE: &[&str] = &[
    "</script><img src=x onerror=hacked()>",
    "<!--<script>hacked()</script>",
    "\"><svg onload=hacked()>",
    "' onfocus='hacked()' autofocus tabindex=0 '",
    "javascript:hacked()",
    "&lt;b&gt; &amp; </textarea></title></style>",
    "x{{.name}}",
    "<!--data-->",
    "hacked()\u{200b}\u{ad}\u{feff}x\u{2060}y",
    "__proto__",
];

fn hostile_catalog() -> String {
    let text = |text: &str| format!("'''{}'''", text.replace("'''", ""));
    let mut toml = format!(
        "[catalog]\ntitle = {}\ndescription = {}\nsource = {}\n\n[response]\ncode = [\"/code\"]\n",
        text(HOSTILE[0]),
        text(HOSTILE[1]),
        text("https://acme.example/\"><img src=x onerror=hacked()> javascript:hacked()"),
    );
    for (at, hostile) in HOSTILE.iter().enumerate() {
        let key = json!(hostile.replace(|character: char| !character.is_ascii(), "?"));
        let text = text(hostile);
        write!(
            toml,
            "\n[codes.{key}]\nvariant = \"Hostile{at}\"\ntitle = {text}\ngroup = {text}\nstatus = 400\nmessage = {text}\n\
             description = {text}\nadvice = {text}\nguidance = {{ section = {text}, text = {text} }}\n\
             details = {text}\ncauses = [{text}]\ncases = [{{ name = {text}, description = {text}, example = {text} }}]\n\
             category = \"server\"\nretry = \"later\"\n"
        )
        .expect("a text");
    }
    toml
}

#[test]
fn a_hostile_catalog_is_text() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = folder_with(&hostile_catalog());
    let page = Page::write(&["--catalogs", &folder.path("")]);
    let made = "document.querySelectorAll('img, svg, iframe, object, b, [onload], [onerror], [onfocus], a[href^=\"javascript\"]').length";
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.open(&page.file(), "");
    let list = browser.text("byId = null, document.getElementById('all').textContent");
    assert!(list.contains(HOSTILE[0]) && list.contains("hacked()\\u{200b}\\u{ad}"), "{list}");
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": false }));
    browser.open(&page.file(), "");
    assert_eq!(browser.evaluate("list.rows.length"), json!(HOSTILE.len()));
    for (at, hostile) in HOSTILE.iter().enumerate() {
        browser.evaluate(&format!("openRow('acme/api/Hostile{at}')"));
        assert_eq!(browser.text(SHOWN), format!("acme/api/Hostile{at}"));
        let shown = browser.text("document.querySelector('article.code').textContent");
        if hostile.is_ascii() && *hostile != "x{{.name}}" {
            assert!(shown.contains(hostile), "{shown}");
        }
        let body = json!({ "code": hostile, "message": hostile });
        for query in [json!(body.to_string()), json!(hostile)] {
            browser.evaluate(&format!("go({{ query: {query}, open: null }})"));
        }
        assert_eq!(browser.evaluate(made), json!(0), "{hostile}");
        browser.evaluate("go({ query: '' })");
    }
    let spelled = browser.evaluate(
        "openRow('acme/api/Hostile8'), document.querySelectorAll('article .unseen').length > 8",
    );
    assert_eq!(spelled, json!(true));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_content_policy_blocks_foreign_resources() {
    let Some(mut browser) = Browser::start() else { return };
    let page = Page::write(&[]);
    browser.open(&page.file(), "");
    for attempt in [
        "document.body.innerHTML = '<img src=x onerror=window.hacked=1>'",
        "const script = document.createElement('script'); script.textContent = 'window.hacked = 1'; document.head.append(script)",
        "document.body.setAttribute('onclick', 'window.hacked = 1'); document.body.click()",
        "setTimeout('window.hacked = 1')",
    ] {
        browser.evaluate(&format!(
            "try {{ {attempt} }} catch {{ }} new Promise((done) => setTimeout(done, 20))"
        ));
        assert_eq!(browser.evaluate("typeof hacked"), json!("undefined"), "{attempt}");
    }
    let fetched =
        browser.text("fetch('https://acme.example/').then(() => 'sent', () => 'stopped')");
    assert_eq!(fetched, "stopped");
    let complaints = browser.complaints();
    assert!(
        complaints.iter().any(|complaint| complaint.contains("Content Security Policy")),
        "{complaints:?}"
    );
}

#[test]
fn ten_thousand_codes_are_searched() {
    let Some(mut browser) = Browser::start() else { return };
    const COUNT: usize = 10_000;
    let subjects = ["image", "video", "prompt", "account", "key", "model", "task", "quota"];
    let events =
        ["missing", "too large", "not found", "expired", "rejected", "in use", "unreadable"];
    let mut toml =
        String::from("[catalog]\ntitle = \"Acme\"\ndescription = \"Many.\"\nsource = \"Acme\"\n");
    for number in 0..COUNT {
        let (subject, event) = (subjects[number % 8], events[number / 8 % 7]);
        write!(
            toml,
            "\n[codes.E{number}]\nstatus = {}\nmessage = \"the {subject} {{{{.name}}}} of job {number} is {event}\"\n\
             description = \"Returned when the {subject} of a request is {event}, see the message for which it is.\"\n\
             category = \"invalid-request\"\nretry = \"after-change\"\n",
            400 + number % 30
        )
        .expect("a text");
    }
    let folder = folder_with(&toml);
    let page = Page::write(&["--catalogs", &folder.path("")]);
    browser.open(&page.file(), "");
    assert_eq!(browser.text("byId('count').textContent"), "10000 codes");
    let drawn = browser.evaluate("list.links().length").as_u64().expect("a number");
    assert!(drawn < 200, "{drawn}");
    // The time from a key to what is on the screen, laid out: reported, and no test.
    browser.evaluate(
        "globalThis.type = (query) => { const begin = performance.now(); byId('query').value = query; \
         byId('query').dispatchEvent(new Event('input')); byId('app').getBoundingClientRect(); \
         return performance.now() - begin; }",
    );
    let mut report = String::new();
    for query in [
        "the image is too large",
        "E99",
        "request",
        "the task seven of job 3326 is not found",
        "zzz",
    ] {
        let keys: Vec<String> = (1..=query.len()).map(|end| query[..end].to_owned()).collect();
        let times = browser.evaluate(&format!("{}.map(type)", json!(keys)));
        let mut times: Vec<f64> =
            times.as_array().expect("times").iter().filter_map(serde_json::Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let [shortest, median, longest] = [0, times.len() / 2, times.len() - 1].map(|at| times[at]);
        writeln!(report, "  {query:?}: {shortest:.1} ms at least, {median:.1} ms in the middle, {longest:.1} ms at most")
            .expect("a text");
    }
    println!(
        "a key among {COUNT} codes, {} kB:\n{report}",
        fs::metadata(page.file()).expect("the page").len() / 1000
    );
    browser.evaluate("type('the task seven of job 3326 is not found')");
    let first = browser.evaluate(RESULTS);
    assert_eq!(first[0], "acme/api/E3326");
    browser.evaluate("type('')");
    browser.evaluate("list.drawMore(100); byId('more').click()");
    let more = browser.evaluate("list.links().length").as_u64().expect("a number");
    assert!(more > drawn, "{more}");
    assert_eq!(browser.complaints(), [""; 0]);
}
