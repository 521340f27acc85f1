//! What the edge tells the script of a hosted page: JSON in the page itself, in `#koe-page`.

use serde::Serialize;

use crate::answer::{AnsweredAt, Channel, Respondent, Segments};
use crate::config::Assets;
use crate::id::{SiteId, SurveyId};
use crate::locale::Locale;

/// The survey that the page asks, the files of its prompt, and what the link to the page brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct HostedPage {
    /// The site.
    pub site: SiteId,
    /// The survey.
    pub survey: SurveyId,
    /// Its version.
    pub version: u32,
    /// Path of the text file.
    pub content: String,
    /// The language of page and prompt.
    pub lang: Locale,
    /// The files of the prompt.
    pub assets: Assets,
    /// The touchpoint that the link names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<AnsweredAt>,
    /// How the link reached the visitor.
    pub channel: Channel,
    /// The segments that the link names.
    pub segments: Segments,
    /// Whom the link was made for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respondent: Option<Respondent>,
    /// The score that the link chose, and that the form shows as chosen. Only the visitor sends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// Whether the page stands in the frame of another page.
    pub frame: bool,
    /// The origins of the pages that may frame it.
    pub frame_origins: Vec<String>,
    /// Whether the answer is kept out of every score.
    pub test: bool,
}
