//! A key that an owner asks for.

use std::fmt;

use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::owner_key::Scope;

/// Characters of a key's name, at most.
const MAX_NAME: usize = 100;
/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 40;

/// A key to make.
#[derive(ToSchema)]
pub(crate) struct KeyRequest {
    /// What it is for, 1–100 characters.
    #[schema(example = "dashboard", min_length = 1, max_length = 100, pattern = r"\S")]
    pub(crate) name: String,
    pub(crate) scope: Scope,
}

/// Why a key can't be made as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyRequestError {
    /// A field that has to be there.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A field that is of another JSON type.
    NotAString {
        /// Its name.
        field: &'static str,
        /// The value as JSON.
        given: String,
    },
    /// A name that is empty or too long.
    NameLength {
        /// Its characters.
        chars: usize,
    },
    /// A scope that no key can have.
    UnknownScope {
        /// The value as JSON.
        given: String,
    },
}

impl fmt::Display for KeyRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField { field } => write!(f, "{field} is missing"),
            Self::NotAString { field, given } => write!(f, "{field} {given} is not a string"),
            Self::NameLength { chars } => {
                write!(f, "a name of {chars} characters is outside 1–{MAX_NAME}")
            }
            Self::UnknownScope { given } => write!(f, "scope {given} is not read or write"),
        }
    }
}

impl KeyRequest {
    /// Reads a request field by field, so that a refusal names the field.
    pub(crate) fn read(fields: &Map<String, Value>) -> Result<Self, KeyRequestError> {
        let field = |field: &'static str| {
            let given = fields.get(field).filter(|given| !given.is_null());
            given.ok_or(KeyRequestError::MissingField { field })
        };
        let given = field("name")?;
        let name = given
            .as_str()
            .ok_or_else(|| KeyRequestError::NotAString { field: "name", given: shown(given) })?;
        let name = name.trim().to_owned();
        let chars = name.chars().count();
        if !(1..=MAX_NAME).contains(&chars) {
            return Err(KeyRequestError::NameLength { chars });
        }
        let given = field("scope")?;
        let scope = match given.as_str() {
            Some("read") => Scope::Read,
            Some("write") => Scope::Write,
            _ => return Err(KeyRequestError::UnknownScope { given: shown(given) }),
        };
        Ok(Self { name, scope })
    }
}

/// A value as JSON, as much of it as a refusal can bear.
fn shown(given: &Value) -> String {
    given.to_string().chars().take(SHOWN).collect()
}
