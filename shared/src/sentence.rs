//! Sentences beside each other, as their language separates them.

/// Two texts as sentences. A first one that no mark ends, such as a title, gets `stop`, which is
/// [`stop_of`] their language.
#[must_use]
pub fn joined(first: &str, second: &str, stop: &str) -> String {
    let between = match (first.is_empty() || second.is_empty(), is_ended(first)) {
        (true, _) => "",
        (_, true) if !stop.ends_with('。') => " ",
        (_, true) => "",
        _ => stop,
    };
    [first, between, second].concat()
}

/// What stands between two sentences of a language, given by its tag: its full stop, and the space
/// where it has one.
#[must_use]
pub fn stop_of(tag: &str) -> String {
    let stop = full_stop(tag);
    let space = if stop == "。" { "" } else { " " };
    [stop, space].concat()
}

/// What ends a sentence of a language, given by its tag; empty where a space does.
#[must_use]
pub fn full_stop(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or(tag) {
        "ja" | "zh" => "。",
        "as" | "bn" | "hi" | "ne" | "or" | "pa" => "।",
        "ks" | "sd" | "ur" => "۔",
        "am" | "ti" => "።",
        "hy" => "։",
        "km" => "។",
        "my" => "။",
        "lo" | "th" => "",
        _ => ".",
    }
}

/// Whether a mark ends the text, be it inside of a quotation. Greek asks with a semicolon.
fn is_ended(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '»', '」', ')']);
    text.ends_with(['?', '？', '؟', ';', '.', '。', '।', '۔', '!', '！', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, first: &str, second: &str, both: &str) {
        assert_eq!(joined(first, second, &stop_of(tag)), both);
    }

    #[test]
    fn a_title_gets_the_full_stop_of_its_language() {
        check("en", "Recorded", "It still counts.", "Recorded. It still counts.");
        check("ja", "記録しました", "集計に残ります。", "記録しました。集計に残ります。");
        check("zh-Hant", "已記錄", "仍列入統計。", "已記錄。仍列入統計。");
        check("hi", "दर्ज हुआ", "वह गिना जाएगा।", "दर्ज हुआ। वह गिना जाएगा।");
        check("ar-EG", "تم التسجيل", "وما زالت محتسبة.", "تم التسجيل. وما زالت محتسبة.");
        check("ur", "محفوظ", "شکریہ۔", "محفوظ۔ شکریہ۔");
        check("th", "บันทึกแล้ว", "คำตอบยังถูกนับอยู่", "บันทึกแล้ว คำตอบยังถูกนับอยู่");
    }

    #[test]
    fn no_mark_follows_a_mark() {
        check("en", "Take it back?", "It is erased.", "Take it back? It is erased.");
        check("ja", "取り消しますか？", "消去されます。", "取り消しますか？消去されます。");
        check("ar", "سحب إجابتك؟", "ستُمحى الإجابة.", "سحب إجابتك؟ ستُمحى الإجابة.");
        check("el", "Να ανακληθεί;", "Θα διαγραφεί.", "Να ανακληθεί; Θα διαγραφεί.");
        check("hi", "दर्ज हुआ।", "धन्यवाद।", "दर्ज हुआ। धन्यवाद।");
        check(
            "en",
            "A question from Kokage Inc.",
            "How was it?",
            "A question from Kokage Inc. How was it?",
        );
        check("en", "A question from “Now!”", "How was it?", "A question from “Now!” How was it?");
        check("ja", "「こかげ」", "どうでしたか？", "「こかげ」。どうでしたか？");
    }

    #[test]
    fn nothing_is_no_sentence() {
        check("en", "", "How was it?", "How was it?");
        check("en", "Recorded", "", "Recorded");
    }
}
