//! What the columns of tables are called.

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
    /// Something that catalogs have no field for.
    Ignored,
}

use self::Column::{Advice, Code, Description, Group, Ignored, Message, Status, Title};

/// The columns that can be named on the command line, and what for.
pub const NAMES: &[(&str, Column)] = &[
    ("code", Code),
    ("status", Status),
    ("message", Message),
    ("description", Description),
    ("title", Title),
    ("advice", Advice),
    ("group", Group),
    ("-", Ignored),
];

/// Headings that mean one thing, as [`normal`] writes them.
const STRONG: &[(&str, Column)] = &[
    ("code", Code),
    ("code name", Code),
    ("err code", Code),
    ("errcode", Code),
    ("error code", Code),
    ("error id", Code),
    ("error identifier", Code),
    ("error key", Code),
    ("error name", Code),
    ("error number", Code),
    ("error reason", Code),
    ("error type", Code),
    ("errorcode", Code),
    ("fail code", Code),
    ("failure code", Code),
    ("return code", Code),
    ("service code", Code),
    ("错误代码", Code),
    ("错误编码", Code),
    ("错误码", Code),
    ("返回码", Code),
    ("業務碼", Code),
    ("业务码", Code),
    ("業務錯誤碼", Code),
    ("錯誤碼", Code),
    ("錯誤代碼", Code),
    ("http", Status),
    ("http code", Status),
    ("http error code", Status),
    ("http response code", Status),
    ("http return code", Status),
    ("http status", Status),
    ("http status code", Status),
    ("response code", Status),
    ("status", Status),
    ("status code", Status),
    ("statuses", Status),
    ("http 码", Status),
    ("http 状态", Status),
    ("http 状态码", Status),
    ("http 返回码", Status),
    ("http 狀態碼", Status),
    ("状态码", Status),
    ("狀態碼", Status),
    ("error message", Message),
    ("error msg", Message),
    ("example message", Message),
    ("message", Message),
    ("msg", Message),
    ("response message", Message),
    ("报错信息", Message),
    ("错误信息", Message),
    ("错误消息", Message),
    ("返回信息", Message),
    ("錯誤訊息", Message),
    ("cause", Description),
    ("definition", Description),
    ("description", Description),
    ("error description", Description),
    ("explanation", Description),
    ("meaning", Description),
    ("possible cause", Description),
    ("reason for error", Description),
    ("summary", Description),
    ("what it means", Description),
    ("原因", Description),
    ("可能原因", Description),
    ("含义", Description),
    ("含义说明", Description),
    ("描述", Description),
    ("说明", Description),
    ("错误描述", Description),
    ("错误说明", Description),
    ("错误原因", Description),
    ("說明", Description),
    ("title", Title),
    ("action", Advice),
    ("advice", Advice),
    ("fix", Advice),
    ("how to fix", Advice),
    ("how to handle", Advice),
    ("how to resolve", Advice),
    ("recommended action", Advice),
    ("resolution", Advice),
    ("retry", Advice),
    ("retryable", Advice),
    ("solution", Advice),
    ("suggested action", Advice),
    ("suggested solution", Advice),
    ("suggestion", Advice),
    ("what to do", Advice),
    ("处理建议", Advice),
    ("处理方式", Advice),
    ("建议", Advice),
    ("是否可重试", Advice),
    ("解决办法", Advice),
    ("解决方案", Advice),
    ("解决方法", Advice),
    ("解決方案", Advice),
    ("category", Group),
    ("group", Group),
    ("分类", Group),
    ("类别", Group),
];

/// Headings that mean the code if nothing else does, best first, and what they mean if something does.
pub const WEAK: &[(&str, Column)] = &[
    ("name", Title),
    ("type", Group),
    ("错误类型", Group),
    ("类型", Group),
    ("reason", Description),
    ("error", Title),
    ("key", Ignored),
    ("id", Ignored),
];

/// What a heading means where another column has the codes.
const BESIDE_CODES: &[(&str, Column)] =
    &[("error name", Title), ("error type", Group), ("error reason", Description)];

/// Headings of columns that say whether to retry, and little else.
const RETRYABLE: &[&str] = &["retry", "retryable", "是否可重试"];

/// Headings of tables that are about something else.
const FOREIGN: &[&str] =
    &["argument", "attribute", "field", "header", "param", "parameter", "property", "参数", "字段"];

/// What the heading `name` means, if it means one thing. Words before a known heading narrow it, as
/// in "Typical Status Code", and so does "of" after it; one in two languages, as in "错误信息 Message",
/// means what one of them does.
pub fn strong(name: &str) -> Option<Column> {
    let name = normal(name);
    let exact = |name: &str| STRONG.iter().find(|(known, _)| *known == name).map(|(_, it)| *it);
    let is_latin = |word: &&str| word.is_ascii();
    let (latin, other): (Vec<&str>, Vec<&str>) = name.split(' ').partition(is_latin);
    let singular = |name: &str| exact(name).or_else(|| exact(name.strip_suffix('s')?));
    singular(&name)
        .or_else(|| singular(name.split_once(" of ")?.0))
        .or_else(|| exact(&other.join(" ")).filter(|_| !latin.is_empty()))
        .or_else(|| exact(&latin.join(" ")).filter(|_| !other.is_empty()))
        .or_else(|| {
            let (_, rest) = name.split_once(' ')?;
            let is_telling = rest.contains(' ') || matches!(rest, "description" | "message");
            singular(rest).filter(|_| is_telling)
        })
}

/// What the heading `name` means if there are other columns that mean the code.
pub fn beside_codes(name: &str) -> Option<Column> {
    find(BESIDE_CODES, name).or_else(|| find(WEAK, name))
}

/// Whether the heading `name` asks whether to retry.
pub fn is_retryable(name: &str) -> bool {
    RETRYABLE.contains(&normal(name).as_str())
}

/// Whether a table with these headings is about something else than errors.
pub fn is_foreign(header: &[String]) -> bool {
    header.iter().any(|name| FOREIGN.contains(&normal(name).as_str()))
}

fn find(names: &[(&str, Column)], name: &str) -> Option<Column> {
    let name = normal(name);
    names.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

/// Longer cells are no headings, and aren't looked at as such.
const LONGEST: usize = 120;

/// `name` in lower case, its words separated by single spaces, without what is in parentheses. Where
/// the script changes, a word begins.
pub fn normal(name: &str) -> String {
    let mut normal = String::new();
    let mut depth = 0_usize;
    let mut was_ascii = None;
    for letter in name.chars().take(LONGEST) {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            letter if letter.is_alphanumeric() => {
                if was_ascii.is_some_and(|before| before != letter.is_ascii()) {
                    normal.push(' ');
                }
                normal.extend(letter.to_lowercase());
                was_ascii = Some(letter.is_ascii());
            }
            _ => {
                normal.push(' ');
                was_ascii = None;
            }
        }
    }
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `cells` are what columns are called.
pub fn is_header(cells: &[String]) -> bool {
    let known = cells.iter().filter(|cell| is_heading(cell)).count();
    known >= 2 && known * 2 >= cells.len()
}

/// Whether `cell` is what a column is called.
pub fn is_heading(cell: &str) -> bool {
    strong(cell).or_else(|| find(WEAK, cell)).is_some()
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
        let is_exact = |end: &usize| find(STRONG, &rest[..*end]).is_some();
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
    use super::{BESIDE_CODES, NAMES, STRONG, WEAK, normal, split_headings, strong};

    #[test]
    fn headings_are_known_whatever_surrounds_them() {
        for (heading, column) in [
            ("Service Code", Some(Code)),
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
        for list in [NAMES, STRONG, WEAK, BESIDE_CODES] {
            for (at, (name, _)) in list.iter().enumerate() {
                assert!(*name == "-" || normal(name) == *name, "{name}");
                assert!(list[..at].iter().all(|(other, _)| other != name), "{name}");
            }
        }
    }
}
