//! A key that an owner asks for.

use std::fmt;

use koe_shared::id::DepartmentId;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::scope::Scope;

/// Characters of a key's name, at most.
const MAX_NAME: usize = 100;
/// Departments of a key, at most.
const MAX_DEPARTMENTS: usize = 20;
/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 40;

/// A key to make.
#[derive(ToSchema)]
pub(crate) struct KeyRequest {
    /// What it is for, 1–100 characters.
    #[schema(example = "dashboard", min_length = 1, max_length = 100, pattern = r"\S")]
    pub(crate) name: String,
    pub(crate) scope: Scope,
    /// The departments that its pages open on, at most 20. Absent: all.
    #[schema(required = false, value_type = Option<Vec<DepartmentId>>, max_items = 20)]
    pub(crate) departments: Vec<String>,
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
    /// Departments that are not a list of ids.
    NotAList {
        /// The value as JSON.
        given: String,
    },
    /// A text that can't be the id of a department.
    Department {
        /// The value as JSON.
        given: String,
    },
    /// Too many departments.
    TooManyDepartments {
        /// How many.
        given: usize,
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
            Self::NotAList { given } => write!(f, "departments {given} is not a list"),
            Self::Department { given } => write!(
                f,
                "department id {given} is not 1 to 64 of a-z, 0-9 and - with no - in front"
            ),
            Self::TooManyDepartments { given } => {
                write!(f, "{given} departments are over {MAX_DEPARTMENTS}")
            }
            Self::UnknownScope { given } => {
                write!(f, "scope {given} is not read, care or write")
            }
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
        let is_asked = |scope: &Scope| given.as_str() == Some(scope.as_str());
        let unknown = || KeyRequestError::UnknownScope { given: shown(given) };
        let scope = Scope::ALL.into_iter().find(is_asked).ok_or_else(unknown)?;
        let departments = departments(fields.get("departments"))?;
        Ok(Self { name, scope, departments })
    }
}

fn departments(given: Option<&Value>) -> Result<Vec<String>, KeyRequestError> {
    let Some(given) = given.filter(|given| !given.is_null()) else { return Ok(Vec::new()) };
    let list = given.as_array().ok_or_else(|| KeyRequestError::NotAList { given: shown(given) })?;
    if list.len() > MAX_DEPARTMENTS {
        return Err(KeyRequestError::TooManyDepartments { given: list.len() });
    }
    let department = |given: &Value| {
        let id = given.as_str().filter(|id| is_id(id)).map(str::to_owned);
        id.ok_or_else(|| KeyRequestError::Department { given: shown(given) })
    };
    list.iter().map(department).collect()
}

/// Whether a text can be the id of a department.
fn is_id(text: &str) -> bool {
    text.parse::<DepartmentId>().is_ok()
}

/// A value as JSON, as much of it as a refusal can bear.
fn shown(given: &Value) -> String {
    given.to_string().chars().take(SHOWN).collect()
}
