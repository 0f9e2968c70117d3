//! What holds for every catalog, whatever its shape.

mod search;

use std::fmt::Display;

use errors::{
    AnyCode, Catalog, Catalogs, Category, CodeSet, Entry, Match, ResponseBody, Segment, Template,
};
use odd_catalogs::{
    CATALOGS, broad, by_way_of_facade, class, guard, many, numeric, plain, postgres, same, sized,
    wide, world,
};

/// Every row, as a code of any catalog.
fn rows() -> impl Iterator<Item = (&'static Catalog, &'static Entry, AnyCode)> {
    CATALOGS.iter().copied().flat_map(|catalog| {
        catalog.entries().iter().enumerate().map(move |(position, entry)| {
            (catalog, entry, AnyCode::from_row(catalog, position).expect("a row"))
        })
    })
}

/// A value for each placeholder, none of which any literal contains.
fn values(template: Option<Template>) -> Vec<String> {
    let names = template.map(|template| template.placeholders().count()).unwrap_or_default();
    (0..names).map(|number| format!("¡{number}!")).collect()
}

/// The message of a row, with these values.
fn message(entry: &Entry) -> String {
    let template = entry.message();
    let rendered =
        template.and_then(|template| Some(template.render(&values(Some(template)))?.to_string()));
    rendered.unwrap_or_default()
}

#[test]
fn every_row_is_found_by_its_code() {
    assert!(rows().count() > 560, "{}", rows().count());
    for (catalog, entry, _) in rows() {
        assert!(catalog.all_by_code(entry.code()).any(|found| std::ptr::eq(found, entry)));
        let found = catalog.identify(entry.status(), entry.code(), &message(entry));
        assert!(found.is_some_and(|found| std::ptr::eq(found, entry)), "{}", entry.name());
        if let Some(status) = entry.status() {
            assert!(catalog.all_by_status(status).any(|found| std::ptr::eq(found, entry)));
        }
    }
}

#[test]
fn identify_agrees_with_linear_search() {
    for (catalog, entry, _) in rows() {
        let others = catalog.entries().iter().filter(|other| other.code() == entry.code());
        let statuses = others.clone().map(Entry::status).chain([None, Some(418)]);
        let statuses: std::collections::BTreeSet<_> = statuses.collect();
        let message = message(entry);
        let without_values = entry.message().map(|template| {
            let values = vec![""; template.placeholders().count()];
            template.render(&values).expect("as many").to_string()
        });
        let text = entry.message().map(|template| template.text().to_owned());
        for message in [Some(message.clone()), Some(message + "."), without_values, text] {
            let message = message.unwrap_or_default();
            let last = catalog.entries().iter().rev();
            let codes = [entry].into_iter().chain(last.take(2)).map(Entry::code);
            let codes: std::collections::BTreeSet<_> = codes.collect();
            for (status, code) in
                statuses.iter().flat_map(|status| codes.iter().map(move |code| (*status, *code)))
            {
                let found = catalog.identify(status, code, &message).map(Entry::name);
                let wanted = search::identify(catalog, status, code, &message).map(Entry::name);
                assert_eq!(found, wanted, "{status:?} {code} {message:?} in {catalog:?}");
            }
        }
    }
}

#[test]
fn near_miss_codes_are_not_found() {
    for (catalog, entry, _) in rows() {
        for other in [
            String::new(),
            format!("{} ", entry.code()),
            format!(" {}", entry.code()),
            entry.code().chars().skip(1).collect(),
            format!("{0}{0}", entry.code()),
        ] {
            let found = catalog.all_by_code(&other).all(|found| found.code() == other);
            assert!(found, "{other} in {catalog:?}");
        }
    }
}

#[test]
fn messages_round_trip() {
    for (_, entry, _) in rows() {
        let Some(template) = entry.message() else { continue };
        let values = values(Some(template));
        let message = message(entry);
        let arguments = template.parse(&message).expect("its own message");
        let read: Vec<&str> = arguments.iter().map(|(_, value)| value).collect();
        assert_eq!(read, values, "{message}");
        let again = template.render(&read).expect("as many").to_string();
        assert_eq!(again, message);
    }
}

#[test]
fn bodies_round_trip() {
    let mut read = 0;
    for (catalog, entry, code) in rows() {
        let values = values(entry.message());
        let displayed: Vec<&dyn Display> = values.iter().map(|value| value as _).collect();
        let Some(body) = ResponseBody::new(code, &displayed) else {
            assert!(catalog.response().body().is_none(), "{}", entry.name());
            continue;
        };
        let text = body.json().as_bytes();
        let catalogs = Catalogs::new(CATALOGS).named(catalog.path()).expect("a catalog");
        let error = catalogs.read(entry.status(), text).expect("an error");
        assert_eq!(error.code(), Some(code), "{}", body.json());
        assert_eq!(error.matched(), Match::Exact, "{}", body.json());
        assert_eq!(error.retry(), entry.retry());
        let arguments = error.arguments().map(|arguments| {
            arguments.iter().map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
        });
        // Not every body has a place for a message.
        if error.message().is_some() && entry.message().is_some() {
            assert_eq!(arguments, Some(values), "{}", body.json());
        }
        read += 1;
    }
    assert!(read > 550, "{read}");
}

#[test]
fn codes_of_digits_are_strings() {
    use postgres::sqlstate::{ErrorCode, UniqueViolation};

    assert_eq!(ErrorCode::from_code("0100C"), Some(ErrorCode::DynamicResultSetsReturned));
    assert_eq!(ErrorCode::from_code("00000"), Some(ErrorCode::SuccessfulCompletion));
    assert_eq!(ErrorCode::from_code("0"), None);
    assert_eq!("23505".parse(), Ok(ErrorCode::UniqueViolation));
    let message = r#"duplicate key value violates unique constraint "users_email_key""#;
    let UniqueViolation { constraint } = UniqueViolation::parse(message).expect("its message");
    assert_eq!(constraint, "users_email_key");
    let body = br#"{"code":"23505","details":null,"hint":null,"message":"duplicate key value violates unique constraint \"a\""}"#;
    let error = postgres::ApiError::read(Some(409), body).expect("an error");
    assert_eq!(error.code(), Some(ErrorCode::UniqueViolation.into()));
    assert_eq!(error.arguments().expect("arguments").get("constraint"), Some("a"));
}

#[test]
fn codes_with_dots_and_spaces_become_names() {
    use guard::safety::ErrorCode;

    let names: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(
        names,
        [
            "SafetyInputText",
            "SafetyInputImage",
            "SafetyOutput",
            "InternalBadOutputCode01",
            "QuotaPerMinuteExceeded",
            "Suspended",
        ]
    );
    assert_eq!("SAFETY.INPUT.TEXT".parse(), Ok(ErrorCode::SafetyInputText));
    assert_eq!(ErrorCode::SafetyInputText.to_string(), "SAFETY.INPUT.TEXT");
    let error = "SAFETY.INPUT.TEXTS".parse::<ErrorCode>().expect_err("unknown");
    assert_eq!(
        error.to_string(),
        "unknown code `SAFETY.INPUT.TEXTS` in guard/safety, did you mean `SAFETY.INPUT.TEXT`?"
    );
    use plain::phrases;
    assert_eq!("rate limit exceeded".parse(), Ok(phrases::ErrorCode::RateLimitExceeded));
    assert_eq!(phrases::ErrorCode::NotEnoughCredits.code(), "You don't have enough credits");
    assert_eq!(phrases::ErrorCode::InvalidPrompt.code(), "invalid \"prompt\"");
}

#[test]
fn forty_rows_of_one_code_are_told_apart() {
    use class::request::{ErrorCode, WidthTooLarge};

    assert_eq!(ErrorCode::all_by_code("invalid_request_error").count(), 40);
    assert_eq!(ErrorCode::from_code("invalid_request_error"), None);
    let identify =
        |status, message| ErrorCode::identify(Some(status), "invalid_request_error", message);
    assert_eq!(identify(404, "No such mask: 7"), Some(ErrorCode::MaskNotFound));
    assert_eq!(identify(400, "No such mask: 7"), None);
    assert_eq!(identify(413, "width is too large: 9 > 8"), Some(ErrorCode::WidthTooLarge));
    let WidthTooLarge { value, limit } =
        WidthTooLarge::parse("width is too large: 9 > 8").expect("its message");
    assert_eq!((value, limit), ("9", "8"));
    let body = br#"{"error":{"type":"invalid_request_error","message":"something else"}}"#;
    let error = class::ApiError::read(Some(413), body).expect("an error");
    assert_eq!((error.matched(), error.rows().count()), (Match::Class, 10));
}

#[test]
fn nine_values_are_written_and_read() {
    use wide::messages::{Nine, Twice};

    let message = Nine {
        width: 7680,
        height: 4320,
        frames_per_second: 59.94,
        seconds: 600_u64,
        codec: "av1",
        container: "webm",
        limit: format_args!("{} s", 60),
        plan: 'S',
        request_id: String::from("r-1"),
    }
    .to_string();
    let expected = "7680x4320 at 59.94 fps for 600 s in av1/webm exceeds 60 s of S (request r-1)";
    assert_eq!(message, expected);
    let read = Nine::parse(&message).expect("its own message");
    assert_eq!((read.frames_per_second, read.limit, read.plan), ("59.94", "60 s", "S"));
    assert_eq!(read.to_string(), message);
    assert_eq!(Twice { name: 1, other: 2 }.to_string(), "1 is not 2; 1 is 1");
    assert!(Twice::parse("1 is not 2; 3 is 1").is_none());
}

#[test]
fn texts_of_every_script_are_kept() {
    use world::texts::{ErrorCode, InsufficientBalance};

    assert_eq!("余额不足".parse(), Ok(ErrorCode::InsufficientBalance));
    let message = InsufficientBalance { account: "小明", amount: 10 }.to_string();
    assert_eq!(message, "账户“小明”余额不足，需要 10 元");
    let body = "{\"错误\":{\"代码\":\"ошибка_сервера\",\"消息\":\"Внутренняя ошибка: нет\"}}";
    let error = world::ApiError::read(Some(500), body.as_bytes()).expect("an error");
    assert_eq!(error.code(), Some(ErrorCode::ServerError.into()));
    assert_eq!(error.arguments().expect("arguments").get("reason"), Some("нет"));
    let paragraphs = ErrorCode::Cafe.description();
    assert_eq!(paragraphs.split("\n\n").count(), 8, "{paragraphs}");
    assert!(paragraphs.contains("\n    an indented line\n"));
    assert_eq!(
        ErrorCode::Cafe.details(),
        Some("Details have paragraphs, too.\n\n\tA tab begins this one.")
    );
}

#[test]
fn numeric_codes_in_bodies_are_found() {
    use numeric::wechat::ErrorCode;

    let body = br#"{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest rid: 6"}"#;
    let error = numeric::ApiError::read(Some(200), body).expect("an error");
    assert_eq!(error.code(), Some(ErrorCode::InvalidCredential.into()));
    assert_eq!(error.arguments().expect("arguments").get("rid"), Some("6"));
    let error = numeric::ApiError::read(Some(200), br#"{"errcode":-1,"errmsg":"system error"}"#);
    assert_eq!(error.expect("an error").code(), Some(ErrorCode::SystemBusy.into()));
    assert!(numeric::ApiError::read(Some(200), br#"{"errcode":0,"errmsg":"ok"}"#).is_none());
}

#[test]
fn five_hundred_templates_are_told_apart() {
    use many::templates::{ErrorCode, Template42};

    assert_eq!(ErrorCode::ALL.len(), 500);
    assert_eq!(size_of::<ErrorCode>(), 2);
    let message = Template42 { id: 7, total: 20, reason: "no" }.to_string();
    assert_eq!(message, "The job 7 failed in step 14 of 20: no");
    assert_eq!(Template42::parse(&message).map(|read| read.reason), Some("no"));
    assert_eq!(ErrorCode::all_by_status(442).count(), 5);
}

#[test]
fn a_vendor_and_its_scope_can_share_a_name() {
    assert_eq!(same::same::ErrorCode::ALL.len(), 4);
    assert_eq!(same::ErrorCode::from(same::same::ErrorCode::ErrorCode).entry().name(), "ErrorCode");
}

#[test]
fn own_catalogs_are_found_by_name() {
    assert_eq!(Catalogs::new(CATALOGS).named("guard").expect("a vendor").iter().count(), 1);
    assert!(Catalogs::new(CATALOGS).named("vidu").is_err());
    let error = Catalogs::new(CATALOGS).named("gaurd").expect_err("a slip");
    assert_eq!(error.to_string(), "there is no vendor or catalog `gaurd`, did you mean `guard`?");
    // None of the library's own is compiled.
    assert_eq!(errors::CATALOGS.len(), 0);
    let made = ["broad", "many", "sized"];
    let in_files = CATALOGS.iter().filter(|catalog| !made.contains(&catalog.vendor())).count();
    assert_eq!(by_way_of_facade(), in_files);
}

#[test]
fn a_vendor_can_have_very_many_scopes() {
    let found: Vec<_> = broad::ErrorCode::all_by_code("CODE_77").collect();
    assert_eq!(found, [broad::scope_77::ErrorCode::Code77.into()]);
    assert_eq!(broad::ErrorCode::all_by_status(400).count(), 120);
}

#[test]
fn numbers_deserialize_as_codes() {
    use numeric::wechat::ErrorCode;
    use serde::de::value::{Error, I64Deserializer, U64Deserializer};
    use serde::de::{Deserialize, IntoDeserializer};

    let read: U64Deserializer<Error> = 40001_u64.into_deserializer();
    assert_eq!(ErrorCode::deserialize(read), Ok(ErrorCode::InvalidCredential));
    let read: I64Deserializer<Error> = (-1_i64).into_deserializer();
    assert_eq!(ErrorCode::deserialize(read), Ok(ErrorCode::SystemBusy));
}

#[test]
fn codes_implement_serde() {
    fn is_both<T: serde::Serialize + for<'de> serde::Deserialize<'de>>() {}
    is_both::<postgres::sqlstate::ErrorCode>();
    is_both::<world::texts::ErrorCode>();
}

#[test]
fn a_code_is_one_byte_up_to_256_codes_and_two_beyond() {
    assert_eq!(size_of::<sized::of_255::ErrorCode>(), 1);
    assert_eq!(size_of::<sized::of_256::ErrorCode>(), 1);
    assert_eq!(size_of::<sized::of_257::ErrorCode>(), 2);
    // With 256 codes, a byte has no value left that could mean `None`.
    assert_eq!(size_of::<Option<sized::of_255::ErrorCode>>(), 1);
    assert_eq!(size_of::<Option<sized::of_256::ErrorCode>>(), 2);
    assert_eq!(size_of::<Option<sized::of_257::ErrorCode>>(), 2);
}
