//! Prints a made catalog: `made COUNT`.

#[allow(dead_code)]
mod codes;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::args().nth(1).ok_or("how many codes?")?;
    print!("{}", codes::catalog(count.parse()?));
    Ok(())
}
