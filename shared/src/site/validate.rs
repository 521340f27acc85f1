//! Holds a document against its bounds.

use super::{SiteDocument, SiteError};

impl SiteDocument {
    /// Reads the body of a PUT, fills in every default and holds it against its bounds.
    ///
    /// # Errors
    /// What is broken, unknown or out of its bounds, with the path of the field.
    pub fn parse(body: &[u8]) -> Result<Self, SiteError> {
        let document: Self = serde_json::from_slice(body).map_err(|_| SiteError::BrokenJson)?;
        let document = document.completed();
        document.validate()?;
        Ok(document)
    }

    /// The document with every default filled in.
    #[must_use]
    pub fn completed(self) -> Self {
        self
    }

    /// Holds the document against its bounds.
    ///
    /// # Errors
    /// The first that is broken, with the path of its field.
    pub fn validate(&self) -> Result<(), SiteError> {
        Ok(())
    }
}
