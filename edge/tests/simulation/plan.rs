//! What will happen in a run, drawn from its seed: who does what, and when.

mod draft;
mod imports;
mod owners;
mod persons;
mod visitors;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;

use self::draft::Draft;
use crate::hazards::Hazards;
use crate::random::Random;
use crate::site::{Document, SITES, Survey};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// How soon after its UTC hour an answer has to be received to be in time.
pub(crate) const IN_TIME: SignedDuration = SignedDuration::from_mins(4);

/// An answer and all its revisions, as the visitor's browser has them.
pub(crate) struct Answer {
    pub(crate) site: &'static str,
    pub(crate) survey: Survey,
    pub(crate) version: u32,
    pub(crate) id: AnswerId,
    pub(crate) touchpoint: String,
    pub(crate) locale: &'static str,
    /// Whom its revisions name.
    pub(crate) person: Option<&'static str>,
    pub(crate) channel: &'static str,
    pub(crate) is_test: bool,
    pub(crate) is_forced: bool,
    /// What each revision says, from revision 1 on.
    pub(crate) revisions: Vec<Outcome>,
}

impl Answer {
    /// One in which nothing is special.
    pub(crate) fn plain(given: Timestamp) -> Self {
        let time_ms = u64::try_from(given.as_millisecond()).unwrap();
        Self {
            site: SITES[0],
            survey: Survey::SupportCes,
            version: 1,
            id: AnswerId::new(time_ms, u128::from(time_ms)),
            touchpoint: "till".to_owned(),
            locale: "en",
            person: None,
            channel: "web",
            is_test: false,
            is_forced: false,
            revisions: vec![Outcome::Answered(3)],
        }
    }

    pub(crate) fn is_of(&self, site: &str, person: &str) -> bool {
        self.site == site && self.person == Some(person)
    }
}

/// What a revision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answered(u8),
    Dismissed,
    Ignored,
    /// An import took the answer away. No visitor says so.
    Undone,
}

/// What an owner does to an import.
pub(crate) struct Import {
    pub(crate) what: What,
    /// The number of its batch.
    pub(crate) batch: usize,
    /// The revisions that it makes of answers, by number.
    pub(crate) says: Vec<(usize, u8)>,
    /// Whether it changes what was imported before, so that the owner lets that settle first.
    pub(crate) waits: bool,
}

pub(crate) enum What {
    /// A file is imported, and perhaps sent twice at once.
    Import {
        rows: Vec<Row>,
        is_at_once: bool,
    },
    Undo,
}

/// A row of a file to import: an answer that was given elsewhere.
pub(crate) struct Row {
    /// Its own name, if it has one.
    pub(crate) name: Option<usize>,
    /// The answer, by number, and which of its revisions the row says.
    pub(crate) told: usize,
    pub(crate) revision: u8,
}

/// Something that happens.
pub(crate) enum Event {
    /// An owner saves a site's document.
    Save { site: &'static str, document: Document },
    /// An owner makes the key that imports are made with.
    MakeKey,
    /// A visitor's browser sends a revision, again and again until it is accepted.
    Send { answer: usize, revision: u8 },
    /// A visitor takes an answer back.
    TakeBack { answer: usize },
    /// An owner erases a person.
    Erase { site: &'static str, person: &'static str },
    /// An owner imports a file or undoes that, once all before it is done.
    Import { number: usize },
    /// An owner looks at a score.
    Report { site: &'static str, survey: Survey },
    /// The platform runs the cron.
    Cron { slowest: SignedDuration, limit: SignedDuration },
}

/// A run before it begins.
pub(crate) struct Plan {
    pub(crate) start: Timestamp,
    pub(crate) answers: Vec<Answer>,
    /// Those that an earlier release stored, by number.
    pub(crate) earlier: Vec<usize>,
    pub(crate) imports: Vec<Import>,
    pub(crate) events: Vec<(Timestamp, Event)>,
    /// The documents that the sites have in the end.
    pub(crate) documents: Vec<(&'static str, Document)>,
    /// What it holds by design.
    pub(crate) hazards: Hazards,
}

impl Plan {
    pub(crate) fn new(random: Random) -> Self {
        let mut draft = Draft::new(random);
        for site in SITES {
            draft.save_site(site);
        }
        for _ in 0..draft.random.below(41) + 20 {
            draft.answer();
        }
        for _ in 0..draft.random.below(6) + 2 {
            draft.come_late();
        }
        if draft.random.chance(60) {
            draft.imports();
        }
        if draft.random.chance(50) {
            draft.earlier();
        }
        draft.erasures();
        draft.reports();
        draft.cron();
        draft.plan
    }
}

/// The end of the UTC hour of a time.
pub(crate) fn hour_after(time: Timestamp) -> Timestamp {
    floor(time, 3_600) + HOUR
}

/// The last moment up to a time that is a multiple of so many seconds.
pub(crate) fn floor(time: Timestamp, seconds: i64) -> Timestamp {
    let past = time.as_second().rem_euclid(seconds);
    Timestamp::from_second(time.as_second() - past).unwrap()
}
