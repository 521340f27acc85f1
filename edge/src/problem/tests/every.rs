//! One refusal of every kind there is, for tests that hold all of them against something else.

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::AnswerError;
use koe_shared::confidence::Confidence;
use koe_shared::id::{ClockSkew, SiteId};
use koe_shared::metric::{Metric, Scale};
use koe_shared::score::Score;
use koe_shared::site::versions::{Changed, VersionNotRaised};
use koe_shared::site::{SiteError, SiteRule};

use super::Problem;
use crate::auth::Scope;
use crate::limits::{TooMany, Whose};
use crate::query::QueryError;
use crate::routes::{FileName, ImportError};
use crate::state::EntropyError;
use crate::store::StoreError;

/// Lists a value of each variant. One that is missing from the list does not compile.
macro_rules! every {
    ($kind:ident: $($variant:pat => $value:expr,)*) => {{
        let _ = |value: &$kind| match value { $($variant => (),)* };
        vec![$($value),*]
    }};
}

fn text() -> String {
    "x".to_owned()
}

fn site() -> SiteId {
    "kokage".parse().unwrap()
}

/// One of every kind.
pub(crate) fn every() -> Vec<Problem> {
    use Problem as P;
    let survey = || "shop-nps".parse().unwrap();
    let skew = || ClockSkew::Ahead(SignedDuration::from_hours(1));
    let whole = every![Problem:
        P::NoPath => P::NoPath,
        P::NoMethod => P::NoMethod,
        P::BodyTooLarge { .. } => P::BodyTooLarge { limit: 1 },
        P::BodyBroken => P::BodyBroken,
        P::MediaType { .. } => P::MediaType { given: text(), accepted: &[] },
        P::Json => P::Json,
        P::NoKey => P::NoKey,
        P::UnknownKey => P::UnknownKey,
        P::NoAdminKey => P::NoAdminKey,
        P::Scope { .. } => P::Scope { has: Scope::Read, needs: Scope::Write },
        P::NotAdmin { .. } => P::NotAdmin { has: Scope::Write },
        P::OtherSite { .. } => P::OtherSite { site: site() },
        P::ForeignOrigin { .. } => P::ForeignOrigin { origin: text() },
        P::UnknownSite { .. } => P::UnknownSite { site: text() },
        P::UnknownSurvey { .. } => P::UnknownSurvey { survey: survey() },
        P::UnknownContent { .. } => P::UnknownContent { name: text() },
        P::UnknownFile { .. } => P::UnknownFile { file: text() },
        P::UnknownOwnerKey { .. } => P::UnknownOwnerKey { id: text() },
        P::VersionAhead { .. } => P::VersionAhead { survey: survey(), version: 2, known: 1 },
        P::NoVersion { .. } => P::NoVersion { survey: survey(), version: 2 },
        P::ClockSkew { .. } => P::ClockSkew { skew: skew(), server_time: Timestamp::UNIX_EPOCH },
        P::OverRetention { .. } => P::OverRetention { days: 1 },
        P::Answer(_) => P::Answer(AnswerError::BrokenJson),
        P::SiteName(_) => P::SiteName("X".parse::<SiteId>().unwrap_err()),
        P::Site(_) => P::Site(SiteError::BrokenJson),
        P::Version(_) => P::Version(version_not_raised()),
        P::MissingField { .. } => P::MissingField { field: "name" },
        P::NotAString { .. } => P::NotAString { field: "name", given: text() },
        P::KeyName { .. } => P::KeyName { chars: 0 },
        P::KeyScope { .. } => P::KeyScope { given: text() },
        P::FileName(_) => P::FileName("x".parse::<FileName>().unwrap_err()),
        P::FileHash { .. } => P::FileHash { named: text(), found: text() },
        P::Query(_) => P::Query(QueryError::Broken),
        P::Import(_) => P::Import(ImportError::TooLarge),
        P::TooMany(_) => {
            P::TooMany(TooMany { limit: 1, whose: Whose::Client, retry_after: 1 })
        },
        P::Storage(_) => P::Storage(StoreError::Busy),
        P::Entropy(_) => P::Entropy(EntropyError),
    ];
    let answers = answer_errors().into_iter().map(Problem::Answer);
    let sites = site_errors().into_iter().map(Problem::Site);
    let queries = query_errors().into_iter().map(Problem::Query);
    let imports = import_errors().into_iter().map(Problem::Import);
    whole.into_iter().chain(answers).chain(sites).chain(queries).chain(imports).collect()
}

fn version_not_raised() -> VersionNotRaised {
    let survey = "shop-nps".parse().unwrap();
    VersionNotRaised { place: 0, survey, version: 1, highest: 1, changed: Changed::Question }
}

fn answer_errors() -> Vec<AnswerError> {
    use AnswerError as E;
    every![AnswerError:
        E::BrokenJson => E::BrokenJson,
        E::Missing(_) => E::Missing("x"),
        E::WrongType { .. } => E::WrongType { field: "x", expected: "x" },
        E::InvalidId { .. } => E::InvalidId { field: "x", detail: text() },
        E::Revision(_) => E::Revision(0),
        E::UnknownOutcome(_) => E::UnknownOutcome(text()),
        E::MissingScore => E::MissingScore,
        E::ScoreNotAnInteger(_) => E::ScoreNotAnInteger(text()),
        E::ScoreWithoutAnswer => E::ScoreWithoutAnswer,
        E::OffScale(_) => E::OffScale(Score::new(Scale::Nps, 11).unwrap_err()),
        E::CommentTooLong(_) => E::CommentTooLong(1),
        E::SurveyVersion(_) => E::SurveyVersion(0),
        E::UnknownChannel(_) => E::UnknownChannel(text()),
        E::ContactWithoutConsent => E::ContactWithoutConsent,
        E::ContactTooLong { .. } => E::ContactTooLong { field: "x", chars: 1, max: 0 },
        E::ClockSkew(_) => E::ClockSkew(ClockSkew::Ahead(SignedDuration::ZERO)),
    ]
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
        R::Scale(_) => R::Scale(Scale::new(Metric::Nps, Some(1)).unwrap_err()),
        R::DisplayNotForMetric => R::DisplayNotForMetric,
        R::SecretLength { .. } => R::SecretLength { bytes: 1, min: 0, max: 0 },
    ];
    rules.into_iter().map(|rule| SiteError::Field { field: text(), rule }).collect()
}

fn query_errors() -> Vec<QueryError> {
    use QueryError as E;
    every![QueryError:
        E::Broken => E::Broken,
        E::Unknown { .. } => E::Unknown { name: text() },
        E::Repeated { .. } => E::Repeated { name: text() },
        E::NoSubject => E::NoSubject,
        E::TwoSubjects => E::TwoSubjects,
        E::Value { .. } => E::Value { name: text(), value: text(), expected: text() },
        E::Time { .. } => E::Time { name: "x", value: text() },
        E::Backwards { .. } => E::Backwards { name: "x", from: text(), to: text() },
        E::Confidence(_) => E::Confidence("x".parse::<Confidence>().unwrap_err()),
        E::MixedScales { .. } => E::MixedScales { scales: text() },
        E::TooManyBuckets { .. } => E::TooManyBuckets { interval: "x", most: 1 },
        E::RangeTooLarge { .. } => E::RangeTooLarge { pages: 1 },
        E::Cursor => E::Cursor,
    ]
}

fn import_errors() -> Vec<ImportError> {
    use ImportError as E;
    every![ImportError:
        E::TooLarge => E::TooLarge,
        E::Broken { .. } => E::Broken { line: 1 },
        E::NoColumn { .. } => E::NoColumn { column: text(), header: text() },
        E::Map { .. } => E::Map { pair: text() },
        E::NotSaid { .. } => E::NotSaid { name: "x" },
    ]
}
