//! The words of the text file that the steps show, by the names they have there. Those of the question
//! alone are the shell's.
//!
//! Which words there are is decided by `koe_shared::prompt_content`; a test holds the names against
//! it, so a word renamed there cannot go missing here unnoticed.

use crate::state::{Delivery, Receipt};

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
    Stop = "stop",
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

/// The title and the sentence of the last step; none where it is time to thank.
#[must_use]
pub fn ending(receipt: Receipt, delivery: Delivery) -> Option<(Word, Word)> {
    Some(match (receipt, delivery) {
        (Receipt::Confirming { .. } | Receipt::Taking, _) => {
            (Word::ConfirmTakeBack, Word::ConfirmText)
        }
        (Receipt::NotTakenBack, _) => (Word::Recorded, Word::TakeBackRefused),
        (Receipt::TakenBack(Delivery::Stored), _) => (Word::TakenBack, Word::Erased),
        (Receipt::TakenBack(_), _) => (Word::SavedOnDevice, Word::TakeBackOffline),
        (_, Delivery::Saved) => (Word::SavedOnDevice, Word::Offline),
        (_, Delivery::Failed) => (Word::SavedOnDevice, Word::ScoreFailed),
        (_, Delivery::Unkept) => (Word::NotRecorded, Word::Unkept),
        (_, Delivery::Refused) => (Word::NotRecorded, Word::ScoreRefused),
        (_, Delivery::Pending) => (Word::ReceiptTitle, Word::Sending),
        (_, Delivery::Stored) => return None,
    })
}

#[cfg(test)]
mod tests {
    use koe_shared::prompt_content::PromptTexts;
    use serde_json::{Map, Value, json};

    use super::{Word, ending};
    use crate::state::{Delivery, Receipt};

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

    const DELIVERIES: [Delivery; 6] = [
        Delivery::Pending,
        Delivery::Stored,
        Delivery::Saved,
        Delivery::Failed,
        Delivery::Unkept,
        Delivery::Refused,
    ];

    #[test]
    fn nobody_who_took_an_answer_back_is_told_that_it_will_be_sent() {
        for delivery in DELIVERIES {
            let waits = ending(Receipt::TakenBack(Delivery::Saved), delivery);
            assert_eq!(waits, Some((Word::SavedOnDevice, Word::TakeBackOffline)), "{delivery:?}");
            let erased = ending(Receipt::TakenBack(Delivery::Stored), delivery);
            assert_eq!(erased, Some((Word::TakenBack, Word::Erased)), "{delivery:?}");
        }
    }

    #[test]
    fn an_answer_that_waits_will_be_sent() {
        let waits = Some((Word::SavedOnDevice, Word::Offline));
        for receipt in [Receipt::Rows, Receipt::Waiting] {
            assert_eq!(ending(receipt, Delivery::Saved), waits);
        }
    }

    #[test]
    fn only_an_answer_that_the_server_has_is_thanked_for() {
        for delivery in DELIVERIES {
            let thanked = ending(Receipt::Rows, delivery).is_none();
            assert_eq!(thanked, delivery == Delivery::Stored, "{delivery:?}");
        }
    }
}
