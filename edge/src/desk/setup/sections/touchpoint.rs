//! One touchpoint: where it lies, when it comes, and what to do for an answer that is followed up.

use koe_shared::id::TouchpointId;
use koe_shared::locale::Locale;
use koe_shared::site::SiteDocument;

use super::{Section, Words, line};
use crate::desk::language::both;
use crate::desk::setup::input::{Input, Kind};
use crate::desk::words::promises::{FOLLOW_UP, PLAYBOOK};

pub(super) fn sections(document: &SiteDocument, id: &TouchpointId, words: Words) -> Vec<Section> {
    let path = |field: &str| format!("touchpoints.{id}.{field}");
    let seconds = || Kind::Scaled { by: 0.001, is_whole: true };
    let mut sections = vec![
        Words::first(vec![words.hinted(
            &path("stage"),
            both("お客様の道のりのどこか", "Stage of the customer's journey"),
            both(
                "ジャーニーの列になります。visit・purchase・support・sales、または自分の言葉 (半角小文字)",
                "A column of the journey: visit, purchase, support, sales, or a word of your own in small letters.",
            ),
            line(""),
        )]),
        words.open(
            both("ページを見たとき", "When somebody sees a page"),
            vec![
                words.hinted(
                    &path("when.url"),
                    both("ページのアドレス", "Address of the page"),
                    both(
                        "/thanks* のように、ドメインのあとを書きます。* は何でもよい所。1行に 1つ、除くページは ! を前に。",
                        "What stands after the domain, such as /thanks*. * is anything. One a line; ! leaves pages out.",
                    ),
                    Kind::Patterns,
                ),
                words.hinted(
                    &path("when.dwell_ms"),
                    both("ページにいる秒数", "Seconds on the page"),
                    both("読み終わるころに聞くため。", "So that it comes once the page was read."),
                    seconds(),
                ),
                words.hinted(
                    &path("when.scroll"),
                    both("読み進んだ割合 (%)", "Share of the page that was scrolled (%)"),
                    both("50 なら半分まで。", "50 is half of it."),
                    Kind::Scaled { by: 100.0, is_whole: false },
                ),
            ],
        ),
        words.open(
            both("クリックしたとき", "When somebody clicks"),
            vec![words.hinted(
                &path("when.click"),
                both("ボタンやリンク", "Button or link"),
                both(
                    "CSS セレクターで。リンクなら a[href*=\"/contact\"] のように行き先で選べます。",
                    "A CSS selector. A link can be told by where it leads: a[href*=\"/contact\"].",
                ),
                line(""),
            )],
        ),
        words.folded(
            both("詳しい条件", "More conditions"),
            vec![
                words.hinted(
                    &path("when.in_view"),
                    both("見えたら", "Once this is in view"),
                    both("CSS セレクター", "A CSS selector."),
                    line(""),
                ),
                words.input(&path("when.exit"), both("ページを離れようとしたら", "When the visitor is about to leave"), Kind::Tick),
                words.hinted(
                    &path("when.delay_ms"),
                    both("そのあと待つ秒数", "Seconds to wait after that"),
                    both("ほかの条件がそろってから。", "After all other conditions."),
                    seconds(),
                ),
            ],
        ),
    ];
    sections.extend(playbook(document, id, words));
    sections
}

/// The site's own language stands open: most are read by one team.
fn playbook(document: &SiteDocument, id: &TouchpointId, words: Words) -> Vec<Section> {
    let input = |locale: &Locale| {
        let label = words.say(PLAYBOOK);
        let label = match document.locales.len() {
            1 => label.to_owned(),
            _ => format!("{label} ({locale})"),
        };
        let kind = Kind::Paragraph { instead: String::new() };
        Input::new(format!("playbooks.{id}.{locale}"), label, kind)
    };
    let own = input(&document.locale).hint(words.say(both(
        "フォローの画面に、次の一手として出ます。",
        "It stands in the follow-up, as what to do next.",
    )));
    let others: Vec<Input> =
        document.locales.iter().filter(|locale| **locale != document.locale).map(input).collect();
    let mut sections = vec![words.open(FOLLOW_UP, vec![own])];
    if !others.is_empty() {
        let title = both("ほかの言語の手順", "The playbook in other languages");
        sections.push(words.folded(title, others));
    }
    sections
}
