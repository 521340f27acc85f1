//! What every page of a site is told: the loader's share of the site document.
//!
//! Built field by field from types of its own, so that secrets, goals and wordings can't slip in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{SiteId, SurveyId, TouchpointId};
use crate::locale::Locale;
use crate::site::{Patterns, Placement, SiteDocument, Survey, When};

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
    #[cfg_attr(feature = "typescript", ts(type = "{ [touchpoint: string]: PublicTouchpoint }"))]
    pub touchpoints: BTreeMap<TouchpointId, PublicTouchpoint>,
    /// The surveys, in the owner's order.
    pub surveys: Vec<PublicSurvey>,
}

/// Which page views are a touchpoint: [`When`], made ready for the loader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicTouchpoint {
    /// The addresses on which it can come, as a regular expression. Absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What else must come.
    pub when: PublicWhen,
}

/// The conditions of a touchpoint. The loader waits for them in the order in which they are
/// serialised, which `docs/html.md` states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicWhen {
    /// Milliseconds on the page. Always there: nobody has arrived on a page they have not seen.
    pub dwell_ms: u32,
    /// The share of the page scrolled through, 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scroll: Option<f64>,
    /// A CSS selector of an element in view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_view: Option<String>,
    /// A CSS selector of an element that is clicked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub click: Option<String>,
    /// The visitor turns to leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<bool>,
    /// Milliseconds after all else has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u32>,
}

impl PublicWhen {
    /// The names of the conditions that it holds, in the order in which they are serialised and
    /// waited for: whose code a page needs.
    pub fn conditions(&self) -> impl Iterator<Item = &'static str> {
        let Self { dwell_ms: _, scroll, in_view, click, exit, delay_ms } = self;
        let held = [
            ("dwell_ms", true),
            ("scroll", scroll.is_some()),
            ("in_view", in_view.is_some()),
            ("click", click.is_some()),
            ("exit", exit.is_some()),
            ("delay_ms", delay_ms.is_some()),
        ];
        held.into_iter().filter_map(|(name, held)| held.then_some(name))
    }
}

impl From<&When> for PublicTouchpoint {
    fn from(when: &When) -> Self {
        Self {
            url: when.url.as_ref().map(Patterns::expression),
            when: PublicWhen {
                dwell_ms: when.dwell_ms.unwrap_or(0),
                scroll: when.scroll,
                in_view: when.in_view.clone(),
                click: when.click.clone(),
                exit: when.exit.filter(|&wanted| wanted),
                delay_ms: when.delay_ms,
            },
        }
    }
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
    /// What names its text files, with a hyphen and a language after it.
    pub content: String,
}

impl PublicConfig {
    /// The public share of `document`. `content_hash` names the text files of a survey.
    #[must_use]
    pub fn new(
        site: SiteId,
        document: &SiteDocument,
        assets: Assets,
        content_hash: impl Fn(&Survey) -> String,
    ) -> Self {
        let watched = |touchpoint: &crate::site::Touchpoint| {
            Some((touchpoint.id.clone(), PublicTouchpoint::from(touchpoint.when.as_ref()?)))
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
            content: content_hash(survey),
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
