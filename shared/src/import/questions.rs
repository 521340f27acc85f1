//! Which headers read like a question that a score answers, like one for a reason, or like a time.
//!
//! It decides only where an export was recognised and one header alone reads so. Everywhere else it
//! names candidates in a refusal.

/// Words of the questions of NPS, CES and CSAT.
const SCORE: &[&str] = &[
    "how likely",
    "recommend",
    "net promoter",
    "nps",
    "how satisfied",
    "satisfaction",
    "how easy",
    "effort",
    "0-10",
    "0 to 10",
    "1-5",
    "1 to 5",
    "1-7",
    "1 to 7",
    "rating",
    "rate ",
    "score",
    "すすめ",
    "薦め",
    "勧め",
    "満足",
    "評価",
    "点数",
    "スコア",
    "推奨",
    "weiterempfehlen",
    "zufrieden",
    "recommander",
    "satisfait",
    "recomend",
];

/// Words of the question for a reason.
const COMMENT: &[&str] = &[
    "why",
    "reason",
    "comment",
    "feedback",
    "tell us",
    "improve",
    "anything else",
    "open-ended response",
    "理由",
    "コメント",
    "ご意見",
    "ご感想",
    "自由",
    "warum",
    "kommentar",
    "pourquoi",
    "commentaire",
    "explication",
    "por qué",
    "por que",
];

/// Words of a time.
const TIME: &[&str] = &[
    "date",
    "time",
    "created",
    "submitted",
    "responded",
    "日時",
    "日付",
    "タイムスタンプ",
    "回答日",
    "datum",
    "fecha",
];

/// What tells which of several questions a row answers.
const QUESTION: &[&str] = &[
    "question",
    "question text",
    "question_text",
    "question title",
    "question id",
    "question_id",
    "question name",
    "質問",
    "設問",
];

/// What holds its answer then.
const ANSWER: &[&str] = &[
    "answer",
    "answer text",
    "answer value",
    "answer_value",
    "response",
    "response value",
    "response_value",
    "value",
    "回答",
];

fn holds(name: &str, words: &[&str]) -> bool {
    let name = name.to_lowercase();
    words.iter().any(|word| name.contains(word))
}

fn is(name: &str, names: &[&str]) -> bool {
    names.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a header reads like a question that a score answers.
pub(super) fn may_be_score(name: &str) -> bool {
    holds(name, SCORE)
}

/// Whether a header reads like the question for a reason.
pub(super) fn may_be_comment(name: &str) -> bool {
    holds(name, COMMENT)
}

/// Whether a header reads like a time.
pub(super) fn may_be_time(name: &str) -> bool {
    holds(name, TIME)
}

/// Whether a column tells which question its row answers.
pub(super) fn tells_question(name: &str) -> bool {
    is(name, QUESTION)
}

/// Whether a column holds the answer to the question that another one tells.
pub(super) fn holds_answer(name: &str) -> bool {
    is(name, ANSWER)
}
