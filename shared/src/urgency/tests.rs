//! Comments as people write them, and the reasons found in each.

use std::collections::BTreeSet;

use serde_json::json;

use super::words::{FILES, Topic, read, topics};
use super::{Reason, URGENT_FROM, Urgency, speaks_against_its_score};
use crate::folding::folded;
use crate::metric::{Bucket, Scale};
use crate::score::Score;
use crate::words::{Text, Word};

const DETRACTOR: u8 = 6;

fn nps(value: u8) -> Score {
    Score::new(Scale::Nps, i64::from(value)).unwrap()
}

/// The reasons in a detractor's comment who gave no address, in words.
#[track_caller]
fn check(comment: &str, reasons: &str) {
    let found = Urgency::of(nps(DETRACTOR), comment, false);
    let found = serde_json::to_value(found.reasons()).unwrap();
    let found: Vec<&str> = found.as_array().unwrap().iter().map(|r| r.as_str().unwrap()).collect();
    assert_eq!(found.join(" "), reasons, "{comment}");
}

#[test]
fn what_people_write_in_japanese_is_found() {
    for (comment, reasons) in [
        ("注ぎ口で火傷をしました", "safety"),
        ("ヤケドするところでした", "safety"),
        ("ｹｶﾞをしました", "safety"),
        ("充電中に発火しました。とても危ないです。", "safety"),
        ("解約したいのに方法が分かりません", "leaving"),
        ("退会します。", "leaving"),
        ("もう二度と買いません", "leaving"),
        ("もう使わないと思います", "leaving"),
        ("早く返金してほしい", "money"),
        ("二重に請求されていました", "money"),
        ("詐欺ですか", "money"),
        ("届いたら壊れていた", "broken"),
        ("蓋が割れていました", "broken"),
        ("アプリが動かない", "broken"),
        ("注文と違う色が入っていました", "broken"),
        ("一週間たっても届かない", "waiting"),
        ("１０日待っても返事がありません", "waiting"),
        ("電話がつながらなくて困る", "broken waiting"),
        ("至急ご連絡ください", "contact_wanted"),
        ("折り返しお電話をお願いします", "contact_wanted"),
        ("壊れていたので返金してください。返信を待っています。", "money broken contact_wanted"),
        (
            "届いた急須のふたが欠けていました。問い合わせて３日たちますが、まだ返事がありません。もう頼むことはないと思います。",
            "leaving broken waiting",
        ),
    ] {
        check(comment, reasons);
    }
}

#[test]
fn what_people_write_in_english_is_found() {
    for (comment, reasons) in [
        ("The kettle caught FIRE", "safety"),
        ("I had an allergic reaction.", "safety"),
        ("I’m cancelling my subscription", "leaving"),
        ("Cancelled!", "leaving"),
        ("You lost a customer. Never again", "leaving"),
        ("I want my money back.", "money"),
        ("still no refund", "money waiting"),
        ("I was CHARGED TWICE", "money"),
        ("It arrived broken", "broken"),
        ("The app doesn't work on my phone", "broken"),
        ("the app doesnt work", "broken"),
        ("Wrong size,again", "broken"),
        ("I have been waiting for ten days", "waiting"),
        ("Parcel has not arrived", "waiting"),
        ("nobody replied", "waiting"),
        ("please call me", "contact_wanted"),
        ("Get back to me about this", "contact_wanted"),
        ("ｒｅｆｕｎｄ　ｐｌｅａｓｅ", "money"),
        ("返金、refund、please", "money"),
        ("refundしてください", "money"),
    ] {
        check(comment, reasons);
    }
}

#[test]
fn what_only_looks_alike_is_not_found() {
    for comment in [
        // 火 in the name of a day; けが in だけが; やけど as a dialect's "but".
        "火曜日に届きました",
        "それだけが残念です",
        "ええ店やけど、高いな",
        "壊れにくいと聞いたのに重い",
        "一年使っても壊れない",
        "不具合はないが、重い",
        "デザインが気に入っていない",
        "待ち時間もなく、でも高い",
        "ノイズキャンセル機能が弱い",
        "カタログを資料請求しました",
        "ご連絡くださいましてありがとうございました",
        "Sue was rude",
        "an issue with the colour",
        "all this talk of cancel culture",
        "The noise-cancelling is weak",
        "it's a cheap brand",
        "nothing broken, but ugly",
        "There was no delay, only a bad smell",
        "The waiting room is cold",
        "Please don't call me",
        "brokenhearted",
        "",
        "　",
        "👎👎👎",
    ] {
        check(comment, "");
    }
}

/// The first is taken out, the second stays.
#[test]
fn an_exception_hides_its_own_place_alone() {
    check("前のは壊れなかったのに、今度は壊れました", "broken");
    check("not broken at first, broken a day later", "broken");
    check("No delay in the shop, a long delay in the post", "waiting");
    // What is left on either side makes no new word.
    check("解約する気はない約束", "");
}

#[test]
fn words_count_for_detractors_and_for_those_who_want_a_reply() {
    let comment = "返金してもらい、壊れた物も換えてもらえた";
    let sum = |value: u8, has_contact: bool| Urgency::of(nps(value), comment, has_contact).sum();
    for value in 0..=10 {
        let is_detractor = nps(value).bucket() == Bucket::Detractor;
        let very_low = u8::from(value <= 3);
        assert_eq!(sum(value, false), very_low + if is_detractor { 7 } else { 0 }, "{value}");
        assert_eq!(sum(value, true), very_low + 9, "{value}");
    }
    // In words, whatever the score.
    let asked = Urgency::of(nps(10), "最高です。でも壊れたので連絡ください", false);
    assert_eq!(asked.reasons(), [Reason::Broken, Reason::ContactWanted]);
}

#[test]
fn very_low_is_0_to_3_of_nps_and_1_of_the_others() {
    for scale in Scale::ALL {
        let very_low = scale.scores().filter(|value| {
            let score = Score::new(scale, i64::from(*value)).unwrap();
            Urgency::of(score, "", false).reasons() == [Reason::VeryLow]
        });
        let expected: Vec<u8> = if scale == Scale::Nps { (0..=3).collect() } else { vec![1] };
        assert_eq!(very_low.collect::<Vec<_>>(), expected, "{scale}");
    }
}

#[test]
fn weights_add_up_and_four_are_urgent() {
    assert_eq!(Reason::ALL.map(Reason::weight), [5, 4, 4, 3, 3, 2, 1]);
    let urgency = |value: u8, comment: &str| Urgency::of(nps(value), comment, false);
    assert_eq!((urgency(6, "broken").sum(), urgency(6, "broken").is_urgent()), (3, false));
    assert_eq!((urgency(3, "broken").sum(), urgency(3, "broken").is_urgent()), (4, true));
    assert_eq!((urgency(6, "refund").sum(), urgency(6, "refund").is_urgent()), (URGENT_FROM, true));
    // A reason counts once, however often it is given.
    assert_eq!(urgency(6, "broken, 壊れた, faulty, 故障").sum(), 3);
    let all = "火傷した。解約して返金してほしい。壊れていて、まだ届かない物もある。連絡ください";
    assert_eq!(urgency(0, all).reasons(), Reason::ALL);
    assert_eq!(urgency(0, all).sum(), 22);
}

#[test]
fn an_urgency_on_the_wire() {
    let urgency = Urgency::of(nps(0), "解約", true);
    assert_eq!(
        serde_json::to_value(urgency).unwrap(),
        json!({ "sum": 7, "reasons": ["leaving", "contact_wanted", "very_low"] })
    );
}

#[test]
fn words_may_stand_against_their_score() {
    for (value, comment, is_against) in [
        (10, "壊れていました", true),
        (9, "I want a refund", true),
        (10, "解約します", true),
        (10, "最高です", false),
        (10, "まだ届かない", false),
        (8, "壊れていました", false),
        (0, "とても満足しています。ありがとう", true),
        (1, "Great service, love it", true),
        (0, "満足できません", false),
        (0, "もっと早ければ良かった", false),
        (0, "I would not recommend it", false),
        (0, "thanks for nothing", false),
        (0, "壊れていました", false),
        (0, "", false),
    ] {
        let text = Text::of(comment);
        assert_eq!(speaks_against_its_score(nps(value), &text), is_against, "{value} {comment}");
    }
}

const TOPICS: [Topic; 7] = [
    Topic::Safety,
    Topic::Leaving,
    Topic::Money,
    Topic::Broken,
    Topic::Waiting,
    Topic::ContactWanted,
    Topic::Praise,
];

/// The letters of a word.
fn text(word: &Word) -> &str {
    match word {
        Word::Anywhere(word) => word,
        Word::Whole(word) => word.trim(),
    }
}

#[test]
fn every_list_is_there_in_every_language_and_says_nothing_twice() {
    for (language, file) in FILES {
        let lists = read(file);
        assert_eq!(lists.keys().copied().collect::<Vec<_>>(), TOPICS, "{language}");
        for (topic, list) in &lists {
            assert!(list.words.len() >= 20, "{language} {topic:?}");
            let all: Vec<&Word> = list.words.iter().chain(&list.except).collect();
            assert_eq!(
                all.iter().collect::<BTreeSet<_>>().len(),
                all.len(),
                "{language} {topic:?}"
            );
            for word in &list.words {
                let held = |other: &&Word| match (other, word) {
                    (Word::Anywhere(other), Word::Anywhere(word))
                    | (Word::Whole(other), Word::Whole(word)) => {
                        word != other && word.contains(other)
                    }
                    _ => false,
                };
                let other = list.words.iter().find(held);
                assert_eq!(other, None, "{language} {topic:?}: {word:?} is found by it");
            }
        }
    }
}

/// A word that is written another way than comments are compared would never be found.
#[test]
fn every_word_is_written_as_comments_are_compared() {
    for (language, file) in FILES {
        for list in read(file).values() {
            for word in list.words.iter().chain(&list.except) {
                let written = text(word);
                assert_eq!(folded(written), written, "{language}");
                assert!(!written.contains('\'') && !written.contains("  "), "{written:?}");
                assert!(written.chars().count() >= 2, "{written:?} is in too many others");
                assert_eq!(matches!(word, Word::Whole(_)), language == "en", "{written:?}");
            }
        }
    }
}

/// Each word alone, in a detractor's comment.
#[test]
fn every_word_of_every_list_is_found() {
    for (_, file) in FILES {
        for (topic, list) in read(file) {
            for word in &list.words {
                let comment = format!("({})!", text(word));
                let found = topics(&Text::of(&comment)).contains(&topic);
                assert!(found, "{topic:?}: {comment}");
            }
            for word in &list.except {
                let comment = format!("({})!", text(word));
                let found = topics(&Text::of(&comment)).contains(&topic);
                assert!(!found, "{topic:?}: {comment} is an exception");
            }
        }
    }
}
