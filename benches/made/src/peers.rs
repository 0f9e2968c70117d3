//! The made codes as somebody would write them without this crate: the same codes, texts and
//! documentation.

use std::fmt::Write;

use crate::codes::Code;

/// The codes in the form that is called `form`; `None` if there is no such form.
pub fn peer(form: &str, codes: &[Code]) -> Option<String> {
    Some(match form {
        "catalog" => crate::codes::catalog(codes),
        "bare" => bare(codes),
        "phf" => phf(codes),
        "strum" => strum(codes),
        "thiserror" => thiserror(codes),
        _ => return None,
    })
}

/// An enum with these attributes, and with what `variant` writes for each code.
fn enumeration(attributes: &str, codes: &[Code], variant: impl Fn(&Code) -> String) -> String {
    let mut rust = format!("{attributes}\npub enum Code {{\n");
    for code in codes {
        let Code { wire, status, message, description, .. } = code;
        let variant = variant(code);
        let _ = writeln!(
            rust,
            "/// `{wire}` ({status})\n///\n/// {message}\n///\n/// {description}\n{variant},"
        );
    }
    rust + "}\n"
}

/// An enum, a table with all texts, and a list of all variants.
fn bare(codes: &[Code]) -> String {
    let derives = "#[derive(Clone, Copy, PartialEq, Eq)]";
    let mut rust = enumeration(derives, codes, |code| code.variant.clone());
    rust += "pub struct Row { pub name: &'static str, pub code: &'static str, pub status: u16, \
             pub message: &'static str, pub description: &'static str }\n";
    let _ = writeln!(rust, "pub static ROWS: [Row; {}] = [", codes.len());
    for Code { wire, variant, status, message, description, .. } in codes {
        let _ = writeln!(
            rust,
            "Row {{ name: {variant:?}, code: {wire:?}, status: {status}, message: {message:?}, \
             description: {description:?} }},"
        );
    }
    rust += "];\npub const ALL: &[Code] = &[\n";
    for Code { variant, .. } in codes {
        let _ = writeln!(rust, "Code::{variant},");
    }
    rust + "];\n"
}

/// An enum and a map to it, without the texts.
fn phf(codes: &[Code]) -> String {
    let derives = "#[derive(Clone, Copy, PartialEq, Eq)]";
    let mut rust = enumeration(derives, codes, |code| code.variant.clone());
    rust += "pub static CODES: phf::Map<&'static str, Code> = phf::phf_map! {\n";
    for Code { wire, variant, .. } in codes {
        let _ = writeln!(rust, "{wire:?} => Code::{variant},");
    }
    rust + "};\n"
}

/// An enum that is read and listed, without the texts.
fn strum(codes: &[Code]) -> String {
    let derives = "#[derive(Clone, Copy, PartialEq, Eq, strum::EnumString, \
                   strum::IntoStaticStr, strum::VariantArray)]";
    enumeration(derives, codes, |Code { wire, variant, .. }| {
        format!("#[strum(serialize = {wire:?})]\n{variant}")
    })
}

/// An enum whose messages are written, with a field for each placeholder.
fn thiserror(codes: &[Code]) -> String {
    enumeration("#[derive(Debug, thiserror::Error)]", codes, |code| {
        let Code { variant, message, placeholders, .. } = code;
        let format = message.replace("{{.", "{").replace("}}", "}");
        let fields: String = placeholders.iter().map(|name| format!("{name}: String, ")).collect();
        let fields = if fields.is_empty() { fields } else { format!(" {{ {fields}}}") };
        format!("#[error({format:?})]\n{variant}{fields}")
    })
}
