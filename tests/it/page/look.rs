//! How the page looks, on a telephone, in the dark, on paper, and to whoever hears it.

use serde_json::{Value, json};

use super::{SHOWN, codes, in_browser};
use crate::browser::Browser;

/// The views that there are.
const VIEWS: &[&str] = &[
    "",
    "#?q=zzz",
    "#evolink/task/ContentPolicyViolation",
    "#vidio/api/MissingUploadQueryParameters?q=query+parameters",
    "#vidu/api/PageSizeOutOfRange",
    "#vidu/api/Gone",
];

/// A response that is pasted into the search field.
const RESPONSE: &str = "go({ open: null, query: '{\"reason\":\"FieldLacking\",\"message\":\"field is missing or empty: ' + 'a'.repeat(200) + '\"}' })";

/// Makes something of every view.
fn each_view(
    browser: &mut Browser,
    file: &std::path::Path,
    mut test: impl FnMut(&mut Browser, &str),
) {
    for view in VIEWS {
        browser.open(file, view);
        test(browser, view);
    }
    browser.evaluate(RESPONSE);
    test(browser, "a response");
}

#[test]
fn nothing_is_wider_than_a_phone() {
    in_browser("", |browser, file| {
        for width in [320, 360, 768] {
            browser.size(width, 740);
            each_view(browser, file, |browser, view| {
                let widest = browser.evaluate("document.documentElement.scrollWidth");
                assert_eq!(widest, json!(width), "{view}");
                let outside = browser.evaluate(
                    "[...document.querySelectorAll('main *, header *, footer *')].filter((it) => { \
                       const box = it.getBoundingClientRect(); \
                       return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5); }).map((it) => it.outerHTML.slice(0, 80))",
                );
                assert_eq!(outside, json!([]), "{view}");
            });
        }
    });
}

#[test]
fn a_phone_shows_the_list_or_the_code() {
    in_browser("", |browser, _| {
        browser.size(360, 740);
        let visible = |browser: &mut Browser, what: &str| {
            browser.evaluate(&format!("document.querySelector('{what}').checkVisibility()"))
                == json!(true)
        };
        assert!(visible(browser, ".find") && !visible(browser, ".detail"));
        browser.evaluate("list.links()[3].click()");
        assert!(
            !visible(browser, ".find") && visible(browser, ".detail") && visible(browser, ".back")
        );
        browser.evaluate("document.querySelector('.back').click()");
        assert!(visible(browser, ".find") && !visible(browser, ".detail"));
        assert_eq!(browser.evaluate("document.activeElement === list.links()[3]"), json!(true));
    });
}

/// Every text whose contrast with what is behind it is less than WCAG's AA asks for.
const FAINT: &str = r"(() => {
  // A canvas says what a colour is, in whatever way it is written.
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (it) => {
    for (let at = it; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (texts.nextNode()) {
    const it = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !it.checkVisibility()) continue;
    const [one, other] = [channels(getComputedStyle(it).color), behind(it)].map(luminance).sort((a, b) => b - a);
    looked += 1;
    if ((one + 0.05) / (other + 0.05) < 4.5) faint.add(`${it.className || it.localName}: ${((one + 0.05) / (other + 0.05)).toFixed(2)}`);
  }
  return looked > 20 ? [...faint] : ['nothing was looked at'];
})()";

fn emulate(browser: &mut Browser, scheme: &str) {
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    browser.call("Emulation.setEmulatedMedia", json!({ "media": "", "features": features }));
}

#[test]
fn text_has_enough_contrast_in_light_and_dark() {
    in_browser("", |browser, file| {
        for scheme in ["light", "dark"] {
            emulate(browser, scheme);
            each_view(browser, file, |browser, view| {
                assert_eq!(browser.evaluate(FAINT), json!([]), "{scheme}: {view}");
            });
        }
    });
}

#[test]
fn the_theme_follows_the_system_unless_chosen() {
    const PAPER: &str = "getComputedStyle(document.body).backgroundColor";
    in_browser("", |browser, file| {
        emulate(browser, "light");
        let light = browser.text(PAPER);
        emulate(browser, "dark");
        let dark = browser.text(PAPER);
        assert_ne!(light, dark);
        let press = "byId('colours').click()";
        browser.evaluate(press);
        assert_eq!(
            (browser.text(PAPER), browser.text("byId('colours').textContent")),
            (light.clone(), "Colours: light".into())
        );
        browser.open(file, "");
        assert_eq!(browser.text(PAPER), light);
        browser.evaluate(press);
        browser.evaluate(press);
        assert_eq!(
            (browser.text(PAPER), browser.text("byId('colours').textContent")),
            (dark, "Colours: automatic".into())
        );
        // A browser that keeps nothing changes the colours all the same.
        browser.evaluate("Storage.prototype.setItem = () => { throw new Error('full'); }");
        browser.evaluate(press);
        assert_eq!(browser.text(PAPER), light);
    });
}

#[test]
fn a_screen_reader_gets_a_name_for_everything() {
    in_browser("", |browser, file| {
        each_view(browser, file, |browser, view| {
            let tree = browser.call("Accessibility.getFullAXTree", json!({}));
            let nodes: Vec<&Value> = tree["nodes"]
                .as_array()
                .expect("nodes")
                .iter()
                .filter(|node| node["ignored"] == json!(false))
                .collect();
            let role = |node: &Value| node["role"]["value"].as_str().unwrap_or("").to_owned();
            let controls = [
                "button",
                "link",
                "textbox",
                "searchbox",
                "combobox",
                "checkbox",
                "heading",
                "search",
            ];
            for node in &nodes {
                let name = node["name"]["value"].as_str().unwrap_or("");
                assert!(
                    !controls.contains(&role(node).as_str()) || !name.trim().is_empty(),
                    "{view}: {node}"
                );
            }
            let has = |wanted: &str| nodes.iter().any(|node| role(node) == wanted);
            for landmark in ["banner", "main", "contentinfo", "heading", "status", "search"] {
                assert!(has(landmark), "{view}: {landmark}");
            }
            assert_eq!(browser.text("document.documentElement.lang"), "en");
            let twice = browser.evaluate(
                "[...document.querySelectorAll('[id]')].map((it) => it.id).filter((id, at, ids) => ids.indexOf(id) !== at)",
            );
            assert_eq!(twice, json!([]), "{view}");
            let skipped = browser.evaluate(
                "[...document.querySelectorAll('h1, h2, h3')].filter((it) => it.checkVisibility()).map((it) => Number(it.localName[1])).filter((level, at, levels) => level > (levels[at - 1] ?? 0) + 1)",
            );
            assert_eq!(skipped, json!([]), "{view}");
        });
    });
}

#[test]
fn without_a_script_every_code_is_listed() {
    in_browser("", |browser, file| {
        browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        browser.size(360, 740);
        browser.open(file, "#vidu/api/FieldLacking");
        let count = browser.evaluate("document.querySelectorAll('#all li').length");
        assert_eq!(count, json!(codes()));
        let text = browser.text("document.querySelector(':target').innerText");
        assert!(text.starts_with("FieldLacking 400 · invalid-request · after-change"), "{text}");
        assert!(text.contains("field is missing or empty: {{.fields}}"), "{text}");
        assert_eq!(
            browser.evaluate("document.getElementById('app').checkVisibility()"),
            json!(false)
        );
        assert_eq!(browser.evaluate("document.documentElement.scrollWidth"), json!(360));
    });
}

#[test]
fn print_has_the_results_and_no_controls() {
    in_browser("", |browser, _| {
        browser.evaluate("dispatchEvent(new Event('beforeprint'))");
        assert_eq!(browser.evaluate("list.links().length"), json!(codes()));
        browser.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        let controls = "[...document.querySelectorAll('button, input, select, textarea')].filter((it) => it.checkVisibility()).length";
        assert_eq!(browser.evaluate(controls), json!(0));
        browser.evaluate("openRow('vidu/api/FieldLacking')");
        assert_eq!(browser.text(SHOWN), "vidu/api/FieldLacking");
        assert_eq!(browser.evaluate(controls), json!(0));
        assert_eq!(
            browser.evaluate("document.querySelector('.find').checkVisibility()"),
            json!(false)
        );
    });
}
