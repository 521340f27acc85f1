//! Reads the body of a PUT, and says which field would not be read.

use serde::Deserialize;

use super::json::Json;
use super::read::{Reader, Refusal};
use super::{SiteDocument, SiteError};

impl SiteDocument {
    /// Reads the body of a PUT, fills in every default and holds it against its bounds.
    ///
    /// # Errors
    /// What is broken, unknown or out of its bounds, with the path of the field.
    pub fn parse(body: &[u8]) -> Result<Self, SiteError> {
        // A syntax error is reported as broken JSON, and not as an error of the field before it.
        let json: Json = serde_json::from_slice(body).map_err(|_| SiteError::BrokenJson)?;
        if !matches!(json, Json::Object(_)) {
            return Err(SiteError::BrokenJson);
        }
        let document = Self::deserialize(Reader::new(&json)).map_err(Refusal::told)?;
        let document = document.completed();
        document.validate()?;
        Ok(document)
    }
}
