//! What an answer counts as, and which answers a report is about.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use koe_shared::answer::{Channel, OTHER};
use koe_shared::metadata::Metadata;
use koe_shared::site::SiteDocument;
use koe_shared::site::versions::MAX_VERSION;

use super::error::QueryError;
use super::params::{Params, invalid};

const SEGMENT: &str = "segment.";

/// What the site document declares. All else counts as `(other)`, so that a stranger can't make a
/// report grow; it is judged when it is read, so that a declaration reaches back.
pub(crate) struct Declared {
    touchpoints: BTreeSet<String>,
    locales: BTreeSet<String>,
    segments: BTreeMap<String, BTreeSet<String>>,
}

impl Declared {
    pub(crate) fn of(document: &SiteDocument) -> Self {
        let own = document.touchpoints.iter().map(|touchpoint| &touchpoint.id);
        let named = document.surveys.iter().flat_map(|survey| &survey.touchpoints);
        let values = |values: &Vec<String>| values.iter().cloned().collect();
        Self {
            touchpoints: own.chain(named).map(|id| id.as_str().to_owned()).collect(),
            locales: document.locales.iter().map(|locale| locale.as_str().to_owned()).collect(),
            segments: document
                .segments
                .iter()
                .map(|(name, declared)| (name.clone(), values(declared)))
                .collect(),
        }
    }

    fn touchpoint<'m>(&self, metadata: &'m Metadata<'_>) -> &'m str {
        known(&self.touchpoints, metadata.touchpoint.as_deref())
    }

    fn locale<'m>(&self, metadata: &'m Metadata<'_>) -> &'m str {
        known(&self.locales, metadata.locale.as_deref())
    }

    fn segment<'m>(&self, name: &str, metadata: &'m Metadata<'_>) -> &'m str {
        match self.segments.get(name) {
            Some(declared) => known(declared, metadata.segments.get(name)),
            None => OTHER,
        }
    }
}

fn known<'m>(declared: &BTreeSet<String>, value: Option<&'m str>) -> &'m str {
    value.filter(|value| declared.contains(*value)).unwrap_or(OTHER)
}

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
                    declared.segments.get_key_value(segment)?;
                    Self::Segment(segment.to_owned())
                }
            })
        })
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
    touchpoint: Option<String>,
    locale: Option<String>,
    channel: Option<Channel>,
    version: Option<u32>,
    segments: BTreeMap<String, String>,
}

impl Filter {
    /// Reads the filters of a query.
    pub(crate) fn of(params: &mut Params, declared: &Declared) -> Result<Self, QueryError> {
        let segments = params.take_prefixed(SEGMENT);
        let undeclared = |(name, _): &(&String, &String)| !declared.segments.contains_key(*name);
        if let Some((name, value)) = segments.iter().find(undeclared) {
            return Err(invalid(
                &format!("{SEGMENT}{name}"),
                value,
                "a value of a declared segment",
            ));
        }
        Ok(Self {
            touchpoint: params.take("touchpoint"),
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

    /// Whether any condition is set, so that what is left may be too little to show.
    pub(crate) fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// The one version asked for.
    pub(crate) fn version(&self) -> Option<u32> {
        self.version
    }

    /// Whether an answer meets all conditions.
    pub(crate) fn matches(&self, declared: &Declared, metadata: &Metadata<'_>) -> bool {
        self.channel.is_none_or(|channel| channel == metadata.channel)
            && self.version.is_none_or(|version| version == metadata.survey_version)
            && is(self.touchpoint.as_deref(), || declared.touchpoint(metadata))
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
