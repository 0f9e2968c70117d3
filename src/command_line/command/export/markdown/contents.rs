//! The ways into the page: what is on it, and where each code is.

use std::collections::BTreeMap;

use crate::command_line::command::export::markdown::anchor::{self, link};
use crate::command_line::command::export::markdown::{code, has_more, heading, line, row};
use crate::command_line::terminal::text::counted;
use crate::{Catalog, Entry};

/// What is on the page, in its order.
pub fn contents(catalogs: &[&Catalog], sections: &[(&str, &str)]) -> String {
    let mut list = heading(2, "Contents") + "\n";
    for catalog in catalogs {
        let title = link(&line(catalog.title()), &anchor::of_catalog(catalog));
        list += &format!("- {title}: {}\n", counted(catalog.entries().len(), "code"));
        for entry in catalog.entries().iter().filter(|entry| has_more(entry)) {
            let name = entry.title().map_or_else(|| code(entry.code()), line);
            list += &format!("  - {}\n", link(&name, &anchor::of_details(catalog, entry)));
        }
    }
    for (title, anchor) in sections {
        list += &format!("- {}\n", link(title, anchor));
    }
    list
}

/// Where each code is, in the order of the alphabet.
pub fn index(catalogs: &[&Catalog]) -> String {
    let mut places: BTreeMap<(String, &str), Vec<(&Catalog, &Entry)>> = BTreeMap::new();
    for catalog in catalogs {
        for entry in catalog.entries().iter().filter(|entry| !entry.code().is_empty()) {
            let key = (entry.code().to_lowercase(), entry.code());
            places.entry(key).or_default().push((catalog, entry));
        }
    }
    let mut table = row(["Code", "Catalog"].map(str::to_owned));
    table += &row(["---", "---"].map(str::to_owned));
    for ((_, wire_code), places) in places {
        let links = places.iter().map(|(catalog, entry)| {
            let is_shared = catalog.all_by_code(wire_code).count() > 1;
            let name = if is_shared {
                format!("{}/{}", catalog.path(), entry.name())
            } else {
                catalog.path().to_owned()
            };
            link(&line(&name), &anchor::of_entry(catalog, entry))
        });
        table += &row([code(wire_code), links.collect::<Vec<_>>().join(", ")]);
    }
    table
}
