//! A metric on one scale, touchpoint by touchpoint, and what its stages come to.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use koe_shared::disclosure::Reported;
use koe_shared::metadata::Metadata;
use koe_shared::metric::{Metric, Scale};
use koe_shared::site::{SiteDocument, Survey};
use koe_shared::tally::{MixedScales, Tally};

use super::reply::{Cell, Measured, Row};
use super::stages::Stages;
use crate::reports::comparison::Comparison;
use crate::reports::count::RangeCounts;
use crate::reports::query::{ScoresQuery, Subject};
use crate::sites::Span;
use crate::tallies::Counted;

/// The answers on one scale, by touchpoint.
pub(super) struct Scaled {
    query: ScoresQuery,
    min_group: u64,
    by_touchpoint: BTreeMap<String, Counts>,
}

/// The answers of both ranges.
pub(super) struct Counts {
    now: RangeCounts,
    before: RangeCounts,
}

impl Counts {
    fn new(scale: Scale) -> Self {
        Self { now: RangeCounts::new(scale), before: RangeCounts::new(scale) }
    }

    fn has_some(&self) -> bool {
        self.now.has_some() || self.before.has_some()
    }
}

impl Scaled {
    pub(super) fn new(query: ScoresQuery, min_group: u64) -> Self {
        Self { query, min_group, by_touchpoint: BTreeMap::new() }
    }

    /// Counts answers that the query asks for, in the ranges in which they lie.
    pub(super) fn count(&mut self, touchpoint: &str, one: &Counted<'_>, metadata: &Metadata<'_>) {
        let range = &self.query.range;
        let is_now = range.span.contains_ms(one.time_ms);
        let is_before = range.compare.is_some_and(|span| span.contains_ms(one.time_ms));
        if !self.by_touchpoint.contains_key(touchpoint) {
            let counts = Counts::new(self.query.scale);
            self.by_touchpoint.insert(touchpoint.to_owned(), counts);
        }
        let Some(counts) = self.by_touchpoint.get_mut(touchpoint) else { return };
        if is_now {
            counts.now.count(metadata, None, one.count);
        }
        if is_before {
            counts.before.count(metadata, None, one.count);
        }
    }

    pub(super) fn scale(&self) -> Scale {
        self.query.scale
    }

    /// The range to compare with.
    pub(super) fn compared(&self) -> Option<Span> {
        self.query.range.compare
    }

    /// The groups of the range by touchpoint, those with answers.
    pub(super) fn groups(&self) -> Vec<(String, Tally)> {
        let groups = self.by_touchpoint.iter().map(|(id, counts)| (id.clone(), counts.now.total));
        groups.filter(|(_, tally)| tally.n() > 0).collect()
    }

    /// Whether a touchpoint has a prompt or an answer in either range.
    pub(super) fn has(&self, touchpoint: &str) -> bool {
        self.by_touchpoint.get(touchpoint).is_some_and(Counts::has_some)
    }

    /// Whether there is something to tell, as in a summary.
    pub(super) fn is_told(&self, document: &SiteDocument) -> bool {
        document.surveys.iter().any(|survey| self.is_asked_by(survey))
            || self.by_touchpoint.values().any(Counts::has_some)
    }

    /// Where it stands among the others, as in a summary.
    pub(super) fn place(&self) -> (Metric, Reverse<u64>) {
        let n = self.by_touchpoint.values().map(|counts| counts.now.total.n()).sum();
        (self.query.scale.metric(), Reverse(n))
    }

    /// The row of this scale: a cell for each stage.
    pub(super) fn row(&self, document: &SiteDocument, stages: &Stages) -> Result<Row, MixedScales> {
        let confidence = self.query.confidence;
        let pooled: Vec<Counts> = stages.touchpoints().map(|ids| self.pooled(ids)).collect();
        let parts = |tallies: Vec<Tally>| Reported::parts(&tallies, self.min_group, confidence);
        let now = parts(pooled.iter().map(|counts| counts.now.total).collect());
        let before = parts(pooled.iter().map(|counts| counts.before.total).collect());
        let mut cells = Vec::new();
        let told = stages.touchpoints().zip(&pooled).zip(now.into_iter().zip(before));
        for ((touchpoints, counts), (result, before)) in told {
            if !counts.has_some() && !self.is_asked_at(document, touchpoints) {
                cells.push(Cell::NotMeasured);
                continue;
            }
            let (now, then) = (&counts.now, &counts.before);
            let comparison = match self.query.range.compare {
                Some(span) => {
                    Some(Comparison::of_part(span, (now, &result), (then, before), confidence)?)
                }
                None => None,
            };
            let shown = counts.now.prompts.shown();
            cells.push(Cell::Measured(Box::new(Measured { result, shown, comparison })));
        }
        let scale = self.query.scale;
        Ok(Row { metric: scale.metric(), scale: scale.bounds(), cells })
    }

    fn pooled(&self, touchpoints: &[String]) -> Counts {
        let mut pooled = Counts::new(self.query.scale);
        for counts in touchpoints.iter().filter_map(|id| self.by_touchpoint.get(id)) {
            pooled.now.merge(&counts.now);
            pooled.before.merge(&counts.before);
        }
        pooled
    }

    /// Whether a survey asks on this scale, and is one that the query is about.
    fn is_asked_by(&self, survey: &Survey) -> bool {
        let is_about = match &self.query.subject {
            Subject::Survey(asked) => *asked == survey.id,
            Subject::Metric(_) => true,
        };
        is_about && survey.scale() == self.query.scale
    }

    /// Whether a survey asks on this scale at one of these touchpoints.
    fn is_asked_at(&self, document: &SiteDocument, touchpoints: &[String]) -> bool {
        let own = document.surveys.iter().filter(|survey| self.is_asked_by(survey));
        let mut asked = own.flat_map(|survey| &survey.touchpoints);
        asked.any(|id| touchpoints.iter().any(|own| own == id.as_str()))
    }
}
