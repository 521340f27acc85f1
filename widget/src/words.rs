//! The words of the text file that the steps show, by the names they have there. Those of the question
//! alone are the stage's.
//!
//! Which words there are is decided by `koe_shared::prompt_content`; a test holds the names against
//! it, so a word renamed there cannot go missing here unnoticed.

macro_rules! words {
    ($($word:ident = $name:literal,)*) => {
        /// One of the prompt's words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $(#[doc = concat!("`", $name, "`")] $word,)*
        }

        impl Word {
            /// The name of every word in the text file, in the order of the variants.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// Its name in the text file.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::NAMES.get(self as usize).copied().unwrap_or_default()
            }
        }
    };
}

words! {
    Question = "question",
    Label = "label",
    Recorded = "recorded",
    Sending = "sending",
    SavedOnDevice = "saved_on_device",
    AnythingElse = "anything_else",
    Optional = "optional",
    Change = "change",
    Send = "send",
    Skip = "skip",
    Done = "done",
    Leave = "leave",
    TryAgain = "try_again",
    Offline = "offline",
    Failed = "failed",
    ScoreFailed = "score_failed",
    Unkept = "unkept",
    TakeBackFailed = "take_back_failed",
    TakeBackOffline = "take_back_offline",
    NotRecorded = "not_recorded",
    Refused = "refused",
    ScoreRefused = "score_refused",
    TakeBackRefused = "take_back_refused",
    ReceiptTitle = "receipt_title",
    ReceiptText = "receipt_text",
    ReceiptLink = "receipt_link",
    RowScore = "row_score",
    Of = "of",
    RowComment = "row_comment",
    RowReceived = "row_received",
    RowSaved = "row_saved",
    TakeBack = "take_back",
    ConfirmTakeBack = "confirm_take_back",
    ConfirmText = "confirm_text",
    Keep = "keep",
    TakenBack = "taken_back",
    Erased = "erased",
    AnswerAgain = "answer_again",
    ReplyWanted = "reply_wanted",
    ReplyPurpose = "reply_purpose",
    Email = "email",
    EmailInvalid = "email_invalid",
    Publish = "publish",
    PublishName = "publish_name",
}

#[cfg(test)]
mod tests {
    use koe_shared::prompt_content::PromptTexts;
    use serde_json::{Map, Value, json};

    use super::Word;

    #[test]
    fn every_word_shown_is_a_word_of_the_text_file() {
        let mut texts: Map<String, Value> =
            Word::NAMES.iter().map(|name| ((*name).to_owned(), Value::from(*name))).collect();
        // Those of the question, which stands without this module.
        for name in ["low", "high", "close", "greeting"] {
            texts.insert(name.to_owned(), Value::from(name));
        }
        texts.insert("steps".to_owned(), json!([]));
        let buckets = json!({ "detractor": "a", "passive": "b", "promoter": "c" });
        texts.insert("follow_up".to_owned(), buckets);
        texts.insert("thanks".to_owned(), json!({}));

        let texts: PromptTexts = serde_json::from_value(Value::Object(texts)).unwrap();
        let kept = serde_json::to_value(texts).unwrap();
        for name in Word::NAMES {
            assert_eq!(kept[name], *name, "{name}");
        }
    }

    #[test]
    fn a_variant_finds_its_name_by_its_position() {
        assert_eq!(Word::Question.name(), "question");
        assert_eq!(Word::PublishName.name(), "publish_name");
    }
}
