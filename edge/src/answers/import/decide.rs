//! What becomes of a row, from what it says and what storage shows of it.

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::MAX_REVISION;
use koe_shared::id::{MAX_AHEAD, PublicId};

use super::batch::Batch;
use super::known::{Known, NamedRow};
use super::refused::Refused;
use super::source::Source;
use super::stored::{self, Place};
use crate::answers::revision::Revision;
use crate::sites::Site;

/// What a row counts as in the reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    Accepted,
    Replaced,
    Duplicate,
}

/// What is written of a row, in this order.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) counts: Counts,
    /// Takes the answer away from where it was.
    pub(super) leaves: Option<Revision>,
    pub(super) source: Option<(Source, SignedDuration)>,
    pub(super) answer: Option<Revision>,
    /// Whether undoing the batch has to look at the row.
    pub(super) is_of_batch: bool,
}

/// Who imports what.
#[derive(Clone, Copy)]
pub(super) struct Import<'a> {
    pub(super) site: &'a Site,
    pub(super) batch: &'a Batch,
    pub(super) now: Timestamp,
}

impl Decision {
    /// Nothing is written: the row is there already, or stays away.
    const LEFT_ALONE: Self = Self {
        counts: Counts::Duplicate,
        leaves: None,
        source: None,
        answer: None,
        is_of_batch: false,
    };
}

impl Import<'_> {
    /// 1. What its visitor took back, or the erasure of its person removed, stays away.
    /// 2. A row without a source is accepted. Only where it is one of Koe's own export and its answer is here,
    ///    it is left alone: that came in another way, and is not the import's to undo. What an earlier release
    ///    imported has no source either, and is written over by what it said.
    /// 3. What was undone is accepted in a revision that outranks that.
    /// 4. A row that says the same as before is a duplicate, and its batch is noted. Where the answer is not
    ///    to be seen, a request was cut off before it, or storage does not show it yet: it is written again.
    /// 5. A row that says something else replaces what is there, at its time if that changed. One of an export
    ///    never does, whatever it says.
    pub(super) fn decide(&self, row: &NamedRow, known: Known) -> Result<Decision, Refused> {
        let (is_own, is_there) = (row.row.own.is_some(), known.is_there);
        // 1.
        if known.is_withdrawn {
            return Ok(Decision::LEFT_ALONE);
        }
        if known.erased_at.is_some_and(|at| row.id.time().duration_since(at) <= MAX_AHEAD) {
            return Err(Refused::PersonErased);
        }
        // 2.
        let Some(source) = known.source else {
            if is_own && is_there {
                return Ok(Decision::LEFT_ALONE);
            }
            let counts = if is_there { Counts::Duplicate } else { Counts::Accepted };
            return Ok(self.accept(row, row.first_revision(), counts));
        };
        let says_the_same = source.fields == row.fields;
        // 3.
        if source.is_undone || (is_own && !is_there && !says_the_same) {
            let revision = next(source.revision, is_own)?;
            return Ok(self.accept(row, revision, Counts::Accepted));
        }
        // 4, 5.
        if says_the_same || is_own {
            Ok(self.again(row, source, is_there))
        } else {
            self.replace(row, &source, known.respondent)
        }
    }

    fn accept(&self, row: &NamedRow, revision: u8, counts: Counts) -> Decision {
        self.write(row, (revision, revision), counts, None)
    }

    /// The same row once more.
    fn again(&self, row: &NamedRow, source: Source, is_there: bool) -> Decision {
        let Some(left) = self.left(source.id) else { return Decision::LEFT_ALONE };
        let place = Place { id: source.id, revision: source.revision, time_to_live: left };
        let answer = (!is_there).then(|| stored::answer(&row.row, place, self.now));
        let is_noted = source.is_of(self.batch);
        Decision {
            counts: if is_there { Counts::Duplicate } else { Counts::Accepted },
            leaves: None,
            source: (!is_noted).then(|| (source.with(self.batch), left)),
            answer,
            is_of_batch: true,
        }
    }

    /// Another row of the same name. It leaves its place where its time changed. Where it named somebody else
    /// before, that revision is undone first, so that they no longer see it.
    fn replace(
        &self,
        row: &NamedRow,
        source: &Source,
        named: Option<String>,
    ) -> Result<Decision, Refused> {
        let has_moved = source.id != row.id;
        let is_renamed = named.is_some() && named != row.row.respondent;
        let following = next(source.revision, false)?;
        let leaves = self.left(source.id).filter(|_| has_moved || is_renamed).map(|left| {
            let place = Place { id: source.id, revision: following, time_to_live: left };
            stored::undone(&source.survey, place, named, self.now)
        });
        let revision = if is_renamed && !has_moved { next(following, false)? } else { following };
        let since = if has_moved { revision } else { source.since };
        Ok(self.write(row, (revision, since), Counts::Replaced, leaves))
    }

    fn write(
        &self,
        row: &NamedRow,
        (revision, since): (u8, u8),
        counts: Counts,
        leaves: Option<Revision>,
    ) -> Decision {
        let NamedRow { row, fields, id, time_to_live, .. } = row;
        let (survey, fields) = (row.survey.clone(), fields.clone());
        let source = Source::new(*id, (revision, since), survey, fields, self.batch);
        let place = Place { id: *id, revision, time_to_live: *time_to_live };
        Decision {
            counts,
            leaves,
            source: Some((source, *time_to_live)),
            answer: Some(stored::answer(row, place, self.now)),
            is_of_batch: true,
        }
    }

    /// How long the answer of an id still lives.
    fn left(&self, id: PublicId) -> Option<SignedDuration> {
        self.site.record.retention().left(id.time(), self.now)
    }
}

/// The revision after one. The last is left for undoing it; only an export may tell it.
fn next(revision: u8, is_own: bool) -> Result<u8, Refused> {
    let (next, most) = (revision.saturating_add(1), MAX_REVISION - u8::from(!is_own));
    if next <= most { Ok(next) } else { Err(Refused::NoRevisionLeft) }
}
