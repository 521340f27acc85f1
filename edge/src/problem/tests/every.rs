//! One refusal of every kind there is, for tests that hold all of them against something else.

use http::header::ORIGIN;
use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::AnswerError;
use koe_shared::confidence::Confidence;
use koe_shared::id::{ClockSkew, SiteId};
use koe_shared::import::{NotATable, Separator, TableError};
use koe_shared::metric::Scale;
use koe_shared::score::Score;

use super::super::Problem;
use crate::answers::{
    AcceptError, Batch, ChangeError, ImportError, RespondentIdError, SettlingError, TakeBackError,
    UndoError, VisitorError,
};
use crate::config::NoAdminKey;
use crate::http::auth::AuthError;
use crate::http::body::BodyError;
use crate::http::origin::{OtherOriginError, require_own};
use crate::http::path::PathError;
use crate::http::query_string::QueryStringError;
use crate::limits::{RateLimitError, Whose};
use crate::releases::{ArchiveError, FileName};
use crate::reports::{BadgeError, DelightedError, QueryError, ReportError};
use crate::sites::{LookupError, Scope};
use crate::store::StoreError;

/// Lists a value of each variant. One that is missing from the list does not compile.
macro_rules! every {
    ($kind:ident: $($variant:pat => $value:expr,)*) => {{
        let _ = |value: &$kind| match value { $($variant => (),)* };
        vec![$($value),*]
    }};
}

mod sites;

fn text() -> String {
    "x".to_owned()
}

fn rate_limit() -> RateLimitError {
    RateLimitError { limit: 1, whose: Whose::Client, retry_after: 1 }
}

fn skew() -> ClockSkew {
    ClockSkew::Ahead(SignedDuration::from_hours(1))
}

fn other_origin() -> OtherOriginError {
    let headers = [(ORIGIN, "null".parse().unwrap())].into_iter().collect();
    require_own(&headers, &"https://koe.example".parse().unwrap()).unwrap_err()
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
        Problem::from(other_origin()),
    ];
    all.extend(path_errors().into_iter().map(Problem::from));
    all.extend(body_errors().into_iter().map(Problem::from));
    all.extend(query_string_errors().into_iter().map(Problem::from));
    all.extend(auth_errors().into_iter().map(Problem::from));
    all.extend(sites::all());
    all.extend(archive_errors().into_iter().map(Problem::from));
    all.extend(answer_errors().into_iter().map(Problem::from));
    all.extend(accept_errors().into_iter().map(Problem::from));
    all.extend(change_errors().into_iter().map(Problem::from));
    all.extend(take_back_errors().into_iter().map(Problem::from));
    all.extend(visitor_errors().into_iter().map(Problem::from));
    all.extend(import_errors().into_iter().map(Problem::from));
    all.extend(table_errors().into_iter().map(Problem::from));
    all.extend(undo_errors().into_iter().map(Problem::from));
    all.extend(badge_errors().into_iter().map(Problem::from));
    all.extend(query_errors().into_iter().map(Problem::from));
    all.extend(report_errors().into_iter().map(Problem::from));
    all.extend(delighted_errors().into_iter().map(Problem::from));
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
        E::NoUser => E::NoUser,
        E::UnknownKey => E::UnknownKey,
        E::NoAdminKey(_) => E::NoAdminKey(NoAdminKey::Missing),
        E::Scope { .. } => E::Scope { has: Scope::Read, needs: Scope::Write },
        E::NotAdmin { .. } => E::NotAdmin { has: Scope::Write },
        E::NamesNoSite => E::NamesNoSite,
        E::OtherSite { .. } => E::OtherSite { site: site() },
        E::RateLimit(_) => E::RateLimit(rate_limit()),
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

fn badge_errors() -> Vec<BadgeError> {
    use BadgeError as E;
    every![BadgeError:
        E::Private => E::Private,
    ]
}

fn report_errors() -> Vec<ReportError> {
    use ReportError as E;
    every![ReportError:
        E::Query(_) => E::Query(QueryError::Cursor),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn delighted_errors() -> Vec<DelightedError> {
    use DelightedError as E;
    every![DelightedError:
        E::UnknownSurvey { .. } => E::UnknownSurvey { survey: text() },
        E::Query(_) => E::Query(QueryError::Cursor),
        E::NoCounterpart { .. } => E::NoCounterpart { name: "x", instead: "x" },
        E::TooFar => E::TooFar,
        E::BeyondRetention { .. } => E::BeyondRetention { first: text() },
        E::Store(_) => E::Store(StoreError::Busy),
    ]
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

fn query_errors() -> Vec<QueryError> {
    use QueryError as E;
    every![QueryError:
        E::Unknown { .. } => E::Unknown { name: text() },
        E::NoSubject => E::NoSubject,
        E::NoSurvey => E::NoSurvey,
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
        E::Table(_) => E::Table(TableError::Empty),
        E::Batch(_) => E::Batch("X".parse::<Batch>().unwrap_err()),
        E::MissingOrdinal => E::MissingOrdinal,
        E::Settling(_) => E::Settling(settling()),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn table_errors() -> Vec<TableError> {
    use TableError as E;
    let candidates = Vec::new;
    let no_column = || E::NoColumn {
        column: text(),
        header: text(),
        separator: Separator::Comma,
        candidates: candidates(),
    };
    every![TableError:
        E::UnknownCharset { .. } => E::UnknownCharset { given: text() },
        E::OtherCharset { .. } => E::OtherCharset { given: "x", found: "y" },
        E::NotInCharset { .. } => E::NotInCharset { charset: "x", line: 1 },
        E::Undecodable { .. } => E::Undecodable { charset: "x", line: 1 },
        E::LooksLike { .. } => E::LooksLike { charset: "x" },
        E::NotATable { .. } => E::NotATable { what: NotATable::Pdf },
        E::Nul { .. } => E::Nul { line: 1 },
        E::Empty => E::Empty,
        E::OpenQuote { .. } => E::OpenQuote { line: 1 },
        E::StrayQuote { .. } => E::StrayQuote { line: 1 },
        E::RecordTooLong { .. } => E::RecordTooLong { line: 1 },
        E::TooManyRows { .. } => E::TooManyRows { most: 120 },
        E::NoColumn { .. } => no_column(),
        E::NoHeader { .. } => E::NoHeader { named: text(), header: text(), separator: Separator::Comma },
        E::TwoColumns { .. } => E::TwoColumns { column: "score", headers: [text(), text()] },
        E::RowPerQuestion { .. } => E::RowPerQuestion { question: text() },
        E::Map { .. } => E::Map { pair: text() },
        E::Parameter { .. } => E::Parameter { name: "x", given: text(), legal: "y" },
        E::NotSaid { .. } => E::NotSaid { name: "x", candidates: candidates() },
        E::SurveyName { .. } => E::SurveyName { given: text() },
        E::UnknownSurvey { .. } => E::UnknownSurvey { survey: "shop-nps".parse().unwrap() },
        E::Time { .. } => E::Time { given: text() },
        E::DatesReadBothWays { .. } => E::DatesReadBothWays {
            line: 1, given: text(), day_first: text(), month_first: text(),
        },
        E::DatesContradict { .. } => E::DatesContradict { day_first: 1, month_first: 2 },
    ]
}

fn undo_errors() -> Vec<UndoError> {
    use UndoError as E;
    every![UndoError:
        E::Unknown { .. } => E::Unknown { batch: text() },
        E::Settling(_) => E::Settling(settling()),
        E::Store(_) => E::Store(StoreError::Busy),
    ]
}

fn settling() -> SettlingError {
    SettlingError { batch: text(), retry_after: 1 }
}
