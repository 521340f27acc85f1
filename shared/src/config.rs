//! What every page of a site is told: the loader's share of the site document.
//!
//! Built field by field from types of its own, so that secrets, goals and wordings can't slip in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{SiteId, SurveyId, TouchpointId};
use crate::locale::Locale;
use crate::site::{Placement, SiteDocument, Survey, When};

/// The configuration inside `/s/{site}.js`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicConfig {
    /// The site.
    pub site: SiteId,
    /// The language for visitors whose own is not offered.
    pub locale: Locale,
    /// The languages offered.
    pub locales: Vec<Locale>,
    /// Days without a prompt after any prompt.
    pub cool_down_days: u32,
    /// Whether a visitor who sends Global Privacy Control is asked without being linked to a
    /// respondent.
    pub respect_gpc: bool,
    /// Whether nothing happens before `koe('consent', 'granted')`.
    pub require_consent: bool,
    /// Where the later phases lie.
    pub assets: Assets,
    /// The touchpoints that a page view itself can be.
    #[cfg_attr(feature = "typescript", ts(type = "{ [touchpoint: string]: When }"))]
    pub touchpoints: BTreeMap<TouchpointId, When>,
    /// The surveys, in the owner's order.
    pub surveys: Vec<PublicSurvey>,
}

/// The paths of one release's files, each named by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assets {
    /// The plain script that sends.
    pub sender: String,
    /// The module that starts the prompt.
    pub prompt: String,
    /// The prompt's WebAssembly.
    pub wasm: String,
}

/// What the loader needs to know of a survey to decide about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicSurvey {
    /// Its name.
    pub id: SurveyId,
    /// The version on show.
    pub version: u32,
    /// The moments at which it may be asked.
    pub touchpoints: Vec<TouchpointId>,
    /// Of ten thousand visitors, how many are drawn.
    pub sample_bp: u16,
    /// Days before it is asked again after an answer.
    pub recontact_days: u32,
    /// Days before it is asked again after a dismissal.
    pub recontact_after_dismissal_days: u32,
    /// Whether it prompts.
    pub active: bool,
    /// Where the prompt stands.
    pub placement: Placement,
    /// For each language, the hash that names its text file.
    #[cfg_attr(feature = "typescript", ts(type = "{ [locale: string]: string }"))]
    pub content: BTreeMap<Locale, String>,
}

impl PublicConfig {
    /// The public share of `document`. `content_hash` names the text file of a survey in a language.
    #[must_use]
    pub fn new(
        site: SiteId,
        document: &SiteDocument,
        assets: Assets,
        content_hash: impl Fn(&Survey, &Locale) -> String,
    ) -> Self {
        let watched = |touchpoint: &crate::site::Touchpoint| {
            Some((touchpoint.id.clone(), touchpoint.when.clone()?))
        };
        let public = |survey: &Survey| PublicSurvey {
            id: survey.id.clone(),
            version: survey.version,
            touchpoints: survey.touchpoints.clone(),
            sample_bp: survey.sample_rate.basis_points(),
            recontact_days: survey.recontact_days,
            recontact_after_dismissal_days: survey.recontact_after_dismissal_days,
            active: survey.active,
            placement: survey.placement,
            content: document
                .locales
                .iter()
                .map(|locale| (locale.clone(), content_hash(survey, locale)))
                .collect(),
        };
        Self {
            site,
            locale: document.locale.clone(),
            locales: document.locales.clone(),
            cool_down_days: document.cool_down_days,
            respect_gpc: document.privacy.respect_gpc,
            require_consent: document.privacy.require_consent,
            assets,
            touchpoints: document.touchpoints.iter().filter_map(watched).collect(),
            surveys: document.surveys.iter().map(public).collect(),
        }
    }
}
