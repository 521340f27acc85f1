//! What the visitor writes after the score, and the revision it becomes.
//!
//! A draft outlasts every state: it survives failure, a step back, and closing and opening again on
//! the same page. Only taking the answer back, or another survey, clears it.

/// What may be asked after a score, by its bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Whether a reply may be wished for.
    pub contact: bool,
    /// Whether permission to quote is asked.
    pub publish: bool,
}

/// What is written and ticked, as it stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The comment.
    pub comment: String,
    /// Whether a reply is wished for.
    pub reply: bool,
    /// Where to reply.
    pub email: String,
    /// Whether the comment may be quoted.
    pub publish: bool,
    /// The name to show beside the quotation.
    pub name: String,
}

/// One revision of the answer: everything the visitor has said so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision<'a> {
    /// The score, on the survey's scale.
    pub score: u8,
    /// The comment, where one is written.
    pub comment: Option<&'a str>,
    /// Where to reply, where a reply is wished for.
    pub email: Option<&'a str>,
    /// The name to show, where quoting is allowed and a name is given.
    pub name: Option<&'a str>,
    /// Whether the comment may be quoted.
    pub publish: bool,
}

impl Draft {
    /// The revision this draft makes of `score`. What is not asked for this score is left out: an
    /// address typed for a low score does not travel with the high score it was changed to.
    #[must_use]
    pub fn revision(&self, score: u8, asks: Asks) -> Revision<'_> {
        let publish = asks.publish && self.publish;
        Revision {
            score,
            comment: written(&self.comment),
            email: written(&self.email).filter(|_| asks.contact && self.reply),
            name: written(&self.name).filter(|_| publish),
            publish,
        }
    }

    /// Whether a reply is wished for, but not to anything that could be an address. Only the shape
    /// is judged; whether the mailbox exists is known to its owner.
    #[must_use]
    pub fn needs_address(&self, asks: Asks) -> bool {
        asks.contact && self.reply && !could_be_an_address(self.email.trim())
    }

    /// Whether the draft would add nothing to the bare score.
    #[must_use]
    pub fn is_blank(&self, asks: Asks) -> bool {
        let revision = self.revision(0, asks);
        revision.comment.is_none() && revision.email.is_none() && !revision.publish
    }
}

/// The text without blanks around it, unless that is nothing.
fn written(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn could_be_an_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.len() > 2)
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{Asks, Draft, Revision};

    const EVERYTHING: Asks = Asks { contact: true, publish: true };
    const NOTHING: Asks = Asks { contact: false, publish: false };

    fn full() -> Draft {
        Draft {
            comment: " ふたが欠けていました。\n".into(),
            reply: true,
            email: "name@example.jp".into(),
            publish: true,
            name: " 京都の T さん".into(),
        }
    }

    #[test]
    fn a_revision_carries_all_that_was_written() {
        assert_eq!(
            full().revision(3, EVERYTHING),
            Revision {
                score: 3,
                comment: Some("ふたが欠けていました。"),
                email: Some("name@example.jp"),
                name: Some("京都の T さん"),
                publish: true,
            }
        );
    }

    #[test]
    fn what_is_not_asked_for_this_score_does_not_travel() {
        let draft = full();
        let revision = draft.revision(9, NOTHING);
        assert_eq!((revision.email, revision.name, revision.publish), (None, None, false));
        assert!(revision.comment.is_some());
    }

    #[test]
    fn an_address_travels_only_while_a_reply_is_wished_for() {
        let draft = Draft { reply: false, ..full() };
        assert_eq!(draft.revision(3, EVERYTHING).email, None);
    }

    #[test]
    fn a_name_travels_only_with_the_permission_to_quote() {
        let draft = Draft { publish: false, ..full() };
        assert_eq!(draft.revision(9, EVERYTHING).name, None);
    }

    #[test]
    fn blanks_alone_are_nothing_to_send() {
        assert!(Draft::default().is_blank(EVERYTHING));
        assert!(Draft { comment: " \n　".into(), ..Draft::default() }.is_blank(EVERYTHING));
        assert!(Draft { reply: true, ..Draft::default() }.is_blank(EVERYTHING));
        assert!(!Draft { publish: true, ..Draft::default() }.is_blank(EVERYTHING));
        assert!(Draft { publish: true, ..Draft::default() }.is_blank(NOTHING));
        assert!(!full().is_blank(NOTHING));
    }

    #[test]
    fn a_wish_for_a_reply_needs_an_address() {
        let with = |email: &str| Draft { email: email.into(), ..full() }.needs_address(EVERYTHING);
        for email in ["name@example.jp", " name@example.jp ", "a@b.c", "名前@例え.jp"] {
            assert!(!with(email), "{email}");
        }
        for email in ["", " ", "name", "@example.jp", "name@", "name@jp", "na me@example.jp"] {
            assert!(with(email), "{email}");
        }
        let email = String::new();
        assert!(!Draft { reply: false, email, ..full() }.needs_address(EVERYTHING));
    }
}
