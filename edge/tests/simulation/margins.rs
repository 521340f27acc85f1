//! Two schedules made by hand that chance hardly finds: a run sums a day from an old tally, in the last
//! moments in which it may, while others look at a late mark.
//!
//! The day ends at midnight. An answer of its morning comes at 00:39, and run A counts the hour again: it
//! begins at 00:57, and its tally arrives at 01:11. Ten minutes later another run may still read the tally
//! of before, and may write what it made of it at the end of its fifteen minutes.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use koe_edge::cron::Rules;
use koe_edge::store::keys::{self, Hour};

use crate::faults::Deployed;
use crate::kv::Step;
use crate::oracle::Question;
use crate::plan::Answer;
use crate::random::Random;
use crate::requests;
use crate::site::{Document, SITES, Survey};
use crate::timeline::Task;
use crate::world::World;

const SITE: &str = SITES[0];
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// As old as a read may be, but for three seconds.
const OLD: SignedDuration = SignedDuration::from_secs(597);

/// What a run of the cron meets that begins at some time: how old a key is that it reads, and when it
/// arrives if it is written.
struct Met {
    begins: &'static str,
    key: String,
    age: SignedDuration,
    arrives: &'static str,
}

fn time(time: &str) -> Timestamp {
    format!("2026-11-{time}Z").parse().unwrap()
}

/// The tally of the hour in which an answer comes late.
fn hour() -> String {
    keys::hour_tally(&SITE.parse().unwrap(), Hour::of(time("21T10:00:00")))
}

/// The tally of the day.
fn day() -> String {
    keys::day_tally(&SITE.parse().unwrap(), time("21T00:00:00"))
}

/// How many answers a score shows in the end, of three. A run begins at each time when something is met;
/// it ends before it could mend what it wrote.
fn shown(rules: Rules, met: Vec<Met>) -> u64 {
    let deployed = Deployed { rules, ..Deployed::DESIGN };
    let world = World::new(time("20T23:30:00"), Random::new(1), &deployed);
    world.kv.calm();
    let timeline = world.timeline.clone();
    let shown = std::rc::Rc::new(std::cell::Cell::new(0));
    let result = std::rc::Rc::clone(&shown);
    timeline.run([Box::pin(async move {
        world.insist(&requests::save(SITE, &Document::plain())).await;
        for (given, sent) in [
            ("21T10:05:00", "21T10:05:00"),
            ("21T23:30:00", "21T23:30:00"),
            ("21T10:30:00", "22T00:39:59"),
        ] {
            run_until(&world, time(sent)).await;
            world.insist(&requests::send(&Answer::plain(time(given)), 1)).await;
        }
        let mut begins: Vec<&str> = met.iter().map(|met| met.begins).collect();
        begins.dedup();
        world.kv.follow(met.into_iter().map(|met| {
            let from = time(met.begins);
            let arrival = time(met.arrives).duration_since(from);
            Step { prefix: met.key, time: from..from + MINUTE / 60, age: met.age, arrival }
        }));
        join_all(begins.into_iter().map(async |begins| {
            world.timeline.sleep_until(time(begins)).await;
            world.run_cron(SignedDuration::ZERO, MINUTE * 14).await;
        }))
        .await;
        run_until(&world, time("22T06:00:00")).await;
        let question = Question {
            site: SITE,
            survey: Survey::SupportCes,
            from: time("21T00:00:00"),
            to: time("22T00:00:00"),
            filter: None,
        };
        let reply = world.send(&requests::score(&question, "day", "touchpoint")).await.unwrap();
        result.set(reply.score().result.n);
    }) as Task]);
    shown.get()
}

/// Runs the cron every ten minutes, in calm weather.
async fn run_until(world: &World, end: Timestamp) {
    while world.timeline.now() + MINUTE * 10 < end {
        world.timeline.sleep(MINUTE * 10).await;
        world.run_cron(SignedDuration::ZERO, MINUTE * 15).await;
    }
    world.timeline.sleep_until(end).await;
}

/// Run A writes the hour.
fn run_a() -> Met {
    Met { begins: "22T00:57:00", key: hour(), age: SignedDuration::ZERO, arrives: "22T01:11:00" }
}

/// A run reads the hour as it was, sums the day, and writes it as late as it may.
fn run_with_the_old_hour(writes: &'static str) -> [Met; 2] {
    let begins = "22T01:20:54";
    [
        Met { begins, key: hour(), age: OLD, arrives: "22T01:20:54" },
        Met { begins, key: day(), age: SignedDuration::ZERO, arrives: writes },
    ]
}

/// Run B sums the day from the old hour. Before that day arrives run C looks at the mark, and sees the new
/// hour and no day. The mark must wait: this day is over.
#[test]
fn a_mark_waits_while_no_day_is_seen() {
    let run_c = Met {
        begins: "22T01:33:00",
        key: day(),
        age: SignedDuration::ZERO,
        arrives: "22T01:33:00",
    };
    let met = [run_a()].into_iter().chain(run_with_the_old_hour("22T01:34:00")).chain([run_c]);
    assert_eq!(shown(Rules::DESIGN, met.collect()), 3);
}

/// Run D sums the day from the new hour, and run E, which began soon after, from the old one. E's day
/// arrives last. Run C looks at the mark a moment later and still reads D's day, which is 25 minutes old
/// then: the longest run and the oldest read. Five minutes more are needed.
fn two_days_of_overlapping_runs() -> Vec<Met> {
    let none = SignedDuration::ZERO;
    let run_d = Met { begins: "22T01:17:00", key: day(), age: none, arrives: "22T01:22:00" };
    let run_c = Met {
        begins: "22T01:42:00",
        key: day(),
        age: SignedDuration::from_secs(6 * 60 + 18),
        arrives: "22T01:42:00",
    };
    let run_e = run_with_the_old_hour("22T01:35:48");
    [run_a(), run_d].into_iter().chain(run_e).chain([run_c]).collect()
}

#[test]
fn a_mark_waits_until_the_day_that_is_read_can_be_no_older_one() {
    assert_eq!(shown(Rules::DESIGN, two_days_of_overlapping_runs()), 3);
}

#[test]
fn a_margin_without_five_more_minutes_loses_an_answer() {
    let rules = Rules { marks_stay: MINUTE * 25, ..Rules::DESIGN };
    assert_eq!(shown(rules, two_days_of_overlapping_runs()), 2);
}
