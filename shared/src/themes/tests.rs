//! Comments as people write them, and what they are about.

use std::collections::{BTreeMap, BTreeSet};

use super::{FILES, Theme, Themes, read};
use crate::folding::folded;
use crate::words::{Text, Word};

/// The themes of a comment, in words.
fn about(added: &[(&str, &[&str])], comment: &str) -> String {
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let added: BTreeMap<String, Vec<String>> =
        added.iter().map(|(name, words)| ((*name).to_owned(), list(words))).collect();
    let themes = Themes::of(&added);
    let found = themes.of_comment(&Text::of(comment));
    let names: Vec<String> = found.iter().map(|place| themes.names()[*place].to_string()).collect();
    names.join(" ")
}

#[track_caller]
fn check(comment: &str, themes: &str) {
    assert_eq!(about(&[], comment), themes, "{comment}");
}

#[test]
fn what_japanese_comments_are_about_is_found() {
    for (comment, themes) in [
        ("配送が早くて助かりました", "delivery"),
        ("届くまで一週間待たされた", "delivery waiting"),
        ("送料が高いです", "delivery price"),
        ("ﾈﾀﾞﾝが…値段のわりに良い", "price"),
        ("生地が薄く、縫製も甘い", "quality"),
        ("店員さんの態度が悪い", "staff"),
        ("レジの行列が長い", "waiting payment"),
        ("サイトが見にくく、探せませんでした", "finding"),
        ("返品の手続きが面倒", "returns"),
        ("クレジットカードで支払えない", "payment"),
        ("良かったです", ""),
        ("", ""),
        ("👍👍👍", ""),
    ] {
        check(comment, themes);
    }
}

#[test]
fn what_english_comments_are_about_is_found() {
    for (comment, themes) in [
        ("Delivery took ages", "delivery waiting"),
        ("OVERPRICED, and the fabric tore", "price quality"),
        ("The cashier was rude.", "staff"),
        ("The queue at the till was too long", "waiting payment"),
        ("I could not find the size on your website", "finding"),
        ("I'd like to send it back", "returns"),
        ("I was charged twice", "payment"),
        ("Nice", ""),
    ] {
        check(comment, themes);
    }
}

#[test]
fn what_only_looks_alike_is_not_found() {
    for comment in [
        "期待以上でした",
        "レジャーに最適",
        "満足度が高いです",
        "ノイズキャンセル機能がある",
        "資料請求をした",
        "アプリではなく".trim_start_matches("アプリ"),
        "I can't wait",
        "A great deal of fun",
        "Pay attention!",
        "friendship",
        "a costume",
    ] {
        check(comment, "");
    }
}

#[test]
fn an_owner_adds_words_to_a_theme_and_themes_of_their_own() {
    let added: &[(&str, &[&str])] =
        &[("delivery", &["Livraison", "colis"]), ("植物", &["苗", "Ｐｌａｎｔｅｓ", "l’arrosage"])];
    assert_eq!(about(added, "La livraison est en retard"), "delivery");
    assert_eq!(about(added, "livraisons"), "", "Latin words count as a whole");
    assert_eq!(about(added, "植木の苗が枯れた"), "植物");
    assert_eq!(about(added, "vos plantes, la livraison"), "delivery 植物");
    assert_eq!(about(added, "l'arrosage des plantes"), "植物", "once, whatever it holds");
    // The project's own words stay.
    assert_eq!(about(added, "送料"), "delivery");
}

#[test]
fn every_theme_has_a_name_that_leads_back_to_it() {
    for theme in Theme::ALL {
        assert_eq!(Theme::from_name(theme.as_str()), Some(theme));
        let written = serde_json::json!(theme.as_str());
        assert_eq!(serde_json::from_value::<Theme>(written).unwrap(), theme);
    }
    assert_eq!(Theme::from_name("weather"), None);
}

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
        assert_eq!(lists.keys().copied().collect::<Vec<_>>(), Theme::ALL, "{language}");
        for (theme, list) in &lists {
            assert!(list.words.len() >= 15, "{language} {theme:?}");
            let all: Vec<&Word> = list.words.iter().chain(&list.except).collect();
            let different: BTreeSet<_> = all.iter().collect();
            assert_eq!(different.len(), all.len(), "{language} {theme:?}");
            for word in &list.words {
                let is_held = |other: &&Word| match (other, word) {
                    (Word::Anywhere(other), Word::Anywhere(word))
                    | (Word::Whole(other), Word::Whole(word)) => {
                        word != other && word.contains(other)
                    }
                    _ => false,
                };
                let other = list.words.iter().find(is_held);
                assert_eq!(other, None, "{language} {theme:?}: {word:?} is found by it");
            }
        }
    }
}

#[test]
fn every_word_is_written_as_comments_are_compared_and_is_found() {
    for (language, file) in FILES {
        for (theme, list) in read(file) {
            for word in list.words.iter().chain(&list.except) {
                let written = text(word);
                assert_eq!(folded(written), written, "{language}");
                assert!(!written.contains('\'') && !written.contains("  "), "{written:?}");
                assert!(written.chars().count() >= 2, "{written:?} is in too many others");
                assert_eq!(matches!(word, Word::Whole(_)), language == "en", "{written:?}");
                let found = about(&[], &format!("({written})!"));
                let is_found = found.split(' ').any(|name| name == theme.as_str());
                assert_eq!(is_found, list.words.contains(word), "{theme:?}: {written}");
            }
        }
    }
}
