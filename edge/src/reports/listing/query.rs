//! Which answers are asked for, and how.

use koe_shared::answer::Outcome;
use koe_shared::folding::folded;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::metric::{Bucket, Scale};
use koe_shared::score::Score;
use utoipa::ToSchema;

use super::cursor::Question;
use crate::answers::ScanPosition;
use crate::reports::query::{Filter, Params, QueryError, Subject, open_range};
use crate::sites::{Calendar, Declared, Site, Span};

/// Answers of a page where no limit is named.
const DEFAULT_LIMIT: usize = 100;
/// Answers of a page, at most.
const MOST: usize = 1_000;

/// A query for answers, read and held against the site.
pub(super) struct AnswersQuery {
    subject: Option<Subject>,
    /// The highest score of the one scale asked for.
    points: Option<u8>,
    pub(super) span: Span,
    filter: Filter,
    outcome: Outcome,
    bucket: Option<Bucket>,
    has_comment: Option<bool>,
    /// Folded, as comments are before they are searched.
    search: Option<String>,
    pub(super) limit: usize,
    pub(super) cursor: Option<ScanPosition>,
    pub(super) format: Format,
}

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Format {
    Json,
    Csv,
    Ndjson,
}

impl AnswersQuery {
    pub(super) fn read(
        mut params: Params,
        site: &Site,
        declared: &Declared,
        calendar: &Calendar,
        question: &Question<'_>,
    ) -> Result<Self, QueryError> {
        let subject = Subject::of(&mut params, site)?;
        let query = Self {
            subject,
            points: params.parse_with(
                "scale",
                "the highest score of a scale: 5, 7 or 10",
                points,
            )?,
            span: open_range(calendar, &mut params)?,
            filter: Filter::of(&mut params, declared)?,
            outcome: params
                .parse_with("outcome", "answered, dismissed or ignored", Outcome::from_name)?
                .unwrap_or(Outcome::Answered),
            bucket: params.parse_with("bucket", "promoter, passive or detractor", bucket)?,
            has_comment: params.parse("has_comment", "true or false")?,
            search: params.take("q").map(|text| folded(&text)),
            limit: params
                .parse_with("limit", "a number from 1 to 1000", limit)?
                .unwrap_or(DEFAULT_LIMIT),
            cursor: params.take("cursor").map(|text| question.decode(&text)).transpose()?,
            format: params
                .parse_with("format", "json, csv or ndjson", format)?
                .unwrap_or(Format::Json),
        };
        params.finish()?;
        Ok(query)
    }

    /// Whether an answer is asked for, as far as its metadata tells.
    pub(super) fn matches(
        &self,
        site: &Site,
        declared: &Declared,
        metadata: &Metadata<'_>,
    ) -> bool {
        let has_comment = metadata.flags.has(Flags::COMMENT);
        metadata.recorded.outcome() == Some(self.outcome)
            && self.matches_subject(site, metadata)
            && self.bucket.is_none_or(|bucket| {
                metadata.recorded.score().is_some_and(|score| score.bucket() == bucket)
            })
            && self.has_comment.is_none_or(|asked| asked == has_comment)
            && (self.search.is_none() || has_comment)
            && self.filter.matches(declared, metadata)
    }

    /// Whether a page ends after some operations: a search looks on, since most of what it reads is not
    /// asked for.
    pub(super) fn is_bounded(&self) -> bool {
        self.search.is_none()
    }

    /// Whether a comment holds the text that is looked for, as a reader sees it: whatever its case, its
    /// width and its accents are made of.
    pub(super) fn finds(&self, comment: Option<&str>) -> bool {
        self.search
            .as_ref()
            .is_none_or(|text| comment.is_some_and(|comment| folded(comment).contains(text)))
    }

    fn matches_subject(&self, site: &Site, metadata: &Metadata<'_>) -> bool {
        let scale = || -> Option<Scale> {
            let asked_on = || {
                let survey = metadata.survey.parse().ok()?;
                site.record.versions.scale(&survey, metadata.survey_version)
            };
            metadata.recorded.score().map(Score::scale).or_else(asked_on)
        };
        let is_ours = match &self.subject {
            None => true,
            Some(Subject::Survey(survey)) => survey.as_str() == metadata.survey,
            Some(Subject::Metric(metric)) => scale().is_some_and(|s| s.metric() == *metric),
        };
        is_ours && self.points.is_none_or(|points| scale().is_some_and(|s| s.max() == points))
    }
}

fn bucket(name: &str) -> Option<Bucket> {
    Bucket::ALL.into_iter().find(|bucket| bucket.as_str() == name)
}

fn points(text: &str) -> Option<u8> {
    text.parse().ok().filter(|points| Scale::ALL.iter().any(|scale| scale.max() == *points))
}

fn limit(text: &str) -> Option<usize> {
    text.parse().ok().filter(|limit| (1..=MOST).contains(limit))
}

fn format(name: &str) -> Option<Format> {
    match name {
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        "ndjson" => Some(Format::Ndjson),
        _ => None,
    }
}
