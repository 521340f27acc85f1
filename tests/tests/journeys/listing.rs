//! Listing answers: newest first, filtered, in pages.

use crate::edge;
use jiff::SignedDuration;
use koe_tests::fixtures::{Site, encoded, id_at, public_id};
use serde_json::{Value, json};

/// Answers a minute apart, the first being the oldest; their public ids, newest first.
fn answers(site: &Site, scores: &[u8]) -> Vec<String> {
    let first = site.client.now() - SignedDuration::from_hours(2);
    let mut ids: Vec<_> = (0..)
        .zip(scores)
        .map(|(minute, score)| {
            let id = id_at(first + SignedDuration::from_mins(minute));
            let comment = format!("comment {minute}");
            let fields = json!({ "score": score, "id": id, "comment": comment });
            public_id(&site.id, &site.take(&site.answer("shop-nps", &fields)))
        })
        .collect();
    ids.reverse();
    ids
}

fn ids(page: &Value) -> Vec<String> {
    let answers = page["answers"].as_array().unwrap_or_else(|| panic!("{page}"));
    answers.iter().map(|answer| answer["id"].as_str().unwrap().to_owned()).collect()
}

/// 1. Seven answers, read three at a time until the cursor is null: 200 each.
/// 2. Every answer came once, newest first.
#[test]
fn pages_join_to_the_whole_newest_first() {
    let site = Site::shop(&edge(), "pages");
    let expected = answers(&site, &[1, 2, 3, 4, 5, 6, 7]);
    let (mut read, mut cursor) = (Vec::new(), String::new());
    for _ in 0..100 {
        let page = site.ask_answers(&format!("limit=3{cursor}")).is(200).json();
        let more = ids(&page);
        assert!(more.len() <= 3, "{page}");
        read.extend(more);
        match page["cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(read, expected);
}

/// 1. An answer that arrives between two pages does not disturb those that follow: 200.
#[test]
fn a_cursor_stands_though_answers_arrive() {
    let site = Site::shop(&edge(), "moving-pages");
    let expected = answers(&site, &[1, 2, 3, 4]);
    let first = site.ask_answers("limit=2").is(200).json();
    site.score("shop-nps", 9);
    let cursor = first["cursor"].as_str().unwrap();
    let second = site.ask_answers(&format!("limit=2&cursor={cursor}")).is(200).json();
    assert_eq!([ids(&first), ids(&second)].concat(), expected);
}

/// 1. By survey, outcome, bucket, comment, text and period: 200 with those that fit.
#[test]
fn answers_can_be_filtered() {
    let site = Site::shop(&edge(), "list-filters");
    answers(&site, &[0, 6, 7, 8, 9, 10]);
    site.score("visit-csat", 5);
    site.score("support-ces", 1);
    site.take(&site.dismissal("shop-nps"));
    for (query, count) in [
        ("", 8),
        ("survey=shop-nps", 6),
        ("metric=nps", 6),
        ("outcome=dismissed", 1),
        ("outcome=ignored", 0),
        ("bucket=detractor", 3),
        ("bucket=passive", 2),
        ("survey=shop-nps&bucket=promoter", 2),
        ("has_comment=true", 6),
        ("has_comment=false", 2),
        ("q=comment%203", 1),
        ("q=nothing-of-the-kind", 0),
        ("channel=web", 8),
        ("channel=email", 0),
        ("from=2020-01-01&to=2020-02-01", 0),
        ("limit=1000", 8),
    ] {
        assert_eq!(site.answers(query).len(), count, "{query}");
    }
}

/// 1. A comment is found however a letter is composed, in half and in full width, without case: 200.
/// 2. It is listed as it was written: 200. Another letter does not find it: 200.
#[test]
fn a_search_finds_what_a_person_means() {
    let site = Site::shop(&edge(), "search");
    let comments = ["Le caf\u{e9} \u{c9}TAIT froid", "ｶﾞｯｶﾘした", "配送がＴＯＯ　ＬＡＴＥ"];
    for comment in comments {
        site.take(&site.answer("shop-nps", &json!({ "score": 3, "comment": comment })));
    }
    for (q, expected) in [
        ("cafe\u{301} e\u{301}tait", Some(comments[0])),
        ("CAF\u{c9}", Some(comments[0])),
        ("cafe etait", None),
        ("ガッカリ", Some(comments[1])),
        ("カ\u{3099}ッカリ", Some(comments[1])),
        ("カッカリ", None),
        ("too late", Some(comments[2])),
        ("配送か\u{3099}too", Some(comments[2])),
    ] {
        let found = site.answers(&format!("q={}", encoded(q)));
        let found: Vec<&str> =
            found.iter().map(|answer| answer["comment"].as_str().unwrap()).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{q}");
    }
}

/// 1. An invalid limit, cursor, outcome, bucket or format: 422, naming the parameter.
#[test]
fn a_listing_that_makes_no_sense_is_refused_by_parameter() {
    let site = Site::shop(&edge(), "bad-listings");
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=ten", "limit"),
        ("cursor=nonsense", "cursor"),
        ("outcome=skipped", "outcome"),
        ("bucket=neutral", "bucket"),
        ("has_comment=perhaps", "has_comment"),
        ("format=xml", "format"),
        ("colour=red", "colour"),
    ] {
        let reply = site.ask_answers(query);
        assert_eq!(reply.status(), 422, "{query}: {}", reply.text());
        assert_eq!(reply.json()["field"], field, "{query}: {}", reply.text());
    }
}
