//! What the overlay of `?koe-debug` saw on a page, as the address of its link brings it.
//!
//! Anybody can write such an address. So it is read within bounds, kept only as far as it is well-formed, shown
//! escaped, and stored nowhere. It says something about a page to the person who opens it, and proves nothing.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use koe_shared::id::{SurveyId, TouchpointId};
use serde::Deserialize;
use serde_json::Value;

use super::decision::Decision;

/// Characters of the value, at most: the overlay's whole address has 3,500.
pub(crate) const LONGEST_SEEN: usize = 4_000;
/// Characters of the page's address: the overlay cuts it at 400 and adds a star.
const LONGEST_PAGE: usize = 401;

/// Pages leave the padding out as they like.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What was seen on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// By the clock of the device.
    pub(crate) at: Timestamp,
    /// Scheme, host and port of the page.
    pub(crate) origin: String,
    /// Its path; a long one ends with `*`.
    pub(crate) path: String,
    /// The path of the sender that the page's tag names.
    pub(crate) release: String,
    /// Bytes that every page loads; none where the browser did not tell.
    pub(crate) every: Option<u32>,
    /// Bytes that a prompt loaded; none where it did not show, or the browser did not tell.
    pub(crate) shown: Option<u32>,
    /// The touchpoints that had come.
    pub(crate) come: BTreeSet<TouchpointId>,
    /// What was decided about each survey.
    pub(crate) decisions: BTreeMap<SurveyId, Decision>,
    /// How much the address had no room for.
    pub(crate) left: u32,
}

/// Why nothing can be told of what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeenError {
    /// It has more than [`LONGEST_SEEN`] characters.
    TooLong,
    /// It is not what the overlay writes, or only a part of it.
    Broken,
    /// The page has no address that begins with `http`: a file, or a frame without an origin.
    NoAddress,
}

/// As the overlay writes it.
#[derive(Deserialize)]
struct Written {
    at: i64,
    page: String,
    #[serde(default)]
    release: String,
    every: Option<u64>,
    shown: Option<u64>,
    #[serde(default)]
    come: BTreeMap<String, Value>,
    #[serde(default)]
    decisions: BTreeMap<String, String>,
    #[serde(default)]
    left: u32,
}

impl Seen {
    /// Reads the value of the address.
    pub(crate) fn read(value: &str) -> Result<Self, SeenError> {
        if value.len() > LONGEST_SEEN {
            return Err(SeenError::TooLong);
        }
        // A plus in a query reads as a space.
        let bytes = BASE64.decode(value.replace(' ', "+")).map_err(|_| SeenError::Broken)?;
        let written: Written = serde_json::from_slice(&bytes).map_err(|_| SeenError::Broken)?;
        let at = Timestamp::from_millisecond(written.at).map_err(|_| SeenError::Broken)?;
        let (origin, path) = page(&written.page)?;
        let bytes =
            |size: Option<u64>| size.and_then(|size| size.try_into().ok()).filter(|size| *size > 0);
        let pair = |(survey, decision): (&String, &String)| {
            Some((survey.parse().ok()?, Decision::read(decision)?))
        };
        Ok(Self {
            at,
            origin,
            path,
            release: Some(written.release).filter(|path| path.len() <= 100).unwrap_or_default(),
            every: bytes(written.every),
            shown: bytes(written.shown),
            come: written.come.keys().filter_map(|name| name.parse().ok()).collect(),
            decisions: written.decisions.iter().filter_map(pair).collect(),
            left: written.left,
        })
    }

    /// The page's host, with its port.
    pub(crate) fn host(&self) -> &str {
        self.origin.split_once("://").map_or(&self.origin, |(_, host)| host)
    }

    /// Whether the path was too long to be carried whole.
    pub(crate) fn is_cut(&self) -> bool {
        self.path.ends_with('*')
    }
}

/// The origin and the path of an address, as a browser spells them.
fn page(address: &str) -> Result<(String, String), SeenError> {
    let is_plain =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'?' | b'#');
    if address.len() > LONGEST_PAGE || !address.bytes().all(is_plain) {
        return Err(SeenError::Broken);
    }
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let rest = rest.ok_or(SeenError::NoAddress)?;
    let slash = rest.find('/').ok_or(SeenError::Broken)?;
    let is_host = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
    };
    if slash == 0 || !rest[..slash].bytes().all(is_host) {
        return Err(SeenError::Broken);
    }
    let (origin, path) = address.split_at(address.len() - rest.len() + slash);
    Ok((origin.to_owned(), whole_escapes(path)))
}

/// A path that was cut within an escape such as `%E3` ends before it.
fn whole_escapes(path: &str) -> String {
    let Some(cut) = path.strip_suffix('*') else { return path.to_owned() };
    let broken = cut.rfind('%').filter(|at| cut.len() - at < 3);
    format!("{}*", &cut[..broken.unwrap_or(cut.len())])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written() -> Value {
        json!({
            "at": 1_795_230_000_000_i64, "page": "https://shop.example:8443/thanks/%E3%81%82",
            "release": "/a/sender-0123456789.js", "every": 2_217, "shown": 0,
            "come": { "post-purchase": "" },
            "decisions": { "shop-nps": "prompt post-purchase", "visit-csat": "sampled_out" }, "left": 2,
        })
    }

    fn encoded(written: &Value) -> String {
        BASE64.encode(written.to_string())
    }

    fn with(field: &str, value: Value) -> Result<Seen, SeenError> {
        let mut changed = written();
        changed[field] = value;
        Seen::read(&encoded(&changed))
    }

    #[test]
    fn what_the_overlay_wrote_is_read() {
        let seen = Seen::read(&encoded(&written())).unwrap();
        assert_eq!(
            (seen.origin.as_str(), seen.host()),
            ("https://shop.example:8443", "shop.example:8443")
        );
        assert_eq!((seen.path.as_str(), seen.is_cut()), ("/thanks/%E3%81%82", false));
        assert_eq!((seen.every, seen.shown, seen.left), (Some(2_217), None, 2));
        assert!(seen.come.contains("post-purchase"));
        assert_eq!(seen.decisions.len(), 2);
        assert_eq!(seen.at.to_string(), "2026-11-21T03:00:00Z");
    }

    /// Mail programs drop the padding, and a query turns a plus into a space.
    #[test]
    fn what_an_address_does_to_base64_is_undone() {
        // A tilde as the third of three bytes is where ASCII has a plus.
        let page =
            ["https://shop.example/~", "https://shop.example/a~", "https://shop.example/ab~"];
        let values: Vec<String> = page
            .iter()
            .map(|page| {
                let mut changed = written();
                changed["page"] = json!(page);
                encoded(&changed)
            })
            .collect();
        assert!(values.iter().any(|value| value.contains('+')), "{values:?}");
        for value in values {
            let read = Seen::read(value.replace('+', " ").trim_end_matches('=')).unwrap();
            assert!(read.path.ends_with('~'), "{}", read.path);
        }
    }

    #[test]
    fn hostile_names_are_left_out() {
        let seen = with("come", json!({ "<script>": "", "ok": { "deep": [1] }, "__proto__": "" }))
            .unwrap();
        assert_eq!(seen.come.iter().map(TouchpointId::as_str).collect::<Vec<_>>(), ["ok"]);
        let seen = with("decisions", json!({ "<b>": "not_active", "a": "<b>", "b": "not_active" }))
            .unwrap();
        assert_eq!(seen.decisions.keys().map(SurveyId::as_str).collect::<Vec<_>>(), ["b"]);
        let seen = with("every", json!(u64::MAX)).unwrap();
        assert_eq!(seen.every, None);
        assert_eq!(with("release", json!("a".repeat(101))).unwrap().release, "");
    }

    #[test]
    fn a_page_without_an_address_is_told_and_a_broken_one_refused() {
        for (page, error) in [
            ("null/home/me/page.html", SeenError::NoAddress),
            ("file:///home/me/page.html", SeenError::NoAddress),
            ("javascript:alert(1)//", SeenError::NoAddress),
            ("https://shop.example", SeenError::Broken),
            ("https:///path", SeenError::Broken),
            ("https://shop.example/<script>", SeenError::Broken),
            ("https://shop.example/\"onclick", SeenError::Broken),
            ("https://user@shop.example/", SeenError::Broken),
            ("https://shop.example/a b", SeenError::Broken),
            ("https://shop.example/?query=1", SeenError::Broken),
            ("https://shop.example/あ", SeenError::Broken),
        ] {
            assert_eq!(with("page", json!(page)), Err(error), "{page}");
        }
    }

    #[test]
    fn what_is_too_long_or_cut_off_is_refused() {
        let whole = encoded(&written());
        assert_eq!(Seen::read(&"A".repeat(4_001)), Err(SeenError::TooLong));
        for length in 0..whole.len() - 4 {
            assert_eq!(Seen::read(&whole[..length]), Err(SeenError::Broken), "{length}");
        }
        for value in ["", "%%%", "あ", "bnVsbA==", &BASE64.encode("[".repeat(2_000))] {
            assert_eq!(Seen::read(value), Err(SeenError::Broken), "{value}");
        }
        assert_eq!(with("at", json!(i64::MAX)), Err(SeenError::Broken));
        assert_eq!(with("left", json!(-1)), Err(SeenError::Broken));
    }

    #[test]
    fn a_path_that_was_cut_ends_with_a_whole_escape() {
        for (cut, whole) in
            [("/a%E3%8*", "/a%E3*"), ("/a%*", "/a*"), ("/a%E3*", "/a%E3*"), ("/ab*", "/ab*")]
        {
            let seen = with("page", json!(format!("https://shop.example{cut}"))).unwrap();
            assert_eq!((seen.path.as_str(), seen.is_cut()), (whole, true));
        }
    }
}
