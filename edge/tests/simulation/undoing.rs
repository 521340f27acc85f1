//! A schedule made by hand that chance hardly finds: a row is imported, corrected and undone, and a report
//! meets the three revisions at different ages. It may show the score of before the correction, until the
//! undoing is settled.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};

use crate::checks::{self, Failure};
use crate::faults::Deployed;
use crate::kv::{OLDEST, Step};
use crate::oracle::{Distribution, Question, Told};
use crate::plan::{Answer, Outcome, Row};
use crate::random::Random;
use crate::requests;
use crate::site::{Document, SITES, Survey};
use crate::timeline::Task;
use crate::world::World;

/// As old as a read may be, but for three seconds.
const OLD: SignedDuration = SignedDuration::from_secs(597);
const CORRECTED: [Outcome; 3] = [Outcome::Answered(5), Outcome::Answered(1), Outcome::Undone];

fn time(time: &str) -> Timestamp {
    format!("2026-11-21T{time}:00Z").parse().unwrap()
}

/// A row of 08:30.
fn row(revisions: &[Outcome]) -> Told {
    let (channel, revisions) = ("import", revisions.to_vec());
    Told::new(Answer { channel, revisions, ..Answer::plain(time("08:30")) })
}

/// What a report shows that is begun at a time, and what is wrong with it. The row was imported at 10:00,
/// corrected at 10:20 and undone at 10:40. Of its revisions the report sees the second as it is, and the
/// others as they were ten minutes before.
fn shown(begun: &'static str) -> (Distribution, Vec<Failure>) {
    let world = World::new(time("09:59"), Random::new(1), &Deployed::DESIGN);
    world.kv.calm();
    let timeline = world.timeline.clone();
    let shown = Rc::new(RefCell::default());
    let result = Rc::clone(&shown);
    timeline.run([Box::pin(async move {
        let mut told = row(&CORRECTED);
        world.insist(&requests::save(SITES[0], &Document::plain())).await;
        let made = world.insist(&requests::make_key()).await.json();
        let key = || made["key"].as_str().unwrap().to_owned();
        for (at, revision) in [("10:00", 1), ("10:20", 2)] {
            world.timeline.sleep_until(time(at)).await;
            told.is_sent(revision, world.timeline.now());
            let rows = [Row { name: Some(0), told: 0, revision }];
            world.insist(&requests::import(key(), (&rows, 0), |_| &told.answer)).await;
            told.is_accepted(revision, world.timeline.now());
        }
        world.timeline.sleep_until(time("10:40")).await;
        told.is_to_be_undone(3, world.timeline.now());
        assert_eq!(world.insist(&requests::undo(key(), 0)).await.json()["left"], 0);
        told.is_accepted(3, world.timeline.now());

        // Newest first.
        let keys = world.kv.history("answer/").into_iter().map(|(key, _)| key);
        let [third, _, first] = keys.collect::<Vec<_>>().try_into().unwrap();
        world.kv.follow([first, third].map(|prefix| Step {
            prefix,
            time: time(begun)..time(begun) + OLDEST,
            age: OLD,
            arrival: SignedDuration::ZERO,
        }));
        world.timeline.sleep_until(time(begun)).await;
        let question = Question {
            site: SITES[0],
            survey: Survey::SupportCes,
            from: time("08:00"),
            to: time("09:00"),
            filter: None,
        };
        let reply = world.send(&requests::score(&question, "hour", "touchpoint")).await.unwrap();
        let (score, document) = (reply.score(), Document::plain());
        let asked = (&score, &question);
        let failures = checks::on_the_way(asked, &document, &[told], time(begun));
        result.replace((score.result.picked(), failures));
    }) as Task]);
    shown.take()
}

#[test]
fn the_score_of_before_a_correction_may_show_while_a_row_is_undone() {
    assert_eq!(shown("10:45"), (Distribution::from([(5, 1)]), Vec::new()));
    assert_eq!(shown("10:50"), (Distribution::new(), Vec::new()));
}

/// What a report may show of a row of which each revision is sent and accepted at once, ten minutes after
/// the one before. `undoings` of them undo an import. The report is begun a minute after the last one, and
/// everything before that is settled.
fn possible(revisions: &[Outcome], undoings: &[u8]) -> Vec<Option<u8>> {
    let mut told = row(revisions);
    let mut now = time("10:00");
    for revision in 1..=u8::try_from(revisions.len()).unwrap() {
        now += OLDEST;
        if undoings.contains(&revision) {
            told.is_to_be_undone(revision, now);
        } else {
            told.is_sent(revision, now);
        }
        told.is_accepted(revision, now);
    }
    told.possible(now + SignedDuration::from_mins(1), now)
}

#[test]
fn of_a_row_that_is_being_undone_everything_may_show_that_is_deleted() {
    assert_eq!(possible(&CORRECTED, &[3]), [Some(5), Some(1), None]);
}

#[test]
fn what_was_undone_before_may_not_show_once_more() {
    let again = [&CORRECTED[1..], &CORRECTED].concat();
    assert_eq!(possible(&again, &[2, 5]), [Some(5), Some(1), None]);
    assert_eq!(possible(&again[..4], &[2]), [Some(5), Some(1)]);
}

#[test]
fn of_a_row_that_was_moved_no_earlier_score_may_show() {
    assert_eq!(possible(&CORRECTED, &[]), [Some(1), None]);
}

#[test]
fn once_an_undoing_is_settled_nothing_may_show() {
    let settled = [CORRECTED.as_slice(), &[Outcome::Answered(3)]].concat();
    assert_eq!(possible(&settled, &[3]), [None, Some(3)]);
}
