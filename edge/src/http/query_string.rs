//! The query string of a report or an import.

use std::collections::BTreeMap;
use std::fmt;

use axum::extract::Query;
use http::Uri;

use crate::reports::Params;

/// Characters of a parameter's name that a refusal repeats, at most.
const SHOWN: usize = 100;

/// Why a query string can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QueryStringError {
    /// It is not a list of names and values.
    Broken,
    /// A parameter stands more than once.
    Repeated {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for QueryStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => write!(f, "the query is not a list of names and values"),
            Self::Repeated { name } => write!(f, "parameter {name} stands more than once"),
        }
    }
}

/// Parameters that are lists, by name: each value of one stands by itself.
pub(crate) type Lists = BTreeMap<&'static str, Vec<String>>;

/// The parameters of an address.
pub(crate) fn params(uri: &Uri) -> Result<Params, QueryStringError> {
    params_and_lists(uri, &[]).map(|(params, _)| params)
}

/// The parameters of an address; those that are lists may stand more than once, with or without `[]` behind
/// their names.
pub(crate) fn params_and_lists(
    uri: &Uri,
    lists: &[&'static str],
) -> Result<(Params, Lists), QueryStringError> {
    let Query(pairs) =
        Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| QueryStringError::Broken)?;
    let mut params = BTreeMap::new();
    let mut listed = Lists::new();
    for (name, value) in pairs {
        let bare = name.strip_suffix("[]").unwrap_or(&name);
        if let Some(list) = lists.iter().find(|list| **list == bare) {
            listed.entry(list).or_default().push(value);
            continue;
        }
        if params.contains_key(&name) {
            return Err(QueryStringError::Repeated { name: name.chars().take(SHOWN).collect() });
        }
        params.insert(name, value);
    }
    Ok((Params::new(params), listed))
}
