//! What a prompt is doing, and every way from one state to the next.
//!
//! [`State::next`], in `next`, is a pure function: a state and an [`Event`] in, a state and an
//! [`Effect`] out. It knows no browser, no clock and no network, so all of it is tested natively.
//! What the visitor has typed lives in [`crate::draft`], because it outlasts every state; carrying
//! an effect out is the work of the panel.

mod answer;
mod next;

pub use self::answer::{Answer, Delivery};

/// What the thank-you step shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// What was recorded, with the two ways back.
    Rows,
    /// The answer waits on this device: says so, and offers to be done.
    Waiting,
    /// Asks once whether to take the answer back. `again` after an attempt that did not get through.
    Confirming {
        /// Whether an attempt has already failed.
        again: bool,
    },
    /// Taking back is under way.
    Taking,
    /// Taken back. `Saved` while it is still waiting on this device.
    TakenBack(Delivery),
    /// Taking back was refused for good: the answer stands as it was, and so it stays.
    NotTakenBack,
}

/// What did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The bare score.
    Score,
    /// The revision with the comment.
    Comment,
}

/// How a prompt went from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Closed without a score.
    Dismissed,
    /// Closed after a score; it never turns into a dismissal, not even when taken back.
    Done,
}

/// What the prompt is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The question stands.
    Asking {
        /// Where the arrow keys have moved the selection; it stores nothing.
        at: Option<u8>,
        /// The confirmed score: from an earlier step, or just now while it is held.
        answer: Option<Answer>,
        /// Whether a confirmed score is being shown before the step changes.
        holding: bool,
    },
    /// The score is recorded; a comment may follow.
    Commenting(Answer),
    /// The comment is on its way.
    Sending(Answer),
    /// Nothing is left to ask.
    Thanked(Answer, Receipt),
    /// The server did not take it; what was written stands as it was.
    Failed(Answer, Lost),
    /// The server refused it for good. The answer is what the server has from before, `Refused`
    /// where it has nothing; what was written still stands in its field, and nowhere else.
    Refused(Answer, Lost),
    /// The prompt has left, or is leaving.
    Dismissed(Departure),
}

/// What can happen to a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An arrow key moved the selection.
    Moved(u8),
    /// A tap, space, enter or a digit confirmed a score.
    Confirmed(u8),
    /// The chosen score has been shown long enough.
    Held,
    /// The follow-up was sent; `blank` when nothing was written or ticked.
    Submitted {
        /// Whether there is nothing to send.
        blank: bool,
    },
    /// The follow-up was skipped.
    Skipped,
    /// The delivery of the newest revision has ended.
    Delivered(Delivery),
    /// The visitor wants another score.
    Change,
    /// The visitor wants the answer back.
    TakeBack,
    /// The visitor keeps the answer after all.
    Keep,
    /// The visitor confirmed taking it back.
    Erase,
    /// The attempt to take the answer back has ended.
    Erased(Delivery),
    /// After taking back: the visitor wants to answer once more. What follows is another answer.
    Again,
    /// The visitor needs nothing else while the answer waits; `stays` where the panel is part of
    /// the page and cannot go.
    Done {
        /// Whether the panel stays on the page.
        stays: bool,
    },
    /// The visitor or the page closed the prompt.
    Close,
}

/// What has to be done about an event besides showing the new state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Show the chosen cell for a moment, then report [`Event::Held`].
    Hold,
    /// Store this score at once, with what was sent before, and [`Effect::Hold`].
    Record(u8),
    /// Send this score with everything that is written.
    Send(u8),
    /// Take the answer back.
    Erase,
    /// Leave the page.
    Leave(Departure),
}

impl State {
    /// The question, unanswered.
    pub const START: Self = Self::asking(None);

    /// The question, unanswered, with the selection at a score: it stores nothing, as if an arrow
    /// key had moved there.
    #[must_use]
    pub const fn asking(at: Option<u8>) -> Self {
        Self::Asking { at, answer: None, holding: false }
    }

    /// The step after an answer that was given before, with the result of its delivery.
    #[must_use]
    pub const fn answered(score: u8, delivery: Delivery) -> Self {
        Answer::given(score, delivery).follow_up()
    }

    /// The state's word, as it stands in the panel's `data-state`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asking { .. } => "asking",
            Self::Commenting(_) => "commenting",
            Self::Sending(_) => "sending",
            Self::Thanked(..) => "thanked",
            Self::Failed(..) => "failed",
            Self::Refused(..) => "refused",
            Self::Dismissed(_) => "dismissed",
        }
    }

    /// The confirmed score, if there is one.
    #[must_use]
    pub const fn answer(self) -> Option<Answer> {
        match self {
            Self::Asking { answer, .. } => answer,
            Self::Commenting(answer)
            | Self::Sending(answer)
            | Self::Failed(answer, _)
            | Self::Refused(answer, _)
            | Self::Thanked(answer, _) => Some(answer),
            Self::Dismissed(_) => None,
        }
    }

    /// The score that sending would send: where the selection is, else the confirmed one.
    #[must_use]
    pub const fn score(self) -> Option<u8> {
        match (self, self.answer()) {
            (Self::Asking { at: Some(at), .. }, _) => Some(at),
            (_, Some(answer)) => Some(answer.score),
            _ => None,
        }
    }

    /// How the prompt has gone, or how it goes if it is closed now.
    #[must_use]
    pub const fn departure(self) -> Departure {
        match self {
            Self::Dismissed(departure) => departure,
            Self::Asking { answer: None, .. } => Departure::Dismissed,
            _ => Departure::Done,
        }
    }
}

#[cfg(test)]
mod tests;
