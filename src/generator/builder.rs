//! The interface of the generator for build scripts and other programs.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use crate::generator::check::Depth;
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule, Severity};
use crate::generator::model::CatalogModel;
use crate::generator::source;
use crate::generator::source_file::SourceFile;
use crate::generator::{Error, Settings, build_script, case, check, emit, file, runtime};

/// The folder that is read by default.
const DEFAULT_INPUT: &str = "catalogs";

/// The file in `OUT_DIR` that is written by default.
const DEFAULT_OUTPUT: &str = "catalogs.rs";

/// Turns catalogs into Rust.
///
/// In a build script, [`run`](Self::run) does everything:
///
/// ```no_run
/// // build.rs
/// use std::process::ExitCode;
///
/// use error_catalog::generator::Generator;
///
/// fn main() -> ExitCode {
///     Generator::new().input("catalogs").run()
/// }
/// ```
///
/// ```ignore
/// // src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));
/// ```
///
/// Elsewhere, [`generate`](Self::generate) returns the text and [`write`](Self::write) writes a file.
/// Both return what is wrong as an error.
#[derive(Clone, Debug, Default)]
pub struct Generator {
    inputs: Vec<PathBuf>,
    sources: Vec<SourceFile>,
    output: Option<PathBuf>,
    settings: Settings,
}

impl Generator {
    /// A generator for a crate that depends on this one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `path`: a folder with a folder for each vendor, or a single file.
    ///
    /// May be called several times. If neither it nor [`source`](Self::source) is called, the folder
    /// `catalogs` is read. A relative path starts in the current directory: for a build script, the
    /// folder of its package.
    ///
    /// ```no_run
    /// # use error_catalog::generator::Generator;
    /// Generator::new().input("catalogs").input("../shared/catalogs/acme/api.toml").run();
    /// ```
    pub fn input(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.inputs.push(path.into());
        self
    }

    /// Reads a catalog from memory, as if it were a file.
    ///
    /// ```
    /// use error_catalog::generator::{Generator, SourceFile};
    ///
    /// let file = SourceFile::new("acme/api.toml", r#"
    /// [catalog]
    /// title = "Acme API"
    /// description = "Errors of Acme's HTTP API."
    /// source = "https://acme.example/errors"
    ///
    /// [codes.out_of_anvils]
    /// description = "There are no anvils left."
    /// category = "capacity"
    /// retry = "later"
    /// "#);
    /// let catalogs = Generator::new().source(file).check()?;
    /// assert_eq!(catalogs[0].entries[0].variant, "OutOfAnvils");
    /// # Ok::<(), error_catalog::generator::Diagnostics>(())
    /// ```
    pub fn source(&mut self, file: SourceFile) -> &mut Self {
        self.sources.push(file);
        self
    }

    /// Writes to the file `path` instead of `$OUT_DIR/catalogs.rs`.
    ///
    /// A file that already has the right content isn't touched.
    ///
    /// ```no_run
    /// # use error_catalog::generator::{Error, Generator};
    /// Generator::new().output("src/catalogs.rs").write()?;
    /// # Ok::<(), Error>(())
    /// ```
    pub fn output(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.output = Some(path.into());
        self
    }

    /// Makes generated code refer to this crate by `path` instead of `::error_catalog`.
    ///
    /// The path starts with `::` and the name of a crate, or with `crate`, so that it means the same
    /// in every generated module. Set it if `Cargo.toml` renames the dependency, or if another crate
    /// re-exports it.
    ///
    /// ```
    /// # use error_catalog::generator::Generator;
    /// // errors = { package = "error-catalog", version = "0.1" }
    /// Generator::new().runtime("::errors");
    /// // `pub use error_catalog;` in the module `deps` of the crate `facade`.
    /// Generator::new().runtime("::facade::deps::error_catalog");
    ///
    /// let error = Generator::new().runtime("my errors").generate().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the runtime can't be `my errors`: write the path of a crate or a module of yours, such as \
    ///      `::error_catalog` or `crate::errors`",
    /// );
    /// ```
    pub fn runtime(&mut self, path: impl Into<String>) -> &mut Self {
        self.settings.runtime = path.into();
        self
    }

    /// Reserves `names` for other modules: a vendor with such a name is a problem.
    ///
    /// For code that is included beside modules of your own.
    ///
    /// ```no_run
    /// # use error_catalog::generator::Generator;
    /// Generator::new().reserved_modules(["client", "config"]).run();
    /// ```
    pub fn reserved_modules<N: Into<String>>(
        &mut self,
        names: impl IntoIterator<Item = N>,
    ) -> &mut Self {
        self.settings.reserved_modules.extend(names.into_iter().map(Into::into));
        self
    }

    /// Does everything that a build script has to do.
    ///
    /// It writes the file, and tells cargo to run the script again when an input changes: when a file
    /// in a folder is edited, added or removed. If something is wrong, the build fails with every
    /// problem of every file: each in one line as an error of cargo, and in full on standard error.
    ///
    /// See [`Generator`] for an example.
    pub fn run(&self) -> ExitCode {
        build_script::run(&self.inputs(), || self.write())
    }

    /// Writes the Rust of the catalogs into the [output](Self::output).
    ///
    /// # Errors
    ///
    /// Those of [`generate`](Self::generate); also if there is no output, or it can't be written.
    ///
    /// ```no_run
    /// # use error_catalog::generator::{Error, Generator};
    /// fn main() -> Result<(), Error> {
    ///     Generator::new().input("catalogs").output("src/catalogs.rs").write()
    /// }
    /// ```
    pub fn write(&self) -> Result<(), Error> {
        let output = self.output_or_in(env::var_os("OUT_DIR"))?;
        let rust = self.generate()?;
        // A file with the same content isn't touched, so that cargo doesn't compile it again.
        file::write(&output, rust.as_bytes()).map_err(|error| Error::Write { path: output, error })
    }

    /// The Rust of the catalogs, formatted. The same catalogs give the same text on every platform.
    ///
    /// # Errors
    ///
    /// Every problem of every file; also if the [runtime](Self::runtime) isn't a path.
    ///
    /// ```no_run
    /// # use error_catalog::generator::{Error, Generator};
    /// let rust = Generator::new().input("catalogs").generate()?;
    /// assert!(rust.contains("pub static CATALOGS"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn generate(&self) -> Result<String, Error> {
        let path = &self.settings.runtime;
        runtime::check(path).map_err(|help| Error::Runtime { path: path.clone(), help })?;
        let catalogs = self.check()?;
        Ok(emit::emit(&catalogs, &self.settings))
    }

    /// The catalogs themselves, for programs that turn them into something other than Rust. They are
    /// in the order of the inputs; those of a folder are sorted by path.
    ///
    /// # Errors
    ///
    /// Every problem of every file.
    ///
    /// ```no_run
    /// # use error_catalog::generator::{Diagnostics, Generator};
    /// for catalog in Generator::new().input("catalogs").check()? {
    ///     println!("{}: {} codes", catalog.path(), catalog.entries.len());
    /// }
    /// # Ok::<(), Diagnostics>(())
    /// ```
    pub fn check(&self) -> Result<Vec<CatalogModel>, Diagnostics> {
        let (catalogs, found) = self.look_for(Depth::Problems);
        if found.has_errors() { Err(found.of(Severity::Error)) } else { Ok(catalogs) }
    }

    /// The catalogs without problems, and the problems and warnings of all catalogs.
    ///
    /// ```
    /// use error_catalog::generator::{Generator, SourceFile};
    ///
    /// let file = SourceFile::new("acme/api.toml", r#"
    /// [catalog]
    /// title = "Acme API"
    /// description = "Errors of Acme's HTTP API."
    /// source = "https://acme.example/errors"
    ///
    /// [codes.out_of_anvils]
    /// status = 503
    /// description = "There are no anvils at the moment."
    /// category = "capacity"
    /// retry = "never"
    /// "#);
    /// let (catalogs, found) = Generator::new().source(file).inspect();
    /// assert_eq!(catalogs.len(), 1);
    /// assert!(!found.has_errors());
    /// assert!(found.to_string().starts_with("warning[temporary-but-never]: "));
    /// ```
    pub fn inspect(&self) -> (Vec<CatalogModel>, Diagnostics) {
        self.look_for(Depth::Warnings)
    }

    fn look_for(&self, depth: Depth) -> (Vec<CatalogModel>, Diagnostics) {
        let mut found = Diagnostics::default();
        let mut files = Vec::new();
        for input in self.inputs() {
            files.extend(source::find(&input, &mut found));
        }
        files.extend(self.sources.iter().cloned());
        let files = distinct(files, &mut found);
        let catalogs = check::check(&files, depth, &self.settings, &mut found);
        found.sort();
        (catalogs, found)
    }

    fn output_or_in(&self, folder: Option<OsString>) -> Result<PathBuf, Error> {
        match (&self.output, folder) {
            (Some(output), _) => Ok(output.clone()),
            (None, Some(folder)) => Ok(Path::new(&folder).join(DEFAULT_OUTPUT)),
            (None, None) => Err(Error::NoOutput),
        }
    }

    fn inputs(&self) -> Vec<PathBuf> {
        if self.inputs.is_empty() && self.sources.is_empty() {
            vec![PathBuf::from(DEFAULT_INPUT)]
        } else {
            self.inputs.clone()
        }
    }
}

/// The files without duplicates. Two different files must not become the same module: within one
/// folder the file system ensures that, but there may be several folders.
fn distinct(files: Vec<SourceFile>, problems: &mut Diagnostics) -> Vec<SourceFile> {
    let mut distinct: Vec<SourceFile> = Vec::new();
    let mut modules: HashMap<String, usize> = HashMap::new();
    for file in files {
        // A file that can't be a module is reported elsewhere.
        if !file.path().ends_with(".toml") || case::snake(file.scope()) != file.scope() {
            distinct.push(file);
            continue;
        }
        // The module, and the variant in the enum of the vendor.
        let variant = case::pascal(file.scope());
        let module = format!("{}::{variant}", file.vendor());
        let Some(&known) = modules.get(&module) else {
            modules.insert(module, distinct.len());
            distinct.push(file);
            continue;
        };
        let first = &distinct[known];
        if is_same(first, &file) {
            continue;
        }
        let message = if first.scope() == file.scope() {
            format!("two files would be the module `{}::{}`", file.vendor(), file.scope())
        } else {
            format!("two files would be the variant `{variant}` of `{}`", file.vendor())
        };
        problems.push(
            Diagnostic::new(Rule::PathConflict, Location::of_path(file.path()), message)
                .with_related(Location::of_path(first.path()), "the first")
                .with_help("rename one of them"),
        );
    }
    distinct
}

/// Whether both are the same file, perhaps by different paths.
fn is_same(one: &SourceFile, other: &SourceFile) -> bool {
    let place = |file: &SourceFile| fs::canonicalize(file.path()).ok();
    one == other || place(one).is_some_and(|at| Some(at) == place(other))
}

#[cfg(test)]
mod tests {
    use super::{Error, Generator, Path};

    #[test]
    fn the_output_defaults_to_out_dir() {
        let mut generator = Generator::new();
        assert!(matches!(generator.output_or_in(None), Err(Error::NoOutput)));
        let folder = || Some("out".into());
        assert_eq!(generator.output_or_in(folder()).expect("a file"), Path::new("out/catalogs.rs"));
        generator.output("mine.rs");
        assert_eq!(generator.output_or_in(folder()).expect("a file"), Path::new("mine.rs"));
        assert_eq!(generator.output_or_in(None).expect("a file"), Path::new("mine.rs"));
    }
}
