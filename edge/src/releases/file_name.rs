//! The name of a released file: what it is, and the hash of what is in it.

use std::fmt;
use std::str::FromStr;

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Digits of the hash in a name.
const HASH_DIGITS: usize = 10;
/// The longest name, far above those that the build gives.
const MAX_NAME: usize = 64;

/// `name-0123456789.js`: a name, the first ten hex digits of SHA-256 of the contents, a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileName {
    text: String,
    kind: Kind,
}

/// What a released file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Script,
    Stylesheet,
    WebAssembly,
}

/// A name that no released file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileNameError {
    /// The name as it was given, cut to what a message can bear.
    given: String,
}

impl fmt::Display for FileNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {:?} is not named NAME-HASH.js, .css or .wasm", self.given)?;
        write!(f, " with {HASH_DIGITS} hex digits of SHA-256")
    }
}

impl FileName {
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The digits that its contents have to hash to.
    pub(crate) fn hash(&self) -> &str {
        let end = self.text.rfind('.').unwrap_or(self.text.len());
        self.text.get(end.saturating_sub(HASH_DIGITS)..end).unwrap_or_default()
    }

    /// WebAssembly compiles while it arrives only if its type is exactly this.
    pub(crate) fn content_type(&self) -> &'static str {
        match self.kind {
            Kind::Script => "text/javascript; charset=utf-8",
            Kind::Stylesheet => "text/css; charset=utf-8",
            Kind::WebAssembly => "application/wasm",
        }
    }
}

impl FromStr for FileName {
    type Err = FileNameError;

    fn from_str(given: &str) -> Result<Self, FileNameError> {
        let invalid = || FileNameError { given: given.chars().take(MAX_NAME + 1).collect() };
        let (stem, extension) = given.rsplit_once('.').ok_or_else(invalid)?;
        let kind = match extension {
            "js" => Kind::Script,
            "css" => Kind::Stylesheet,
            "wasm" => Kind::WebAssembly,
            _ => return Err(invalid()),
        };
        let (name, hash) = stem.rsplit_once('-').ok_or_else(invalid)?;
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let legal = given.len() <= MAX_NAME
            && !name.is_empty()
            && name.bytes().all(plain)
            && hash.len() == HASH_DIGITS
            && hash.bytes().all(hex);
        if legal { Ok(Self { text: given.to_owned(), kind }) } else { Err(invalid()) }
    }
}

impl PartialSchema for FileName {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "`NAME-HASH.js`, `.css` or `.wasm`: the hash is the first ten hex digits of SHA-256 \
                 of the contents.",
            ))
            .pattern(Some(format!("^[a-z0-9-]+-[0-9a-f]{{{HASH_DIGITS}}}\\.(?:js|css|wasm)$")))
            .max_length(Some(MAX_NAME))
            .examples(["sender-48b5c5da2d.js"])
            .into()
    }
}

impl ToSchema for FileName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_hash_and_type() {
        for (name, hash, content_type) in [
            ("sender-48b5c5da2d.js", "48b5c5da2d", "text/javascript; charset=utf-8"),
            ("prompt-52c2ace0f1.wasm", "52c2ace0f1", "application/wasm"),
            ("a-b-0123456789.css", "0123456789", "text/css; charset=utf-8"),
        ] {
            let file: FileName = name.parse().unwrap();
            assert_eq!(
                (file.as_str(), file.hash(), file.content_type()),
                (name, hash, content_type)
            );
        }
    }

    #[test]
    fn what_is_no_released_file_is_refused_with_its_name() {
        for given in [
            "",
            "sender.js",
            "sender-48b5c5da2.js",
            "sender-48b5c5da2d0.js",
            "sender-48B5C5DA2D.js",
            "-48b5c5da2d.js",
            "sender-48b5c5da2d.html",
            "sender-48b5c5da2d.js.map",
            "../sender-48b5c5da2d.js",
            "Sender-48b5c5da2d.js",
        ] {
            assert!(given.parse::<FileName>().is_err(), "{given:?}");
        }
        assert_eq!(
            "a.html".parse::<FileName>().unwrap_err().to_string(),
            "file \"a.html\" is not named NAME-HASH.js, .css or .wasm with 10 hex digits of SHA-256"
        );
    }
}
