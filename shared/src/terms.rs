//! Distinctive terms: what detractors write and promoters do not, and the other way round.
//!
//! The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, 2008,
//! "Fightin' Words"), the prior being all comments of the filter: a term that everybody uses is shrunk towards
//! no difference, and a rare one has a wide error. A term counts once a comment, so that one angry visitor who
//! repeats a word is one visitor. What a term is, [`self::tokens`] says; names, addresses and numbers are left
//! out as far as [`self::mask`] finds them, which is never all.
//!
//! The figures describe the comments that were read, and test nothing.

mod mask;
mod tokens;

use std::collections::BTreeMap;

use crate::metric::Bucket;
use crate::words::Text;

/// Comments of detractors, and of promoters, from which terms are compared.
pub const COMPARED_FROM: u64 = 5;
/// Comments of its own side that use a term, at least.
pub const TERM_FROM: u64 = 3;
/// How many standard errors a term's log-odds lie from zero, at least. The prior holds both sides and shrinks them,
/// so this is stricter than it looks: with the scores of 3,839 real comments shuffled, fewer than one term in two
/// lists passes (`tests/real_comments.rs`).
pub const DISTINCT_FROM: f64 = 1.65;

/// The terms of comments, by bucket.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// In how many comments of each bucket a term stands.
    counts: BTreeMap<String, ByBucket>,
    comments: ByBucket,
}

/// A count for each bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ByBucket([u64; 3]);

/// A term that tells one side from the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// As comments are compared: in NFKC and in lower case.
    pub term: String,
    /// How many detractors' comments hold it.
    pub detractors: u64,
    /// How many promoters' comments hold it.
    pub promoters: u64,
    /// The log-odds ratio of detractors to promoters in standard errors: above zero a detractors' term.
    pub z: f64,
}

/// The terms of both sides, each the most distinctive first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distinctive {
    /// What detractors write.
    pub detractors: Vec<Term>,
    /// What promoters write.
    pub promoters: Vec<Term>,
}

impl ByBucket {
    const fn place(bucket: Bucket) -> usize {
        match bucket {
            Bucket::Detractor => 0,
            Bucket::Passive => 1,
            Bucket::Promoter => 2,
        }
    }

    fn of(self, bucket: Bucket) -> u64 {
        self.0[Self::place(bucket)]
    }

    fn count(&mut self, bucket: Bucket) {
        self.0[Self::place(bucket)] += 1;
    }

    fn all(self) -> u64 {
        self.0.iter().sum()
    }
}

impl Terms {
    /// Counts the terms of a comment, each once.
    pub fn add(&mut self, bucket: Bucket, comment: &Text) {
        self.comments.count(bucket);
        for term in terms_of(comment) {
            self.counts.entry(term).or_default().count(bucket);
        }
    }

    /// The terms that tell detractors from promoters, at most so many a side. None below [`COMPARED_FROM`]
    /// comments on either side.
    #[must_use]
    pub fn distinctive(&self, most: usize) -> Option<Distinctive> {
        let sides = [Bucket::Detractor, Bucket::Promoter];
        if sides.into_iter().any(|side| self.comments.of(side) < COMPARED_FROM) {
            return None;
        }
        let totals = self.totals();
        let mut distinctive = Distinctive::default();
        for (term, counts) in &self.counts {
            let z = log_odds(*counts, totals);
            let (side, terms) = if z > 0.0 {
                (Bucket::Detractor, &mut distinctive.detractors)
            } else {
                (Bucket::Promoter, &mut distinctive.promoters)
            };
            if z.abs() < DISTINCT_FROM || counts.of(side) < TERM_FROM {
                continue;
            }
            let (detractors, promoters) =
                (counts.of(Bucket::Detractor), counts.of(Bucket::Promoter));
            terms.push(Term { term: term.clone(), detractors, promoters, z });
        }
        for terms in [&mut distinctive.detractors, &mut distinctive.promoters] {
            // Stable: of two as distinctive the first by name.
            terms.sort_by(|one, other| other.z.abs().total_cmp(&one.z.abs()));
            terms.truncate(most);
        }
        Some(distinctive)
    }

    /// How many terms stand in the comments of each bucket, once a comment.
    fn totals(&self) -> ByBucket {
        let mut totals = ByBucket::default();
        for counts in self.counts.values() {
            for (total, count) in totals.0.iter_mut().zip(counts.0) {
                *total += count;
            }
        }
        totals
    }
}

/// The terms of a comment, each once, in order.
#[must_use]
pub fn terms_of(comment: &Text) -> Vec<String> {
    let mut terms = tokens::tokens(comment.folded());
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The log-odds ratio of a term, detractors to promoters, in standard errors (the paper's equations 16, 19 and
/// 22). A term's prior is how many of all comments hold it.
fn log_odds(term: ByBucket, totals: ByBucket) -> f64 {
    let (prior, prior_total) = (term.all() as f64, totals.all() as f64);
    let with_prior = |side: Bucket| {
        let (held, total) = (term.of(side) as f64 + prior, totals.of(side) as f64 + prior_total);
        (held, total)
    };
    let log_odds = |(held, total): (f64, f64)| (held / (total - held)).ln();
    let (detractors, promoters) = (with_prior(Bucket::Detractor), with_prior(Bucket::Promoter));
    // The only term of all comments has no odds.
    if detractors.0 >= detractors.1 || promoters.0 >= promoters.1 {
        return 0.0;
    }
    let variance = 1.0 / detractors.0 + 1.0 / promoters.0;
    (log_odds(detractors) - log_odds(promoters)) / variance.sqrt()
}

#[cfg(test)]
mod tests;
