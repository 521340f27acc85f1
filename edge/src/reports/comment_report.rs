//! What visitors wrote: the newest comments of a filter, urgent ones first, with what stands out in them.
//!
//! How urgent a comment is, what it is about and which terms are distinctive, `koe-shared` says.

mod contrary;
mod counts;
mod instant;
mod judged;
mod listed;
mod themes;

use futures_util::future::join;
use jiff::Timestamp;
use koe_shared::id::PublicId;
use koe_shared::metadata::Flags;
use koe_shared::metric::Bucket;
use koe_shared::terms::{Distinctive, Terms};
use koe_shared::themes::Themes;

pub(crate) use self::counts::Counts;
use self::counts::{answers, commented};
use self::judged::Judged;
pub(crate) use self::judged::ShownComment;
use self::listed::Listed;
use self::themes::Halves;
pub(crate) use self::themes::{ThemeScore, ThemeView};
use super::comments::{Bounds, Comment, newest_comments};
use super::error::ReportError;
use super::query::{CommentsQuery, Only, Params};
use crate::sites::{Calendar, Declared, Site, Span};
use crate::store::Store;
use crate::store::keys::HistoryId;
use crate::voices::{Decisions, decisions_with};

/// Distinctive terms of a side, at most.
const TERMS: usize = 12;

/// What visitors wrote.
pub(crate) struct CommentReport {
    pub(crate) range: Span,
    /// What was received before it is counted.
    pub(crate) as_of: Timestamp,
    pub(crate) read: ReadComments,
    /// Comments by bucket, of the whole range; none where no tally tells them.
    pub(crate) by_bucket: Option<Counts>,
    pub(crate) listed: Listed,
    /// The bucket whose voices are the contrary ones.
    pub(crate) contrary_bucket: Bucket,
    /// The strongest voices of that bucket.
    pub(crate) contrary: Vec<ShownComment>,
    /// The themes that a comment is about, the most frequent first.
    pub(crate) themes: Vec<ThemeView>,
    /// When the later half of what was read begins.
    pub(crate) halves: Halves,
    /// None with too few comments on a side.
    pub(crate) terms: Option<Distinctive>,
}

/// What is told of the comments that were read, and of no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReadComments {
    pub(crate) by_bucket: Counts,
    /// Whether they are all of the range.
    pub(crate) is_complete: bool,
    /// How many are of each kind, in the order of [`Only::ALL`].
    only: [u64; Only::ALL.len()],
}

impl ReadComments {
    fn of(comments: &[Judged], is_complete: bool) -> Self {
        let mut by_bucket = Counts::default();
        for comment in comments {
            by_bucket.count(comment.score().bucket(), 1);
        }
        let only = Only::ALL.map(|only| comments.iter().filter(|one| one.is(only)).count() as u64);
        Self { by_bucket, is_complete, only }
    }

    /// How many were read.
    pub(crate) fn n(&self) -> u64 {
        self.by_bucket.all()
    }

    /// How many are of a kind.
    pub(crate) fn only(&self, only: Only) -> u64 {
        let place = Only::ALL.iter().position(|other| *other == only);
        place.map_or(0, |place| self.only[place])
    }
}

/// The comments of a site.
///
/// 1. The query.
/// 2. The newest comments are read, and beside them from tallies how many answers are in each bucket. Where
///    there are more comments than were read, tallies tell how many. Where one may be published, what was decided;
///    `own` are decisions that the caller knows to be there.
/// 3. What they say.
pub(crate) async fn comment_report(
    store: &dyn Store,
    site: &Site,
    (params, own): (Params, &[(PublicId, HistoryId)]),
    now: Timestamp,
) -> Result<CommentReport, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let context = (&declared, &calendar);
    let query = CommentsQuery::read(params, site, context)?;
    // 2.
    let asked = (query.range.span, &query.filter, Flags::NONE);
    let newest = newest_comments(store, site, context, asked, Bounds::PAGE);
    let answers = answers(store, site, context, &query);
    let (newest, answers) = join(newest, answers).await;
    let (newest, (answers, freshness)) = (newest?, answers?);
    let by_tallies = if newest.is_complete {
        None
    } else {
        Some(commented(store, site, context, &query).await?)
    };
    let decisions = if newest.comments.iter().any(Comment::may_be_published) {
        decisions_with(store, &site.id, own).await?
    } else {
        Decisions::default()
    };
    // 3.
    let themes = Themes::of(&document.themes);
    let comments = newest.comments.into_iter();
    let comments: Vec<Judged> =
        comments.map(|comment| Judged::of(comment, &themes, &decisions)).collect();
    let read = ReadComments::of(&comments, newest.is_complete);
    let halves = Halves::of(&comments, newest.is_complete, query.range.span, (site, now));
    let contrary_bucket = contrary::bucket(answers);
    Ok(CommentReport {
        range: query.range.span,
        as_of: freshness.as_of,
        by_bucket: by_tallies.unwrap_or(Some(read.by_bucket)),
        contrary_bucket,
        contrary: contrary::strongest(&comments, contrary_bucket),
        themes: themes::views(&comments, &themes, &query, (halves, document.privacy.min_group))?,
        halves,
        terms: distinctive(&comments, &query, u64::from(document.privacy.min_group)),
        listed: Listed::of(&comments, &query, &themes),
        read,
    })
}

/// The distinctive terms; under a filter only of sides that are large enough to be shown.
fn distinctive(comments: &[Judged], query: &CommentsQuery, min_group: u64) -> Option<Distinctive> {
    let in_bucket = |bucket| {
        let of_bucket = comments.iter().filter(|comment| comment.score().bucket() == bucket);
        of_bucket.count() as u64
    };
    let smaller = in_bucket(Bucket::Detractor).min(in_bucket(Bucket::Promoter));
    if query.filter.is_set() && smaller < min_group {
        return None;
    }
    let mut terms = Terms::default();
    for comment in comments {
        terms.add(comment.score().bucket(), &comment.text);
    }
    terms.distinctive(TERMS)
}
