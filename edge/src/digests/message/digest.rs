//! A digest before it is written.

use koe_shared::site::Department;

use crate::alerts::Language;
use crate::digests::week::DueWeek;
use crate::reports::{OpenCases, Voice, Weekly};
use crate::sites::Site;

/// Characters of a name, at most: those of sites and departments have up to 100.
pub(super) const NAME: usize = 100;
/// What stands between the facts of a line.
pub(super) const DOT: &str = " · ";

/// A digest before it is written.
pub(in crate::digests) struct Digest<'a> {
    pub(in crate::digests) site: &'a Site,
    pub(in crate::digests) department: &'a Department,
    pub(in crate::digests) week: &'a DueWeek,
    pub(in crate::digests) weekly: &'a Weekly,
    /// Nothing is said of them where the site has none.
    pub(in crate::digests) cases: Option<OpenCases>,
}

impl Digest<'_> {
    /// The department's language; the site's where it has none.
    pub(super) fn language(&self) -> Language {
        let own = self.department.locale.as_ref();
        Language::of(own.unwrap_or(&self.site.document().locale))
    }

    /// Whether anybody answered in the week.
    pub(super) fn has_answers(&self) -> bool {
        self.weekly.summary.metrics.iter().any(|metric| match metric.result.result() {
            Some(result) => result.n > 0,
            None => true,
        })
    }

    /// The voices, each with whether it is the contrary one, which stands first.
    pub(super) fn voices(&self) -> impl Iterator<Item = (&Voice, bool)> {
        let contrary = self.weekly.contrary.iter().map(|voice| (voice, true));
        contrary.chain(self.weekly.others.iter().map(|voice| (voice, false)))
    }

    /// The report of these days and this department.
    pub(super) fn link(&self) -> Option<String> {
        let origin = self.site.record.deployment()?;
        let Self { site, department, week, .. } = self;
        let asked = format!("department={}&from={}&to={}", department.id, week.first, week.end);
        Some(format!("{origin}/sites/{}?{asked}", site.id))
    }
}
