//! On what condition a site is saved, and what names the state that a reply shows (RFC 9110, 13.1.1).

use std::fmt;

use axum::response::Response;
use http::header::{CACHE_CONTROL, ETAG, IF_MATCH};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::caching;
use crate::sites::{BasedOn, Site};
use crate::store::keys::HistoryId;

/// Somebody else saved what the caller wants to save upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditedMeanwhileError {
    /// The document as a GET shows it; `None` where there is none.
    pub(crate) current: Option<Value>,
    /// The fields in which the caller's document differs from it.
    pub(crate) fields: Vec<String>,
}

impl fmt::Display for EditedMeanwhileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.current, self.fields.len()) {
            (None, _) => write!(f, "there is no such site to be changed"),
            (Some(_), 1) => {
                write!(f, "somebody else saved this site meanwhile; 1 field differs")
            }
            (Some(_), count) => {
                write!(f, "somebody else saved this site meanwhile; {count} fields differ")
            }
        }
    }
}

/// What the caller says to have seen. Tags are compared strongly: a weak one names no state.
pub(crate) fn based_on(headers: &HeaderMap) -> BasedOn {
    let mut lists = headers.get_all(IF_MATCH).iter().peekable();
    if lists.peek().is_none() {
        return BasedOn::Anything;
    }
    let lists: Vec<&str> = lists.map(|list| list.to_str().unwrap_or_default().trim()).collect();
    if lists == ["*"] {
        return BasedOn::AnySite;
    }
    // An id holds neither comma nor quote, so a tag with one can't be ours.
    let tags = lists.iter().flat_map(|list| list.split(','));
    let ids = tags.filter_map(|tag| {
        let id = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
        id.parse::<HistoryId>().ok()
    });
    BasedOn::Entries(ids.collect())
}

/// The reply, with what names the state of the site that it shows. Nothing on the way may compress it: the
/// tag would be weakened, and a weak tag meets no condition.
pub(crate) fn with_state(mut response: Response, site: &Site) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", site.record.entry())) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, caching::FOR_THE_CALLER_AS_IT_IS);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lists: &[&str], expected: &BasedOn) {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append(IF_MATCH, list.parse().unwrap());
        }
        assert_eq!(based_on(&headers), *expected, "{lists:?}");
    }

    #[test]
    fn a_condition_is_read_as_the_standard_has_it() {
        const ONE: &str = "8204769754321-00000000000000ab";
        const TWO: &str = "8204769754322-00000000000000ab";
        let entries =
            |ids: &[&str]| BasedOn::Entries(ids.iter().map(|id| id.parse().unwrap()).collect());
        let (one, two) = (format!("\"{ONE}\""), format!("\"{TWO}\""));
        check(&[], &BasedOn::Anything);
        check(&["*"], &BasedOn::AnySite);
        check(&[" * "], &BasedOn::AnySite);
        check(&[&one], &entries(&[ONE]));
        check(&[&format!("{one} ,\t{two}")], &entries(&[ONE, TWO]));
        check(&[&one, &two], &entries(&[ONE, TWO]));
        check(&[&format!("W/{one}, {two}")], &entries(&[TWO]));
        for none in ["", ONE, "\"\"", "\"a,b\"", "\"*\"", "W/\"*\"", &format!("W/{one}")] {
            check(&[none], &entries(&[]));
        }
        check(&["*", &one], &entries(&[ONE]));
    }
}
