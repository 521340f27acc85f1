//! Name, addresses, time zone, languages.

use koe_shared::site::SiteDocument;
use koe_shared::text::Texts;

use super::{Section, Words, required};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;

pub(super) fn sections(document: &SiteDocument, words: Words) -> Vec<Section> {
    let mut offered: Vec<(String, String)> =
        Texts::languages().map(|(tag, name)| (tag.to_owned(), format!("{name} ({tag})"))).collect();
    // A site may offer a variety (`en-GB`) or a language that only the owner has words for.
    for locale in &document.locales {
        let tag = locale.as_str();
        if offered.iter().all(|(known, _)| known != tag) {
            offered.push((tag.to_owned(), tag.to_owned()));
        }
    }
    vec![
        Words::first(vec![
            words.hinted(
                "name",
                both("サイトの名前", "Name of the site"),
                both("お店やブランドの名前。質問文に出ます。", "The name of your shop or brand. Questions use it."),
                required(),
            ),
            words.hinted(
                "origins",
                both("サイトのアドレス", "Addresses of the site"),
                both(
                    "タグを貼るページのアドレスを 1行に 1つ。例：https://shop.example (www ありとなしは別です)",
                    "Where the tag stands, one a line, such as https://shop.example. With www is another address.",
                ),
                Kind::Lines,
            ),
            words.hinted(
                "timezone",
                both("タイムゾーン", "Time zone"),
                both("レポートの 1日の区切りです。例：Asia/Tokyo", "Where a day of the report begins, such as Asia/Tokyo."),
                required(),
            ),
        ]),
        words.open(
            both("言語", "Languages"),
            vec![
                words.hinted(
                    "locale",
                    both("基本の言語", "Main language"),
                    both("訪問者の言語がないときに使います。", "For visitors whose own language is not offered."),
                    Kind::Choice(offered.clone()),
                ),
            ],
        ),
        words.folded(
            both("表示する言語", "Languages that are offered"),
            vec![words.hinted(
                "locales",
                both("言語", "Languages"),
                both("訪問者のブラウザの言語から選びます。", "A visitor gets the one of the browser among these."),
                Kind::Boxes(offered),
            )],
        ),
    ]
}
