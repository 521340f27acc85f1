//! The names and values of a query string, each taken once.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::extract::Query;
use http::Uri;

use super::QueryError;

/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 100;

/// What is left of a query string. Each parameter is taken by whoever knows it; what is left over
/// in the end is unknown.
#[derive(Debug)]
pub(crate) struct Params(BTreeMap<String, String>);

impl Params {
    pub(crate) fn of(uri: &Uri) -> Result<Self, QueryError> {
        let Query(pairs) =
            Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| QueryError::Broken)?;
        let mut params = BTreeMap::new();
        for (name, value) in pairs {
            if params.contains_key(&name) {
                return Err(QueryError::Repeated { name: shown(&name) });
            }
            params.insert(name, value);
        }
        Ok(Self(params))
    }

    /// The value of a parameter; one that is empty counts as absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).filter(|value| !value.is_empty())
    }

    /// The value of a parameter, parsed.
    pub(crate) fn parse<T: FromStr>(
        &mut self,
        name: &str,
        expected: &str,
    ) -> Result<Option<T>, QueryError> {
        self.parse_with(name, expected, |value| value.parse().ok())
    }

    /// The value of a parameter, read by a function that knows which values there are.
    pub(crate) fn parse_with<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, QueryError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        match read(&value) {
            Some(read) => Ok(Some(read)),
            None => Err(invalid(name, &value, expected)),
        }
    }

    /// The parameters whose names begin with `prefix`, without it.
    pub(crate) fn take_prefixed(&mut self, prefix: &str) -> BTreeMap<String, String> {
        let names: Vec<String> =
            self.0.keys().filter(|name| name.starts_with(prefix)).cloned().collect();
        names
            .into_iter()
            .filter_map(|name| {
                let value = self.0.remove(&name)?;
                Some((name[prefix.len()..].to_owned(), value))
            })
            .collect()
    }

    /// Refuses whatever nobody took.
    pub(crate) fn finish(self) -> Result<(), QueryError> {
        match self.0.into_keys().next() {
            Some(name) => Err(QueryError::Unknown { name: shown(&name) }),
            None => Ok(()),
        }
    }
}

pub(super) fn invalid(name: &str, value: &str, expected: &str) -> QueryError {
    QueryError::Value { name: name.to_owned(), value: shown(value), expected: expected.to_owned() }
}

pub(super) fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
