//! What the report of comments is asked for: whose comments are read, and which of them are listed.

use koe_shared::confidence::Confidence;
use koe_shared::folding::folded;
use koe_shared::metric::Bucket;

use super::error::QueryError;
use super::filter::Filter;
use super::params::Params;
use super::scores::confidence;
use super::subject::known_survey;
use super::time::{Range, comparison, range};
use crate::sites::{Calendar, Declared, Site};

/// Pages of the list, at most: more comments than are ever read.
const MOST_PAGES: usize = 1_000;

/// A query for comments.
pub(in crate::reports) struct CommentsQuery {
    /// Without a range to compare with: one half of the comments is compared with the other.
    pub(in crate::reports) range: Range,
    pub(in crate::reports) filter: Filter,
    pub(in crate::reports) confidence: Confidence,
    pub(in crate::reports) narrowing: Narrowing,
    pub(in crate::reports) order: Order,
    /// The page of the list, from 1 on.
    pub(in crate::reports) page: usize,
}

/// Which of the comments that were read are listed: all conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reports) struct Narrowing {
    pub(in crate::reports) bucket: Option<Bucket>,
    /// Folded, as comments are before they are searched.
    pub(in crate::reports) search: Option<String>,
    /// The name of a theme.
    pub(in crate::reports) theme: Option<String>,
    /// Folded.
    pub(in crate::reports) term: Option<String>,
    pub(in crate::reports) only: Option<Only>,
}

/// What is special about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// Somebody should look today.
    Urgent,
    /// A reply is wanted.
    Reply,
    /// It may be quoted.
    Publish,
    /// It is quoted.
    Published,
    /// Its words stand against its score.
    Against,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// What is urgent first, by its urgency; then the newest.
    #[default]
    Urgent,
    /// The newest first.
    Newest,
}

impl Only {
    pub(crate) const ALL: [Self; 5] =
        [Self::Urgent, Self::Reply, Self::Publish, Self::Published, Self::Against];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Reply => "reply",
            Self::Publish => "publish",
            Self::Published => "published",
            Self::Against => "against",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|only| only.as_str() == name)
    }
}

impl Order {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Newest => "newest",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Urgent, Self::Newest].into_iter().find(|order| order.as_str() == name)
    }
}

impl CommentsQuery {
    pub(in crate::reports) fn read(
        mut params: Params,
        site: &Site,
        (declared, calendar): (&Declared, &Calendar),
    ) -> Result<Self, QueryError> {
        let span = range(calendar, &mut params)?;
        // A choice of other pages, which links between them carry along.
        comparison(calendar, &mut params, span)?;
        let survey = known_survey(&mut params, site)?;
        let query = Self {
            range: Range { span, compare: None },
            filter: Filter::of(&mut params, declared)?.of_survey(survey),
            confidence: confidence(&mut params)?,
            narrowing: Narrowing::of(&mut params)?,
            order: params
                .parse_with("order", "urgent or newest", Order::from_name)?
                .unwrap_or_default(),
            page: params
                .parse_with("page", "a number from 1 to 1000", |text| {
                    text.parse().ok().filter(|page| (1..=MOST_PAGES).contains(page))
                })?
                .unwrap_or(1),
        };
        params.finish()?;
        Ok(query)
    }
}

impl Narrowing {
    fn of(params: &mut Params) -> Result<Self, QueryError> {
        Ok(Self {
            bucket: params.parse_with("bucket", "promoter, passive or detractor", |name| {
                Bucket::ALL.into_iter().find(|bucket| bucket.as_str() == name)
            })?,
            search: params.take("q").map(|text| folded(&text)),
            theme: params.take("theme"),
            term: params.take("term").map(|text| folded(&text)),
            only: params.parse_with(
                "only",
                "urgent, reply, publish, published or against",
                Only::from_name,
            )?,
        })
    }
}
