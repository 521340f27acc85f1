//! Every version of every survey a site ever had, kept for ever.
//!
//! An answer is judged by the version it was given to: its scale says which scores are legal, its
//! wording what they mean. A survey that a document leaves out stays here, archived: its answers
//! stay and still count.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Labels, SiteDocument, Survey};
use crate::id::SurveyId;
use crate::locale::Localized;
use crate::metric::{Metric, Scale};

/// The highest survey version. A wording changed daily for 27 years stays below it, and its four
/// digits are what an answer's metadata has room for.
pub const MAX_VERSION: u32 = 9_999;

/// The versions of all surveys, those archived included. This is a stored form: fields are added to
/// it and none is renamed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SurveyVersions(BTreeMap<SurveyId, BTreeMap<u32, Wording>>);

/// What one version of a survey asked, and on which scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    metric: Metric,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<u8>,
    /// The question in every language it was ever asked in.
    pub question: Localized,
    /// The names of the scale's ends, likewise.
    pub labels: Labels,
}

/// A survey changed and kept its version, or went back to one that meant something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionNotRaised {
    /// Its place in the document.
    pub place: usize,
    /// The survey.
    pub survey: SurveyId,
    /// The version it came with.
    pub version: u32,
    /// The highest version on record.
    pub highest: u32,
    /// What differs from that version on record.
    pub changed: Changed,
}

/// What differs from the version on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The metric.
    Metric,
    /// The number of points.
    Scale,
    /// The question, in a language it was asked in.
    Question,
    /// The name of an end, in a language it was asked in.
    Labels,
    /// The version itself: lower than the highest, and not one that ever was.
    Version,
}

impl VersionNotRaised {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "version_not_raised"
    }

    /// The path of the field to blame.
    #[must_use]
    pub fn field(&self) -> String {
        format!("surveys[{}].version", self.place)
    }
}

impl fmt::Display for VersionNotRaised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { survey, version, highest, .. } = self;
        let changed = match self.changed {
            Changed::Metric => "metric",
            Changed::Scale => "scale",
            Changed::Question => "question",
            Changed::Labels => "labels",
            Changed::Version => {
                return write!(f, "survey {survey} is at version {highest} already, not {version}");
            }
        };
        write!(f, "survey {survey} changed its {changed}: version {version} must exceed {highest}")
    }
}

impl std::error::Error for VersionNotRaised {}

impl SurveyVersions {
    /// The versions after `document` is accepted. Translating a version into another language is no
    /// change; changing or retyping one of its texts is.
    ///
    /// # Errors
    /// The first survey that changed without raising its version.
    pub fn with(mut self, document: &SiteDocument) -> Result<Self, VersionNotRaised> {
        for (place, survey) in document.surveys.iter().enumerate() {
            let versions = self.0.entry(survey.id.clone()).or_default();
            let wording = Wording::of(survey);
            let highest = versions.keys().next_back().copied().unwrap_or(0);
            let changed = match versions.get_mut(&survey.version) {
                Some(on_record) => on_record.merge(wording),
                None if survey.version > highest => {
                    versions.insert(survey.version, wording);
                    Ok(())
                }
                None => Err(Changed::Version),
            };
            changed.map_err(|changed| VersionNotRaised {
                place,
                survey: survey.id.clone(),
                version: survey.version,
                highest,
                changed,
            })?;
        }
        Ok(self)
    }

    /// These versions and those of another record of the same site. Of a version that both have, what stands
    /// here holds, with the languages that only the other has; where they asked something else it stays as
    /// it is.
    #[must_use]
    pub fn united(mut self, other: &Self) -> Self {
        for (survey, versions) in &other.0 {
            let own = self.0.entry(survey.clone()).or_default();
            for (version, wording) in versions {
                match own.get_mut(version) {
                    None => _ = own.insert(*version, wording.clone()),
                    Some(on_record) => {
                        let mut merged = on_record.clone();
                        if merged.merge(wording.clone()).is_ok() {
                            *on_record = merged;
                        }
                    }
                }
            }
        }
        self
    }

    /// The version that a survey of an earlier document has when it comes back: the one that is asked
    /// `today` (or, of an archived survey, its newest) where it asks the same, else the next.
    #[must_use]
    pub fn coming_back(&self, survey: &Survey, today: Option<u32>) -> u32 {
        let Some(newest) = self.newest(&survey.id) else { return survey.version };
        let today = today.unwrap_or(newest);
        let on_record = self.0.get(&survey.id).and_then(|versions| versions.get(&today));
        let is_same = |wording: &Wording| wording.clone().merge(Wording::of(survey)).is_ok();
        if on_record.is_some_and(is_same) {
            today
        } else {
            newest.saturating_add(1).min(MAX_VERSION)
        }
    }

    /// The scale of one version; `None` where there is no such survey or version.
    #[must_use]
    pub fn scale(&self, survey: &SurveyId, version: u32) -> Option<Scale> {
        self.0.get(survey)?.get(&version).map(Wording::scale)
    }

    /// The newest version of a survey, archived or not.
    #[must_use]
    pub fn newest(&self, survey: &SurveyId) -> Option<u32> {
        self.0.get(survey)?.keys().next_back().copied()
    }

    /// Every survey that ever was, archived or not.
    pub fn surveys(&self) -> impl Iterator<Item = &SurveyId> {
        self.0.keys()
    }

    /// The versions of one survey, oldest first.
    pub fn versions(&self, survey: &SurveyId) -> impl Iterator<Item = (u32, &Wording)> {
        self.0.get(survey).into_iter().flatten().map(|(version, wording)| (*version, wording))
    }
}

impl Wording {
    fn of(survey: &Survey) -> Self {
        Self {
            metric: survey.metric,
            points: Some(survey.scale().points()),
            question: survey.question.clone(),
            labels: survey.labels.clone(),
        }
    }

    /// The legal scores.
    #[must_use]
    pub fn scale(&self) -> Scale {
        super::survey::scale_of(self.metric, self.points)
    }

    /// Takes in the languages that are new, if nothing else is.
    fn merge(&mut self, newer: Self) -> Result<(), Changed> {
        if self.metric != newer.metric {
            return Err(Changed::Metric);
        }
        if self.scale() != newer.scale() {
            return Err(Changed::Scale);
        }
        translate(&mut self.question, newer.question).map_err(|()| Changed::Question)?;
        translate(&mut self.labels.low, newer.labels.low).map_err(|()| Changed::Labels)?;
        translate(&mut self.labels.high, newer.labels.high).map_err(|()| Changed::Labels)
    }
}

fn translate(on_record: &mut Localized, newer: Localized) -> Result<(), ()> {
    for (locale, text) in newer {
        let recorded = on_record.entry(locale).or_insert_with(|| text.clone());
        if *recorded != text {
            return Err(());
        }
    }
    Ok(())
}
