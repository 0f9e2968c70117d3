//! Bytes to text.

/// The bytes are compressed.
#[derive(Debug)]
pub struct Unreadable {
    /// How: `gzip`.
    pub format: &'static str,
    /// The command that undoes it.
    pub command: &'static str,
}

pub enum Decoded {
    Utf8(String),
    Utf16(String),
    /// No text.
    Other(Vec<u8>),
}

/// The text that `bytes` are, without a byte-order mark.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Unreadable> {
    if bytes.starts_with(b"\x1f\x8b") {
        return Err(Unreadable { format: "gzip", command: "gunzip -c" });
    }
    if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        return Err(Unreadable { format: "zstd", command: "zstd -dc" });
    }
    if let Some(text) = utf16(&bytes) {
        return Ok(Decoded::Utf16(text));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Decoded::Utf8(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(error) => Decoded::Other(error.into_bytes()),
    })
}

/// The text, if its mark says that it is UTF-16, or if it begins as JSON in UTF-16 does.
fn utf16(bytes: &[u8]) -> Option<String> {
    let little = u16::from_le_bytes as fn([u8; 2]) -> u16;
    let (rest, unit) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, little),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes as fn([u8; 2]) -> u16),
        [b'{' | b'[' | b'"', 0, ..] => (bytes, little),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}
