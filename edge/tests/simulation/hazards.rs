//! The hazards that a run met. A hazard that no run meets is not tested: then the test fails.

use std::collections::BTreeMap;

/// Something that makes counting hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hazard {
    // Storage.
    ReadMissedWhatIsThere,
    ReadWhatIsDeleted,
    ReadAnOlderEntry,
    ListMissedWhatIsThere,
    ListedWhatIsDeleted,
    ListedAnOlderEntry,
    EmptyPage,
    KeyWrittenTwiceASecond,
    RefusedAsBusy,
    Unavailable,
    StoredThoughRefused,
    // Invocations.
    RequestCutOff,
    CronCutOff,
    CronRefused,
    CronOff,
    CronRunsOverlapped,
    RequestDuringCron,
    IsolateStartedAgain,
    // Owners.
    SiteNotSeenYet,
    KeyNotSeenYet,
    VersionNotSeenYet,
    SiteSaved,
    RetentionShortened,
    RetentionRaised,
    ImportRepeated,
    ImportedRowWrittenAgain,
    ImportUnderAnotherName,
    ImportedInTwoPlacesAtOnce,
    ImportHadToSettle,
    RowCorrected,
    RowMoved,
    ImportUndone,
    NothingToUndo,
    ImportedAgainAfterUndoing,
    StoredByAnEarlierRelease,
    // Visitors.
    AnswerRepeated,
    AnswerRevised,
    RevisionsReordered,
    AnswerLateByHours,
    AnswerLateByDays,
    AnswerAtTheLastMoment,
    AnswerOnTheEdgeOfAQuarter,
    AnswerDatedAhead,
    TakenBackTwice,
    RevisionUnderWayWhenTakenBack,
    RevisionAfterTombstone,
    TombstoneThatSawNothing,
    RevisionErasedByCron,
    // Tallies.
    InvisibleWhenItsHourWasCounted,
    StaleHourSummed,
    BoundsSeenBeforeTheTally,
    MarkShardedAsItsKeyWasBusy,
    MarkClearedWithADay,
    MarkClearedWithoutADay,
    // Persons.
    PersonErased,
    PersonErasedTwice,
    RevisionUnderWayWhenErased,
    RevisionAfterErasure,
    AnsweredAgainAfterErasure,
    PersonsEntryErasedByCron,
    // Reports.
    ReportRefused,
    ReportLackedAFreshAnswer,
}

impl Hazard {
    const ALL: [Self; 62] = [
        Self::ReadMissedWhatIsThere,
        Self::ReadWhatIsDeleted,
        Self::ReadAnOlderEntry,
        Self::ListMissedWhatIsThere,
        Self::ListedWhatIsDeleted,
        Self::ListedAnOlderEntry,
        Self::EmptyPage,
        Self::KeyWrittenTwiceASecond,
        Self::RefusedAsBusy,
        Self::Unavailable,
        Self::StoredThoughRefused,
        Self::RequestCutOff,
        Self::CronCutOff,
        Self::CronRefused,
        Self::CronOff,
        Self::CronRunsOverlapped,
        Self::RequestDuringCron,
        Self::IsolateStartedAgain,
        Self::SiteNotSeenYet,
        Self::KeyNotSeenYet,
        Self::VersionNotSeenYet,
        Self::SiteSaved,
        Self::RetentionShortened,
        Self::RetentionRaised,
        Self::ImportRepeated,
        Self::ImportedRowWrittenAgain,
        Self::ImportUnderAnotherName,
        Self::ImportedInTwoPlacesAtOnce,
        Self::ImportHadToSettle,
        Self::RowCorrected,
        Self::RowMoved,
        Self::ImportUndone,
        Self::NothingToUndo,
        Self::ImportedAgainAfterUndoing,
        Self::StoredByAnEarlierRelease,
        Self::AnswerRepeated,
        Self::AnswerRevised,
        Self::RevisionsReordered,
        Self::AnswerLateByHours,
        Self::AnswerLateByDays,
        Self::AnswerAtTheLastMoment,
        Self::AnswerOnTheEdgeOfAQuarter,
        Self::AnswerDatedAhead,
        Self::TakenBackTwice,
        Self::RevisionUnderWayWhenTakenBack,
        Self::RevisionAfterTombstone,
        Self::TombstoneThatSawNothing,
        Self::RevisionErasedByCron,
        Self::InvisibleWhenItsHourWasCounted,
        Self::StaleHourSummed,
        Self::BoundsSeenBeforeTheTally,
        Self::MarkShardedAsItsKeyWasBusy,
        Self::MarkClearedWithADay,
        Self::MarkClearedWithoutADay,
        Self::PersonErased,
        Self::PersonErasedTwice,
        Self::RevisionUnderWayWhenErased,
        Self::RevisionAfterErasure,
        Self::AnsweredAgainAfterErasure,
        Self::PersonsEntryErasedByCron,
        Self::ReportRefused,
        Self::ReportLackedAFreshAnswer,
    ];
}

/// How often each hazard was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hazards(BTreeMap<Hazard, usize>);

impl Hazards {
    pub(crate) fn met(&mut self, hazard: Hazard) {
        *self.0.entry(hazard).or_default() += 1;
    }

    pub(crate) fn add(&mut self, others: &Self) {
        for (hazard, times) in &others.0 {
            *self.0.entry(*hazard).or_default() += times;
        }
    }

    pub(crate) fn never_met(&self) -> Vec<Hazard> {
        Hazard::ALL.into_iter().filter(|hazard| !self.0.contains_key(hazard)).collect()
    }
}

impl std::fmt::Display for Hazards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(hazard, times)| writeln!(f, "{times:>8} {hazard:?}"))
    }
}
