//! The wordings of every language, held against the English ones and against the rules by which
//! they are written: complete, with the same gaps, no longer than there is room for, in the
//! language's own script and punctuation, and in the table of `docs/languages.md`.
//!
//! Every rule is first shown to find what breaks it.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

mod agreement;
mod gaps;
mod language;
mod room;
mod scales;
mod table;
mod writing;

use std::collections::BTreeSet;
use std::fs;

use koe_shared::locale::Locale;
use koe_shared::sentence;
use koe_shared::text::{LANGUAGES, Texts};

use language::Language;

/// Everything that is wrong with the wordings of a language.
fn complaints(language: &Language) -> Vec<String> {
    let english = Language::read("en");
    [
        gaps::complaints(language, &english),
        room::complaints(language),
        scales::complaints(language),
        writing::complaints(language, &english),
    ]
    .concat()
}

#[test]
fn every_language_is_whole_fits_and_is_written_as_it_should_be() {
    let all: Vec<String> =
        LANGUAGES.iter().flat_map(|tag| complaints(&Language::read(tag))).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn there_are_as_many_languages_as_files() {
    let folder = fs::read_dir(language::FOLDER).unwrap();
    let files: BTreeSet<String> = folder
        .map(|file| file.unwrap().file_name().into_string().unwrap().replace(".json", ""))
        .collect();
    assert_eq!(files, LANGUAGES.iter().map(|&tag| tag.to_owned()).collect());
    assert!(files.len() >= 24);
}

#[test]
fn every_language_is_read_and_named_by_the_tag_that_a_locale_is_spelled_with() {
    for tag in LANGUAGES {
        let locale: Locale = tag.parse().unwrap();
        assert_eq!(locale.as_str(), *tag);
        assert!(Texts::of(&locale).is_some(), "{tag}");
    }
}

#[test]
fn whoever_reads_a_neighbouring_variety_is_understood() {
    let name =
        |tag: &str| Texts::of(&tag.parse().unwrap()).map(|texts| texts.pages.language.as_str());
    assert_eq!(name("de-AT"), Some("Deutsch"));
    assert_eq!(name("pt-BR"), Some("Português (Brasil)"));
    assert_eq!(name("pt-PT"), Some("Português (Portugal)"));
    assert_eq!(name("zh-Hans-CN"), Some("简体中文"));
    assert_eq!(name("zh-HK"), Some("繁體中文"));
    assert_eq!(name("zh-Hant-MO"), Some("繁體中文"));
    assert_eq!(name("no"), Some("Norsk bokmål"));
    assert_eq!(name("nn-NO"), Some("Norsk bokmål"));
    assert_eq!(name("la"), None);
}

/// Breaks one text of one language; exactly what is broken is complained about.
#[track_caller]
fn broken(tag: &'static str, key: &str, text: &str, complaint: &str) {
    let mut language = Language::read(tag);
    assert!(complaints(&language).is_empty(), "{tag} is whole before it is broken");
    language.texts.insert(key.to_owned(), text.to_owned()).unwrap();
    let found = complaints(&language);
    let expected = format!("{tag} {key}: {complaint}");
    assert!(found.contains(&expected), "{expected}\n  not among\n{}", found.join("\n"));
}

#[test]
fn a_text_that_is_missing_or_more_than_english_has_is_found() {
    let mut language = Language::read("fr");
    language.texts.remove("words.send");
    language.texts.insert("words.sent".to_owned(), "Envoyé".to_owned());
    assert_eq!(
        gaps::complaints(&language, &Language::read("en")),
        ["fr words.send: missing", "fr words.sent: unknown"]
    );
}

#[test]
fn a_gap_that_is_lost_or_misspelled_is_found() {
    broken("de", "nps.question", "Würden Sie uns empfehlen?", "{subject} once, not 0 times");
    broken("de", "words.footnote", "Nur {Subject} sieht das.", "{subject} once, not 0 times");
    broken("de", "words.greeting", "Hallo {name} {name}", "{name} once, not 2 times");
    broken("de", "words.send", "{subject} senden", "{subject} not at all, not 1 times");
    broken("de", "words.send", "{ziel} senden", "a brace that is no gap");
    broken("de", "words.send", "", "empty");
}

#[test]
fn a_text_with_too_little_room_is_found() {
    broken("de", "words.send", "Jetzt endgültig absenden", "send and skip take 36 columns of 27");
    broken(
        "de",
        "words.take_back",
        "Zurücknehmenlassen",
        "\"Zurücknehmenlassen\" takes 18 columns of 13",
    );
    broken("ja", "nps.low", &"非".repeat(13), "26 columns of 24");
    broken("ja", "csat.question", &"今日".repeat(31), "124 columns of 120");
}

#[test]
fn steps_that_can_not_be_told_apart_are_found() {
    broken("de", "csat.steps.1", "Sehr schlecht", "also stands at csat.steps.0");
    broken("de", "nps.high", "Gar nicht wahrscheinlich", "also stands at nps.low");
    broken("de", "words.skip", "Senden", "also stands at words.send");
    broken("fi", "words.row_saved", "Tallennettu", "also stands at words.recorded");
    broken("pl", "words.row_saved", "Zapisano", "also stands at words.recorded");
    broken(
        "en",
        "words.offline",
        "You are offline. Your answer will be taken back when you are online again.",
        "also stands at words.take_back_offline",
    );
    broken("de", "ces.seven_steps.3", "Egal", "not as at ces.five_steps.2");
}

#[test]
fn what_no_native_would_write_is_found() {
    broken("de", "words.send", " Senden", "a space at the edge");
    broken("de", "words.send", "Senden  los", "two spaces");
    broken("de", "words.sending", "Wird gesendet...", "three full stops for an ellipsis");
    broken("fr", "publishing.publish", "Vous pouvez m'en citer", "a straight quotation mark");
    broken("de", "words.receipt_text", "Wir haben sie!", "an exclamation mark");
    broken("de", "words.receipt_text", "Wir haben sie", "no full stop");
    broken("de", "words.send", "Senden.", "a full stop where English has none");
    broken("ar", "nps.question", "هل توصي بنا {subject}?", "no question mark");
    broken("ar", "words.send", "Send", "'S' is of another script");
    broken("ja", "words.send", "보내기", "'보' is of another script");
    broken("zh", "words.send", "發送", "'發' is of another script");
    broken("zh-Hant", "words.send", "发送", "'发' is of another script");
    broken("fr", "ces.intro", "Qu’en pensez-vous?", "a mark without its narrow space");
    broken("es", "ces.intro", "Qué opina?", "a question that is not opened");
    broken("fa", "pages.too_late", "تا 30 روز.", "digits that the language does not use");
}

/// Changing one asks another thing of every survey on the standard wording: `docs/languages.md` has to
/// say so.
#[test]
fn every_language_asks_for_agreement_in_the_words_that_were_reviewed() {
    let stems: Vec<(&str, String)> = LANGUAGES
        .iter()
        .map(|&tag| (tag, Language::read(tag).get("ces.intro").to_owned()))
        .collect();
    let reviewed = agreement::STEMS.map(|(tag, stem)| (tag, stem.to_owned()));
    assert_eq!(stems, reviewed);
}

/// A status is read out as two sentences, of which the first may be a title, a question or a name.
#[test]
fn sentences_are_separated_as_their_language_does() {
    for tag in LANGUAGES {
        let language = Language::read(tag);
        let stop = writing::full_stop(tag);
        assert_eq!(sentence::full_stop(tag), stop, "{tag}");
        for (first, second) in [
            ("words.confirm_take_back", "words.confirm_text"),
            ("words.taken_back", "words.erased"),
            ("words.recorded", "words.take_back_refused"),
            ("words.saved_on_device", "words.take_back_offline"),
        ] {
            let (first, second) = (language.get(first), language.get(second));
            let both = sentence::joined(first, second, &sentence::stop_of(tag));
            let between = both.strip_prefix(first).and_then(|rest| rest.strip_suffix(second));
            let between = between.unwrap_or_else(|| panic!("{both} is not {first} and {second}"));
            let asks = first.ends_with(['?', ';', '؟', '？']);
            assert_eq!(between.trim_end(), if asks { "" } else { &stop }, "{tag}: {both}");
            assert_eq!(between.ends_with(' '), !matches!(*tag, "ja" | "zh" | "zh-Hant"), "{both}");
        }
    }
}

#[test]
fn the_table_of_languages_names_each_once_with_its_direction() {
    let mut rows = table::rows();
    rows.sort_unstable();
    let expected: Vec<(String, String, String)> = LANGUAGES
        .iter()
        .map(|tag| {
            let locale: Locale = tag.parse().unwrap();
            let name = Texts::of(&locale).unwrap().pages.language.clone();
            let direction = serde_json::to_value(locale.direction()).unwrap();
            ((*tag).to_owned(), name, direction.as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(rows, expected);
    let rtl: Vec<&str> =
        rows.iter().filter(|row| row.2 == "rtl").map(|row| row.0.as_str()).collect();
    assert_eq!(rtl, ["ar", "fa", "he"]);
}
