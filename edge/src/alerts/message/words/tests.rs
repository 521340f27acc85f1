use super::super::tests::{message, score, told};
use super::*;
use koe_shared::urgency::Urgency;

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

#[test]
fn the_language_is_japanese_for_japanese_and_english_for_all_others() {
    for (tag, language) in [
        ("ja", Language::Japanese),
        ("ja-JP", Language::Japanese),
        ("en-GB", Language::English),
        ("jam", Language::English),
        ("de", Language::English),
    ] {
        assert_eq!(Language::of(&locale(tag)), language, "{tag}");
    }
}

#[test]
fn a_lone_answer_says_its_score_why_it_is_urgent_and_that_a_reply_is_wanted() {
    let told = told("It arrived broken and I want a refund");
    assert_eq!(
        facts(Language::English, &told),
        [
            "2 of 10 · detractor · after-support",
            "Urgent: money, broken or wrong",
            "They want a reply."
        ]
    );
    assert_eq!(
        facts(Language::Japanese, &told),
        [
            "10点中 2点 · 批判者 · after-support",
            "至急: お金のこと・壊れた・動かない・違う物",
            "返信を希望しています。"
        ]
    );
    let calm = Told { wants_reply: false, urgency: Urgency::default(), touchpoint: None, ..told };
    assert_eq!(facts(Language::English, &calm), ["2 of 10 · detractor · shop-nps"]);
}

#[test]
fn every_score_has_words_in_both_languages() {
    for (scale, value, english, japanese) in [
        (Scale::Nps, 0, "0 of 10 · detractor · x", "10点中 0点 · 批判者 · x"),
        (Scale::Nps, 8, "8 of 10 · passive · x", "10点中 8点 · 中立者 · x"),
        (Scale::Nps, 10, "10 of 10 · promoter · x", "10点中 10点 · 推奨者 · x"),
        (Scale::Ces5, 1, "1 of 5 · detractor · x", "5段階中 1 · 批判者 · x"),
        (Scale::Ces7, 4, "4 of 7 · passive · x", "7段階中 4 · 中立者 · x"),
        (Scale::Csat, 5, "5 of 5 · promoter · x", "5段階中 5 · 推奨者 · x"),
    ] {
        let told =
            Told { score: score(scale, value), touchpoint: Some("x".into()), ..told("Plain") };
        assert_eq!(score_line(Language::English, &told), english);
        assert_eq!(score_line(Language::Japanese, &told), japanese);
    }
}

#[test]
fn every_reason_is_named_in_both_languages_or_said_elsewhere() {
    for one in Reason::ALL {
        let names = [Language::Japanese, Language::English].map(|language| reason(language, one));
        match names {
            [Some(japanese), Some(english)] => assert!(!japanese.is_ascii() && english.is_ascii()),
            [None, None] => assert!(matches!(one, Reason::ContactWanted | Reason::VeryLow)),
            _ => panic!("{one:?} is named in one language"),
        }
    }
}

#[test]
fn each_occasion_has_its_title_and_its_introduction() {
    for (occasion, tag, heading, above) in [
        (Occasion::Score, "en", "Kokage: 2 of 10 · after-support", None),
        (Occasion::Words, "ja", "Kokage: 10点中 2点 · after-support", None),
        (
            Occasion::Update,
            "en",
            "Kokage: comment added · 2 of 10 · after-support",
            Some("The comment to an answer that you were told of."),
        ),
        (
            Occasion::Update,
            "ja",
            "Kokage: コメントが届きました · 10点中 2点 · after-support",
            Some("先ほどお知らせした回答に、コメントが届きました。"),
        ),
        (
            Occasion::Digest,
            "en",
            "Kokage: 12 answers were held back",
            Some("12 answers were held back (quiet hours or the hourly cap)."),
        ),
        (
            Occasion::Digest,
            "ja",
            "Kokage: 12件の回答のまとめ",
            Some(
                "12件の回答のお知らせをまとめました (通知しない時間帯、または 1時間の上限のため)。",
            ),
        ),
    ] {
        let left_out = if occasion == Occasion::Digest { 11 } else { 0 };
        let message =
            Message { locale: locale(tag), occasion, left_out, ..message(occasion, "Plain") };
        assert_eq!(title(&message), heading);
        assert_eq!(introduction(&message).as_deref(), above);
    }
}

#[test]
fn a_digest_counts_what_it_leaves_out() {
    let digest = |locale_tag: &str, left_out: usize| Message {
        locale: locale(locale_tag),
        left_out,
        ..message(Occasion::Digest, "Plain")
    };
    assert_eq!(left_out(&digest("en", 0)), None);
    assert_eq!(left_out(&digest("en", 3)).as_deref(), Some("And 3 more."));
    assert_eq!(left_out(&digest("ja", 3)).as_deref(), Some("ほかに 3件あります。"));
    assert_eq!(title(&digest("en", 0)), "Kokage: 1 answer was held back");
    let nothing = Message { answers: Vec::new(), ..message(Occasion::Score, "") };
    assert_eq!(title(&nothing), "Kokage: 0 answers were held back");
}

#[test]
fn a_listed_answer_is_one_line_and_its_excerpt_another() {
    let told = told("It arrived\nbroken and I want a refund");
    assert_eq!(
        listed(Language::English, &told),
        "2 of 10 · detractor · after-support · Urgent: money, broken or wrong · wants a reply"
    );
    assert_eq!(excerpt(&told).as_deref(), Some("It arrived broken and I want a refund"));
    assert_eq!(excerpt(&Told { comment: Some("\u{202e}\0 \n".into()), ..told.clone() }), None);
    assert_eq!(comment(&Told { comment: None, ..told }, 10), None);
}
