//! Catalogs that are right, and written as nobody would write them.

/// Writes a catalog. Every choice is a byte of a tape, so that a failure can be made smaller.
pub struct Hostile<'t> {
    tape: &'t [u8],
    comments: usize,
}

/// A table within a table: its key, whether it is an item of a list, and its fields.
type Inner<'k> = (&'k str, bool, Vec<(&'k str, String)>);

/// Texts that are easily broken.
const TEXTS: &[&str] = &[
    "plain",
    "two words",
    "a \"quoted\" word",
    "a 'quoted' word",
    "both \" and '",
    "a \\ backslash",
    "\"\"\"three\"\"\"",
    "'''three'''",
    "it ends with \"",
    "# no comment",
    "ümläut 鉄床 🔨",
    "]] = [[ }{ ,",
    "a line of text that goes on and on, and on, with  two blanks, \"quotes\" and no end in sight, until it ends",
    "x = \"y\" # z \\ and \\\\ more of it, long enough to be broken into pieces by anyone who is to lay it out",
];

/// Texts of several lines.
const LINES: &[&str] = &[
    "one\ntwo",
    "one\n\n    indented\n\ttab\nlast",
    "blank at the end \nof a line",
    "\"\"\"\n'''\n\\",
    "[codes.X]\n# no comment\nkey = \"value\"\"",
    "a line that goes on and on, and on, and on, and on, and on, and on, and on, and on, and on, until it ends\nand\none more \"",
];

const KEYS: &[&str] = &[
    "PLAIN",
    "snake_case",
    "with-dash",
    "dots.in.it",
    "quo\"te",
    "apo'strophe",
    "ümläut",
    "23505",
];

impl<'t> Hostile<'t> {
    pub fn new(tape: &'t [u8]) -> Self {
        Self { tape, comments: 0 }
    }

    /// A number below `bound`; 0 at the end of the tape.
    fn choose(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.tape.split_first() else { return 0 };
        self.tape = rest;
        usize::from(*first) % bound
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.choose(items.len())]
    }

    /// A catalog without problems.
    pub fn catalog(&mut self) -> String {
        let mut sections = vec![self.about()];
        if self.choose(2) == 1 {
            sections.push(self.response());
        }
        let keys: Vec<&str> = KEYS.iter().copied().filter(|_| self.choose(3) != 1).collect();
        let entries = keys.iter().enumerate().map(|(number, key)| self.entry(number, key));
        sections.extend(entries.collect::<Vec<_>>());
        if keys.is_empty() {
            sections.push(self.entry(KEYS.len(), "Only"));
        }
        // Dotted keys of the file as a whole have to come before all headers.
        sections.sort_by_key(|section| section.contains("\u{1}"));
        let mut text: String = self.gap();
        for section in sections {
            text += &section.replace('\u{1}', "");
        }
        text += &self.gap();
        let mut text = match self.choose(3) {
            1 => text.trim_end().to_owned(),
            _ => text,
        };
        if self.choose(4) == 1 {
            text = text.replace("\r", "").replace('\n', "\r\n");
        }
        if self.choose(8) == 1 {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn about(&mut self) -> String {
        let fields = [
            ("title", self.text(false)),
            ("description", self.text(true)),
            ("source", self.text(false)),
        ];
        self.table(&["catalog"], fields.to_vec(), Vec::new())
    }

    fn response(&mut self) -> String {
        let pointers = self.list(&["\"/a\"", "'/b~1c'", "\"/error/message\""]);
        let more = self.list(&["''", "\"/trace_id\""]);
        self.table(&["response"], vec![("code", pointers), ("trace_id", more)], Vec::new())
    }

    fn entry(&mut self, number: usize, key: &str) -> String {
        let words = ["\"unknown\"", "'server'", "\"\"\"billing\"\"\""];
        let mut fields = vec![
            ("category", self.pick(&words).to_owned()),
            ("retry", self.pick(&["\"never\"", "'later'"]).to_owned()),
            ("description", self.text(true)),
            ("variant", format!("\"V{number}\"")),
        ];
        if self.choose(2) == 1 {
            fields.push(("status", self.pick(&["400", "0x1F4", "4_2_9", "+404"]).to_owned()));
        }
        if self.choose(2) == 1 {
            fields.push(("message", self.text(true)));
        }
        if self.choose(2) == 1 {
            let (one, other) = (self.text(false), self.text(false));
            fields.push(("causes", self.list(&[&one, &other])));
        }
        let mut tables = Vec::new();
        if self.choose(2) == 1 {
            tables.push((
                "guidance",
                false,
                vec![("text", self.text(true)), ("section", self.text(false))],
            ));
        }
        if self.choose(3) == 1 {
            tables.push((
                "cases",
                true,
                vec![
                    ("example", self.text(false)),
                    ("name", self.text(false)),
                    ("description", self.text(true)),
                ],
            ));
        }
        if self.choose(4) == 1 {
            tables.push((
                "retired",
                false,
                vec![("reason", self.text(false)), ("since", "'0.3.0'".to_owned())],
            ));
        }
        // Fields in any order.
        for at in 1..fields.len() {
            let other = self.choose(at + 1);
            fields.swap(at, other);
        }
        self.table(&["codes", key], fields, tables)
    }

    /// A table, with a header or without one.
    fn table(
        &mut self,
        path: &[&str],
        fields: Vec<(&str, String)>,
        tables: Vec<Inner<'_>>,
    ) -> String {
        let style = self.choose(8);
        let mut text = String::new();
        let path_text = self.path(path);
        if style == 1 {
            // Dotted keys, before any header.
            for (key, value) in fields {
                text += &self.line(&format!("{path_text}.{key}"), &value);
            }
            for (name, is_list, fields) in tables {
                let inline = self.inline(fields);
                let value = if is_list { format!("[{inline}]") } else { inline };
                text += &self.line(&format!("{path_text}.{name}"), &value);
            }
            return text;
        }
        let mut late = String::new();
        let mut body = String::new();
        for (key, value) in fields {
            body += &self.line(key, &value);
        }
        for (name, is_list, fields) in tables {
            match self.choose(3) {
                1 => {
                    let header = format!("{path_text}.{name}");
                    let header =
                        if is_list { format!("[[{header}]]") } else { format!("[ {header} ]") };
                    late += &self.gap();
                    late += &format!("  {header} {}\n", self.comment());
                    for (key, value) in fields {
                        late += &self.line(key, &value);
                    }
                    late += &self.gap();
                }
                2 if !is_list => {
                    for (key, value) in fields {
                        body += &self.line(&format!("{name} . '{key}'"), &value);
                    }
                }
                _ => {
                    let inline = self.inline(fields);
                    let value = if is_list { format!("[{inline},]") } else { inline };
                    body += &self.line(name, &value);
                }
            }
        }
        text += &self.gap();
        text += &format!("\t[{path_text}\t]{}\n{body}", self.comment());
        // A table within may come before the one that it is in.
        let text = if style == 2 { late + &text } else { text + &late };
        text + &self.gap() + "\u{1}"
    }

    fn path(&mut self, path: &[&str]) -> String {
        let parts = path.iter().map(|part| {
            let is_bare =
                part.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'));
            match self.choose(3) {
                1 if !part.contains('\'') => format!("'{part}'"),
                2 if is_bare => (*part).to_owned(),
                _ => format!("\"{}\"", part.replace('"', "\\\"")),
            }
        });
        let parts: Vec<String> = parts.collect();
        parts.join(self.pick(&[".", " . "]))
    }

    fn line(&mut self, key: &str, value: &str) -> String {
        let (before, comment) = (self.gap(), self.comment());
        let indent = self.pick(&["", "  ", "\t"]);
        format!("{before}{indent}{key}{}{value} {comment}\n", self.pick(&["=", " = ", "   =\t"]))
    }

    /// A text that is right in a field that may have `lines`, or may not.
    fn text(&mut self, lines: bool) -> String {
        let text = if lines && self.choose(3) == 1 { self.pick(LINES) } else { self.pick(TEXTS) };
        let basic = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
        match self.choose(4) {
            1 if !text.contains(['\'', '\n', '\t']) => format!("'{text}'"),
            2 => format!("\"\"\"\n{basic}\"\"\""),
            3 => format!(
                "\"\"\"{}\\\n\n    \"\"\"",
                basic.replace(' ', " \\\n  \\u0020").replace(" \\\n  \\u0020", " \\\n ")
            ),
            _ => format!("\"{}\"", basic.replace('\n', "\\n")),
        }
    }

    fn list(&mut self, items: &[&str]) -> String {
        let mut text = String::from("[");
        text += &self.inner_gap();
        for (number, item) in items.iter().enumerate() {
            text += item;
            text += &self.inner_gap();
            if number + 1 < items.len() || self.choose(2) == 1 {
                text += ",";
                text += &self.inner_gap();
            }
        }
        text + "]"
    }

    fn inline(&mut self, fields: Vec<(&str, String)>) -> String {
        let mut text = String::from("{");
        let last = fields.len() - 1;
        for (number, (key, value)) in fields.into_iter().enumerate() {
            text += &format!("{}{key} ={value}{}", self.inner_gap(), self.inner_gap());
            if number < last {
                text += ",";
            }
        }
        text + &self.inner_gap() + "}"
    }

    /// What may stand between brackets.
    fn inner_gap(&mut self) -> String {
        match self.choose(6) {
            1 => format!(" {}\n", self.remark()),
            2 => format!("\n\n\t{}\n{}\n ", self.remark(), self.remark()),
            3 => "\n".to_owned(),
            _ => " ".to_owned(),
        }
    }

    /// What may stand between two lines.
    fn gap(&mut self) -> String {
        match self.choose(9) {
            1 => "\n".to_owned(),
            2 => " \t\n\n\n".to_owned(),
            3 => format!("{}\n", self.remark()),
            4 => format!("{}\n\n", self.remark()),
            5 => format!("\n  {}  \n{}\n", self.remark(), self.remark()),
            6 => format!("\n{}\n\n\n\t{}\n\n", self.remark(), self.remark()),
            7 => format!("{}\n\n{}\n", self.remark(), self.remark()),
            _ => String::new(),
        }
    }

    fn comment(&mut self) -> String {
        if self.choose(3) == 1 { self.remark() } else { String::new() }
    }

    /// A comment unlike all others.
    fn remark(&mut self) -> String {
        self.comments += 1;
        let kind = self.pick(&["# note", "#", "#:schema x", "## \"[x]\" = 'é'", "#\tguessed: 🔨"]);
        format!("{kind} {}", self.comments)
    }
}
