//! Taking an answer back, which holds whatever still arrives.

use crate::edge;
use koe_tests::fixtures::{Site, id_at, with};
use serde_json::json;

/// 1. An answer of two revisions is taken back: 204.
/// 2. It counts no more, is listed no more, and `excluded.withdrawn` says so: 200.
/// 3. Taking it back again: 204, and nothing changes.
#[test]
fn an_answer_taken_back_counts_no_more() {
    let site = Site::shop(&edge(), "taken-back");
    let kept = site.score("shop-nps", 10);
    let answer = site.answer("shop-nps", &json!({ "score": 0 }));
    let id = site.take(&answer);
    site.take(&with(&answer, &json!({ "revision": 2, "comment": "遅かった" })));
    assert_eq!(site.n("shop-nps"), 2);

    for _ in 0..2 {
        site.withdraw(&id).is(204);
        let scores = site.scores("survey=shop-nps");
        assert_eq!(scores["result"]["n"], 1, "{scores}");
        assert_eq!(scores["result"]["detractors"], 0, "{scores}");
        assert_eq!(scores["excluded"]["withdrawn"], 1, "{scores}");
    }
    let page = site.ask_answers("survey=shop-nps").is(200).text().to_owned();
    assert!(!page.contains("遅かった"), "{page}");
    assert_ne!(kept, id);
}

/// 1. An answer is taken back, then its first revision is sent again and a second one late: 202.
/// 2. It stays taken back: 200.
#[test]
fn a_retry_after_the_withdrawal_does_not_bring_it_back() {
    let site = Site::shop(&edge(), "late-retry");
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    let id = site.take(&answer);
    site.withdraw(&id).is(204);
    site.post(&answer).send().is(202);
    site.post(&with(&answer, &json!({ "revision": 2, "comment": "late" }))).send().is(202);
    site.post(&with(&answer, &json!({ "revision": 98, "comment": "later" }))).send().is(202);
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&json!(0), &json!(1)));
    assert!(scores["result"]["score"].is_null(), "no answers is null: {scores}");
}

/// 1. An answer is taken back before any of its revisions has arrived: 204.
/// 2. Then the revisions arrive: 202, and none of them counts: 200.
#[test]
fn a_withdrawal_may_overtake_the_answer() {
    let site = Site::shop(&edge(), "overtaken");
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    site.withdraw(answer["id"].as_str().unwrap()).is(204);
    site.post(&answer).send().is(202);
    assert_eq!(site.n("shop-nps"), 0);
    assert!(site.answers("survey=shop-nps").is_empty());
}

/// 1. An id nobody ever answered with: 204, since nobody may learn which ids exist.
/// 2. A word that is no id: 422. A site that is not there: 404.
/// 3. Another answer is untouched: 200.
#[test]
fn taking_back_never_says_whether_there_was_an_answer() {
    let site = Site::shop(&edge(), "no-such-answer");
    site.score("shop-nps", 9);
    site.withdraw(&id_at(site.client.now())).is(204);
    site.withdraw("no-id-at-all").refuses(422, "invalid_id", Some("id"));
    let elsewhere = format!("/v1/answers/nobody/{}", id_at(site.client.now()));
    site.client.delete(elsewhere).send().refuses(404, "unknown_site", Some("site"));
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. The owner deletes the site: 204. The visitor can still take the answer back: 204.
/// 2. The owner sets the site up again: 201. The answer is not there, the other one is: 200.
#[test]
fn an_answer_to_a_deleted_site_can_be_taken_back() {
    let client = edge();
    let site = Site::shop(&client, "closed-down");
    let id = site.score("shop-nps", 0);
    site.score("shop-nps", 10);
    client.delete(site.path("")).key(&site.write_key).send().is(204);
    site.withdraw(&id).is(204);
    let again = Site::shop(&client, "closed-down");
    let scores = again.scores("survey=shop-nps");
    assert_eq!(scores["result"]["n"], 1, "{scores}");
    assert_eq!(scores["result"]["promoters"], 1, "{scores}");
}

/// 1. One visitor's id on two sites: 202 both.
/// 2. Taken back on the first: 204; the second still counts it: 200.
#[test]
fn a_withdrawal_is_for_one_site() {
    let client = edge();
    let (here, there) = (Site::shop(&client, "here"), Site::shop(&client, "there"));
    let answer = here.answer("shop-nps", &json!({ "score": 9 }));
    let id = here.take(&answer);
    there.take(&with(&answer, &json!({ "site": "there" })));
    here.withdraw(&id).is(204);
    assert_eq!((here.n("shop-nps"), there.n("shop-nps")), (0, 1));
}
