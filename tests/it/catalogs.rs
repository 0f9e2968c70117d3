//! The catalogs that the crate ships, as a program has them.

use std::fs;
use std::path::Path;

use error_catalog::{CATALOGS, Category, Code, Entry, Retry};
use error_catalog::{
    bfl, dashscope, evolink, fal, getimg, kling, ltx, luma, minimax, novita, pixverse, replicate,
    runway, vidio, vidu, volcengine,
};

/// Every entry, with the path of its catalog.
fn entries() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    CATALOGS
        .iter()
        .flat_map(|catalog| catalog.entries().iter().map(|entry| (catalog.path(), entry)))
}

/// The catalogs that were transcribed from documents, with the number of rows that each document has.
const DOCUMENTS: &[(&str, usize)] = &[
    ("evolink/task", 13),
    ("novita/billing", 5),
    ("novita/gpu", 58),
    ("novita/llm", 9),
    ("novita/media", 24),
    ("vidio/api", 20),
    ("vidu/api", 25),
    ("vidu/task", 38),
];

#[test]
fn every_row_of_the_documents_is_present() {
    for (path, rows) in DOCUMENTS {
        let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("catalogs/{path}.toml"));
        let catalog: toml::Table = fs::read_to_string(catalog).unwrap().parse().unwrap();
        // What has a source of its own is not from the document.
        let entries = catalog["codes"].as_table().unwrap().values();
        let rows_of_document = entries.filter(|entry| entry.get("source").is_none()).count();
        assert_eq!(rows_of_document, *rows, "{path}");
    }
    assert_eq!(DOCUMENTS.iter().map(|(_, rows)| rows).sum::<usize>(), 192);
    let cases: usize =
        evolink::task::CATALOG.entries().iter().map(|entry| entry.cases().len()).sum();
    assert_eq!(cases, 12);
}

#[test]
fn every_vendor_has_a_feature() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    let folders = fs::read_dir(root.join("catalogs")).unwrap().map(|entry| entry.unwrap().path());
    let mut vendors: Vec<String> = folders
        .filter(|folder| folder.is_dir())
        .map(|folder| format!("vendor-{}", folder.file_name().unwrap().to_str().unwrap()))
        .collect();
    vendors.sort();
    for vendor in &vendors {
        assert_eq!(features.get(vendor), Some(&vec!["_vendors"].into()), "{vendor} in Cargo.toml");
    }
    assert_eq!(features["catalogs"], vendors.into(), "all vendors, in the order of their names");
}

#[test]
fn catalogs_are_sorted_by_path() {
    assert!(CATALOGS.iter().map(|catalog| catalog.path()).is_sorted());
    for catalog in CATALOGS {
        assert_eq!(format!("{}/{}", catalog.vendor(), catalog.scope()), catalog.path());
    }
}

#[test]
fn typos_of_the_vendors_are_kept() {
    let code = vidu::task::ErrorCode::ImageCheckFaceFailed;
    assert_eq!(code.message().expect("a message").text(), "mage Check Face Failed");
    assert_eq!(code.description(), "Input image face detection failed, please upload again");
    assert_eq!(code.status(), None);

    let code = vidu::api::ErrorCode::PageSizeOutOfRange;
    assert_eq!(
        code.description(),
        "Image size issue. Requirements:Image size must be less than 50MBSupported formats: \
         JPG/PNG/JPEG/WEBPAspect ratio must be less than 1:4 or 4:1"
    );
    assert!(vidu::task::ErrorCode::PageSizeOutOfRange.description().ends_with("1:1.2 and 1:2"));

    let code = evolink::task::ErrorCode::InvalidParameters;
    assert_eq!(code.description(), "Invalid request parameters");
    assert_eq!(code.cases()[4].description, "Video duration outside model’s supported range");
    assert_eq!(code.cases()[4].example, "Video duration must be between 1-30 seconds");

    let code = evolink::task::ErrorCode::ServiceError;
    assert!(code.details().expect("a paragraph").contains("usually temporary — the system"));
    assert_eq!(code.causes()[3], "Network connection interrupted");
    assert_eq!(code.advice(), Some("Auto-recovers, retry later"));
    let guidance = code.guidance().expect("a line");
    assert_eq!((guidance.section, guidance.text), ("Safe to Retry Directly", "Wait, then retry"));

    let code = novita::gpu::ErrorCode::CreateInstanceLimit;
    assert_eq!(
        code.description(),
        "Instance creation limit reached, please recharge or delete other instances"
    );
    assert_eq!(vidio::api::ErrorCode::RenderForbidden.status(), Some(403));
    assert_eq!(vidu::api::ErrorCode::Canceled.status(), Some(499));
}

#[test]
fn one_name_in_two_scopes_keeps_its_two_meanings() {
    assert_eq!(novita::media::ErrorCode::InvalidApiKey.description(), "API Key validation failed");
    assert_eq!(novita::llm::ErrorCode::InvalidApiKey.description(), "API Key not provided");
    let found: Vec<_> = novita::ErrorCode::all_by_code("INVALID_API_KEY").collect();
    assert_eq!(
        found,
        [
            novita::llm::ErrorCode::InvalidApiKey.into(),
            novita::media::ErrorCode::InvalidApiKey.into()
        ]
    );
}

#[test]
fn the_hard_cases_are_judged_as_the_guide_says() {
    let judged = |entry: &Entry| (entry.category(), entry.retry());
    assert_eq!(
        judged(vidu::api::ErrorCode::OperationInProcess.entry()),
        (Category::Conflict, Retry::Later)
    );
    assert_eq!(
        judged(vidu::api::ErrorCode::QuotaExceeded.entry()),
        (Category::RateLimit, Retry::SlowDown)
    );
    assert_eq!(
        judged(novita::media::ErrorCode::BillingBalanceNotEnough.entry()),
        (Category::Billing, Retry::AfterChange)
    );
    assert_eq!(
        judged(novita::llm::ErrorCode::NotEnoughBalance.entry()),
        (Category::Billing, Retry::AfterChange)
    );
    assert_eq!(
        judged(evolink::task::ErrorCode::GenerationFailedNoContent.entry()),
        (Category::Server, Retry::Resend)
    );
}

#[test]
fn shared_codes_of_vidu_are_judged_alike() {
    for code in vidu::api::ErrorCode::ALL {
        let task = vidu::task::ErrorCode::from_code(code.code()).expect("in both");
        assert_eq!((task.category(), task.retry()), (code.category(), code.retry()), "{code}");
    }
}

#[test]
fn an_empty_account_is_never_retryable() {
    for (catalog, entry) in entries().filter(|(_, entry)| entry.category() == Category::Billing) {
        assert_eq!(entry.retry(), Retry::AfterChange, "{catalog}/{}", entry.name());
    }
}

/// The code that an API sends for a row: one of its family, if it is one.
fn sent(entry: &Entry) -> Option<String> {
    let code = match entry.code_template() {
        Some(template) => {
            let values = vec!["x"; template.placeholders().count()];
            template.render(&values).expect("as many").to_string()
        }
        None => entry.code().to_owned(),
    };
    Some(code).filter(|code| !code.is_empty())
}

/// What must hold of every generated enum.
fn assert_code<C: Code>() {
    let path = C::CATALOG.path();
    assert_eq!(C::all().len(), C::CATALOG.entries().len(), "{path}");
    for (code, entry) in C::all().iter().zip(C::CATALOG.entries()) {
        assert_eq!(code.entry(), entry, "{path}: the order of the enum is that of the table");
        assert_eq!(code.to_string(), entry.code());
        assert_eq!(format!("{code:?}"), entry.name());
        // Padding applies to the whole code.
        assert_eq!(format!("{code:>60}").len(), 60);

        let Some(sent) = sent(entry) else { continue };
        let all_by_code: Vec<C> = C::all_by_code(&sent).collect();
        assert!(all_by_code.contains(code), "{path}/{code:?}");
        assert!(all_by_code.iter().all(|other| other.entry().code() == entry.code()));
        assert!(all_by_code.is_sorted());
        for other in entry.other_codes() {
            assert!(C::all_by_code(other).any(|other| other == *code), "{path}/{code:?}");
        }
        match all_by_code[..] {
            [_] => {
                assert_eq!(C::from_code(&sent), Some(*code));
                assert_eq!(sent.parse::<C>(), Ok(*code));
                assert_eq!(C::try_from(sent.as_str()), Ok(*code));
            }
            _ => {
                assert_eq!(C::from_code(&sent), None);
                let error = sent.parse::<C>().expect_err("several rows");
                assert_eq!(error.rows(), all_by_code.len());
            }
        }

        // Rendered with some arguments, the message leads back to the row.
        let message = entry.message().map(|template| {
            let values = vec!["x"; template.placeholders().count()];
            template.render(&values).expect("as many").to_string()
        });
        let message = message.unwrap_or_default();
        assert_eq!(C::identify(entry.status(), &sent, &message), Some(*code));
        let found = C::CATALOG.identify(entry.status(), &sent, &message);
        assert_eq!(found, Some(entry));

        for &status in entry.statuses() {
            assert!((100..=999).contains(&status));
            let all_by_status: Vec<C> = C::all_by_status(status).collect();
            assert!(all_by_status.contains(code) && all_by_status.is_sorted());
            assert_eq!(C::all_by_status(status).len(), all_by_status.len());
            assert!(
                C::CATALOG.all_by_status(status).eq(all_by_status.iter().map(|code| code.entry()))
            );
            assert!(C::all_by_status(status).rev().eq(all_by_status.into_iter().rev()));
        }
    }
    let statuses: usize = C::CATALOG.entries().iter().map(|entry| entry.statuses().len()).sum();
    assert_eq!((0..=999).map(|status| C::all_by_status(status).len()).sum::<usize>(), statuses);
    for unknown in
        ["", " ", "unknown code", "\u{0}", "BadRequest ", "badrequest", &"A".repeat(1 << 16)]
    {
        assert_eq!(C::from_code(unknown), None, "{path}");
        assert_eq!(C::all_by_code(unknown).next(), None);
        assert!(unknown.parse::<C>().is_err());
    }
}

#[test]
fn every_code_round_trips_through_its_string() {
    assert_code::<bfl::http::ErrorCode>();
    assert_code::<bfl::results::ErrorCode>();
    assert_code::<dashscope::gateway::ErrorCode>();
    assert_code::<dashscope::media::ErrorCode>();
    assert_code::<evolink::files::ErrorCode>();
    assert_code::<evolink::http::ErrorCode>();
    assert_code::<evolink::task::ErrorCode>();
    assert_code::<fal::models::ErrorCode>();
    assert_code::<fal::requests::ErrorCode>();
    assert_code::<getimg::api::ErrorCode>();
    assert_code::<kling::api::ErrorCode>();
    assert_code::<ltx::api::ErrorCode>();
    assert_code::<luma::agents::ErrorCode>();
    assert_code::<luma::dream_machine::ErrorCode>();
    assert_code::<minimax::api::ErrorCode>();
    assert_code::<novita::billing::ErrorCode>();
    assert_code::<novita::gpu::ErrorCode>();
    assert_code::<novita::llm::ErrorCode>();
    assert_code::<novita::media::ErrorCode>();
    assert_code::<pixverse::api::ErrorCode>();
    assert_code::<replicate::predictions::ErrorCode>();
    assert_code::<runway::http::ErrorCode>();
    assert_code::<runway::tasks::ErrorCode>();
    assert_code::<vidio::api::ErrorCode>();
    assert_code::<vidu::api::ErrorCode>();
    assert_code::<vidu::task::ErrorCode>();
    assert_code::<volcengine::ark::ErrorCode>();
    assert_eq!(CATALOGS.len(), 27, "each of them stands above");
}

#[test]
fn near_miss_codes_are_not_found() {
    for code in entries().filter_map(|(_, entry)| sent(entry)) {
        for wrong in [&code[1..], &code[..code.len() - 1], &format!("{code}x"), &format!("x{code}")]
        {
            for catalog in CATALOGS {
                for found in catalog.all_by_code(wrong) {
                    let family = found.code_template();
                    let has_code = family.is_some_and(|family| family.parse(wrong).is_some());
                    assert!(found.code() == wrong || has_code, "{wrong} in {catalog:?}");
                }
            }
        }
    }
}

#[test]
fn a_code_takes_one_byte() {
    assert_eq!(size_of::<novita::gpu::ErrorCode>(), 1);
    assert_eq!(size_of::<Option<novita::gpu::ErrorCode>>(), 1);
}

#[test]
fn accessors_work_in_constants() {
    const CODE: vidu::api::ErrorCode = vidu::api::ErrorCode::FieldLacking;
    const STATUS: Option<u16> = CODE.status();
    const RETRY: Retry = CODE.retry();
    const TEXT: &str = match CODE.message() {
        Some(template) => template.text(),
        None => "",
    };
    assert_eq!((STATUS, RETRY), (Some(400), Retry::AfterChange));
    assert_eq!(TEXT, "field is missing or empty: {{.fields}}");
}

#[cfg(feature = "serde")]
#[test]
fn codes_are_serialized_as_their_wire_code() {
    use serde_json::{from_str, to_string};

    let code = novita::gpu::ErrorCode::NodeStatus;
    assert_eq!(to_string(&code).expect("a code"), "\"NODE_STATUS\"");
    assert_eq!(from_str::<novita::gpu::ErrorCode>("\"NODE_STATUS\"").expect("a code"), code);
    let error = from_str::<novita::gpu::ErrorCode>("\"NODE_STATE\"").expect_err("unknown");
    assert!(
        error
            .to_string()
            .starts_with("unknown code `NODE_STATE` in novita/gpu, did you mean `NODE_STATUS`?"),
        "{error}"
    );
    let error = from_str::<novita::gpu::ErrorCode>("true").expect_err("no code");
    assert!(error.to_string().contains("expected a code of novita/gpu"), "{error}");
    assert_eq!(to_string(&Retry::AfterChange).expect("a word"), "\"after-change\"");
    assert_eq!(from_str::<Category>("\"not-found\"").expect("a word"), Category::NotFound);
    assert!(from_str::<Category>("\"nope\"").is_err());
}

#[cfg(feature = "serde")]
#[test]
fn every_code_round_trips_through_serde() {
    fn assert_round_trips<C: Code + serde::Serialize + for<'de> serde::Deserialize<'de>>() {
        let mut written = std::collections::BTreeSet::new();
        for code in C::all() {
            let text = serde_json::to_string(code).expect("a code");
            assert_eq!(serde_json::from_str::<C>(&text).expect(&text), *code);
            assert!(written.insert(text), "two rows are written alike: {code:?}");
        }
    }
    assert_round_trips::<evolink::task::ErrorCode>();
    assert_round_trips::<novita::media::ErrorCode>();
    assert_round_trips::<vidio::api::ErrorCode>();
    assert_round_trips::<vidu::task::ErrorCode>();
    let code = vidio::api::ErrorCode::JobNotFound;
    let text = serde_json::to_string(&code).expect("a code");
    assert_eq!(text, "\"invalid_request_error/JobNotFound\"");
}

#[cfg(feature = "http")]
#[test]
fn statuses_are_those_of_the_http_crate() {
    let code = vidu::api::ErrorCode::Canceled;
    assert_eq!(code.entry().status_code().map(|status| status.as_u16()), Some(499));
    assert_eq!(evolink::task::ErrorCode::ServiceError.entry().status_code(), None);
    for (_, entry) in entries() {
        assert_eq!(entry.status_code().map(|status| status.as_u16()), entry.status());
    }
}

#[test]
fn the_readme_lists_every_catalog() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let (_, section) = readme.split_once("\n## What is in it\n").expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let catalogs = CATALOGS.iter().map(|catalog| {
        let page = catalog.source().split(" (https").next().unwrap_or_default();
        format!("| `{}` | {} | {page} |", catalog.path(), catalog.entries().len())
    });
    assert_eq!(rows, catalogs.collect::<Vec<_>>());
}
