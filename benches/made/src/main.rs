//! Prints made codes: `made FORM COUNT [plain]`.
//!
//! `plain` leaves out the templates. The forms are those of [`peers::peer`].

#[allow(dead_code, reason = "the macros need more of it")]
mod codes;
mod peers;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [form, count, options @ ..] = arguments.as_slice() else {
        return Err("usage: made FORM COUNT [plain]".into());
    };
    let codes = codes::codes(count.parse()?, options.is_empty());
    print!("{}", peers::peer(form, &codes).ok_or("no form has this name")?);
    Ok(())
}
