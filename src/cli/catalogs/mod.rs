//! Which catalogs a name means.

pub mod file;
#[cfg(test)]
pub mod fixture;
pub mod names;
pub mod problems;

use crate::cli::terminal::console::Console;
use crate::cli::terminal::text::alternatives;
use crate::closest::closest;
use crate::{CATALOGS, Catalog, Catalogs};

/// The catalogs that `name` means, a scope (`novita/gpu`) or a vendor (`novita`); all, without one.
///
/// If there are none, that is said on standard error.
pub fn find_or_complain(
    name: Option<&str>,
    console: &mut Console,
) -> Option<Vec<&'static Catalog>> {
    let Some(name) = name else { return Some(CATALOGS.to_vec()) };
    let found = find(name);
    if found.is_empty() {
        complain(name, console);
        return None;
    }
    Some(found)
}

/// The catalogs that `name` means.
pub fn find(name: &str) -> Vec<&'static Catalog> {
    let named = Catalogs::ALL.named(name.trim_end_matches('/'));
    named.into_iter().flatten().collect()
}

/// Says that there is no catalog called `name`, and which may be meant.
pub fn complain(name: &str, console: &mut Console) {
    let mut hints = Vec::new();
    let similar = similar(name);
    if !similar.is_empty() {
        hints.push(format!("did you mean {}?", alternatives(&similar)));
    }
    hints.push("`error-catalog list` shows all catalogs".to_owned());
    console.complain(&format!("unknown catalog `{name}`"), &hints);
}

/// The names that `name` may be meant to be.
fn similar(name: &str) -> Vec<&'static str> {
    let all = || CATALOGS.iter().copied();
    let of_scope: Vec<_> =
        all().filter(|catalog| catalog.scope() == name).map(Catalog::path).collect();
    if !of_scope.is_empty() {
        return of_scope;
    }
    closest(name, all().flat_map(|catalog| [catalog.vendor(), catalog.path()]))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{find, similar};

    #[test]
    fn a_name_is_a_scope_or_a_vendor() {
        let paths = |name| find(name).iter().map(|catalog| catalog.path()).collect::<Vec<_>>();
        assert_eq!(paths("vidu/api"), ["vidu/api"]);
        assert_eq!(paths("vidu"), ["vidu/api", "vidu/task"]);
        assert_eq!(paths("vidu/"), ["vidu/api", "vidu/task"]);
        assert!(paths("vid").is_empty());
        assert!(paths("").is_empty());
    }

    #[test]
    fn what_is_meant_is_guessed() {
        assert_eq!(similar("novita/gpus"), ["novita/gpu"]);
        assert_eq!(similar("Novta"), ["novita"]);
        assert_eq!(similar("gpu"), ["novita/gpu"]);
        assert!(["evolink/task", "vidu/task"].iter().all(|path| similar("task").contains(path)));
        assert!(similar("no such vendor").is_empty());
    }
}
