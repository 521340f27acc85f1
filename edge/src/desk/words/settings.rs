//! The texts of the list of settings.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const SITE: Bilingual = both("サイト", "Site");
pub(crate) const TOUCHPOINTS: Bilingual = both("タッチポイント", "Touchpoints");
pub(crate) const SURVEYS: Bilingual = both("質問", "Surveys");
pub(crate) const LOOK: Bilingual = both("見た目", "Look");
pub(crate) const FAIRNESS: Bilingual = both("だれに、どのくらい聞くか", "Who is asked, how often");
pub(crate) const SEGMENTS: Bilingual = both("セグメントとプライバシー", "Segments and privacy");
pub(crate) const DEPARTMENTS: Bilingual = both("部門", "Departments");
pub(crate) const NO_DEPARTMENTS: Bilingual =
    both("どの場面にだれが答えるか", "Who answers for which touchpoints");
pub(crate) const NOTICES: Bilingual = both("通知", "Notices");
pub(crate) const NO_NOTICES: Bilingual =
    both("気になる回答をすぐに知らせる", "Be told at once of some answers");
pub(crate) const HAND_OUT: Bilingual = both("配る", "Hand it out");
pub(crate) const CHECK: Bilingual = both("タグと動作確認", "Tag and check");
pub(crate) const KEYS: Bilingual = both("キー", "Keys");
pub(crate) const IMPORT: Bilingual = both("取り込み", "Import");
pub(crate) const HISTORY: Bilingual = both("変更の履歴", "History");
pub(crate) const DOCUMENT: Bilingual = both("サイト文書", "Document");

pub(crate) const NOTHING_ASKED: Bilingual =
    both("質問がすべて休止中です", "All surveys are paused");
pub(crate) const HAND_OUT_SET: Bilingual =
    both("リンク・QR・メール・SMS・カード", "Link, QR code, e-mail, SMS, card");
pub(crate) const CHECK_SET: Bilingual =
    both("貼るタグと、出る理由・出ない理由", "The tag to paste, and why a prompt shows or not");
pub(crate) const KEYS_SET: Bilingual = both("だれが何をできるか", "Who may do what");
pub(crate) const IMPORT_SET: Bilingual =
    both("ほかのサービスや表計算の回答", "Answers of other products and spreadsheets");
pub(crate) const HISTORY_SET: Bilingual =
    both("だれが何を変えたか、元に戻す", "Who changed what; bring it back");
pub(crate) const DOCUMENT_SET: Bilingual = both("JSON で見る", "As JSON");

/// How many there are.
pub(crate) fn count(language: Language, n: usize) -> String {
    match language {
        Language::Japanese => format!("{n}件"),
        Language::English => n.to_string(),
    }
}

/// The cool-down, and the smallest share of visitors that is asked.
pub(crate) fn fairness(language: Language, days: u32, per_cent: f64) -> String {
    let share = (per_cent * 100.0).round() / 100.0;
    match language {
        Language::Japanese => format!("{days}日空ける · {share}%に聞く"),
        Language::English => format!("{days} days apart · {share}% are asked"),
    }
}

/// How long answers are kept, and how many segments there are.
pub(crate) fn kept(language: Language, days: u32, segments: usize) -> String {
    match language {
        Language::Japanese => format!("{days}日残す · セグメント {segments}個"),
        Language::English => {
            let noun = if segments == 1 { "segment" } else { "segments" };
            format!("kept {days} days · {segments} {noun}")
        }
    }
}
