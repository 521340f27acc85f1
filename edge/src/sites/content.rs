//! The words of one survey version in one language, by the name of their text file.

use std::fmt;

use koe_shared::id::SiteId;
use koe_shared::prompt_content::PromptContent;

use super::repository::{LookupError, Sites};

/// Characters of a file's name that a refusal repeats, at most.
const SHOWN: usize = 64;

/// Why there is no such text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ContentError {
    /// The site can't be found.
    Site(LookupError),
    /// No survey of the site has a file of that name.
    Unknown {
        /// The name, cut to what a refusal can bear.
        name: String,
    },
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => write!(f, "{error}"),
            Self::Unknown { name } => write!(f, "this site has no text file {name:?}"),
        }
    }
}

/// The contents of a text file. Where the kept site does not have the file, the site is looked up once
/// more: the script that named the file may be younger.
pub(crate) async fn content(
    sites: &Sites,
    id: &SiteId,
    name: &str,
) -> Result<PromptContent, ContentError> {
    if let Some(content) = sites.get(id).await.map_err(ContentError::Site)?.content(name) {
        return Ok(content);
    }
    let site = sites.get_fresh(id).await.map_err(ContentError::Site)?;
    let unknown = || ContentError::Unknown { name: name.chars().take(SHOWN).collect() };
    site.content(name).ok_or_else(unknown)
}
