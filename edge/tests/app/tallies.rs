//! Tallies: a score is the same number read raw, from hours, and half-way between; and what a count
//! erases.

use jiff::Timestamp;
use koe_edge::cron;
use koe_edge::store::keys::Slot;
use koe_edge::store::{List, Listed, Put};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, START, answer, document, id, put_site, send};

/// Minutes between two runs of the cron.
const PERIOD: i64 = 10;

async fn listed(deployment: &Deployment, prefix: &str) -> Vec<Listed> {
    let list = List { prefix, limit: 1_000, cursor: None };
    deployment.store.list(list).await.unwrap().keys
}

async fn keys(deployment: &Deployment, prefix: &str) -> usize {
    listed(deployment, prefix).await.len()
}

/// How many revisions are stored.
async fn revisions(deployment: &Deployment) -> usize {
    let (mut revisions, mut cursor) = (0, None);
    loop {
        let list = List { prefix: "answer/", limit: 1_000, cursor: cursor.as_deref() };
        let page = deployment.store.list(list).await.unwrap();
        let ranks = page.keys.iter().filter_map(|entry| Slot::parse(&entry.key));
        revisions += ranks.filter(|slot| !slot.rank.is_tombstone()).count();
        cursor = page.cursor;
        if cursor.is_none() {
            return revisions;
        }
    }
}

/// Lets so much time pass, with a run of the cron every ten minutes.
async fn pass(deployment: &Deployment, minutes: i64) {
    for _ in 0..minutes / PERIOD {
        deployment.pass(PERIOD * 60);
        cron::run(&deployment.state()).await.unwrap();
    }
}

async fn scores(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/scores?survey=shop-nps&{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// Without what says of when the numbers are.
fn numbers(mut scores: Value) -> Value {
    for field in ["as_of", "counted_until"] {
        assert!(scores.as_object_mut().unwrap().remove(field).is_some(), "{field}");
    }
    scores
}

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).unwrap()]
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }
}

/// A site in a zone of half hours, with what reports filter and group by.
fn rich_document() -> Value {
    let mut document = document(1);
    document["timezone"] = json!("Asia/Kolkata");
    document["locales"] = json!(["en", "ja"]);
    document["segments"] = json!({ "plan": ["free", "pro"] });
    document["touchpoints"] = json!([{ "id": "browsing" }]);
    document["privacy"] = json!({ "min_group": 2 });
    document
}

/// Answers of the two days before the start: revisions, tests, dismissals, forced prompts, ones taken
/// back, with what the site declares and what it does not.
async fn fill(deployment: &Deployment, dice: &mut Dice, answers: u64) {
    let app = deployment.isolate();
    for _ in 0..answers {
        let ago = dice.below(48 * 3_600);
        let time = u64::try_from(START).unwrap() - ago * 1_000;
        let id = AnswerId::new(time, u128::from(dice.below(u64::MAX)));
        let id = id.to_secret_string();
        let revisions = 1 + dice.below(3);
        for revision in 1..=revisions {
            let mut told = answer(&id, u8::try_from(revision).unwrap());
            told["score"] = json!(dice.below(11));
            told["touchpoint"] = json!(dice.pick(&["post-purchase", "browsing", "made-up"]));
            told["locale"] = json!(dice.pick(&["en", "ja", "de"]));
            told["segments"]["plan"] = json!(dice.pick(&["free", "pro", "gold"]));
            told["test"] = json!(dice.one_in(9));
            told["forced"] = json!(dice.one_in(9));
            if dice.one_in(3) {
                told["outcome"] = json!(dice.pick(&["dismissed", "ignored"]));
                told.as_object_mut().unwrap().remove("score");
            }
            let taken = send(&app, "POST", "/v1/answers", &told).await;
            assert_eq!(taken.status, 202, "{}", taken.text);
        }
        if dice.one_in(6) {
            let path = format!("/v1/answers/kokage/{id}");
            assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
        }
        // The limit of one client is 120 writes in ten seconds; the clock must hardly move.
        if dice.one_in(12) {
            deployment.pass(10);
        }
    }
}

const QUERIES: [&str; 11] = [
    "from=2026-11-18&to=2026-11-22",
    "from=2026-11-18&to=2026-11-22&interval=hour",
    "from=2026-11-18&to=2026-11-22&interval=day&group_by=touchpoint",
    "from=2026-11-19T02:07:09Z&to=2026-11-20T21:40:01Z&group_by=locale",
    "from=2026-11-19T02:15:00Z&to=2026-11-20T21:45:00Z&interval=hour&group_by=segment.plan",
    "from=2026-11-20&to=2026-11-21&compare=previous",
    "from=2026-11-20T01:01:01Z&to=2026-11-20T20:20:20Z&compare=previous&group_by=channel",
    "from=2026-11-19&to=2026-11-21&compare=2026-11-20..2026-11-21",
    "from=2026-11-18&to=2026-11-22&touchpoint=browsing&interval=day",
    "from=2026-11-18&to=2026-11-22&segment.plan=pro&locale=ja",
    "from=2026-11-18&to=2026-11-22&touchpoint=(other)&group_by=version",
];

/// 400 answers of two days, read raw · while the cron counts them hour by hour, and when it has counted
/// all · then by days alone: every query gives the same numbers each time. Where they were received with
/// late marks, and where they are history from before there were any
#[tokio::test]
async fn a_score_is_the_same_raw_by_hours_by_days_and_half_way_between() {
    for is_history in [false, true] {
        let deployment = Deployment::new();
        let app = deployment.isolate();
        let put = send(&app, "PUT", "/v1/sites/kokage", &rich_document()).await;
        assert_eq!(put.status, 201, "{}", put.text);
        fill(&deployment, &mut Dice(12), 400).await;
        if is_history {
            for mark in listed(&deployment, "late/").await {
                deployment.store.delete(&mark.key).await.unwrap();
            }
        }
        let mut raw = Vec::new();
        for query in QUERIES {
            let scores = scores(&deployment, query).await;
            assert_eq!(scores["counted_until"], Value::Null);
            raw.push(numbers(scores));
        }
        assert!(raw[0]["result"]["n"].as_u64().unwrap() > 100, "{}", raw[0]);
        let mut reached = Vec::new();
        for _ in 0..48 {
            pass(&deployment, PERIOD).await;
            reached.push(keys(&deployment, "tally/kokage/hour/").await);
            for (query, raw) in QUERIES.iter().zip(&raw) {
                let numbers = numbers(scores(&deployment, query).await);
                assert_eq!(numbers, *raw, "{query}, {reached:?}");
            }
        }
        assert!(reached.contains(&24) == is_history && reached.ends_with(&[48]), "{reached:?}");
        // Now all is read from tallies, but for the quarters that a range cuts.
        assert_eq!(keys(&deployment, "late/").await, 0);
        for entry in listed(&deployment, "answer/").await {
            deployment.store.delete(&entry.key).await.unwrap();
        }
        let whole = [0, 1, 2, 4, 5, 7, 8, 9, 10];
        for (query, raw) in whole.iter().map(|whole| (QUERIES[*whole], &raw[*whole])) {
            assert_eq!(numbers(scores(&deployment, query).await), *raw, "{query}");
        }
        // The last of the three days ends 16 hours after the start, in its time zone.
        pass(&deployment, 24 * 60).await;
        assert_eq!(keys(&deployment, "tally/kokage/day/").await, 3);
        for (query, raw) in whole.iter().map(|whole| (QUERIES[*whole], &raw[*whole])) {
            assert_eq!(numbers(scores(&deployment, query).await), *raw, "{query}");
        }
        // Now whole days are read from their own tallies, with one dimension at most.
        for entry in listed(&deployment, "tally/kokage/hour/").await {
            deployment.store.delete(&entry.key).await.unwrap();
        }
        for whole in [0, 2, 5, 7, 8, 10] {
            assert_eq!(numbers(scores(&deployment, QUERIES[whole]).await), raw[whole], "{whole}");
        }
        for hours in [1, 4, 9] {
            assert_ne!(numbers(scores(&deployment, QUERIES[hours]).await), raw[hours], "{hours}");
        }
    }
}

/// an answer of an hour that was counted arrives a day late · until it is counted `as_of` says so · then
/// it is in, and its mark goes
#[tokio::test]
async fn what_comes_late_is_counted_and_as_of_says_when() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    send(&app, "POST", "/v1/answers", &answer(&id(60), 1)).await;
    pass(&deployment, 24 * 60).await;
    let before = scores(&deployment, "from=2026-11-20").await;
    assert_eq!(before["result"]["n"], 1);
    assert_eq!(keys(&deployment, "late/").await, 0);
    // 2026-11-22T03:00:00Z, for the last second of 02:59Z of the day before.
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(120), 1)).await.status, 202);
    assert_eq!(keys(&deployment, "late/kokage/").await, 1);
    deployment.pass(15 * 60);
    let missing = scores(&deployment, "from=2026-11-20").await;
    assert_eq!(
        (&missing["result"]["n"], &missing["as_of"]),
        (&json!(1), &json!("2026-11-22T03:00:00Z"))
    );
    pass(&deployment, 20).await;
    let counted = scores(&deployment, "from=2026-11-20").await;
    assert_eq!(counted["result"]["n"], 2);
    let as_of: Timestamp = counted["as_of"].as_str().unwrap().parse().unwrap();
    assert_eq!(as_of.to_string(), "2026-11-22T03:25:00Z");
    pass(&deployment, 60).await;
    assert_eq!(keys(&deployment, "late/").await, 0);
}

/// one answer of a day whose last hours are empty: `until` passes them a quarter of an hour after the day, but
/// the day is summed only three quarters after it, since till then a late mark goes without asking for it
#[tokio::test]
async fn a_day_is_not_summed_before_its_marks_ask_for_it() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    send(&app, "POST", "/v1/answers", &answer(&id(60), 1)).await;
    // 2026-11-22T00:40:00Z, of a site in UTC: the run at 00:20 has looked for new hours.
    pass(&deployment, 21 * 60 + 40).await;
    assert_eq!(keys(&deployment, "tally/kokage/day/").await, 0);
    pass(&deployment, 60).await;
    assert_eq!(keys(&deployment, "tally/kokage/day/").await, 1);
}

/// two revisions 202 · DELETE 204: only the tombstone is left, and no mark, since the hour is not counted
/// yet · a revision that comes late is erased when the hour is
#[tokio::test]
async fn a_revision_under_a_tombstone_is_erased_when_its_hour_is_counted() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    for revision in [1, 2] {
        send(&app, "POST", "/v1/answers", &answer(&id(1), revision)).await;
    }
    send(&app, "DELETE", &path, &Value::Null).await;
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 0));
    cron::run(&deployment.state()).await.unwrap();
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 3)).await.status, 202);
    assert_eq!(keys(&deployment, "answer/").await, 2);
    pass(&deployment, 180).await;
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 0));
    let scores = scores(&deployment, "from=2026-11-20").await;
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&0.into(), &1.into()));
}

/// taken back before it came · nine days later its answer arrives: it is erased with what was written, it
/// is in no score, and it counts as withdrawn
#[tokio::test]
async fn an_answer_that_comes_days_after_its_taking_back_is_erased() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    pass(&deployment, 9 * 24 * 60).await;
    let mut told = answer(&id(1), 1);
    told["comment"] = json!("unmistakable words");
    assert_eq!(send(&app, "POST", "/v1/answers", &told).await.status, 202);
    pass(&deployment, 180).await;
    let left = listed(&deployment, "answer/").await;
    let told: Vec<&str> = left.iter().filter_map(|entry| entry.metadata.as_deref()).collect();
    assert_eq!(told, ["2", "21i---w00000108shop-nps0000"], "{left:?}");
    assert_eq!(keys(&deployment, "late/").await, 0);
    let scores = scores(&deployment, "from=2026-11-20").await;
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&0.into(), &1.into()));
}

/// made-up ids 204: no mark
#[tokio::test]
async fn what_hid_nothing_leaves_no_mark() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for ago in 0..10 {
        let path = format!("/v1/answers/kokage/{}", id(ago));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    }
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (10, 0));
}

/// a tally and bounds of a newer release, or damaged: the score is right, and the next runs write them
/// again
#[tokio::test]
async fn what_can_not_be_read_is_read_raw_and_counted_again() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    send(&app, "POST", "/v1/answers", &answer(&id(60), 1)).await;
    pass(&deployment, 4 * 60).await;
    let tally = listed(&deployment, "tally/kokage/hour/").await;
    assert_eq!(tally.len(), 1, "{tally:?}");
    let n = async || scores(&deployment, "from=2026-11-20").await["result"]["n"].clone();
    for (value, metadata) in
        [("7\n0r1 x", "2 of a newer release"), ("damaged", "1 1795237200000 7")]
    {
        let put = Put { value, metadata: Some(metadata), ..Put::default() };
        deployment.store.put(&tally[0].key, put).await.unwrap();
        assert_eq!(n().await, 1, "{value}");
    }
    for value in ["2 of a newer release", "", "1 0 0 7"] {
        deployment.store.put("tally/kokage/bounds", Put { value, ..Put::default() }).await.unwrap();
        assert_eq!(n().await, 1, "{value}");
    }
}

/// A site late in the alphabet with one late answer, beside one with 1,000 of them in as many hours: its
/// mark is worked in the first two runs that can
#[tokio::test]
async fn one_site_s_flood_does_not_keep_another_s_waiting() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    for site in ["aaa", "zzz"] {
        let put = send(&app, "PUT", &format!("/v1/sites/{site}"), &document(1)).await;
        assert_eq!(put.status, 201);
    }
    for run in 0..18 {
        deployment.pass(600);
        cron::run(&deployment.state()).await.unwrap();
        assert!(run < 17 || keys(&deployment, "tally/").await >= 2);
    }
    let told = |site: &str, ago: u64| {
        let mut told = answer(&id(ago), 1);
        told["site"] = json!(site);
        told
    };
    for hour in 0..600 {
        assert_eq!(
            send(&app, "POST", "/v1/answers", &told("aaa", hour * 3_600_000)).await.status,
            202
        );
        if hour % 50 == 49 {
            deployment.pass(10);
        }
    }
    assert_eq!(send(&app, "POST", "/v1/answers", &told("zzz", 7_200_000)).await.status, 202);
    pass(&deployment, 40).await;
    assert_eq!(keys(&deployment, "tally/zzz/hour/").await, 1);
    // The flood needs several runs, and ends.
    pass(&deployment, 240).await;
    assert_eq!(keys(&deployment, "late/").await, 0);
}

/// 700 made-up ids are taken back, and then answered: no run of the cron asks for 1,000 operations, and in
/// the end no revision is left, and all of them count as withdrawn
#[tokio::test]
async fn a_flood_of_answers_under_tombstones_is_erased_in_pieces() {
    let deployment = Deployment::new();
    let counting = Counting::new(&deployment);
    let counted = deployment.behind(counting.clone());
    let app = counted.isolate();
    put_site(&app, 1).await;
    for ago in 0..700 {
        let path = format!("/v1/answers/kokage/{}", id(ago));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
        assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(ago), 1)).await.status, 202);
        if ago % 50 == 49 {
            deployment.pass(10);
        }
    }

    counting.since();
    let mut runs_that_erased = 0;
    for _ in 0..60 {
        deployment.pass(PERIOD * 60);
        let kept = cron::run(&counted.state()).await.unwrap();
        let operations = counting.since().len();
        assert!(operations < 1_000, "{operations}");
        runs_that_erased += usize::from(kept.erased > 0);
    }
    assert!(runs_that_erased > 1, "one run was enough: this is no flood");
    assert_eq!((revisions(&deployment).await, keys(&deployment, "late/").await), (0, 0));
    let scores = scores(&deployment, "from=2026-11-20").await;
    assert_eq!(
        (&scores["result"]["n"], &scores["excluded"]["withdrawn"]),
        (&0.into(), &700.into())
    );
}
