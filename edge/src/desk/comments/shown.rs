//! What is shown, and the choices of this page, for all of its parts.

use koe_shared::metric::Bucket;

use crate::desk::address::{CHANNEL, DEPARTMENT, LOCALE, SURVEY, TOUCHPOINT, VERSION};
use crate::desk::language::Bilingual;
use crate::desk::report::Ground;
use crate::reports::{CommentReport, Counts};

pub(crate) const BUCKET: &str = "bucket";
pub(crate) const TEXT: &str = "q";
pub(crate) const THEME: &str = "theme";
pub(crate) const TERM: &str = "term";
pub(crate) const ONLY: &str = "only";
pub(crate) const ORDER: &str = "order";
/// The page of the list. No link carries it but those between pages: another choice begins at the first.
pub(super) const PAGE: &str = "page";

/// What this person decided last: a list shows it a minute late.
pub(crate) const DECIDED: &str = "decided";
/// The comment that a form decides on, its revision, and what is decided.
pub(crate) const VOICE: &str = "voice";
pub(crate) const REVISION: &str = "revision";
pub(crate) const APPROVED: &str = "approved";

/// The choices that this page alone has.
pub(crate) const CHOICES: [&str; 7] = [BUCKET, TEXT, THEME, TERM, ONLY, ORDER, DECIDED];

/// The comments of a site.
pub(crate) struct Comments<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) report: &'a CommentReport,
    /// What the forms carry that decide on a comment: the token and the id. None for whoever may not decide.
    pub(crate) forms: Option<(&'a str, &'a str)>,
    /// What is wrong with a decision.
    pub(crate) error: Option<Bilingual>,
}

/// The buckets in the order of a legend.
pub(super) const BUCKETS: [Bucket; 3] = [Bucket::Detractor, Bucket::Passive, Bucket::Promoter];

impl Comments<'_> {
    /// The counts of the whole range, where they are told, else of what was read.
    pub(super) fn by_bucket(&self) -> Counts {
        self.report.by_bucket.unwrap_or(self.report.read.by_bucket)
    }

    /// Whether answers are left out by a filter of every report.
    pub(super) fn is_filtered(&self) -> bool {
        let address = self.ground.address;
        let filters = [SURVEY, TOUCHPOINT, DEPARTMENT, CHANNEL, LOCALE, VERSION];
        filters.into_iter().any(|name| address.get(name).is_some())
            || address.segments().next().is_some()
    }

    /// The link that makes a choice; all others stay.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> String {
        self.ground.address.with(&[(name, value)])
    }

    pub(super) fn say(&self, text: Bilingual) -> &'static str {
        self.ground.say(text)
    }
}
