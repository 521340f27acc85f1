//! What will happen in a run, drawn from its seed: who does what, and when.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;

use crate::hazards::{Hazard, Hazards};
use crate::random::Random;
use crate::site::{AISLES, Document, SITES, Survey};

/// 2026-11-20T20:00:00Z. Runs begin at some minute of the six hours after it.
const EPOCH: i64 = 1_795_204_800;
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// What has to pass between two saves of a site: two owners who can't see each other's save are no
/// part of this simulation.
const BETWEEN_SAVES: SignedDuration = SignedDuration::from_mins(30);
/// How soon after its UTC hour an answer has to be received to be in time.
pub(crate) const IN_TIME: SignedDuration = SignedDuration::from_mins(4);
/// How long the cron goes on after the last event, in rough weather.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(8);

/// An answer and all its revisions, as the visitor's browser has them.
pub(crate) struct Answer {
    pub(crate) site: &'static str,
    pub(crate) survey: Survey,
    pub(crate) version: u32,
    pub(crate) id: AnswerId,
    pub(crate) touchpoint: String,
    pub(crate) locale: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) is_test: bool,
    pub(crate) is_forced: bool,
    /// What each revision says, from revision 1 on.
    pub(crate) revisions: Vec<Outcome>,
}

/// What a revision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answered(u8),
    Dismissed,
    Ignored,
}

/// A file to import: rows are answers that were given elsewhere.
pub(crate) struct File {
    /// Whether its rows have names of their own, so that a longer file repeats them.
    pub(crate) has_names: bool,
    /// The answers of its rows, by number.
    pub(crate) rows: Vec<usize>,
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
    /// An owner imports a file.
    Import { file: usize },
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
    pub(crate) files: Vec<File>,
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
        if draft.random.chance(60) {
            draft.imports();
        }
        if draft.random.chance(50) {
            draft.earlier();
        }
        draft.reports();
        draft.cron();
        draft.plan
    }
}

/// A plan that is being drawn.
struct Draft {
    random: Random,
    plan: Plan,
    /// When visitors stop to come.
    end: Timestamp,
    /// When the last event is.
    last: Timestamp,
    /// When the second version of the NPS survey is asked, on each site.
    raised: Vec<(&'static str, Timestamp)>,
}

impl Draft {
    fn new(mut random: Random) -> Self {
        let epoch = Timestamp::from_second(EPOCH).unwrap();
        let start = epoch + random.up_to(HOUR * 6);
        let length = random.between(HOUR * 14, HOUR * 40);
        let plan = Plan {
            start,
            answers: Vec::new(),
            earlier: Vec::new(),
            files: Vec::new(),
            events: Vec::new(),
            documents: Vec::new(),
            hazards: Hazards::default(),
        };
        let end = start + length;
        Self { random, plan, end, last: end, raised: Vec::new() }
    }

    fn at(&mut self, at: Timestamp, event: Event) {
        self.last = self.last.max(at);
        self.plan.events.push((at, event));
    }

    fn met(&mut self, hazard: Hazard) {
        self.plan.hazards.met(hazard);
    }

    /// A moment while visitors come.
    fn moment(&mut self) -> Timestamp {
        self.plan.start + self.random.up_to(self.end.duration_since(self.plan.start))
    }

    /// A site is set up, and its document changes a few times.
    fn save_site(&mut self, site: &'static str) {
        let mut document = Document::first(&mut self.random);
        let mut at = self.plan.start;
        self.at(at, Event::Save { site, document: document.clone() });
        for _ in 0..self.random.below(4) {
            at += BETWEEN_SAVES + self.random.up_to(HOUR * 10);
            if at > self.end {
                break;
            }
            let is_raised = document.version == 1 && self.random.chance(50);
            document = document.changed(is_raised, &mut self.random);
            if is_raised {
                self.raised.push((site, at));
            }
            self.at(at, Event::Save { site, document: document.clone() });
            self.met(Hazard::SiteSaved);
        }
        self.plan.documents.push((site, document));
    }

    /// A visitor is asked, and answers or does not.
    fn answer(&mut self) {
        let (time, sent) = self.times();
        let number = self.plan.answers.len();
        let site = if self.random.chance(75) { SITES[0] } else { SITES[1] };
        let survey = self.random.pick(&Survey::ALL);
        let is_raised = self.raised.iter().any(|raised| raised.0 == site && raised.1 <= time);
        let is_newer = survey == Survey::ShopNps && is_raised && self.random.chance(70);
        let time_ms = u64::try_from(time.as_millisecond()).unwrap();
        let answer = Answer {
            site,
            survey,
            version: if is_newer { 2 } else { 1 },
            id: AnswerId::new(time_ms, u128::from(self.random.next())),
            touchpoint: self.touchpoint(),
            locale: self.random.pick(&["en", "en", "en", "ja", "fr"]),
            channel: self.random.pick(&["web", "web", "web", "web", "link", "email", "api"]),
            is_test: self.random.chance(8),
            is_forced: self.random.chance(8),
            revisions: self.outcomes(survey),
        };
        let revisions = u8::try_from(answer.revisions.len()).unwrap();
        self.plan.answers.push(answer);
        let mut before = sent;
        for revision in 1..=revisions {
            // The next revision is made after this one, and may overtake it.
            let short = self.random.between(-SECOND * 20, MINUTE * 3);
            let long = self.random.up_to(HOUR * 5);
            let wait = self.random.pick(&[short, short, long]);
            let at = if revision == 1 { sent } else { (before + wait).max(time) };
            self.send(at, number, revision);
            before = at;
        }
        if revisions > 1 {
            self.met(Hazard::AnswerRevised);
        }
        if self.random.chance(20) {
            self.take_back(sent, number);
        }
    }

    /// The time in an answer's id, and when its first revision is sent.
    fn times(&mut self) -> (Timestamp, Timestamp) {
        let time = match self.raised.last() {
            // Just when the survey's version was raised.
            Some((_, at)) if self.random.chance(10) => *at + self.random.up_to(MINUTE * 5),
            _ => self.moment(),
        };
        let time = if self.random.chance(10) {
            self.met(Hazard::AnswerOnTheEdgeOfAQuarter);
            floor(time, 900)
        } else {
            time
        };
        let soon = time + self.random.up_to(MINUTE * 4);
        match self.random.below(20) {
            0..10 => (time, soon),
            10..13 => {
                self.met(Hazard::AnswerAtTheLastMoment);
                let hour = hour_after(time);
                let window = hour - MINUTE * 10 * i32::try_from(self.random.below(6)).unwrap();
                let edge = self.random.pick(&[hour, hour, hour + IN_TIME, window]);
                let sent = edge + self.random.between(-SECOND / 50, SECOND / 50);
                // Of the hour that ends, where that is the edge.
                ((edge - self.random.between(MINUTE * 4, MINUTE * 9)), sent)
            }
            13 => {
                self.met(Hazard::AnswerDatedAhead);
                (time, time - self.random.up_to(SECOND * 290))
            }
            14..19 => {
                self.met(Hazard::AnswerLateByHours);
                (time, time + self.random.up_to(HOUR * 12))
            }
            _ => {
                self.met(Hazard::AnswerLateByDays);
                (time, time + self.random.between(HOUR * 20, HOUR * 72))
            }
        }
    }

    fn touchpoint(&mut self) -> String {
        match self.random.below(10) {
            0..4 => "till".to_owned(),
            4 => "nowhere".to_owned(),
            _ => format!("aisle-{}", self.random.below(AISLES)),
        }
    }

    /// What the revisions of an answer say. A prompt that was not answered tells so once.
    fn outcomes(&mut self, survey: Survey) -> Vec<Outcome> {
        match self.random.below(10) {
            0 => vec![Outcome::Dismissed],
            1 => vec![Outcome::Ignored],
            number => {
                let revisions = [1, 1, 1, 1, 2, 2, 2, 3][number - 2];
                (0..revisions).map(|_| self.score(survey)).collect()
            }
        }
    }

    fn score(&mut self, survey: Survey) -> Outcome {
        Outcome::Answered(self.random.pick(survey.scores()))
    }

    /// Sends a revision, some of them more than once.
    fn send(&mut self, at: Timestamp, answer: usize, revision: u8) {
        self.at(at, Event::Send { answer, revision });
        if self.random.chance(15) {
            let again = self.random.pick(&[SECOND * 2, MINUTE, HOUR * 2]);
            let again = at + self.random.up_to(again);
            self.at(again, Event::Send { answer, revision });
            self.met(Hazard::AnswerRepeated);
        }
    }

    /// An answer is taken back. A revision may be under way, and another may come days later.
    fn take_back(&mut self, sent: Timestamp, answer: usize) {
        let most = self.random.pick(&[SECOND * 5, MINUTE, MINUTE * 20, HOUR * 4]);
        let at = sent + self.random.up_to(most);
        self.at(at, Event::TakeBack { answer });
        if self.random.chance(25) {
            let again = self.random.pick(&[SECOND * 5, MINUTE * 5, HOUR]);
            let again = at + self.random.up_to(again);
            self.at(again, Event::TakeBack { answer });
            self.met(Hazard::TakenBackTwice);
        }
        let is_answered = matches!(self.plan.answers[answer].revisions[0], Outcome::Answered(_));
        if is_answered && self.random.chance(40) {
            let survey = self.plan.answers[answer].survey;
            let outcome = self.score(survey);
            self.plan.answers[answer].revisions.push(outcome);
            let revision = u8::try_from(self.plan.answers[answer].revisions.len()).unwrap();
            let most = self.random.pick(&[SECOND * 5, MINUTE * 5, HOUR * 5, HOUR * 60]);
            let later = at + self.random.up_to(most);
            self.send(later, answer, revision);
        }
    }

    /// An owner imports answers from elsewhere: once, again, and in a longer file.
    fn imports(&mut self) {
        let first = self.plan.start + MINUTE * 20;
        let mut at = first + self.random.up_to(self.end.duration_since(first));
        let made = at - self.random.up_to(MINUTE * 4);
        self.at(made, Event::MakeKey);
        let has_names = self.random.chance(60);
        let rows = (0..self.random.below(8) + 3).map(|_| self.row(at)).collect();
        self.plan.files.push(File { has_names, rows });
        self.at(at, Event::Import { file: 0 });
        while self.random.chance(50) {
            let wait = self.random.pick(&[SECOND * 10, MINUTE * 5, HOUR * 6]);
            at += self.random.up_to(wait);
            self.at(at, Event::Import { file: self.plan.files.len() - 1 });
            self.met(Hazard::ImportRepeated);
            if has_names && self.random.chance(50) {
                let newest = self.plan.files.last().unwrap();
                let mut rows = newest.rows.clone();
                rows.extend((0..3).map(|_| self.row(at)));
                self.plan.files.push(File { has_names, rows });
                self.at(at + SECOND * 2, Event::Import { file: self.plan.files.len() - 1 });
            }
        }
    }

    /// A row of a file: an answer of the last two days. Its survey never changes its version, since a
    /// row has the version that the location knows.
    fn row(&mut self, before: Timestamp) -> usize {
        let past = self.random.up_to(HOUR * 48).as_secs();
        let time = floor(before - SignedDuration::from_secs(past), 1);
        self.plain_answer(SITES[0], Survey::SupportCes, time, "import")
    }

    /// An earlier release stored some answers of the two days before.
    fn earlier(&mut self) {
        for _ in 0..self.random.below(10) + 1 {
            let time = self.plan.start - self.random.between(MINUTE * 30, HOUR * 48);
            let (site, survey) = (self.random.pick(&SITES), self.random.pick(&Survey::ALL));
            let number = self.plain_answer(site, survey, time, "web");
            self.plan.earlier.push(number);
            self.met(Hazard::StoredByAnEarlierRelease);
        }
    }

    /// An answer of one revision.
    fn plain_answer(
        &mut self,
        site: &'static str,
        survey: Survey,
        time: Timestamp,
        channel: &'static str,
    ) -> usize {
        let time_ms = u64::try_from(time.as_millisecond()).unwrap();
        let answer = Answer {
            site,
            survey,
            version: 1,
            id: AnswerId::new(time_ms, u128::from(self.random.next())),
            touchpoint: self.touchpoint(),
            locale: self.random.pick(&["en", "ja", "fr"]),
            channel,
            is_test: false,
            is_forced: false,
            revisions: vec![self.score(survey)],
        };
        self.plan.answers.push(answer);
        self.plan.answers.len() - 1
    }

    /// Runs of the cron: slow ones, some that are cut off, two at once, and hours or days without one.
    fn cron(&mut self) {
        let end = self.last + AFTERMATH;
        let outage = self.moment();
        let length = self.random.between(HOUR * 2, HOUR * 30);
        let has_outage = self.random.chance(30);
        let mut at = self.plan.start;
        while at < end {
            let pause = if at < self.end { MINUTE * 10 } else { MINUTE * 30 };
            at += self.random.pick(&[pause, pause, pause, pause * 2, MINUTE]);
            at += self.random.up_to(SECOND * 10);
            if has_outage && outage <= at && at < outage + length {
                self.met(Hazard::CronOff);
                continue;
            }
            self.run_cron(at);
            if self.random.chance(10) {
                let beside = at + self.random.up_to(MINUTE * 9);
                self.run_cron(beside);
            }
        }
    }

    fn run_cron(&mut self, at: Timestamp) {
        let slowest = self.random.pick(&[SECOND / 10, SECOND / 10, SECOND * 2, SECOND * 40]);
        let limit =
            if self.random.chance(15) { self.random.up_to(slowest * 8) } else { MINUTE * 15 };
        self.at(at, Event::Cron { slowest, limit });
    }

    /// Owners look at scores at any time, and soon after something happened.
    fn reports(&mut self) {
        let end = self.last;
        for _ in 0..25 {
            let at = if self.random.chance(50) {
                let event = self.random.below(self.plan.events.len());
                self.plan.events[event].0 + self.random.up_to(MINUTE * 11)
            } else {
                self.plan.start + self.random.up_to(end.duration_since(self.plan.start))
            };
            let site = self.random.pick(&[SITES[0], SITES[0], SITES[1]]);
            let survey = self.random.pick(&Survey::ALL);
            self.at(at, Event::Report { site, survey });
        }
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
