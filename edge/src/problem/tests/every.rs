//! One refusal of every kind there is, for tests that hold all of them against something else.

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::AnswerError;
use koe_shared::confidence::Confidence;
use koe_shared::id::{ClockSkew, SiteId};
use koe_shared::metric::{Metric, Scale};
use koe_shared::score::Score;
use koe_shared::site::versions::{Changed, VersionNotRaised};
use koe_shared::site::{SiteError, SiteRule};

use super::super::Problem;
use crate::answers::{
    AcceptError, ChangeError, ImportError, RespondentIdError, TakeBackError, VisitorError,
};
use crate::http::auth::AuthError;
use crate::http::body::BodyError;
use crate::http::path::PathError;
use crate::http::query_string::QueryStringError;
use crate::limits::{RateLimitError, Whose};
use crate::platform::EntropyError;
use crate::releases::{ArchiveError, FileName};
use crate::reports::{QueryError, ReportError};
use crate::sites::{
    ContentError, KeyRequestError, LookupError, OwnerKeyError, PutSiteError, RecordError, Scope,
};
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

fn rate_limit() -> RateLimitError {
    RateLimitError { limit: 1, whose: Whose::Client, retry_after: 1 }
}

fn skew() -> ClockSkew {
    ClockSkew::Ahead(SignedDuration::from_hours(1))
}

fn site() -> SiteId {
    "kokage".parse().unwrap()
}

/// One of every kind.
pub(crate) fn every() -> Vec<Problem> {
    let mut all = vec![
        Problem::from("X".parse::<SiteId>().unwrap_err()),
        Problem::from("x".parse::<FileName>().unwrap_err()),
        Problem::from(RespondentIdError { characters: 0 }),
    ];
    all.extend(path_errors().into_iter().map(Problem::from));
    all.extend(body_errors().into_iter().map(Problem::from));
    all.extend(query_string_errors().into_iter().map(Problem::from));
    all.extend(auth_errors().into_iter().map(Problem::from));
    all.extend(lookup_errors().into_iter().map(Problem::from));
    all.extend(site_errors().into_iter().map(Problem::from));
    all.extend(put_site_errors().into_iter().map(Problem::from));
    all.extend(record_errors().into_iter().map(Problem::from));
    all.extend(content_errors().into_iter().map(Problem::from));
    all.extend(key_request_errors().into_iter().map(Problem::from));
    all.extend(owner_key_errors().into_iter().map(Problem::from));
    all.extend(archive_errors().into_iter().map(Problem::from));
    all.extend(answer_errors().into_iter().map(Problem::from));
    all.extend(accept_errors().into_iter().map(Problem::from));
    all.extend(change_errors().into_iter().map(Problem::from));
    all.extend(take_back_errors().into_iter().map(Problem::from));
    all.extend(visitor_errors().into_iter().map(Problem::from));
    all.extend(import_errors().into_iter().map(Problem::from));
    all.extend(query_errors().into_iter().map(Problem::from));
    all.extend(report_errors().into_iter().map(Problem::from));
    all
}

fn path_errors() -> Vec<PathError> {
    use PathError as E;
    every![PathError:
        E::NoPath => E::NoPath,
        E::NoMethod => E::NoMethod,
    ]
}

fn body_errors() -> Vec<BodyError> {
    use BodyError as E;
    every![BodyError:
        E::TooLarge { .. } => E::TooLarge { limit: 1 },
        E::Broken => E::Broken,
        E::MediaType { .. } => E::MediaType { given: text(), accepted: &[] },
        E::NotJson => E::NotJson,
    ]
}

fn query_string_errors() -> Vec<QueryStringError> {
    use QueryStringError as E;
    every![QueryStringError:
        E::Broken => E::Broken,
        E::Repeated { .. } => E::Repeated { name: text() },
    ]
}

fn auth_errors() -> Vec<AuthError> {
    use AuthError as E;
    every![AuthError:
        E::NoKey => E::NoKey,
        E::UnknownKey => E::UnknownKey,
        E::NoAdminKey => E::NoAdminKey,
        E::Scope { .. } => E::Scope { has: Scope::Read, needs: Scope::Write },
        E::NotAdmin { .. } => E::NotAdmin { has: Scope::Write },
        E::OtherSite { .. } => E::OtherSite { site: site() },
        E::RateLimit(_) => E::RateLimit(rate_limit()),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn lookup_errors() -> Vec<LookupError> {
    use LookupError as E;
    every![LookupError:
        E::Unknown { .. } => E::Unknown { site: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn put_site_errors() -> Vec<PutSiteError> {
    use PutSiteError as E;
    every![PutSiteError:
        E::Record(_) => E::Record(RecordError::Version(version_not_raised())),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn record_errors() -> Vec<RecordError> {
    use RecordError as E;
    every![RecordError:
        E::Version(_) => E::Version(version_not_raised()),
        E::Entropy(_) => E::Entropy(EntropyError),
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

fn archive_errors() -> Vec<ArchiveError> {
    use ArchiveError as E;
    every![ArchiveError:
        E::HashDiffers { .. } => E::HashDiffers { named: text(), found: text() },
        E::UnknownFile { .. } => E::UnknownFile { file: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn accept_errors() -> Vec<AcceptError> {
    use AcceptError as E;
    let survey = || "shop-nps".parse().unwrap();
    let (skew, server_time) = (skew(), Timestamp::UNIX_EPOCH);
    every![AcceptError:
        E::Visitor(_) => E::Visitor(VisitorError::RateLimit(rate_limit())),
        E::Site(_) => E::Site(LookupError::Store(StoreError::Busy)),
        E::ClockSkew { .. } => E::ClockSkew { skew, server_time },
        E::OverRetention { .. } => E::OverRetention { days: 1 },
        E::UnknownSurvey { .. } => E::UnknownSurvey { survey: survey() },
        E::VersionAhead { .. } => E::VersionAhead { survey: survey(), version: 2, known: 1 },
        E::NoVersion { .. } => E::NoVersion { survey: survey(), version: 2 },
        E::Answer(_) => E::Answer(AnswerError::BrokenJson),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn change_errors() -> Vec<ChangeError> {
    use ChangeError as E;
    let (skew, server_time) = (skew(), Timestamp::UNIX_EPOCH);
    every![ChangeError:
        E::ClockSkew { .. } => E::ClockSkew { skew, server_time },
        E::OverRetention { .. } => E::OverRetention { days: 1 },
        E::Answer(_) => E::Answer(AnswerError::BrokenJson),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn take_back_errors() -> Vec<TakeBackError> {
    use TakeBackError as E;
    every![TakeBackError:
        E::Visitor(_) => E::Visitor(VisitorError::RateLimit(rate_limit())),
        E::Site(_) => E::Site(LookupError::Store(StoreError::Busy)),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn visitor_errors() -> Vec<VisitorError> {
    use VisitorError as E;
    every![VisitorError:
        E::ForeignOrigin { .. } => E::ForeignOrigin { origin: text() },
        E::RateLimit(_) => E::RateLimit(rate_limit()),
    ]
}

fn report_errors() -> Vec<ReportError> {
    use ReportError as E;
    every![ReportError:
        E::Query(_) => E::Query(QueryError::Cursor),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
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
        E::Unknown { .. } => E::Unknown { name: text() },
        E::NoSubject => E::NoSubject,
        E::TwoSubjects => E::TwoSubjects,
        E::UnknownSurvey { .. } => E::UnknownSurvey { survey: "shop-nps".parse().unwrap() },
        E::Value { .. } => E::Value { name: text(), value: text(), expected: text() },
        E::Time { .. } => E::Time { name: "x", value: text() },
        E::Backwards { .. } => E::Backwards { name: "x", from: text(), to: text() },
        E::Confidence(_) => E::Confidence("x".parse::<Confidence>().unwrap_err()),
        E::MixedScales { .. } => E::MixedScales { scales: text() },
        E::TooManyPeriods { .. } => E::TooManyPeriods { interval: "x", most: 1 },
        E::RangeTooLarge { .. } => E::RangeTooLarge { pages: 1 },
        E::TooManyHours { .. } => E::TooManyHours { hours: 801, most: 800 },
        E::TalliesTooLarge => E::TalliesTooLarge,
        E::BeyondRetention { .. } => E::BeyondRetention { first: text() },
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
        E::SurveyName { .. } => E::SurveyName { given: text() },
        E::UnknownSurvey { .. } => E::UnknownSurvey { survey: "shop-nps".parse().unwrap() },
        E::Time { .. } => E::Time { given: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}
