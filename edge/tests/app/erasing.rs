//! Erasing a person: what storage holds afterwards, and what becomes of whatever comes later.

use std::collections::BTreeMap;
use std::sync::Arc;

use koe_edge::cron;
use koe_edge::store::{Entry, List, Page, Put, Store, StoreError, StoreFuture};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, START, answer, form, id, send};
use crate::persons::{named, post, put_site, stored, take_back};
use crate::wrapped::{Unlisted, passes_on};

const PERSON: &str = "u_42 of the owner";
const PATH: &str = "/v1/sites/kokage/respondents/u_42%20of%20the%20owner";
const DAY: i64 = 24 * 3_600;

async fn erase(app: &axum::Router) {
    let erased = send(app, "DELETE", PATH, &Value::Null).await;
    assert_eq!(erased.status, 204, "{}", erased.text);
}

/// How many answers of the person the owner can see.
async fn shown(deployment: &Deployment) -> usize {
    let page = send(&deployment.isolate(), "GET", PATH, &Value::Null).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.json()["answers"].as_array().unwrap().len()
}

async fn withdrawn(deployment: &Deployment) -> Value {
    let path = "/v1/sites/kokage/scores?survey=shop-nps&from=2026-11-20&to=2026-11-22";
    let scores = send(&deployment.isolate(), "GET", path, &Value::Null).await;
    scores.json()["excluded"]["withdrawn"].clone()
}

/// Every key, value and metadata there is, whatever its kind.
async fn everything(deployment: &Deployment) -> BTreeMap<String, Entry> {
    stored(&*deployment.store, "").await
}

/// Where a text stands in storage: in a key, a value or metadata.
fn places<'a>(everything: &'a BTreeMap<String, Entry>, text: &str) -> Vec<&'a str> {
    let holds = |(key, entry): &(&String, &Entry)| {
        let metadata = entry.metadata.as_deref().unwrap_or_default();
        [key.as_str(), &entry.value, metadata].iter().any(|place| place.contains(text))
    };
    everything.iter().filter(holds).map(|(key, _)| key.as_str()).collect()
}

/// Lets the cron run as often as it does, for so long.
async fn run_cron(deployment: &Deployment, seconds: i64) {
    for _ in 0..seconds / 600 {
        deployment.pass(600);
        cron::run(&deployment.state()).await.unwrap();
    }
}

/// Answers of a person by every way in, and one of somebody else.
async fn answer_in_every_way(app: &axum::Router) {
    post(app, &named(&id(1), 1, PERSON)).await;
    post(app, &named(&id(1), 2, PERSON)).await;
    let hosted = format!("score=8&comment=lovely&id={}&respondent={PERSON}", id(2));
    assert_eq!(form(app, "/p/kokage/shop-nps", &hosted).await.status, 303);
    let receipt = format!("/r/kokage/{}", id(2));
    let change = "do=change&score=3&comment=lovely&revision=1";
    assert_eq!(form(app, &receipt, change).await.status, 303);
    let file =
        json!(format!("score,answered_at,respondent,comment\n7,2026-11-20,{PERSON},lovely\n"));
    let imports = "/v1/sites/kokage/imports?survey=shop-nps";
    assert_eq!(send(app, "POST", imports, &file).await.json()["accepted"], 1);
    let mut other = named(&id(3), 1, "somebody else");
    other["comment"] = json!("splendid");
    post(app, &other).await;
}

/// answers by every way in · DELETE 204: of the person, the hash of the id is left, in the one mark, and
/// nothing else in any key, value or metadata; somebody else is untouched · the answers count as withdrawn
#[tokio::test]
async fn nothing_of_the_person_is_left_but_one_mark() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    answer_in_every_way(&app).await;
    let before = everything(&deployment).await;
    assert_eq!(places(&before, PERSON).len(), 5, "the values of the revisions, and no key");
    assert_eq!(places(&before, "lovely").len(), 5);
    assert_eq!(shown(&deployment).await, 3);

    erase(&app).await;
    let after = everything(&deployment).await;
    let mark = after.keys().find(|key| key.starts_with("erased/kokage/")).unwrap();
    let hash = mark.rsplit('/').next().unwrap();
    assert_eq!((hash.len(), places(&before, hash).len()), (64, 5));
    assert_eq!(places(&after, hash), [mark]);
    assert_eq!(after[mark].metadata.as_deref(), Some("2026-11-21T03:00:00Z"));
    for text in [PERSON, "lovely"] {
        assert_eq!(places(&after, text), Vec::<&str>::new(), "{text}");
    }
    assert_eq!((places(&after, "somebody else").len(), places(&after, "splendid").len()), (1, 1));
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(3)));
    assert_eq!(places(&after, "plan=pro").len(), 2, "somebody else's answer and its entry");
    run_cron(&deployment, DAY).await;
    let later = everything(&deployment).await;
    assert_eq!(places(&later, hash), [mark]);
    assert_eq!((places(&later, PERSON).len(), places(&later, "lovely").len()), (0, 0));
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(3)));
}

/// the same, 31 days later: no mark · after retention, and the month by which a day's tally outlives its
/// hours: the site, its history and the cron's own entry
#[tokio::test]
async fn in_the_end_not_even_the_mark_is_left() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    answer_in_every_way(&app).await;
    erase(&app).await;
    run_cron(&deployment, DAY).await;
    deployment.pass(30 * DAY);
    assert_eq!(stored(&*deployment.store, "erased/").await.len(), 0);
    deployment.pass(731 * DAY);
    let left = everything(&deployment).await;
    let [cron, history, site, bounds] = left.keys().collect::<Vec<_>>()[..] else {
        panic!("{:?}", left.keys())
    };
    assert_eq!([cron, site, bounds], ["cron/erased", "site/kokage", "tally/kokage/bounds"]);
    assert!(history.starts_with("history/kokage/"), "{history}");
    assert_eq!(places(&left, PERSON), Vec::<&str>::new());
}

/// no erasure, but the end of retention: nothing of any person is left
#[tokio::test]
async fn the_end_of_retention_leaves_nothing_of_a_person() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    answer_in_every_way(&app).await;
    deployment.pass(730 * DAY + 1);
    let left: Vec<String> = everything(&deployment).await.into_keys().collect();
    assert!(left.len() == 2 && left[0].starts_with("history/kokage/"), "{left:?}");
    assert_eq!(left[1], "site/kokage");
}

/// a storage that lists nothing yet · DELETE 204: nothing is found · the cron looks again after 11 minutes,
/// not before, and erases it
#[tokio::test]
async fn what_no_list_shows_yet_is_erased_after_eleven_minutes() {
    let deployment = Deployment::new();
    let lagging = deployment.behind(Arc::new(Unlisted(Arc::clone(&deployment.store)))).isolate();
    put_site(&lagging).await;
    post(&lagging, &named(&id(1), 1, PERSON)).await;
    erase(&lagging).await;
    assert_eq!(shown(&deployment).await, 1);
    deployment.pass(659);
    cron::run(&deployment.state()).await.unwrap();
    assert_eq!(shown(&deployment).await, 1);
    deployment.pass(1);
    cron::run(&deployment.state()).await.unwrap();
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(1)));
    assert_eq!(places(&everything(&deployment).await, PERSON), Vec::<&str>::new());
}

/// a revision whose entry shows and which itself does not, since it is being written · DELETE 204 · it is
/// written then: hidden at once, and deleted by the cron
#[tokio::test]
async fn a_revision_that_is_written_meanwhile_is_found() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &named(&id(1), 1, PERSON)).await;
    let (key, entry) = stored(&*deployment.store, "answer/").await.pop_first().unwrap();
    deployment.store.delete(&key).await.unwrap();
    erase(&app).await;
    assert_eq!(stored(&*deployment.store, "person/").await.len(), 0);
    let put = Put { value: &entry.value, metadata: entry.metadata.as_deref(), ..Put::default() };
    deployment.store.put(&key, put).await.unwrap();
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(1)));
    deployment.settle().await;
    assert_eq!(places(&everything(&deployment).await, PERSON), Vec::<&str>::new());
}

/// after the erasure: the same POST again 202, and the same import: neither shows, nor counts, and the cron
/// deletes what they stored
#[tokio::test]
async fn what_is_sent_again_brings_nothing_back() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    answer_in_every_way(&app).await;
    erase(&app).await;
    run_cron(&deployment, 3 * DAY).await;
    post(&app, &named(&id(1), 1, PERSON)).await;
    post(&app, &named(&id(1), 3, PERSON)).await;
    let file =
        json!(format!("score,answered_at,respondent,comment\n7,2026-11-20,{PERSON},lovely\n"));
    let imports = "/v1/sites/kokage/imports?survey=shop-nps";
    assert_eq!(send(&app, "POST", imports, &file).await.json()["duplicates"], 1);
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(3)));
    run_cron(&deployment, DAY / 2).await;
    let left = everything(&deployment).await;
    assert_eq!((places(&left, PERSON).len(), places(&left, "lovely").len()), (0, 0));
    assert_eq!(stored(&*deployment.store, "person/").await.len(), 1, "somebody else's");
    assert_eq!((shown(&deployment).await, withdrawn(&deployment).await), (0, json!(3)));
}

/// after the erasure, of the same person: an answer from before it that nobody has seen yet, sent by a browser
/// 29 days later, goes within half a day; one that is given after the erasure stays
#[tokio::test]
async fn what_was_answered_before_goes_and_what_is_answered_after_stays() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    erase(&app).await;
    run_cron(&deployment, 1_200).await;
    let new = AnswerId::new(START.unsigned_abs() + 1_200_000, 5).to_secret_string();
    post(&app, &named(&new, 1, PERSON)).await;
    run_cron(&deployment, 29 * DAY).await;
    post(&app, &named(&id(1), 1, PERSON)).await;
    assert_eq!(shown(&deployment).await, 2);
    run_cron(&deployment, DAY / 2).await;
    assert_eq!(shown(&deployment).await, 1);
    let page = send(&app, "GET", PATH, &Value::Null).await.json();
    assert_eq!(page["answers"][0]["answered_at"], "2026-11-21T03:20:00Z");
    run_cron(&deployment, 3 * DAY).await;
    assert_eq!(shown(&deployment).await, 1, "the mark is gone, the answer stays");
}

/// an answer taken back, its segments noted · a revision of it that names the person comes late · the person
/// is erased: the tombstone says no segment any more, and still that it hid something
#[tokio::test]
async fn an_erasure_takes_the_segments_of_what_was_taken_back() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &named(&id(1), 1, PERSON)).await;
    take_back(&app, &id(1)).await;
    post(&app, &named(&id(1), 2, PERSON)).await;
    assert_eq!(places(&everything(&deployment).await, "plan=pro").len(), 3);
    erase(&app).await;
    assert_eq!(places(&everything(&deployment).await, "plan=pro"), Vec::<&str>::new());
    assert_eq!(withdrawn(&deployment).await, 1);
}

/// one prompt answered under two persons, and anonymously before: erasing one erases the answer, and the
/// entry that leads to it from the other
#[tokio::test]
async fn an_answer_of_two_persons_goes_with_each() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &answer(&id(1), 1)).await;
    post(&app, &named(&id(1), 2, PERSON)).await;
    post(&app, &named(&id(1), 3, "somebody else")).await;
    erase(&app).await;
    assert_eq!(stored(&*deployment.store, "person/").await.len(), 0);
    assert_eq!(stored(&*deployment.store, "answer/").await.len(), 1, "the tombstone");
}

/// a person of 400 answers · DELETE 204 · the cron erases the rest: no invocation takes 1,000 operations, and
/// other tasks of the cron have their share
#[tokio::test]
async fn a_person_of_many_answers_is_erased_in_pieces() {
    let deployment = Deployment::new();
    let counting = Counting::new(&deployment);
    let counted = deployment.behind(counting.clone());
    let app = counted.isolate();
    put_site(&app).await;
    for number in 0..400 {
        post(&app, &named(&id(number), 1, PERSON)).await;
        if number % 50 == 0 {
            deployment.pass(10);
        }
    }
    counting.since();
    erase(&app).await;
    let first = counting.since().len();
    assert!((500..1_000).contains(&first), "{first}");
    let mut runs = 0;
    while !stored(&*deployment.store, "person/").await.is_empty() {
        deployment.pass(660);
        cron::run(&counted.state()).await.unwrap();
        let operations = counting.since().len();
        assert!(operations < 1_000, "{operations}");
        runs += 1;
        assert!(runs < 20, "the cron does not get to the end");
    }
    assert_eq!(withdrawn(&deployment).await, 400);
    run_cron(&deployment, DAY).await;
    assert_eq!(places(&everything(&deployment).await, PERSON), Vec::<&str>::new());
}

/// no erasure: the cron asks once whether there is one, and writes nothing
#[tokio::test]
async fn a_deployment_without_erasures_pays_one_list() {
    let deployment = Deployment::new();
    let counting = Counting::new(&deployment);
    cron::run(&deployment.behind(counting.clone()).state()).await.unwrap();
    assert_eq!(counting.since(), ["list erased/", "list due/", "list site/", "list late/"]);
}

/// a mark that is not due costs a list and a read, whatever there is of its person; when it is due, a list of
/// the person, and the cron notes that it looked
#[tokio::test]
async fn a_mark_is_looked_at_when_it_is_due() {
    let deployment = Deployment::new();
    put_site(&deployment.isolate()).await;
    erase(&deployment.isolate()).await;
    let counting = Counting::new(&deployment);
    let state = deployment.behind(counting.clone()).state();
    // Until the tallies are looked at: those have tests of their own.
    let run = async |seconds| {
        deployment.pass(seconds);
        cron::run(&state).await.unwrap();
        let asked = counting.since();
        asked.into_iter().take_while(|call| call != "list due/").collect::<Vec<_>>()
    };
    let idle = ["list erased/", "get cron/erased"];
    let looks =
        ["list erased/", "get cron/erased", "get site/kokage", "list person", "put cron/erased"];
    assert_eq!(run(600).await, idle);
    assert_eq!(run(60).await, looks);
    assert_eq!(run(600).await, idle);
    assert_eq!(run(DAY / 2 - 601).await, idle);
    assert_eq!(run(1).await, looks);
    // A cron that did not run for a week makes up for it at once.
    assert_eq!(run(7 * DAY).await, looks);
    assert_eq!(run(600).await, idle);
}

/// a storage that does not list marks: the run says so, and what was taken back is swept all the same
#[tokio::test]
async fn a_task_that_fails_keeps_no_other_from_its_work() {
    struct Unmarked(Arc<dyn Store>);

    impl Store for Unmarked {
        passes_on!(0: get, get_many, put, delete);

        fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
            match list.prefix {
                "erased/" => Box::pin(async { Err(StoreError::Busy) }),
                _ => self.0.list(list),
            }
        }
    }

    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &answer(&id(1), 1)).await;
    take_back(&app, &id(1)).await;
    deployment.pass(600);
    let failing = deployment.behind(Arc::new(Unmarked(Arc::clone(&deployment.store))));
    assert_eq!(cron::run(&failing.state()).await, Err(StoreError::Busy));
    assert_eq!(stored(&*deployment.store, "late/").await.len(), 0);
}

/// the site is deleted · what had not shown of the person is erased all the same
#[tokio::test]
async fn the_cron_looks_again_though_the_site_was_deleted() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    erase(&app).await;
    post(&app, &named(&id(1), 1, PERSON)).await;
    assert_eq!(send(&app, "DELETE", "/v1/sites/kokage", &Value::Null).await.status, 204);
    assert_eq!(send(&app, "DELETE", PATH, &Value::Null).await.status, 404);
    run_cron(&deployment, 1_200).await;
    assert_eq!(places(&everything(&deployment).await, PERSON), Vec::<&str>::new());
}
