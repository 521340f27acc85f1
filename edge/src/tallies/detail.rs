//! How much of each answer a tally, or a report, tells apart.

use koe_shared::answer::{Channel, OTHER};
use koe_shared::metadata::{EncodedSegments, Flags, Metadata};

use crate::sites::Declared;

/// A property of answers that reports filter and group by, beside survey and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dimension {
    Touchpoint,
    Locale,
    Channel,
    Segment(String),
}

/// How much of each answer a report has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Survey, version, outcome, and whether Koe showed it.
    Totals,
    /// One dimension beside.
    Slice(Dimension),
    /// Everything.
    Rows,
}

impl Dimension {
    /// Every dimension of a site's answers.
    pub(super) fn all(declared: &Declared) -> Vec<Self> {
        let segments = declared.segments().cloned().map(Self::Segment);
        [Self::Touchpoint, Self::Locale, Self::Channel].into_iter().chain(segments).collect()
    }

    /// Its name in a day's tally.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Touchpoint => "touchpoint".to_owned(),
            Self::Locale => "locale".to_owned(),
            Self::Channel => "channel".to_owned(),
            Self::Segment(name) => format!("segment.{name}"),
        }
    }

    /// An answer with this dimension alone. What the site does not declare is left out: it counts as
    /// `(other)` all the same.
    pub(super) fn slice<'m>(
        &self,
        metadata: &'m Metadata<'_>,
        declared: &Declared,
    ) -> Metadata<'m> {
        let known = |value: &'m str| (value != OTHER).then(|| value.into());
        let total = total(metadata);
        match self {
            Self::Touchpoint => {
                Metadata { touchpoint: known(declared.touchpoint(metadata)), ..total }
            }
            Self::Locale => Metadata { locale: known(declared.locale(metadata)), ..total },
            Self::Channel => Metadata { channel: metadata.channel, ..total },
            Self::Segment(name) => {
                let value = declared.segment(name, metadata);
                let keep = |own: &str, _: &str| own == name && value != OTHER;
                Metadata { segments: metadata.segments.only(keep), ..total }
            }
        }
    }
}

/// An answer without any dimension. Of the channel it stays whether Koe showed the prompt, of the flags
/// those that a score looks at.
pub(super) fn total<'m>(metadata: &'m Metadata<'_>) -> Metadata<'m> {
    let is_shown = metadata.channel.is_shown_by_koe();
    let flags = [Flags::TEST, Flags::FORCED].into_iter();
    Metadata {
        recorded: metadata.recorded,
        channel: if is_shown { Channel::Web } else { Channel::Api },
        flags: flags.fold(Flags::NONE, |kept, flag| kept.with(flag, metadata.flags.has(flag))),
        survey_version: metadata.survey_version,
        survey: (*metadata.survey).into(),
        touchpoint: None,
        locale: None,
        segments: EncodedSegments::default(),
    }
}
