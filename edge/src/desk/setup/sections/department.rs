//! One department: what it is called, where it answers, and who gets its weekly digest.

use koe_shared::id::DepartmentId;
use koe_shared::site::SiteDocument;

use super::destinations::destinations;
use super::{Section, Words, required};
use crate::desk::language::both;
use crate::desk::setup::input::{Input, Kind};
use crate::desk::words::touchpoints;
use crate::notes::touchpoints as touchpoints_of;

pub(super) fn sections(document: &SiteDocument, id: &DepartmentId, words: Words) -> Vec<Section> {
    let path = |field: &str| format!("departments.{id}.{field}");
    let places = touchpoints_of(document).into_iter().map(|touchpoint| {
        let name = touchpoints::name(words.language, touchpoint.as_str());
        (touchpoint.to_string(), name)
    });
    let mut digest = vec![language(document, id, words)];
    digest.extend(destinations(&path("to"), words));
    vec![
        Words::first(vec![
            words.input(&path("name"), both("名前", "Name"), required()),
            words.hinted(
                &path("touchpoints"),
                both("受け持つタッチポイント", "Touchpoints that it answers for"),
                both(
                    "この部門で絞り込むと、選んだ場面の回答をまとめて見られます。",
                    "Filtered by this department, the report is of these together.",
                ),
                Kind::Boxes(places.collect()),
            ),
        ]),
        words.open(both("週間まとめの送り先", "Where its weekly digest goes"), digest),
    ]
}

/// The language of the digest, and when it comes.
fn language(document: &SiteDocument, id: &DepartmentId, words: Words) -> Input {
    let mut choices = words.choices(&[
        ("", both("サイトの言語と同じ", "As the site")),
        ("ja", both("日本語", "日本語")),
        ("en", both("English", "English")),
    ]);
    // A document may name any language; what is neither of the two is written in English.
    let own = document.departments.iter().find(|department| department.id == *id);
    let own = own.and_then(|department| department.locale.as_ref());
    if let Some(own) = own.filter(|own| choices.iter().all(|(tag, _)| tag != own.as_str())) {
        choices.push((own.to_string(), own.to_string()));
    }
    words.hinted(
        &format!("departments.{id}.locale"),
        both("まとめの言語", "Language of the digest"),
        both(
            "毎週月曜日の朝 8時 (サイトのタイムゾーン) に、前の週のスコア・変化・コメントを送ります。送り先が空なら送りません。",
            "Every Monday at eight, in the site's time zone: the scores of the week before, what changed, and three \
             comments. Without a destination nothing is sent.",
        ),
        Kind::Choice(choices),
    )
}
