//! What is shown, and the choices of this page, for all of its parts.

use koe_shared::metric::Bucket;

use crate::desk::address::{CHANNEL, LOCALE, SURVEY, TOUCHPOINT, VERSION};
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

/// The choices that this page alone has.
pub(crate) const CHOICES: [&str; 6] = [BUCKET, TEXT, THEME, TERM, ONLY, ORDER];

/// The comments of a site.
pub(crate) struct Comments<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) report: &'a CommentReport,
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
        let filters = [SURVEY, TOUCHPOINT, CHANNEL, LOCALE, VERSION];
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
