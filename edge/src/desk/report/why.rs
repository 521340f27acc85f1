//! Why a score changed, in one sentence: how much comes from who answered, how much from how they rate, and the
//! group that moved it most. It describes; how sure the change is says the verdict beside it.

use koe_shared::metric::Metric;

use crate::desk::language::Language;
use crate::desk::words::report as words;
use crate::pages::figures::Figures;
use crate::reports::ChangeInParts;

/// A change in its parts.
pub(crate) struct Why<'a> {
    pub(crate) change: &'a ChangeInParts,
    pub(crate) metric: Metric,
    /// What a group is called.
    pub(crate) named: &'a dyn Fn(&str) -> String,
}

impl Why<'_> {
    /// The sentence. Nothing where there is no verdict, which says that there are too few answers to compare, where
    /// the score stayed as far as its figure shows, and where groups that are small on one side alone can't be
    /// compared.
    pub(crate) fn of(&self, language: Language) -> Option<String> {
        self.change.change.verdict?;
        let figures = Figures::of(self.metric);
        let delta = self.change.change.delta?;
        let (mix, within) = (self.change.mix?.0?, self.change.within?.0?);
        let written = figures.change(delta);
        if written.trim_start_matches(['+', '\u{2212}', '0', '.']).is_empty() {
            return None;
        }
        let moved = self.change.moved_most.as_ref().and_then(|moved| moved.0.as_ref());
        let moved = moved
            .map(|moved| ((self.named)(&moved.value), figures.change(moved.mix + moved.within)));
        let parts = (figures.change(mix), figures.change(within));
        let most = moved.map(|(name, by)| words::moved_most(language, &name, &by));
        Some(words::why(language, &written, (&parts.0, &parts.1)) + &most.unwrap_or_default())
    }
}
