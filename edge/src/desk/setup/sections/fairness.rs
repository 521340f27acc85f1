//! Who is asked, and how often.

use koe_shared::site::SiteDocument;

use super::{Section, Words};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;

pub(super) fn sections(document: &SiteDocument, words: Words) -> Vec<Section> {
    let mut sections = vec![Words::first(vec![words.hinted(
        "cool_down_days",
        both("次の質問まで空ける日数", "Days between two prompts"),
        both(
            "どの質問でも、1回出した人にはこの日数のあいだ出しません。",
            "Whoever saw any prompt sees none for so many days.",
        ),
        Kind::Number,
    )])];
    for survey in &document.surveys {
        let path = |field: &str| format!("surveys.{}.{field}", survey.id);
        sections.push(Section {
            title: survey.id.to_string(),
            is_folded: false,
            inputs: vec![
                words.hinted(
                    &path("sample_rate"),
                    both("聞く人の割合 (%)", "Share of visitors who are asked (%)"),
                    both(
                        "人ごとに 1回だけ抽選します。100 で全員です。",
                        "Each visitor is drawn once. 100 asks everybody.",
                    ),
                    Kind::Scaled { by: 100.0, is_whole: false },
                ),
                words.hinted(
                    &path("recontact_days"),
                    both(
                        "答えた人に再び聞くまでの日数",
                        "Days before asking again after an answer",
                    ),
                    both("同じ質問の場合です。", "The same survey."),
                    Kind::Number,
                ),
                words.input(
                    &path("recontact_after_dismissal_days"),
                    both(
                        "閉じた人に再び聞くまでの日数",
                        "Days before asking again after a dismissal",
                    ),
                    Kind::Number,
                ),
            ],
        });
    }
    sections
}
