//! One refusal of every kind around a site: its name, its document, its history, its keys, its
//! notes, its voices.

use koe_shared::metric::{Metric, Scale};
use koe_shared::site::versions::{Changed, VersionNotRaised};
use koe_shared::site::{SiteError, SiteRule};

use super::text;
use crate::alerts::{AgainError, AlertState};
use crate::http::condition::EditedMeanwhileError;
use crate::notes::{NoteError, NoteRequestError};
use crate::platform::EntropyError;
use crate::problem::Problem;
use crate::sites::{
    ContentError, EntryError, KeyRequestError, LookupError, OwnerKeyError, SaveError,
};
use crate::store::StoreError;
use crate::voices::{VoiceError, VoiceRequestError};

/// One of every kind.
pub(super) fn all() -> Vec<Problem> {
    let mut all = vec![Problem::from(EditedMeanwhileError { current: None, fields: Vec::new() })];
    all.extend(lookup_errors().into_iter().map(Problem::from));
    all.extend(site_errors().into_iter().map(Problem::from));
    all.extend(save_errors().into_iter().map(Problem::from));
    all.extend(entry_errors().into_iter().map(Problem::from));
    all.extend(content_errors().into_iter().map(Problem::from));
    all.extend(key_request_errors().into_iter().map(Problem::from));
    all.extend(owner_key_errors().into_iter().map(Problem::from));
    all.extend(note_request_errors().into_iter().map(Problem::from));
    all.extend(note_errors().into_iter().map(Problem::from));
    all.extend(voice_request_errors().into_iter().map(Problem::from));
    all.extend(again_errors().into_iter().map(Problem::from));
    all.extend(voice_errors().into_iter().map(Problem::from));
    all
}

fn lookup_errors() -> Vec<LookupError> {
    use LookupError as E;
    every![LookupError:
        E::Unknown { .. } => E::Unknown { site: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn save_errors() -> Vec<SaveError> {
    use SaveError as E;
    every![SaveError:
        E::Document(_) => E::Document(SiteError::BrokenJson),
        E::Version(_) => E::Version(version_not_raised()),
        E::NotVisible => E::NotVisible,
        E::Entropy(_) => E::Entropy(EntropyError),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn entry_errors() -> Vec<EntryError> {
    use EntryError as E;
    every![EntryError:
        E::Site(_) => E::Site(LookupError::Store(StoreError::Busy)),
        E::Unknown { .. } => E::Unknown { entry: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn content_errors() -> Vec<ContentError> {
    use ContentError as E;
    every![ContentError:
        E::Site(_) => E::Site(LookupError::Store(StoreError::Busy)),
        E::Unknown { .. } => E::Unknown { name: text() },
    ]
}

fn key_request_errors() -> Vec<KeyRequestError> {
    use KeyRequestError as E;
    every![KeyRequestError:
        E::MissingField { .. } => E::MissingField { field: "name" },
        E::NotAString { .. } => E::NotAString { field: "name", given: text() },
        E::NameLength { .. } => E::NameLength { chars: 0 },
        E::NotAList { .. } => E::NotAList { given: text() },
        E::Department { .. } => E::Department { given: text() },
        E::TooManyDepartments { .. } => E::TooManyDepartments { given: 21 },
        E::UnknownScope { .. } => E::UnknownScope { given: text() },
    ]
}

fn owner_key_errors() -> Vec<OwnerKeyError> {
    use OwnerKeyError as E;
    every![OwnerKeyError:
        E::Unknown { .. } => E::Unknown { id: text() },
        E::Entropy(_) => E::Entropy(EntropyError),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn note_request_errors() -> Vec<NoteRequestError> {
    use NoteRequestError as E;
    let day = jiff::civil::Date::ZERO;
    every![NoteRequestError:
        E::MissingField { .. } => E::MissingField { field: "at" },
        E::NotAString { .. } => E::NotAString { field: "at", given: text() },
        E::NotADay { .. } => E::NotADay { given: text() },
        E::DayOutOfBounds { .. } => E::DayOutOfBounds { at: day, today: day },
        E::NoText => E::NoText,
        E::TextTooLong { .. } => E::TextTooLong { chars: 201 },
        E::UnknownTouchpoint { .. } => E::UnknownTouchpoint { given: text() },
    ]
}

fn note_errors() -> Vec<NoteError> {
    use NoteError as E;
    every![NoteError:
        E::TooMany => E::TooMany,
        E::Unknown { .. } => E::Unknown { id: text() },
        E::Entropy(_) => E::Entropy(EntropyError),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn voice_request_errors() -> Vec<VoiceRequestError> {
    use VoiceRequestError as E;
    every![VoiceRequestError:
        E::MissingField { .. } => E::MissingField { field: "approved" },
        E::WrongType { .. } => E::WrongType { field: "approved", given: text(), wanted: "true or false" },
        E::RevisionOutOfBounds { .. } => E::RevisionOutOfBounds { given: 0 },
    ]
}

fn again_errors() -> Vec<AgainError> {
    use AgainError as E;
    every![AgainError:
        E::Unknown { .. } => E::Unknown { id: text() },
        E::NotFailed { .. } => E::NotFailed { state: AlertState::Sent },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn voice_errors() -> Vec<VoiceError> {
    use VoiceError as E;
    every![VoiceError:
        E::Unknown { .. } => E::Unknown { id: text() },
        E::Changed { .. } => E::Changed { seen: 1, now: 2 },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn version_not_raised() -> VersionNotRaised {
    let survey = "shop-nps".parse().unwrap();
    VersionNotRaised { place: 0, survey, version: 1, highest: 1, changed: Changed::Question }
}

fn site_errors() -> Vec<SiteError> {
    use SiteRule as R;
    let rules = every![SiteRule:
        R::Missing => R::Missing,
        R::Unknown => R::Unknown,
        R::Twice => R::Twice,
        R::IsNot { .. } => R::IsNot { given: text(), wanted: text() },
        R::Invalid(_) => R::Invalid(text()),
        R::Empty => R::Empty,
        R::TooLong { .. } => R::TooLong { chars: 1, max: 0 },
        R::TooMany { .. } => R::TooMany { given: 1, max: 0 },
        R::OutOfBounds { .. } => R::OutOfBounds { given: text(), min: 0, max: 0 },
        R::Repeated(_) => R::Repeated(text()),
        R::UnknownTimezone(_) => R::UnknownTimezone(text()),
        R::LocaleNotOffered(_) => R::LocaleNotOffered("en".parse().unwrap()),
        R::Origin(_) => R::Origin(text()),
        R::Link(_) => R::Link(text()),
        R::Pattern(_) => R::Pattern(text()),
        R::Selector(_) => R::Selector(text()),
        R::SegmentName(_) => R::SegmentName(text()),
        R::SegmentValue(_) => R::SegmentValue(text()),
        R::ThemeName(_) => R::ThemeName(text()),
        R::TooShort { .. } => R::TooShort { chars: 1, min: 2 },
        R::MatchesEverything => R::MatchesEverything,
        R::NotOneAddress => R::NotOneAddress,
        R::Address(_) => R::Address(text()),
        R::HiddenAddress(_) => R::HiddenAddress(text()),
        R::WebhookSecret => R::WebhookSecret,
        R::QuietHours => R::QuietHours,
        R::DayHours(_) => R::DayHours(text()),
        R::NeverOpen => R::NeverOpen,
        R::Day(_) => R::Day(text()),
        R::UnknownDepartment(_) => R::UnknownDepartment(text()),
        R::Scale(_) => R::Scale(Scale::new(Metric::Nps, Some(1)).unwrap_err()),
        R::DisplayNotForMetric => R::DisplayNotForMetric,
        R::SecretLength { .. } => R::SecretLength { bytes: 1, min: 0, max: 0 },
    ];
    rules.into_iter().map(|rule| SiteError::Field { field: text(), rule }).collect()
}
