//! What will happen in a run: who answers what, who is told, and when the cron runs.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::random::Random;
use crate::site::SITES;

pub(super) const SECOND: SignedDuration = SignedDuration::from_secs(1);
pub(super) const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// 2026-11-20T20:00:00Z. Runs begin at some moment of the day after it.
const EPOCH: i64 = 1_795_204_800;
/// The highest score of a detractor.
const LOW: u8 = 6;
/// The word that the second rule asks for.
const WORD: &str = "broken";
/// A secret of Standard Webhooks.
const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// The rules of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Of detractors, whatever they write.
    Angry,
    /// Of comments with a word.
    Broken,
}

impl Rule {
    pub(super) const ALL: [Self; 2] = [Self::Angry, Self::Broken];
    /// The one that opens cases as well.
    pub(super) const OPENS: Self = Self::Angry;

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Angry => "angry",
            Self::Broken => "broken",
        }
    }
}

/// What a revision says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says {
    pub(super) score: u8,
    pub(super) comment: Option<&'static str>,
}

impl Says {
    /// Whether it meets a rule.
    pub(super) fn meets(self, rule: Rule) -> bool {
        match rule {
            Rule::Angry => self.score <= LOW,
            Rule::Broken => self.comment.is_some_and(|comment| comment.contains(WORD)),
        }
    }
}

/// An answer, and what its visitor does with it.
pub(super) struct Answer {
    pub(super) id: AnswerId,
    pub(super) is_test: bool,
    /// What each revision says, from revision 1 on.
    pub(super) says: Vec<Says>,
}

impl Answer {
    /// What it says in the end.
    pub(super) fn last(&self) -> Says {
        *self.says.last().unwrap()
    }
}

/// Something that happens.
#[derive(Clone, Copy)]
pub(super) enum Event {
    Send { answer: usize, revision: usize, bell: Bell },
    TakeBack { answer: usize },
    Cron { slowest: SignedDuration, limit: SignedDuration },
}

/// What becomes of a bell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bell {
    Rings,
    Lost,
    /// It is cut off after this time.
    CutOff(SignedDuration),
}

/// A receiver, and when it fails.
pub(super) struct Hook {
    pub(super) rule: Rule,
    pub(super) url: String,
    pub(super) outages: Vec<Range<Timestamp>>,
}

/// What will happen in a run.
pub(super) struct Plan {
    pub(super) start: Timestamp,
    pub(super) document: Value,
    pub(super) answers: Vec<Answer>,
    pub(super) hooks: Vec<Hook>,
    pub(super) events: Vec<(Timestamp, Event)>,
    length: SignedDuration,
    random: Random,
}

impl Plan {
    pub(super) fn new(mut random: Random) -> Self {
        let start = Timestamp::from_second(EPOCH).unwrap() + random.up_to(HOUR * 24);
        let length = random.between(HOUR * 3, HOUR * 30);
        let (answers, hooks, events) = (Vec::new(), Vec::new(), Vec::new());
        let document = Value::Null;
        let mut plan = Self { start, document, answers, hooks, events, length, random };
        let rules: Vec<Value> = Rule::ALL.into_iter().map(|rule| plan.rule(rule)).collect();
        plan.document = json!({
            "name": "Kokage", "timezone": "UTC", "locales": ["en"],
            "origins": ["https://shop.example"],
            "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Do they return?",
                "touchpoints": ["till"] }],
            "alerts": rules,
        });
        let visitors = plan.random.below(11) + 10;
        let mut at = plan.moment();
        for _ in 0..visitors {
            // Some come in crowds.
            at = if plan.random.chance(40) {
                at + plan.random.up_to(MINUTE * 3)
            } else {
                plan.moment()
            };
            plan.visitor(at);
        }
        plan.cron();
        plan
    }

    /// A rule, whom it tells, and when those fail.
    fn rule(&mut self, rule: Rule) -> Value {
        let when = match rule {
            Rule::Angry => json!({ "bucket": "detractor" }),
            Rule::Broken => json!({ "words": [WORD] }),
        };
        let receivers = if self.random.chance(25) { 2 } else { 1 };
        for number in 0..receivers {
            let url = format!("https://{}-{number}.example/hook", rule.id());
            let mut outages = Vec::new();
            if self.random.chance(40) {
                let from = self.moment();
                let long = self.random.pick(&[MINUTE * 20, MINUTE * 20, HOUR * 4, HOUR * 26]);
                outages.push(from..from + self.random.up_to(long));
            }
            self.hooks.push(Hook { rule, url, outages });
        }
        let ours = self.hooks.iter().filter(|hook| hook.rule == rule);
        let to: Vec<Value> =
            ours.map(|hook| json!({ "webhook": hook.url, "secret": SECRET })).collect();
        let mut written = json!({ "id": rule.id(), "name": rule.id(), "when": when, "to": to });
        if rule == Rule::OPENS {
            written["open_case"] = json!(true);
        }
        if self.random.chance(35) {
            let (from, to) = (self.random.below(24), self.random.below(8) + 1);
            let to = (from + to) % 24;
            written["quiet"] =
                json!({ "from": format!("{from:02}:00"), "to": format!("{to:02}:30") });
        }
        if self.random.chance(35) {
            written["cap_per_hour"] = json!(self.random.below(3) + 1);
        }
        written
    }

    /// Some time while visitors come.
    fn moment(&mut self) -> Timestamp {
        self.start + self.random.up_to(self.length)
    }

    fn soon(&mut self) -> SignedDuration {
        let most = self.random.pick(&[SECOND * 2, SECOND * 40, MINUTE * 5, MINUTE * 25]);
        self.random.up_to(most)
    }

    /// A visitor answers, and has second thoughts.
    fn visitor(&mut self, at: Timestamp) {
        let answer = self.answers.len();
        let score = self.random.pick(&[0, 2, 4, 6, 6, 9]);
        let comment = self.random.pick(&["it came broken", "slow and rude"]);
        let mut says = Vec::new();
        match self.random.below(5) {
            0 => says.push(Says { score, comment: None }),
            1 | 2 => says.push(Says { score, comment: Some(comment) }),
            _ => says.extend([None, Some(comment)].map(|comment| Says { score, comment })),
        }
        // A correction, and one of the correction.
        while says.len() < 5 && self.random.chance(25) {
            let before = *says.last().unwrap();
            says.push(if self.random.chance(50) {
                Says { score: if before.score > LOW { 1 } else { 10 }, ..before }
            } else {
                let is_there = before.comment.is_some_and(|comment| comment.contains(WORD));
                let comment = if is_there { "all is well" } else { "now it is broken" };
                Says { comment: before.comment.map(|_| comment), ..before }
            });
        }
        let time_ms = u64::try_from(at.as_millisecond()).unwrap();
        let id = AnswerId::new(time_ms, u128::from(self.random.next()));
        let mut sent = at;
        for revision in 1..=says.len() {
            self.send(sent, answer, revision);
            while self.random.chance(15) {
                let pause = self.random.pick(&[SECOND * 3, MINUTE, MINUTE * 20, HOUR * 6]);
                let again = sent + self.random.up_to(pause);
                self.send(again, answer, revision);
            }
            sent += SECOND * 2 + self.soon();
        }
        let is_test = self.random.chance(8);
        self.answers.push(Answer { id, is_test, says });
        if self.random.chance(20) {
            let pause = self.random.pick(&[MINUTE, MINUTE * 20, HOUR * 3]);
            let at = at + self.random.up_to(pause);
            self.events.push((at, Event::TakeBack { answer }));
        }
    }

    fn send(&mut self, at: Timestamp, answer: usize, revision: usize) {
        let bell = match self.random.below(10) {
            0 | 1 => Bell::Lost,
            2 => Bell::CutOff(self.random.up_to(SECOND * 4)),
            _ => Bell::Rings,
        };
        self.events.push((at, Event::Send { answer, revision, bell }));
    }

    /// The cron runs every ten minutes: some runs are late, some are cut off, and for hours there may be none.
    fn cron(&mut self) {
        let off = self.moment();
        let length = if self.random.chance(30) { HOUR * 9 } else { SignedDuration::ZERO };
        let back = off + self.random.up_to(length);
        let end = self.start + self.length + HOUR * 4;
        let mut due = self.start;
        while due < end {
            due += MINUTE * 10;
            let late = if self.random.chance(10) { MINUTE * 9 } else { SECOND * 10 };
            let at = due + self.random.up_to(late);
            if (off..back).contains(&at) {
                continue;
            }
            let slow = [SECOND / 10, SECOND / 10, SECOND / 10, SECOND * 2, SECOND * 20];
            let slowest = self.random.pick(&slow);
            let limit =
                if self.random.chance(15) { self.random.up_to(slowest * 8) } else { MINUTE * 15 };
            self.events.push((at, Event::Cron { slowest, limit }));
        }
    }
}

/// The site.
pub(super) const SITE: &str = SITES[0];
