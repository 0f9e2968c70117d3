//! What the columns of tables are called.

use self::Column::{
    Advice, Code, Description, Group, Ignored, Message, OtherCodes, OtherMessages, Status, Title,
};
use crate::command_line::catalogs::names::words;

/// What a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The wire code.
    Code,
    /// The HTTP status.
    Status,
    /// What the API prints.
    Message,
    /// What the page says about the error.
    Description,
    /// The heading that the page gives the error.
    Title,
    /// The page's words on retrying.
    Advice,
    /// Whether to retry, beside a column of advice. It decides guesses, and isn't kept.
    Retryable,
    /// The heading under which the page lists the error.
    Group,
    /// Other spellings of the code, one a line.
    OtherCodes,
    /// Other wordings of the message, one a line.
    OtherMessages,
    /// Who has to act on the error, in the words of this crate.
    Category,
    /// What to do with the request, in the words of this crate.
    Retry,
    /// Something that catalogs have no field for.
    Ignored,
}

/// The columns that can be named on the command line, and what for.
pub const NAMES: &[(&str, Column)] = &[
    ("code", Code),
    ("status", Status),
    ("message", Message),
    ("description", Description),
    ("title", Title),
    ("advice", Advice),
    ("group", Group),
    ("other codes", OtherCodes),
    ("other messages", OtherMessages),
    ("category", Column::Category),
    ("retry", Column::Retry),
    ("-", Ignored),
];

/// Headings that mean one thing, as [`exact`] looks them up.
const STRONG: &[(Column, &str)] = &[
    (
        Code,
        "code|code name|errcode|errorcode|错误代码|错误编码|错误码|返回码|业务码|業務碼|業務錯誤碼|錯誤碼|錯誤代碼",
    ),
    (
        Status,
        "http|http code|http error code|http response code|http return code|http status|http status code|\
         response code|status|status code|statuses|http 码|http 状态|http 状态码|http 返回码|\
         http 狀態碼|状态码|狀態碼",
    ),
    (Message, "message|msg|response message|报错信息|错误信息|错误消息|返回信息|錯誤訊息"),
    (
        Description,
        "cause|definition|description|explanation|meaning|reason for error|summary|what it means|\
         原因|可能原因|含义|含义说明|描述|说明|错误描述|错误说明|错误原因|說明",
    ),
    (Title, "title"),
    (
        Advice,
        "action|advice|fix|how to fix|how to handle|how to resolve|resolution|retry|retryable|solution|\
         suggestion|what to do|处理建议|处理方式|建议|是否可重试|解决办法|解决方案|解决方法|解決方案",
    ),
    (Group, "category|group|分类|类别"),
    (OtherCodes, "other codes"),
    (OtherMessages, "other messages"),
];

/// Headings that mean the code if nothing else does, best first, and what they mean if something
/// does. After `error`, they mean the code: `Error Type`.
pub const WEAK: &[(&str, Column)] = &[
    ("name", Title),
    ("type", Group),
    ("错误类型", Group),
    ("类型", Group),
    ("reason", Description),
    ("error", Title),
    ("key", Ignored),
    ("id", Ignored),
    ("identifier", Ignored),
    ("number", Ignored),
];

/// Words at the start of a heading that say nothing about the column.
const FILLERS: &str = "api|detailed|err|error|example|fail|failure|possible|recommended|return|service|suggested|\
     typical|wire";

/// Headings of columns that say whether to retry, and little else.
const RETRYABLE: &str = "retry|retryable|是否可重试";

/// Headings of tables that are about something else.
const FOREIGN: &str = "argument|attribute|field|header|param|parameter|property|参数|字段";

/// Whether `word` is in `list`.
fn is_in(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}

/// What the heading `name` means, if it means one thing. Of a heading in two scripts, or with an
/// alternative, either part says it; words before a known heading narrow it.
pub fn strong(name: &str) -> Option<Column> {
    let normal = normal(name);
    let (latin, other): (Vec<&str>, Vec<&str>) =
        normal.split(' ').partition(|word| word.is_ascii());
    exact(&normal)
        .or_else(|| exact(normal.split_once(" of ")?.0))
        .or_else(|| exact(&other.join(" ")).filter(|_| !latin.is_empty()))
        .or_else(|| exact(&latin.join(" ")).filter(|_| !other.is_empty()))
        .or_else(|| name.split_once('/').and_then(|(first, _)| strong(first)))
        .or_else(|| {
            let (_, rest) = normal.split_once(' ')?;
            let is_telling = rest.contains(' ') || is_in("description|message", rest);
            exact(rest).filter(|_| is_telling)
        })
}

/// What the heading `name`, in [`normal`] form, means by itself.
fn exact(name: &str) -> Option<Column> {
    let find = |name: &str| {
        let found = STRONG.iter().find(|(_, names)| is_in(names, name));
        found.map(|(column, _)| *column)
    };
    if name.strip_prefix("error ").is_some_and(|rest| weak(rest).is_some()) {
        return Some(Code);
    }
    let mut rest = name;
    while let Some((_, after)) = rest.split_once(' ').filter(|(first, _)| is_in(FILLERS, first)) {
        rest = after;
    }
    [name, rest].into_iter().find_map(|name| find(name).or_else(|| find(name.strip_suffix('s')?)))
}

fn weak(name: &str) -> Option<Column> {
    WEAK.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

/// What the heading `name` means if another column has the codes.
pub fn beside_codes(name: &str) -> Option<Column> {
    let name = normal(name);
    weak(name.strip_prefix("error ").unwrap_or(&name))
}

/// Whether the heading `name` asks whether to retry.
pub fn is_retryable(name: &str) -> bool {
    is_in(RETRYABLE, &normal(name))
}

/// Whether a table with these headings is about something else than errors.
pub fn is_foreign(header: &[String]) -> bool {
    header.iter().any(|name| is_in(FOREIGN, &normal(name)))
}

/// Longer cells are no headings, and aren't looked at as such.
const LONGEST: usize = 120;

/// The words of `name` in lower case, separated by single spaces, without what is in parentheses. A
/// word begins where the script changes.
pub fn normal(name: &str) -> String {
    let mut open = String::new();
    let mut depth = 0_usize;
    for letter in name.chars().take(LONGEST) {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            letter => {
                if open.chars().next_back().is_some_and(|last| last.is_ascii() != letter.is_ascii())
                {
                    open.push(' ');
                }
                open.push(letter);
            }
        }
    }
    words(&open).join(" ")
}

/// Whether `cells` are what columns are called.
pub fn is_header(cells: &[String]) -> bool {
    let known = cells.iter().filter(|cell| is_heading(cell)).count();
    known >= 2 && known * 2 >= cells.len()
}

/// Whether `cell` is what a column is called.
pub fn is_heading(cell: &str) -> bool {
    strong(cell).or_else(|| weak(&normal(cell))).is_some()
}

/// The headings in `line` that follow each other with nothing between them: `Error NameStatus
/// CodeDescription`.
pub fn split_headings(line: &str) -> Option<Vec<String>> {
    let is_other = |letter: char| !letter.is_alphanumeric() && letter != ' ';
    if line.len() > LONGEST || line.contains(is_other) {
        return None;
    }
    let mut headings = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        // The longest is meant: `Error Code`, not `Error`.
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(1);
        let starts_word =
            |end: &usize| rest[*end..].chars().next().is_none_or(|next| next.is_uppercase());
        let is_exact = |end: &usize| exact(&normal(&rest[..*end])).is_some();
        let end = ends.filter(starts_word).filter(is_exact).last()?;
        let (heading, after) = rest.split_at(end);
        headings.push(heading.to_owned());
        rest = after;
    }
    (headings.len() > 1).then_some(headings)
}

#[cfg(test)]
mod tests {
    use super::Column::{Advice, Code, Description, Message, Status};
    use super::{STRONG, WEAK, normal, split_headings, strong};

    #[test]
    fn headings_are_known_whatever_surrounds_them() {
        for (heading, column) in [
            ("Service Code", Some(Code)),
            ("failureCode", Some(Code)),
            ("Wire code", Some(Code)),
            ("Error Number", Some(Code)),
            ("Number", None),
            ("Message / meaning", Some(Message)),
            ("failure code", Some(Code)),
            ("Typical Status Code", Some(Status)),
            ("HTTP Status Code", Some(Status)),
            ("HTTP状态码", Some(Status)),
            ("HTTP 返回码", Some(Status)),
            ("错误代码 Code", Some(Code)),
            ("错误信息 Message（可能随场景变化）", Some(Message)),
            ("Error Code (string)", Some(Code)),
            ("Detailed description", Some(Description)),
            ("How to fix?", Some(Advice)),
            ("Possible causes", Some(Description)),
            ("Explanation of Service Code", Some(Description)),
            ("Suggested Solutions", Some(Advice)),
            ("Country code", None),
            ("Since", None),
            ("", None),
        ] {
            assert_eq!(strong(heading), column, "{heading}");
        }
    }

    #[test]
    fn headings_with_nothing_between_them_are_told_apart() {
        let split = |line| split_headings(line).unwrap_or_default().join("|");
        assert_eq!(split("Error NameStatus CodeDescription"), "Error Name|Status Code|Description");
        assert_eq!(
            split("HTTP CodeError CodeError MessageError Description"),
            "HTTP Code|Error Code|Error Message|Error Description"
        );
        for line in ["", "Description", "Code;Status", "UNKNOWN500Unknown error"] {
            assert_eq!(split(line), "", "{line}");
        }
    }

    #[test]
    fn headings_are_listed_once_and_in_normal_form() {
        let strong = STRONG.iter().flat_map(|(_, names)| names.split('|'));
        let names: Vec<&str> = strong.chain(WEAK.iter().map(|(name, _)| *name)).collect();
        for (at, name) in names.iter().enumerate() {
            assert_eq!(normal(name), *name);
            assert!(!names[..at].contains(name), "{name}");
        }
    }
}
