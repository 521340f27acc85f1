//! What an answer counts as, and which answers a report is about.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use koe_shared::answer::Channel;
use koe_shared::id::SurveyId;
use koe_shared::metadata::Metadata;
use koe_shared::site::versions::MAX_VERSION;

use super::error::QueryError;
use super::params::{Params, invalid};
use crate::sites::Declared;
use crate::tallies::{Detail, Dimension};

const SEGMENT: &str = "segment.";

/// What answers are grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slice {
    Survey,
    Touchpoint,
    Locale,
    Channel,
    Version,
    Segment(String),
}

impl Slice {
    /// Reads `group_by`.
    pub(crate) fn of(params: &mut Params, declared: &Declared) -> Result<Option<Self>, QueryError> {
        let expected = "survey, touchpoint, locale, channel, version or segment.NAME of a segment \
                        that the site declares";
        params.parse_with("group_by", expected, |name| {
            Some(match name {
                "survey" => Self::Survey,
                "touchpoint" => Self::Touchpoint,
                "locale" => Self::Locale,
                "channel" => Self::Channel,
                "version" => Self::Version,
                _ => {
                    let segment = name.strip_prefix(SEGMENT)?;
                    declared.has_segment(segment).then(|| Self::Segment(segment.to_owned()))?
                }
            })
        })
    }

    /// The dimension that it needs; survey and version are told of every answer.
    fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::Survey | Self::Version => None,
            Self::Touchpoint => Some(Dimension::Touchpoint),
            Self::Locale => Some(Dimension::Locale),
            Self::Channel => Some(Dimension::Channel),
            Self::Segment(name) => Some(Dimension::Segment(name.clone())),
        }
    }

    /// The group an answer falls into.
    pub(crate) fn value<'m>(
        &self,
        declared: &Declared,
        metadata: &'m Metadata<'_>,
    ) -> Cow<'m, str> {
        Cow::Borrowed(match self {
            Self::Survey => &metadata.survey,
            Self::Touchpoint => declared.touchpoint(metadata),
            Self::Locale => declared.locale(metadata),
            Self::Channel => metadata.channel.as_str(),
            Self::Version => return Cow::Owned(metadata.survey_version.to_string()),
            Self::Segment(name) => declared.segment(name, metadata),
        })
    }
}

/// Which answers a report is about: all conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The one survey of a report that is about several. Asking for it withholds nothing: a survey is what a
    /// report is about, and no group of its respondents.
    survey: Option<SurveyId>,
    touchpoint: Option<String>,
    /// The touchpoints of the one department.
    department: Option<BTreeSet<String>>,
    locale: Option<String>,
    channel: Option<Channel>,
    version: Option<u32>,
    segments: BTreeMap<String, String>,
}

impl Filter {
    /// Reads the filters of a query.
    pub(crate) fn of(params: &mut Params, declared: &Declared) -> Result<Self, QueryError> {
        let segments = params.take_prefixed(SEGMENT);
        let undeclared = |(name, _): &(&String, &String)| !declared.has_segment(name);
        if let Some((name, value)) = segments.iter().find(undeclared) {
            return Err(invalid(
                &format!("{SEGMENT}{name}"),
                value,
                "a value of a declared segment",
            ));
        }
        Ok(Self {
            survey: None,
            touchpoint: params.take("touchpoint"),
            department: params.parse_with("department", "a department of the site", |id| {
                declared.department(id).cloned()
            })?,
            locale: params.take("locale"),
            channel: params.parse_with(
                "channel",
                "web, link, email, sms, qr, api or import",
                Channel::from_name,
            )?,
            version: params.parse_with(
                "version",
                &format!("a survey version, 1–{MAX_VERSION}"),
                known_version,
            )?,
            segments,
        })
    }

    /// The same of one survey alone, where one is given.
    pub(crate) fn of_survey(self, survey: Option<SurveyId>) -> Self {
        Self { survey, ..self }
    }

    /// The one survey asked for.
    pub(crate) fn survey(&self) -> Option<&SurveyId> {
        self.survey.as_ref()
    }

    /// The filter of one touchpoint, or of none.
    pub(crate) fn at(touchpoint: Option<&str>) -> Self {
        Self { touchpoint: touchpoint.map(str::to_owned), ..Self::default() }
    }

    /// Whether any condition is set, so that what is left may be too little to show.
    pub(crate) fn is_set(&self) -> bool {
        self.clone().of_survey(None) != Self::default()
    }

    /// How much of each answer a report has to know that filters by this and groups by `slice`.
    pub(crate) fn detail(&self, slice: Option<&Slice>) -> Detail {
        let set = [
            self.touchpoint.as_ref().map(|_| Dimension::Touchpoint),
            self.department.as_ref().map(|_| Dimension::Touchpoint),
            self.locale.as_ref().map(|_| Dimension::Locale),
            self.channel.map(|_| Dimension::Channel),
            slice.and_then(Slice::dimension),
        ];
        let segments = self.segments.keys().cloned().map(Dimension::Segment);
        let mut dimensions: BTreeSet<Dimension> =
            set.into_iter().flatten().chain(segments).collect();
        match (dimensions.pop_first(), dimensions.is_empty()) {
            (None, _) => Detail::Totals,
            (Some(only), true) => Detail::Slice(only),
            (Some(_), false) => Detail::Rows,
        }
    }

    /// The one touchpoint asked for.
    pub(crate) fn touchpoint(&self) -> Option<&str> {
        self.touchpoint.as_deref()
    }

    /// The one version asked for.
    pub(crate) fn version(&self) -> Option<u32> {
        self.version
    }

    /// Whether a touchpoint is asked for, as it was sent: no other condition is looked at.
    pub(crate) fn is_at(&self, touchpoint: Option<&str>) -> bool {
        let owns = |owned: &BTreeSet<String>| touchpoint.is_some_and(|at| owned.contains(at));
        self.touchpoint.as_deref().is_none_or(|asked| touchpoint == Some(asked))
            && self.department.as_ref().is_none_or(owns)
    }

    /// Whether an answer meets all conditions.
    pub(crate) fn matches(&self, declared: &Declared, metadata: &Metadata<'_>) -> bool {
        self.survey.as_ref().is_none_or(|survey| survey.as_str() == metadata.survey)
            && self.channel.is_none_or(|channel| channel == metadata.channel)
            && self.version.is_none_or(|version| version == metadata.survey_version)
            && is(self.touchpoint.as_deref(), || declared.touchpoint(metadata))
            && self
                .department
                .as_ref()
                .is_none_or(|of_it| of_it.contains(declared.touchpoint(metadata)))
            && is(self.locale.as_deref(), || declared.locale(metadata))
            && self.segments.iter().all(|(name, asked)| declared.segment(name, metadata) == asked)
    }
}

fn known_version(text: &str) -> Option<u32> {
    text.parse().ok().filter(|version| (1..=MAX_VERSION).contains(version))
}

/// Whether a condition holds; the value is looked at only where there is one.
fn is<'m>(asked: Option<&str>, value: impl FnOnce() -> &'m str) -> bool {
    asked.is_none_or(|asked| asked == value())
}
