//! Counting answers: into the range that is asked for and the one to compare with, into periods and
//! groups.

mod respondents;
mod wordings;

use std::collections::BTreeMap;

use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::tally::{PromptCounts, Tally};

pub(super) use self::respondents::Respondents;
pub(super) use self::wordings::{Wordings, changed_in};
use super::query::{Period, ScoresQuery, Subject};
use crate::answers::AnswerEntry;
use crate::sites::{Declared, Site};
use crate::tallies::{Counted, What};

/// Surveys and versions whose scales are kept at hand, at most.
const MOST_SCALES: usize = 64;

/// What the answers come to.
pub(super) struct Counts {
    pub(super) range: RangeCounts,
    /// The range to compare with.
    pub(super) compared: RangeCounts,
    /// Of the range that is asked for.
    pub(super) excluded: Excluded,
    /// One for each period of the series.
    pub(super) series: Vec<Bucket>,
    /// The answers of either range with a respondent, where pairs are asked for.
    pub(super) respondents: Respondents,
}

/// What the answers of one range come to.
pub(super) struct RangeCounts {
    pub(super) total: Tally,
    pub(super) prompts: PromptCounts,
    /// By the value that the answers share. A group may have prompts and no answers.
    pub(super) groups: BTreeMap<String, GroupCounts>,
}

/// What the answers of one group come to.
#[derive(Clone, Copy)]
pub(super) struct GroupCounts {
    pub(super) tally: Tally,
    pub(super) prompts: PromptCounts,
}

/// What the answers of one period come to.
#[derive(Clone)]
pub(super) struct Bucket {
    pub(super) tally: Tally,
    pub(super) wordings: Wordings,
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
    /// The scales that surveys asked on, by survey and version: most prompts are of a few.
    scales: Vec<(String, u32, Option<Scale>)>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(
        query: &'a ScoresQuery,
        site: &'a Site,
        declared: &'a Declared,
        periods: &'a [Period],
    ) -> Self {
        let bucket = Bucket { tally: Tally::new(query.scale), wordings: Wordings::default() };
        let counts = Counts {
            range: RangeCounts::new(query.scale),
            compared: RangeCounts::new(query.scale),
            excluded: Excluded::default(),
            series: vec![bucket; periods.len()],
            respondents: Respondents::default(),
        };
        Self { query, site, declared, periods, counts, scales: Vec::new() }
    }

    pub(super) fn finish(self) -> Counts {
        self.counts
    }

    /// Counts answers of the range, of the one to compare with, or of both.
    pub(super) fn count(&mut self, entry: &Counted<'_>) {
        let count = entry.count;
        let of_range = |is_in: bool| if is_in { count } else { 0 };
        let in_range = self.query.range.span.contains_ms(entry.time_ms);
        let compared = self.query.range.compare;
        let in_compared = compared.is_some_and(|span| span.contains_ms(entry.time_ms));
        if !in_range && !in_compared {
            return;
        }
        let metadata = match &entry.what {
            What::Stands(metadata) => metadata,
            What::Withdrawn(metadata) => {
                let is_ours = in_range && self.is_asked_for(metadata);
                self.counts.excluded.withdrawn += of_range(is_ours);
                return;
            }
            // Nobody knows more than its survey: no filter finds it.
            What::WithdrawnFrom(survey) => {
                let is_ours = !self.query.filter.is_set() && self.was_ours(*survey);
                self.counts.excluded.withdrawn += of_range(in_range && is_ours);
                return;
            }
            What::Unreadable => {
                self.counts.excluded.unreadable += of_range(in_range);
                return;
            }
        };
        if !self.is_asked_for(metadata) {
            return;
        }
        if metadata.flags.has(Flags::TEST) {
            self.counts.excluded.test += of_range(in_range);
            return;
        }
        let group = self.query.group_by.as_ref().map(|by| by.value(self.declared, metadata));
        if in_range {
            self.counts.range.count(metadata, group.as_deref(), count);
        }
        if in_compared {
            self.counts.compared.count(metadata, group.as_deref(), count);
        }
        let Some(score) = metadata.counted_score() else { return };
        if in_range && let Some(bucket) = self.bucket_of(entry.time_ms) {
            let _ = bucket.tally.record_times(score, count);
            bucket.wordings.note(&metadata.survey, metadata.survey_version);
        }
    }

    /// What an answer says that the query asks for, at whatever time; `None` for a test, and for what is not asked.
    pub(super) fn takes<'m, 'c>(&mut self, entry: &'m Counted<'c>) -> Option<&'m Metadata<'c>> {
        let What::Stands(metadata) = &entry.what else { return None };
        let is_taken = self.is_asked_for(metadata) && !metadata.flags.has(Flags::TEST);
        is_taken.then_some(metadata)
    }

    /// Notes an answer with a respondent, of either range, for pairs.
    pub(super) fn note(&mut self, entry: &AnswerEntry) {
        let range = self.query.range.clone();
        let in_range = range.span.contains_ms(entry.time_ms);
        let in_compared = range.compare.is_some_and(|span| span.contains_ms(entry.time_ms));
        if !(in_range || in_compared) || entry.rank.is_tombstone() {
            return;
        }
        let Ok(metadata) = Metadata::decode(&entry.metadata) else { return };
        let is_ours = metadata.flags.has(Flags::RESPONDENT) && self.is_asked_for(&metadata);
        if let Some(score) = metadata.counted_score().filter(|_| is_ours) {
            self.counts.respondents.note(&entry.key, score, in_range, in_compared);
        }
    }

    /// More answers than may be looked through for pairs.
    pub(super) fn notes_too_many(&mut self) {
        self.counts.respondents.give_up();
    }

    fn bucket_of(&mut self, time_ms: u64) -> Option<&mut Bucket> {
        let ms = i64::try_from(time_ms).ok()?;
        let after = self.periods.partition_point(|period| period.span.from.as_millisecond() <= ms);
        self.counts.series.get_mut(after.checked_sub(1)?)
    }

    /// The scale a dismissed or ignored prompt asked on.
    fn asked_on(&mut self, metadata: &Metadata<'_>) -> Option<Scale> {
        let (survey, version) = (&*metadata.survey, metadata.survey_version);
        let known = self.scales.iter().find(|(own, of, _)| *of == version && own == survey);
        if let Some((.., scale)) = known {
            return *scale;
        }
        let id = survey.parse().ok();
        let scale = id.and_then(|id| self.site.record.versions.scale(&id, version));
        if self.scales.len() < MOST_SCALES {
            self.scales.push((survey.to_owned(), version, scale));
        }
        scale
    }

    /// Whether an answer is one that the query asks for: its subject, its scale and its filters.
    fn is_asked_for(&mut self, metadata: &Metadata<'_>) -> bool {
        if !self.is_ours(&metadata.survey) {
            return false;
        }
        let scale = match metadata.recorded.score() {
            Some(score) => Some(score.scale()),
            None => self.asked_on(metadata),
        };
        scale == Some(self.query.scale) && self.query.filter.matches(self.declared, metadata)
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

impl RangeCounts {
    pub(super) fn new(scale: Scale) -> Self {
        let total = Tally::new(scale);
        Self { total, prompts: PromptCounts::default(), groups: BTreeMap::new() }
    }

    /// Counts so many answers that the query asks for, on the query's scale: no tally refuses their score.
    pub(super) fn count(&mut self, metadata: &Metadata<'_>, group: Option<&str>, count: u64) {
        count_prompts(&mut self.prompts, metadata, count);
        let score = metadata.counted_score();
        if let Some(score) = score {
            let _ = self.total.record_times(score, count);
        }
        let Some(group) = group else { return };
        if !self.groups.contains_key(group) {
            let (tally, prompts) = (Tally::new(self.total.scale()), PromptCounts::default());
            self.groups.insert(group.to_owned(), GroupCounts { tally, prompts });
        }
        let Some(counts) = self.groups.get_mut(group) else { return };
        count_prompts(&mut counts.prompts, metadata, count);
        if let Some(score) = score {
            let _ = counts.tally.record_times(score, count);
        }
    }

    /// The groups that have answers.
    pub(super) fn answered(&self) -> impl Iterator<Item = (&String, &Tally)> {
        let groups = self.groups.iter().filter(|(_, group)| group.tally.n() > 0);
        groups.map(|(value, group)| (value, &group.tally))
    }

    /// Adds the counts of another range on the same scale.
    pub(super) fn merge(&mut self, other: &Self) {
        let _ = self.total.merge(&other.total);
        self.prompts += other.prompts;
        for (value, group) in &other.groups {
            match self.groups.get_mut(value) {
                Some(own) => {
                    let _ = own.tally.merge(&group.tally);
                    own.prompts += group.prompts;
                }
                None => {
                    self.groups.insert(value.clone(), *group);
                }
            }
        }
    }

    /// Whether there is a prompt or an answer.
    pub(super) fn has_some(&self) -> bool {
        self.total.n() > 0 || self.prompts.shown() > 0
    }
}

/// Counts prompts that Koe showed. A forced prompt, and an answer that came in another way, say nothing about
/// the response rate.
fn count_prompts(prompts: &mut PromptCounts, metadata: &Metadata<'_>, count: u64) {
    if metadata.flags.has(Flags::FORCED) || !metadata.channel.is_shown_by_koe() {
        return;
    }
    *match metadata.recorded {
        Recorded::Answered(_) => &mut prompts.answered,
        Recorded::Dismissed => &mut prompts.dismissed,
        Recorded::Ignored => &mut prompts.ignored,
        Recorded::Undone => return,
    } += count;
}
