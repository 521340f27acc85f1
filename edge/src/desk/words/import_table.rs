//! What is wrong with a table or a row of it, and what its columns are.

use koe_shared::import::{Export, Field, NotATable, Separator, TableError};

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const PASS_OVER: Bilingual = both("使わない", "Pass it over");
pub(crate) const SEGMENT: Bilingual = both("セグメント", "Segment");

/// A column of ours.
pub(crate) const fn field(field: Field) -> Bilingual {
    match field {
        Field::Score => both("スコア", "Score"),
        Field::AnsweredAt => both("回答日時", "Time of the answer"),
        Field::Survey => both("質問の ID", "Survey"),
        Field::SurveyVersion => both("質問の版", "Version of the survey"),
        Field::Comment => both("コメント", "Comment"),
        Field::Touchpoint => both("タッチポイント", "Touchpoint"),
        Field::Locale => both("言語", "Language"),
        Field::Respondent => both("回答者の ID", "Id of the person"),
        Field::ExternalId => both("行の ID", "The row's own id"),
        Field::Channel => both("経路", "Channel"),
        Field::Page => both("ページ", "Page"),
        Field::Publish => both("掲載の同意", "May be published"),
        Field::Test => both("テスト回答", "Test"),
        Field::Outcome => both("結果", "Outcome"),
        Field::Choice => both("選んだ理由", "Choice"),
        Field::Ordinal => both("同じ行の中の順番", "Place among equal rows"),
        Field::Id => both("Koe の ID", "Id in Koe"),
        Field::Revision => both("改訂", "Revision"),
        Field::ReceivedAt => both("受信日時", "Time of receipt"),
        Field::ContactEmail => both("連絡先のメール", "Contact: e-mail"),
        Field::ContactPhone => both("連絡先の電話", "Contact: phone"),
        Field::ContactName => both("連絡先の名前", "Contact: name"),
        Field::ContactWhen => both("連絡のつく時間", "Contact: when"),
    }
}

/// A column by the name that a reading gives it.
pub(crate) fn column(language: Language, name: &str) -> String {
    match (Field::from_name(name), name.split_once('.')) {
        (Some(known), _) => language.say(field(known)).to_owned(),
        (None, Some(("segment", segment))) => format!("{} {segment}", language.say(SEGMENT)),
        (None, _) => name.to_owned(),
    }
}

/// The product that wrote a file.
pub(crate) const fn export(export: Export) -> &'static str {
    match export {
        Export::Koe => "Koe",
        Export::Delighted => "Delighted",
        Export::SurveyMonkey => "SurveyMonkey",
        Export::Typeform => "Typeform",
        Export::GoogleForms => "Google Forms",
        Export::Salesforce => "Salesforce",
    }
}

/// What separates cells.
pub(crate) const fn separator(separator: Separator) -> Bilingual {
    match separator {
        Separator::Comma => both("カンマ区切り", "separated by commas"),
        Separator::Semicolon => both("セミコロン区切り", "separated by semicolons"),
        Separator::Tab => both("タブ区切り", "separated by tabs"),
    }
}

/// Why a row is refused, by the word for programs.
pub(crate) fn row(code: &str) -> Bilingual {
    match code {
        "missing_score" => both("スコアがありません", "it has no score"),
        "score_not_an_integer" => {
            both("スコアが整数ではありません", "the score is no whole number")
        }
        "score_off_scale" => both("スコアが尺度の外です", "the score is off the scale"),
        "score_without_answer" => {
            both("未回答の行にスコアがあります", "it has a score, though nothing was answered")
        }
        "missing_answered_at" => both("日時がありません", "it has no time"),
        "invalid_answered_at" => both("日時を読めません", "the time can't be read"),
        "answered_at_ahead" => both("日時が未来です", "the time lies ahead"),
        "missing_survey" => both("どの質問か書かれていません", "it names no survey"),
        "unknown_survey" => both("その質問はこのサイトにありません", "the site has no such survey"),
        "unknown_survey_version" => {
            both("その版は質問にありません", "the survey has no such version")
        }
        "too_many_fields" => both("見出しより列が多いです", "it has more cells than the header"),
        "stray_quote" => {
            both("閉じた引用符のあとに文字があります", "a cell goes on after its closing quote")
        }
        "invalid_id" => both("ID が正しくありません", "the id is invalid"),
        "invalid_ordinal" => both("順番が正しくありません", "the ordinal is invalid"),
        "older_than_retention" => {
            both("保存期間より古い回答です", "it is older than answers are kept")
        }
        "respondent_erased" => both("回答者が消去されています", "its respondent was erased"),
        "no_revision_left" => both("訂正の回数が上限です", "it was corrected too often"),
        _ => both("取り込めません", "it is refused"),
    }
}

/// What is wrong with a table as a whole, and what to do.
pub(crate) fn table(language: Language, error: &TableError) -> String {
    match language {
        Language::Japanese => japanese(error),
        Language::English => english(error),
    }
}

fn japanese(error: &TableError) -> String {
    match error {
        TableError::UnknownCharset { given } => {
            format!("文字コード「{given}」は読めません。UTF-8 で保存し直してください。")
        }
        TableError::OtherCharset { given, found } => {
            format!("文字コードに {given} が選ばれていますが、ファイルは {found} です。")
        }
        TableError::NotInCharset { charset, line } => {
            format!("{line}行目は {charset} ではありません。文字コードを選び直してください。")
        }
        TableError::Undecodable { charset, line } => format!(
            "ほかの行は {charset} のようですが、{line}行目を読めません。UTF-8 で保存し直すか、文字コードを選んでください。"
        ),
        TableError::LooksLike { charset } => {
            format!(
                "文字コードは {charset} のようです。文字コードで選ぶか、UTF-8 で保存し直してください。"
            )
        }
        TableError::NotATable { what } => {
            let what = match what {
                NotATable::Zip => "Excel ブック（.xlsx）などの zip ファイル",
                NotATable::OldExcel => "Excel ブック（.xls）",
                NotATable::Pdf => "PDF",
                NotATable::Gzip => "圧縮ファイル",
                NotATable::Html => "Web ページ",
            };
            format!("表ではなく、{what}です。CSV で書き出してください。")
        }
        TableError::Nul { line } => {
            format!(
                "{line}行目に、文字ではないデータがあります。CSV（UTF-8）で書き出し直してください。"
            )
        }
        TableError::Empty => "ファイルが空です。1行目に見出しが必要です。".to_owned(),
        TableError::OpenQuote { line } => format!(
            "{line}行目で開いた引用符が閉じていません。どこまでが 1行か分からないので、引用符を閉じるか、2つ重ねてください。"
        ),
        TableError::StrayQuote { line } => {
            format!(
                "見出しの引用符（{line}行目）のあとに文字があります。引用符は 2つ重ねてください。"
            )
        }
        TableError::RecordTooLong { line } => {
            format!(
                "{line}行目から始まる行が 1 MiB を超えています。引用符が閉じていないかもしれません。"
            )
        }
        TableError::TooManyRows { most } => format!("一度に取り込めるのは {most}行までです。"),
        TableError::NoColumn { .. } => {
            "スコアの列が見つかりません。下の表で、どの列がスコアかを選んでください。".to_owned()
        }
        TableError::NoHeader { named, .. } => format!("「{named}」という列がありません。"),
        TableError::TwoColumns { column: name, headers: [one, other] } => format!(
            "「{one}」と「{other}」のどちらも{}になりえます。下の表で、使わないほうを「使わない」にしてください。",
            column(Language::Japanese, name)
        ),
        TableError::RowPerQuestion { question } => format!(
            "質問ごとに 1行の表です（列「{question}」）。回答ごとに 1行で書き出すか、スコアの質問の行だけを残してください。"
        ),
        TableError::Map { pair } => format!("列の指定「{pair}」を読めません。"),
        TableError::Parameter { name, given, .. } => format!("{name} に「{given}」は使えません。"),
        TableError::NotSaid { name: "survey", .. } => {
            "どの質問への回答か分かりません。質問を選んでください。".to_owned()
        }
        TableError::NotSaid { .. } => {
            "日時の列が見つかりません。下の表で選ぶか、すべての行の日時を入れてください。"
                .to_owned()
        }
        TableError::SurveyName { given } => format!("「{given}」は質問の ID ではありません。"),
        TableError::UnknownSurvey { survey } => {
            format!("質問「{survey}」はこのサイトにありません。選び直してください。")
        }
        TableError::Time { given } => {
            format!("「{given}」は日時ではありません。2026-10-01 のように入れてください。")
        }
        TableError::DatesReadBothWays { line, given, day_first, month_first } => format!(
            "{line}行目の「{given}」は {day_first} とも {month_first} とも読めます。「日付の順」を選んでください。"
        ),
        TableError::DatesContradict { day_first, month_first } => format!(
            "{day_first}行目は日が先、{month_first}行目は月が先です。「日付の順」を選ぶと、もう一方の行は取り込まれません。"
        ),
    }
}

/// The sentences of the API, where they name nothing that this page has not.
fn english(error: &TableError) -> String {
    let said = match error {
        TableError::Undecodable { charset, line } => format!(
            "line {line} is not in {charset}, which the rest looks like; save the file again as UTF-8, or choose its encoding"
        ),
        TableError::LooksLike { charset } => {
            format!("the file looks like {charset}: choose that encoding, or save it as UTF-8")
        }
        TableError::NoColumn { .. } => {
            "no column is known as the score; choose it in the table below".to_owned()
        }
        TableError::TwoColumns { column, headers: [one, other] } => format!(
            "the columns {one:?} and {other:?} could both be the {column}; pass one of them over in the table below"
        ),
        TableError::RowPerQuestion { question } => format!(
            "the table has a row for each question (column {question:?}); export a row for each response, or keep \
             the rows of the score's question alone"
        ),
        TableError::NotSaid { name: "survey", .. } => {
            "nothing says which survey they answer; choose it".to_owned()
        }
        TableError::NotSaid { .. } => {
            "no column is known as the time; choose it in the table below, or enter a time for all rows".to_owned()
        }
        TableError::DatesReadBothWays { line, given, day_first, month_first } => format!(
            "{given:?} on line {line} reads both as {day_first} and as {month_first}; choose the order of dates"
        ),
        TableError::DatesContradict { day_first, month_first } => format!(
            "line {day_first} has a date with the day first and line {month_first} one with the month first; choose \
             the order of dates, and the other kind is refused"
        ),
        other => other.to_string(),
    };
    let mut chars = said.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Why a value is left out, in a word; the English reading says it itself.
pub(crate) fn dropped(language: Language, column: &str, detail: &str) -> String {
    if language == Language::English {
        return detail.to_owned();
    }
    let why = match column {
        "comment" => "長すぎるので省きます",
        "touchpoint" => "ID の形ではないので（その他）に数えます",
        "locale" => "言語タグではないので省きます",
        "respondent" => "使えない文字があるので省きます",
        "channel" => "知らない経路なので import とします",
        "page" => "パスでも URL でもないので省きます",
        "publish" | "test" => "true でも false でもないので、false とします",
        "outcome" => "知らない結果なので、回答とします",
        "external_id" | "ordinal" => "同じ値が 2回あり、あとの行を使います",
        "answered_at" => "ID の日時と違うので、ID の日時を使います",
        "choice" => "選んだ理由はまだ取り込めません",
        _ if column.starts_with("contact_") => "連絡先は本人の同意がないと取り込めません",
        _ => "使えない値なので省きます",
    };
    let lines = detail.rsplit_once(" (line").map(|(_, lines)| lines.trim_start_matches(['s', ' ']));
    match lines {
        Some(lines) => format!("{why}（行 {lines}").replace(')', "）"),
        None => why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_left_out_is_told_with_its_lines() {
        let said = dropped(Language::Japanese, "page", "is no path: \"x\" (lines 2, 3, …)");
        assert_eq!(said, "パスでも URL でもないので省きます（行 2, 3, …）");
        let said = dropped(Language::Japanese, "ordinal", "stands twice");
        assert_eq!(said, "同じ値が 2回あり、あとの行を使います");
    }

    #[test]
    fn a_refusal_is_a_sentence_in_both_languages() {
        let error = TableError::NoColumn {
            column: "score".to_owned(),
            header: "a".to_owned(),
            separator: Separator::Comma,
            candidates: Vec::new(),
        };
        let english = table(Language::English, &error);
        assert_eq!(english, "No column is known as the score; choose it in the table below.");
        assert!(table(Language::Japanese, &error).starts_with("スコアの列が見つかりません。"));
    }
}
