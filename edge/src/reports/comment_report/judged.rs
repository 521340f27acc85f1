//! A comment with what its words say, and as it is shown.

use jiff::Timestamp;
use koe_shared::answer::Contact;
use koe_shared::id::PublicId;
use koe_shared::metadata::Metadata;
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use koe_shared::terms::terms_of;
use koe_shared::themes::Themes;
use koe_shared::urgency::{Reason, Urgency, speaks_against_its_score};
use koe_shared::words::Text;

use super::instant::instant;
use crate::reports::comments::Comment;
use crate::reports::query::{Narrowing, Only};
use crate::voices::{Decisions, State};

/// Characters of an id that tell it from its neighbours: of the end, since an id begins with its time.
const ID_CHARS: usize = 6;

/// A comment that was read.
pub(super) struct Judged {
    pub(super) comment: Comment,
    pub(super) text: Text,
    pub(super) urgency: Urgency,
    /// The places of its themes.
    pub(super) themes: Vec<usize>,
    is_against: bool,
    /// Where it stands, if it may be published.
    voice: Option<State>,
}

/// A comment as it is shown.
pub(crate) struct ShownComment {
    /// The public id of its answer.
    pub(crate) answer: PublicId,
    /// The end of it.
    pub(crate) id: String,
    pub(crate) revision: u8,
    pub(crate) score: Score,
    pub(crate) text: String,
    /// As it was sent, declared or not.
    pub(crate) touchpoint: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) at: Timestamp,
    pub(crate) urgency: Urgency,
    /// A promoter who writes of what is wrong, or a detractor who praises.
    pub(crate) is_against: bool,
    /// Where it stands, if it may be published.
    pub(crate) voice: Option<State>,
    /// Where the visitor would like a reply.
    pub(crate) contact: Option<Contact>,
}

impl ShownComment {
    /// Whether a reply is wanted, by the box in the prompt or in words.
    pub(crate) fn wants_reply(&self) -> bool {
        self.urgency.reasons().contains(&Reason::ContactWanted)
    }
}

impl Judged {
    pub(super) fn of(comment: Comment, themes: &Themes, decisions: &Decisions) -> Self {
        let text = Text::of(comment.text());
        let voice = comment.may_be_published().then(|| {
            let (answer, revision) = comment.revision()?;
            Some(State::of(decisions.on(&answer), revision))
        });
        Self {
            urgency: Urgency::of_text(comment.score, &text, comment.has_address()),
            themes: themes.of_comment(&text),
            is_against: speaks_against_its_score(comment.score, &text),
            voice: voice.flatten(),
            text,
            comment,
        }
    }

    pub(super) fn score(&self) -> Score {
        self.comment.score
    }

    pub(super) fn scale(&self) -> Scale {
        self.comment.score.scale()
    }

    /// Whether it is of a kind.
    pub(super) fn is(&self, only: Only) -> bool {
        match only {
            Only::Urgent => self.urgency.is_urgent(),
            Only::Reply => self.urgency.reasons().contains(&Reason::ContactWanted),
            Only::Publish => self.voice.is_some(),
            Only::Published => self.voice == Some(State::Approved),
            Only::Against => self.is_against,
        }
    }

    /// Whether the list has it. `theme` is the place of the theme that is asked for, if there is one.
    pub(super) fn is_listed(&self, asked: &Narrowing, theme: Option<usize>) -> bool {
        let Narrowing { bucket, search, theme: named, term, only } = asked;
        bucket.is_none_or(|bucket| bucket == self.score().bucket())
            && only.is_none_or(|only| self.is(only))
            && (named.is_none() || theme.is_some_and(|theme| self.themes.contains(&theme)))
            && search.as_ref().is_none_or(|search| self.text.folded().contains(search))
            && term.as_ref().is_none_or(|term| terms_of(&self.text).contains(term))
    }

    /// As it is shown; none for one whose key can't be read.
    pub(super) fn shown(&self) -> Option<ShownComment> {
        let entry = &self.comment.entry;
        let metadata = Metadata::decode(&entry.metadata).ok()?;
        let (answer, revision) = self.comment.revision()?;
        let id = answer.to_string();
        Some(ShownComment {
            answer,
            revision,
            id: id[id.len() - ID_CHARS..].to_owned(),
            score: self.score(),
            text: self.comment.text().to_owned(),
            touchpoint: metadata.touchpoint.as_deref().map(str::to_owned),
            locale: metadata.locale.as_deref().map(str::to_owned),
            at: instant(entry.time_ms)?.0,
            urgency: self.urgency.clone(),
            is_against: self.is_against,
            voice: self.voice,
            contact: self.comment.value.contact.clone().filter(Contact::has_address),
        })
    }
}
