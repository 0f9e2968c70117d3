//! The version of the crate that catalogs belong to, and what changes demand of it.

use std::fmt;
use std::path::Path;

use toml_edit::{Document, Item};

use crate::command_line::command::diff::change::Part;
use crate::command_line::command::diff::git::Problem;

/// A version of Semantic Versioning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    is_prerelease: bool,
    text: String,
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let version = text.split('+').next().unwrap_or(text);
        let (numbers, is_prerelease) = match version.split_once('-') {
            Some((numbers, _)) => (numbers, true),
            None => (version, false),
        };
        let numbers: Vec<u64> =
            numbers.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let numbers = numbers.try_into().ok()?;
        Some(Self { numbers, is_prerelease, text: text.to_owned() })
    }

    /// The lowest version that may follow this one where `part` has to be raised. In 0.x, what would be
    /// a major version is a minor one, and all else is a patch.
    fn raised(&self, part: Part) -> [u64; 3] {
        match (self.numbers, part) {
            // What follows a pre-release may be its release.
            (numbers, _) if self.is_prerelease => numbers,
            ([0, 0, patch], _) => [0, 0, patch + 1],
            ([0, minor, _], Part::Major) => [0, minor + 1, 0],
            ([0, minor, patch], Part::Minor | Part::Patch) => [0, minor, patch + 1],
            ([major, _, _], Part::Major) => [major + 1, 0, 0],
            ([major, minor, _], Part::Minor) => [major, minor + 1, 0],
            ([major, minor, patch], Part::Patch) => [major, minor, patch + 1],
        }
    }

    /// The lowest version that is high enough after `base` where `part` has to be raised, if this one
    /// is lower.
    pub fn lacks(&self, base: &Self, part: Part) -> Option<String> {
        let [major, minor, patch] = base.raised(part);
        (self.numbers < [major, minor, patch]).then(|| format!("{major}.{minor}.{patch}"))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The version in the nearest `Cargo.toml` above `path` that has one, or else in that of the workspace.
/// `read` is the text of a file, if there is one.
pub fn of_crate(
    path: &Path,
    read: impl Fn(&Path) -> Result<Option<String>, Problem>,
) -> Result<Option<Version>, Problem> {
    let mut is_of_workspace = false;
    for folder in path.ancestors() {
        let manifest = folder.join("Cargo.toml");
        let Some(text) = read(&manifest)? else { continue };
        let manifest = manifest.display();
        let document = Document::parse(text.as_str())
            .map_err(|_| Problem::new(format!("{manifest} isn't TOML, so it has no version")))?;
        let document = document.as_item();
        let package = version_in(Some(document));
        is_of_workspace |= package.is_some_and(|version| !version.is_str());
        let shared = version_in(document.get("workspace")).filter(|_| is_of_workspace);
        let version = [package, shared].into_iter().flatten().find_map(Item::as_str);
        let Some(version) = version else { continue };
        return match Version::parse(version) {
            Some(version) => Ok(Some(version)),
            None => Err(Problem::new(format!("{manifest}: `{version}` isn't a version"))),
        };
    }
    Ok(None)
}

/// What is below `package.version`.
fn version_in(table: Option<&Item>) -> Option<&Item> {
    table?.get("package")?.get("version")
}

/// That no version was found.
pub fn missing(state: &str) -> Problem {
    Problem::new(format!("no `Cargo.toml` above the catalogs of `{state}` has a version"))
        .hint("`--check-version` compares the versions of the crate that has the catalogs")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Part, Version, of_crate};

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn a_version_is_three_numbers() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.2.-3"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert_eq!(version("1.2.3-rc.1+x-y").numbers, [1, 2, 3]);
        assert!(!version("1.2.3+x-y").is_prerelease);
    }

    #[test]
    fn what_is_demanded_depends_on_the_first_number() {
        for (base, part, lowest) in [
            ("1.2.3", Part::Major, "2.0.0"),
            ("1.2.3", Part::Minor, "1.3.0"),
            ("1.2.3", Part::Patch, "1.2.4"),
            ("0.2.3", Part::Major, "0.3.0"),
            ("0.2.3", Part::Minor, "0.2.4"),
            ("0.2.3", Part::Patch, "0.2.4"),
            ("0.0.3", Part::Major, "0.0.4"),
            ("2.0.0-rc.1", Part::Major, "2.0.0"),
        ] {
            let base = version(base);
            assert_eq!(version(lowest).lacks(&base, part), None, "{base} {part:?}");
            assert_eq!(version("9.0.0").lacks(&base, part), None, "{base} {part:?}");
            let lower = version("0.0.1").lacks(&base, part);
            assert_eq!(lower.as_deref(), Some(lowest), "{base} {part:?}");
        }
    }

    #[test]
    fn the_nearest_version_counts_and_a_workspace_may_have_it() {
        let found = |inner: &'static str, outer: &'static str| {
            let read = |path: &Path| {
                Ok(match path.to_str() {
                    Some("a/b/Cargo.toml") => Some(inner.to_owned()),
                    Some("a/Cargo.toml") => Some(outer.to_owned()),
                    _ => None,
                })
            };
            let found = of_crate(Path::new("a/b/catalogs"), read);
            found.map(|found| found.map(|version| version.text)).map_err(|problem| problem.message)
        };
        let package = "[package]\nversion = '0.1.0'";
        let shared = "[workspace.package]\nversion = '0.2.0'";
        assert_eq!(found(package, shared), Ok(Some("0.1.0".to_owned())));
        let inherits = "[package]\nversion.workspace = true";
        assert_eq!(found(inherits, shared), Ok(Some("0.2.0".to_owned())));
        assert_eq!(found("[package]", package), Ok(Some("0.1.0".to_owned())));
        assert_eq!(found("[workspace]", shared), Ok(None));
        assert!(found("[package", "").is_err());
        assert!(found("[package]\nversion = '1'", "").is_err());
    }
}
