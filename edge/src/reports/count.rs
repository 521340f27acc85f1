//! Counting a range's answers: into the total, and into the periods and groups that are asked for.

use std::collections::BTreeMap;

use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::tally::{PromptCounts, Tally};
use koe_shared::tombstone::Tombstone;

use super::query::{Declared, Period, ScoresQuery, Subject};
use crate::sites::Site;
use crate::store::keys::Rank;
use crate::tallies::Counted;

/// What a range of answers comes to.
pub(super) struct Counts {
    pub(super) total: Tally,
    pub(super) prompts: PromptCounts,
    pub(super) excluded: Excluded,
    /// One for each period of the series.
    pub(super) series: Vec<Tally>,
    /// By the value that the answers share.
    pub(super) groups: BTreeMap<String, Tally>,
    /// The range to compare with.
    pub(super) compared: Tally,
}

/// Answers that are in no score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Excluded {
    pub(super) test: u64,
    pub(super) withdrawn: u64,
    /// With metadata that can't be read: written by a newer release, or damaged.
    pub(super) unreadable: u64,
}

/// Counts answers as a scan brings them.
pub(super) struct Counter<'a> {
    query: &'a ScoresQuery,
    site: &'a Site,
    declared: &'a Declared,
    periods: &'a [Period],
    counts: Counts,
}

impl<'a> Counter<'a> {
    pub(super) fn new(
        query: &'a ScoresQuery,
        site: &'a Site,
        declared: &'a Declared,
        periods: &'a [Period],
    ) -> Self {
        let empty = Tally::new(query.scale);
        let counts = Counts {
            total: empty,
            prompts: PromptCounts::default(),
            excluded: Excluded::default(),
            series: vec![empty; periods.len()],
            groups: BTreeMap::new(),
            compared: empty,
        };
        Self { query, site, declared, periods, counts }
    }

    pub(super) fn finish(self) -> Counts {
        self.counts
    }

    /// Counts an answer, or a row of a tally, of the range, of the one to compare with, or of both.
    pub(super) fn count(&mut self, entry: Counted<'_>) {
        let count = entry.count;
        let of_range = |is_in: bool| if is_in { count } else { 0 };
        let in_range = self.query.range.span.contains_ms(entry.time_ms);
        let compared = self.query.range.compare;
        let in_compared = compared.is_some_and(|span| span.contains_ms(entry.time_ms));
        if !in_range && !in_compared {
            return;
        }
        if entry.rank == Rank::Tombstone {
            self.counts.excluded.withdrawn += of_range(in_range && self.hides_ours(entry));
            return;
        }
        let Ok(metadata) = Metadata::decode(entry.metadata) else {
            self.counts.excluded.unreadable += of_range(in_range);
            return;
        };
        if !self.is_asked_for(&metadata) {
            return;
        }
        let score = metadata.recorded.score();
        if metadata.flags.has(Flags::TEST) {
            self.counts.excluded.test += of_range(in_range);
            return;
        }
        if in_range {
            self.count_prompts(&metadata, count);
        }
        let Some(score) = score else { return };
        // The scale was held against the query's just now, so no tally refuses the score.
        if in_compared {
            let _ = self.counts.compared.record_times(score, count);
        }
        if in_range {
            let _ = self.counts.total.record_times(score, count);
            if let Some(tally) = self.period_of(entry.time_ms) {
                let _ = tally.record_times(score, count);
            }
            if let Some(slice) = &self.query.group_by {
                let value = slice.value(self.declared, &metadata);
                let groups = &mut self.counts.groups;
                if !groups.contains_key(&*value) {
                    groups.insert(value.clone().into_owned(), Tally::new(self.query.scale));
                }
                if let Some(tally) = groups.get_mut(&*value) {
                    let _ = tally.record_times(score, count);
                }
            }
        }
    }

    /// Counts prompts that Koe showed. A forced prompt, and an answer that came in another way,
    /// say nothing about the response rate.
    fn count_prompts(&mut self, metadata: &Metadata<'_>, count: u64) {
        if metadata.flags.has(Flags::FORCED) || !metadata.channel.is_shown_by_koe() {
            return;
        }
        let prompts = &mut self.counts.prompts;
        *match metadata.recorded {
            Recorded::Answered(_) => &mut prompts.answered,
            Recorded::Dismissed => &mut prompts.dismissed,
            Recorded::Ignored => &mut prompts.ignored,
        } += count;
    }

    fn period_of(&mut self, time_ms: u64) -> Option<&mut Tally> {
        let ms = i64::try_from(time_ms).ok()?;
        let after = self.periods.partition_point(|period| period.span.from.as_millisecond() <= ms);
        self.counts.series.get_mut(after.checked_sub(1)?)
    }

    /// The scale a dismissed or ignored prompt asked on.
    fn asked_on(&self, metadata: &Metadata<'_>) -> Option<Scale> {
        let survey = metadata.survey.parse().ok()?;
        self.site.record.versions.scale(&survey, metadata.survey_version)
    }

    /// Whether an answer is one that the query asks for: its subject, its scale and its filters.
    fn is_asked_for(&self, metadata: &Metadata<'_>) -> bool {
        let score = metadata.recorded.score();
        let scale = score.map_or_else(|| self.asked_on(metadata), |score| Some(score.scale()));
        scale == Some(self.query.scale)
            && self.is_ours(&metadata.survey)
            && self.query.filter.matches(self.declared, metadata)
    }

    /// Whether a tombstone hides an answer that the query would ask for. One that hid nothing when it
    /// was written may hide what arrived since. Of one that an earlier release wrote nobody knows
    /// what it hid: no filter finds it.
    fn hides_ours(&self, entry: Counted<'_>) -> bool {
        let hid = Tombstone::decode(entry.metadata);
        if let Ok(Tombstone::Hid(metadata)) = &hid {
            return self.is_asked_for(metadata);
        }
        match (entry.hides.map(Metadata::decode), hid) {
            (Some(Ok(metadata)), _) => self.is_asked_for(&metadata),
            (_, Ok(Tombstone::Unknown(survey))) => {
                !self.query.filter.is_set() && self.was_ours(survey)
            }
            _ => false,
        }
    }

    /// Whether an answer to this survey belongs to the subject, its scale being right already.
    fn is_ours(&self, survey: &str) -> bool {
        match &self.query.subject {
            Subject::Survey(asked) => asked.as_str() == survey,
            Subject::Metric(_) => true,
        }
    }

    /// Whether a withdrawn answer may have belonged to the subject. A tombstone that tells no survey
    /// counts for each.
    fn was_ours(&self, survey: Option<&str>) -> bool {
        let Some(survey) = survey else { return true };
        match &self.query.subject {
            Subject::Survey(asked) => asked.as_str() == survey,
            Subject::Metric(metric) => survey.parse().is_ok_and(|survey| {
                let mut versions = self.site.record.versions.versions(&survey);
                versions.any(|(_, wording)| wording.scale().metric() == *metric)
            }),
        }
    }
}
