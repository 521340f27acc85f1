//! Reads the body of a PUT, and says which field would not be read.

use serde::de::IgnoredAny;

use super::{SiteDocument, SiteError, SiteRule};

impl SiteDocument {
    /// Reads the body of a PUT, fills in every default and holds it against its bounds.
    ///
    /// # Errors
    /// What is broken, unknown or out of its bounds, with the path of the field.
    pub fn parse(body: &[u8]) -> Result<Self, SiteError> {
        // Broken JSON is that, whatever field stands in front of the break.
        serde_json::from_slice::<IgnoredAny>(body).map_err(|_| SiteError::BrokenJson)?;
        let mut json = serde_json::Deserializer::from_slice(body);
        let document: Self =
            serde_path_to_error::deserialize(&mut json).map_err(|refusal| refused(&refusal))?;
        let document = document.completed();
        document.validate()?;
        Ok(document)
    }
}

/// Serde tells its reasons in words only. Two of them name a field that the path does not end with
/// or that deserves a code of its own; a test holds each against the words of today.
fn refused(refusal: &serde_path_to_error::Error<serde_json::Error>) -> SiteError {
    let path = match refusal.path().to_string() {
        root if root == "." => String::new(),
        path => path,
    };
    let words = refusal.inner().to_string();
    let detail = words.rsplit_once(" at line ").map_or(words.as_str(), |(detail, _)| detail);
    let named = |prefix: &str| detail.strip_prefix(prefix)?.split('`').next();
    if let Some(name) = named("missing field `") {
        return SiteError::at(joined(&path, name), SiteRule::Missing);
    }
    if let Some(name) = named("unknown field `") {
        let ends = path == name || path.ends_with(&format!(".{name}"));
        let field = if ends { path } else { joined(&path, name) };
        return SiteError::at(field, SiteRule::Unknown);
    }
    if path.is_empty() {
        // The body is JSON, but no object.
        return SiteError::BrokenJson;
    }
    SiteError::at(path, SiteRule::Invalid(detail.to_owned()))
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
