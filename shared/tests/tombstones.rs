//! What is left of an answer that was taken back: pinned byte for byte, little enough, never too long.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use std::collections::BTreeMap;

use koe_shared::metadata::{Flags, Metadata};
use koe_shared::tombstone::Tombstone;
use serde_json::{Value, json};

fn described(tombstone: &Tombstone<'_>, text: &str) -> Value {
    match tombstone {
        Tombstone::Unknown(survey) => json!({ "text": text, "unknown": survey }),
        Tombstone::HidNothing => json!({ "text": text, "hid": null }),
        Tombstone::Hid(hidden) => json!({
            "text": text,
            "hid": {
                "channel": hidden.channel.as_str(),
                "test": hidden.flags.has(Flags::TEST),
                "forced": hidden.flags.has(Flags::FORCED),
                "survey_version": hidden.survey_version,
                "survey": hidden.survey,
                "touchpoint": hidden.touchpoint,
                "locale": hidden.locale,
                "segments": hidden.segments.iter().collect::<BTreeMap<_, _>>(),
            },
        }),
    }
}

#[test]
fn every_string_ever_written_is_read_as_it_was_meant() {
    let vectors = include_str!("vectors/tombstones.json");
    for vector in serde_json::from_str::<Vec<Value>>(vectors).unwrap() {
        let text = vector["text"].as_str().unwrap();
        match (Tombstone::decode(text), vector["error"].as_str()) {
            (Ok(tombstone), None) => {
                assert_eq!(described(&tombstone, text), vector);
                assert_eq!(tombstone.encode(), text);
            }
            (Err(error), Some(expected)) => assert_eq!(error.to_string(), expected, "{text}"),
            (read, _) => panic!("{text} was read as {read:?}"),
        }
    }
}

#[test]
fn what_was_said_is_gone_and_what_is_filtered_by_stays() {
    let answered = "1an09w3f000308shop-nps08browsing02jacolour=red\u{7f}plan=pro\u{7f}tier=gold";
    let metadata = Metadata::decode(answered).unwrap();
    let declares = |name: &str, value: &str| (name, value) != ("tier", "gold") && name != "colour";
    let tombstone = Tombstone::of(&metadata, declares).encode();
    assert_eq!(tombstone, "21i---w03000308shop-nps08browsing02japlan=pro");
    let dismissed = Metadata::decode("1d---w00000108shop-nps0000").unwrap();
    assert_eq!(Tombstone::of(&dismissed, |_, _| true).encode(), "21i---w00000108shop-nps0000");
}

#[test]
fn the_longest_fits_the_metadata_of_a_key() {
    // As long as an answer's metadata can be, which `metadata.rs` shows: 1,019 bytes of JSON.
    let text = format!("1i---w00999964{0}64{0}35{1}", "x".repeat(64), "y".repeat(35));
    let full =
        format!("{text}{}", "z=".to_owned() + &"\"".repeat((1_019 - 2 - text.len() - 2) / 2));
    let metadata = Metadata::decode(&full).unwrap();
    let tombstone = Tombstone::of(&metadata, |_, _| true).encode();
    let bytes = serde_json::to_string(&tombstone).unwrap().len();
    assert!((1_015..=1_024).contains(&bytes), "{bytes} bytes");
}
