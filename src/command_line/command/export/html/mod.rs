//! HTML: a page to look codes up, one file with its style, its scripts and its data inside.
//!
//! Its parts are files in `page/`. `page.html` has a mark, `<!--name-->`, where a part goes in.
//! A policy in it names the style and the scripts by their hashes: nothing else runs, whatever
//! a text of a catalog is.

mod data;

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::command_line::terminal::text::{visible, visible_lines};
use crate::{Catalog, Entry};

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");
/// Runs before anything is shown.
const START: &str = include_str!("page/start.js");
/// Run when the page is there, in this order: each uses those before it.
const SCRIPTS: &[&str] = &[
    include_str!("page/text.js"),
    include_str!("page/template.js"),
    include_str!("page/catalogs.js"),
    include_str!("page/search.js"),
    include_str!("page/copy.js"),
    include_str!("page/code.js"),
    include_str!("page/list.js"),
    include_str!("page/place.js"),
    include_str!("page/keys.js"),
    include_str!("page/main.js"),
];

/// The page of `catalogs`.
pub fn write(catalogs: &[&'static Catalog]) -> io::Result<String> {
    let json = data::write(catalogs)?;
    let elements = SCRIPTS.iter().map(|script| element("script", script));
    let scripts = elements.collect::<Vec<_>>().join("\n");
    let codes: String = catalogs.iter().map(|catalog| section(catalog)).collect();
    Ok(fill(PAGE, |mark| match mark {
        "policy" => policy(),
        "style" => element("style", STYLE),
        "start" => element("script", START),
        "codes" => codes.clone(),
        "data" => json.clone(),
        "scripts" => scripts.clone(),
        other => format!("<!--{other}-->"),
    }))
}

/// `template`, in which every mark is what `part` has for it. What goes in is not looked at again.
fn fill(template: &str, part: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, (mark, behind))) = rest
        .split_once("<!--")
        .and_then(|(before, marked)| Some((before, marked.split_once("-->")?)))
    {
        text += before;
        text += &part(mark);
        rest = behind;
    }
    text + rest
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

/// The content-security policy: nothing is loaded, nothing runs but the page's own scripts, and they
/// can't make HTML out of a text.
fn policy() -> String {
    let scripts: Vec<String> =
        [START].iter().chain(SCRIPTS).map(|script| source_of(script)).collect();
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        source_of(STYLE),
        scripts.join(" ")
    )
}

/// How a policy names an element with this content.
fn source_of(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

/// The codes of a catalog for a reader whose browser runs no scripts: what is asked most often.
fn section(catalog: &Catalog) -> String {
    let codes: String = catalog.entries().iter().map(|code| item(catalog.path(), code)).collect();
    format!(
        "<section>\n<h2>{}</h2>\n<p>{}</p>\n<p>{}</p>\n<ul>\n{codes}</ul>\n</section>\n",
        text(catalog.title()),
        text(catalog.description()),
        text(catalog.source()),
    )
}

fn item(path: &str, entry: &Entry) -> String {
    let status = entry.status().map(|status| status.to_string());
    let retired = entry.retired().map(|retired| format!("retired since {}", text(retired.since)));
    let words = [entry.category().as_str(), entry.retry().as_str()].map(str::to_owned);
    let words: Vec<String> = status.into_iter().chain(words).chain(retired).collect();
    let message = entry.message().map(|it| format!("<samp>{}</samp> ", text(it.text())));
    format!(
        "<li id=\"{path}/{}\"><b>{}</b> <i>{}</i> {}{}</li>\n",
        entry.name(),
        text(entry.code()),
        words.join(" · "),
        message.unwrap_or_default(),
        text(entry.description()),
    )
}

/// A text of a catalog, in HTML.
fn text(text: &str) -> String {
    let lines = text.lines().count() > 1;
    let text = if lines { visible_lines(text) } else { visible(text) };
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            character => html.push(character),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SCRIPTS, START, STYLE, element, fill, policy, source_of, text, write};
    use crate::command_line::catalogs::fixture;

    fn page_of_all() -> String {
        write(fixture::shipped()).expect("plain data")
    }

    #[test]
    fn every_marker_is_replaced() {
        for mark in ["policy", "style", "start", "codes", "data", "scripts"] {
            assert_eq!(PAGE.matches(&format!("<!--{mark}-->")).count(), 1, "{mark}");
        }
        assert!(!page_of_all().contains("<!--"));
    }

    #[test]
    fn replaced_text_is_not_replaced_again() {
        assert_eq!(
            fill("a<!--x-->b<!--y-->c", |mark| format!("<!--{mark}-->")),
            "a<!--x-->b<!--y-->c"
        );
        assert_eq!(fill("<!--x", |_| String::new()), "<!--x");
    }

    #[test]
    fn a_hash_is_that_of_the_content() {
        // Of RFC 6234's test "abc".
        assert_eq!(source_of("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }

    #[test]
    fn the_policy_has_every_script_and_the_page_loads_nothing() {
        let page = page_of_all();
        assert!(page.contains(&policy()));
        assert!(page.contains(&element("style", STYLE)));
        for script in [START].iter().chain(SCRIPTS) {
            assert!(
                page.contains(&element("script", script)) && policy().contains(&source_of(script))
            );
        }
        for attribute in [" src=", " href=\"http", "@import", "url(", " style=", " onclick="] {
            let own = [PAGE, STYLE, START].into_iter().chain(SCRIPTS.iter().copied());
            assert!(own.into_iter().all(|part| !part.contains(attribute)), "{attribute}");
        }
    }

    #[test]
    fn the_parts_stay_within_their_elements() {
        for part in [STYLE, START].iter().chain(SCRIPTS) {
            let lower = part.to_lowercase();
            for end in ["</script", "</style", "<!--", "<script", "\r"] {
                assert!(!lower.contains(end), "{end}");
            }
        }
    }

    #[test]
    fn a_script_is_short_and_strict() {
        for script in [START].iter().chain(SCRIPTS) {
            assert!(script.starts_with("'use strict';\n"), "{}", &script[..40]);
            assert!(script.lines().count() <= 400, "{}", &script[..100]);
        }
    }

    #[test]
    fn text_is_escaped_in_html() {
        assert_eq!(
            text("</li><img src=x onerror='alert(\"1\")'>&\u{202e}"),
            "&lt;/li&gt;&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt;&amp;\\u{202e}"
        );
    }
}
