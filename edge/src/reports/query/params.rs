//! The names and values that a report is asked for with, each taken once.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::error::QueryError;

/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 100;

/// What is left of a query. Each parameter is taken by the code that knows it; a parameter that
/// nobody took is unknown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(BTreeMap<String, String>);

impl Params {
    /// The parameters of a query string that was read already.
    pub(crate) fn new(pairs: BTreeMap<String, String>) -> Self {
        Self(pairs)
    }

    /// All that is asked for beside some parameters, as one text: two queries that ask the same have the
    /// same.
    pub(crate) fn beside(&self, left_out: &[&str]) -> String {
        let asked = self
            .0
            .iter()
            .filter(|(name, value)| !value.is_empty() && !left_out.contains(&name.as_str()));
        let lines: Vec<String> =
            asked.map(|(name, value)| format!("{name:?}={value:?}\n")).collect();
        lines.concat()
    }

    /// The value of a parameter; one that is empty counts as absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).filter(|value| !value.is_empty())
    }

    /// What is asked for, and stays so.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Asks for these alone.
    pub(crate) fn keep(&mut self, names: &[&str]) {
        self.0.retain(|name, _| names.contains(&name.as_str()));
    }

    /// Asks for something in the place of what was asked for.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
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

    /// Refuses a parameter that nobody took.
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

pub(crate) fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
