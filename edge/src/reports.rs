//! Reports: what is asked for, counting the answers of a range, and the lists of answers.
//!
//! Nothing here knows HTTP. How a score, its interval and its groups are computed, `koe-shared` says.

mod asked_twice;
mod badge;
mod before_after;
mod cases;
mod comment_report;
mod comments;
mod comparison;
mod count;
mod delighted;
mod error;
mod journey;
mod listing;
mod nullable;
mod pass;
mod query;
mod recount;
mod report;
mod sample;
mod scores;
mod series;
mod shown;
mod standing;
mod summary;
mod tried;
mod voices;

pub(crate) use self::asked_twice::PairedReason;
pub(crate) use self::badge::{BadgeError, badge};
pub(crate) use self::before_after::{Around, BeforeAfter, Told, before_after};
pub(crate) use self::cases::{
    ASSIGNEE, CaseList, CaseReport, CaseView, LATE, PERSON, STATE, TEXT, case_report, list_cases,
    one_case,
};
pub(crate) use self::comment_report::{
    CommentReport, Counts, ShownComment, ThemeScore, ThemeView, comment_report,
};
pub(crate) use self::comparison::{ChangeInParts, Comparison};
pub(crate) use self::delighted::{
    DelightedError, LISTS, Metrics, PEOPLE_CURSOR, People, SurveyResponse, find_response,
    list_people, list_responses, metrics,
};
pub(crate) use self::error::ReportError;
pub(crate) use self::journey::{Cell, Journey, Measured, Row, Stage, journey};
pub(crate) use self::listing::{
    AnswerView, Format, Listing, csv_table, list_answers, list_respondent,
};
pub(crate) use self::query::{Interval, Only, Order, Params, QueryError, shown};
pub(crate) use self::recount::{Recount, recount};
pub(crate) use self::report::report;
pub(crate) use self::sample::Sample;
pub(crate) use self::scores::{GroupPrompts, Prompts, Scores};
pub(crate) use self::series::Point;
pub(crate) use self::standing::{Standing, standings};
pub(crate) use self::summary::{
    MetricView, OpenCases, OutermostView, Summary, Voice, Weekly, asked_on, summary, weekly,
};
pub(crate) use self::tried::{Tried, tried};
pub(crate) use self::voices::{DecisionView, VoiceList, voices};
