//! Which headings are above each part of a page.

use crate::command_line::command::import::page::{Block, Page, Section, Table};

/// The tables and sections of `blocks`, each with the headings above it.
pub fn of(blocks: Vec<Block>) -> Page {
    let mut page = Page::default();
    let mut above: Vec<(u8, String)> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { line, level, text } => {
                above.retain(|(other, _)| *other < level);
                let headings = texts(&above);
                page.sections.push(Section {
                    line,
                    title: text.clone(),
                    headings,
                    texts: Vec::new(),
                });
                above.push((level, text));
            }
            Block::Text { text, .. } => {
                if let Some(section) = page.sections.last_mut() {
                    section.texts.push(text);
                }
            }
            Block::Table(table) => page.tables.push(Table { headings: texts(&above), ..table }),
        }
    }
    page
}

fn texts(above: &[(u8, String)]) -> Vec<String> {
    above.iter().map(|(_, text)| text.clone()).collect()
}
