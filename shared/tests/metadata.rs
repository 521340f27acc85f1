//! The compact string: pinned byte for byte, the same both ways, and never too long.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use std::collections::BTreeMap;

use koe_shared::answer::{AnswerBody, Channel, Outcome, Segments};
use koe_shared::metadata::{EncodedSegments, Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use proptest::prelude::*;
use serde_json::{Value, json};

const FLAGS: [(&str, Flags); 6] = [
    ("test", Flags::TEST),
    ("forced", Flags::FORCED),
    ("comment", Flags::COMMENT),
    ("contact", Flags::CONTACT),
    ("publish", Flags::PUBLISH),
    ("respondent", Flags::RESPONDENT),
];

fn described(metadata: &Metadata<'_>, text: &str) -> Value {
    let score = metadata.recorded.score();
    let scale = score.map(|score| match score.scale() {
        Scale::Nps => "nps",
        Scale::Ces5 => "ces5",
        Scale::Ces7 => "ces7",
        Scale::Csat => "csat",
    });
    let set = FLAGS.iter().filter(|(_, flag)| metadata.flags.has(*flag)).map(|(name, _)| *name);
    json!({
        "text": text,
        "scale": scale,
        "outcome": metadata.recorded.outcome().map(Outcome::as_str),
        "score": score.map(Score::value),
        "channel": metadata.channel.as_str(),
        "flags": set.collect::<Vec<_>>(),
        "survey_version": metadata.survey_version,
        "survey": metadata.survey,
        "touchpoint": metadata.touchpoint,
        "locale": metadata.locale,
        "segments": metadata.segments.iter().collect::<BTreeMap<_, _>>(),
    })
}

#[test]
fn every_string_ever_written_is_read_as_it_was_meant() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("vectors/metadata.json")).unwrap();
    for vector in vectors {
        let text = vector["text"].as_str().unwrap();
        match (Metadata::decode(text), vector["error"].as_str()) {
            (Ok(metadata), None) => {
                assert_eq!(described(&metadata, text), vector);
                assert_eq!(metadata.encode(), text);
            }
            (Err(error), Some(expected)) => assert_eq!(error.to_string(), expected, "{text}"),
            (read, _) => panic!("{text} was read as {read:?}"),
        }
    }
}

#[test]
fn an_answer_s_metadata_says_what_the_answer_said() {
    let body = AnswerBody::from_json(
        json!({
            "site": "kokage", "survey": "shop-nps", "id": "0199c2f0-0000-7000-8000-000000000000",
            "revision": 1, "outcome": "answered", "score": 9, "comment": "良い",
            "touchpoint": "Not An Id", "locale": "JA", "segments": { "plan": "pro" },
            "contact": { "email": "a@b.example", "consent": true }, "publish": true, "test": true,
        })
        .to_string()
        .as_bytes(),
    )
    .unwrap();
    let score = body.score_on(Scale::Nps).unwrap();
    assert_eq!(
        Metadata::of(&body, 3, score, true).encode(),
        "1an09w3d000308shop-nps07(other)02japlan=pro"
    );
}

/// The segments that take the most room as JSON: JSON writes a quote twice, and every pair adds two
/// bytes of its own, so the names are as short as they can be.
fn largest_segments() -> Segments {
    let letters: Vec<String> =
        "abcdefghijklmnopqrstuvwxyz0123456789_".chars().map(String::from).collect();
    let two = letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}")));
    let one = letters.iter().cloned();
    // Names are taken in their order, so only those that shall be kept are offered.
    let room = 400 - 37 * 2;
    Segments::from_pairs(one.chain(two.take(room / 3)).map(|name| (name, "\"".to_owned())))
}

#[test]
fn the_worst_legal_answer_fits_the_metadata_of_a_key() {
    let longest = "x".repeat(64);
    let metadata = Metadata {
        recorded: Recorded::Answered(Score::new(Scale::Nps, 10).unwrap()),
        channel: Channel::Web,
        flags: Flags::RESPONDENT,
        survey_version: 9_999,
        survey: longest.as_str().into(),
        touchpoint: Some(longest.as_str().into()),
        locale: Some("en-aaaaaaaa-bbbbbbbb-cccccccc-ddddd".into()),
        segments: EncodedSegments::from(&largest_segments()),
    };
    let json = serde_json::to_string(&metadata.encode()).unwrap();
    assert!((1_010..=1_024).contains(&json.len()), "{} bytes", json.len());
}

prop_compose! {
    fn a_score()(scale in prop::sample::select(Scale::ALL.to_vec()), pick in 0_u8..=10) -> Score {
        let span = scale.max() - scale.min() + 1;
        Score::new(scale, i64::from(scale.min() + pick % span)).unwrap()
    }
}

fn recorded() -> impl Strategy<Value = Recorded> {
    prop_oneof![
        a_score().prop_map(Recorded::Answered),
        Just(Recorded::Dismissed),
        Just(Recorded::Ignored),
        Just(Recorded::Undone),
    ]
}

fn segments() -> impl Strategy<Value = Segments> {
    prop::collection::vec(("[a-z0-9_]{0,33}", ".{0,200}"), 0..12).prop_map(Segments::from_pairs)
}

fn flags() -> impl Strategy<Value = Flags> {
    prop::collection::vec(any::<bool>(), FLAGS.len()).prop_map(|set| {
        let each = FLAGS.iter().zip(set);
        each.fold(Flags::NONE, |flags, ((_, flag), set)| flags.with(*flag, set))
    })
}

proptest! {
    #[test]
    fn decode_after_encode_is_identity(
        recorded in recorded(),
        channel in prop::sample::select(Channel::ALL.to_vec()),
        flags in flags(),
        survey_version in 1_u32..=9_999,
        survey in "[a-z0-9][a-z0-9-]{0,63}",
        touchpoint in prop::option::of("[a-z0-9][a-z0-9-]{0,63}"),
        locale in prop::option::of("[a-z]{2}(-[A-Z]{2})?"),
        segments in segments(),
    ) {
        let metadata = Metadata {
            recorded,
            channel,
            flags,
            survey_version,
            survey: survey.into(),
            touchpoint: touchpoint.map(Into::into),
            locale: locale.map(Into::into),
            segments: EncodedSegments::from(&segments),
        };
        let text = metadata.encode();
        let read = Metadata::decode(&text).unwrap();
        prop_assert_eq!(&read, &metadata);
        prop_assert!(read.segments.iter().eq(segments.iter()));
        prop_assert!(serde_json::to_string(&text).unwrap().len() <= 1_024);
    }

    #[test]
    fn no_string_breaks_the_reader(text in "1?.{0,60}") {
        if let Ok(read) = Metadata::decode(&text) {
            prop_assert_eq!(read.encode(), text);
        }
    }
}
