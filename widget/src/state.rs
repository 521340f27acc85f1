//! What a prompt is doing, and every way from one state to the next.
//!
//! [`State::next`] is a pure function: a state and an [`Event`] in, a state and an [`Effect`] out.
//! It knows no browser, no clock and no network, so all of it is tested natively. What the visitor
//! has typed lives in [`crate::draft`], because it outlasts every state; carrying an effect out is
//! the work of the panel.

/// What became of the newest revision of the answer, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// On its way; the visitor need not wait for it.
    Pending,
    /// The server has it.
    Stored,
    /// The browser is offline: kept on this device and sent without being asked.
    Saved,
    /// Kept on this device, but the server did not take it: it is sent again without being asked.
    Failed,
    /// The server refused it for good: it is kept nowhere and sent no more.
    Refused,
}

/// A confirmed score and what became of the revision that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The score, on the survey's scale.
    pub score: u8,
    /// What became of it.
    pub delivery: Delivery,
    /// The score of the newest revision that the server is known to have.
    pub stored: Option<u8>,
}

impl Answer {
    /// The answer with another score, on its way.
    const fn sent(before: Option<Self>, score: u8) -> Self {
        let stored = match before {
            Some(before) => before.stored,
            None => None,
        };
        Self { score, delivery: Delivery::Pending, stored }
    }

    /// The answer once its newest revision has met its fate.
    const fn settled(self, delivery: Delivery) -> Self {
        match delivery {
            Delivery::Stored => Self { delivery, stored: Some(self.score), ..self },
            _ => Self { delivery, ..self },
        }
    }

    /// What is left after a refusal: the revision before, where the server has one.
    const fn standing(self) -> Self {
        match self.stored {
            Some(score) => Self { score, delivery: Delivery::Stored, ..self },
            None => Self { delivery: Delivery::Refused, ..self },
        }
    }

    /// The step after the scale: the comment, unless the score was not taken before.
    const fn follow_up(self) -> State {
        match self.delivery {
            Delivery::Failed => State::Failed(self, Lost::Score),
            Delivery::Refused => State::Refused(self.standing(), Lost::Score),
            _ => State::Commenting(self),
        }
    }

    /// Whether the same score once more is worth another revision.
    const fn was_not_taken(self) -> bool {
        matches!(self.delivery, Delivery::Failed | Delivery::Refused)
    }
}

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
    /// The newest revision met its fate.
    Delivered(Delivery),
    /// The visitor wants another score.
    Change,
    /// The visitor wants the answer back.
    TakeBack,
    /// The visitor keeps the answer after all.
    Keep,
    /// The visitor confirmed taking it back.
    Erase,
    /// Taking back met its fate.
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

    /// What the event makes of this state. An event that means nothing here, such as the second
    /// half of a double click, changes nothing and asks for nothing.
    #[must_use]
    pub fn next(self, event: Event) -> (Self, Effect) {
        match event {
            Event::Close => self.close(),
            Event::Delivered(delivery) => self.delivered(delivery),
            Event::Change => self.change(),
            _ => match self {
                Self::Asking { at, answer, holding } => self.asked(event, at, answer, holding),
                Self::Commenting(answer) | Self::Failed(answer, _) | Self::Refused(answer, _) => {
                    self.commented(event, answer)
                }
                Self::Thanked(answer, receipt) => thanked(event, answer, receipt),
                Self::Sending(_) | Self::Dismissed(_) => (self, Effect::None),
            },
        }
    }

    fn close(self) -> (Self, Effect) {
        match self {
            Self::Dismissed(_) => (self, Effect::None),
            _ => (Self::Dismissed(self.departure()), Effect::Leave(self.departure())),
        }
    }

    fn delivered(self, delivery: Delivery) -> (Self, Effect) {
        let with = |answer: Answer| answer.settled(delivery);
        let refused = delivery == Delivery::Refused;
        let next = match self {
            Self::Asking { at, answer, holding } => {
                Self::Asking { at, answer: answer.map(with), holding }
            }
            Self::Commenting(answer) => with(answer).follow_up(),
            Self::Sending(answer) if refused => Self::Refused(answer.standing(), Lost::Comment),
            // Whoever has gone on is told: what was said before does not hold.
            Self::Thanked(answer, Receipt::Rows | Receipt::Confirming { .. }) if refused => {
                Self::Refused(answer.standing(), Lost::Score)
            }
            Self::Failed(answer, lost) if refused => Self::Refused(answer.standing(), lost),
            Self::Failed(answer, lost) => Self::Failed(with(answer), lost),
            Self::Thanked(answer, receipt) => Self::Thanked(with(answer), receipt),
            Self::Sending(answer) => match delivery {
                Delivery::Pending => self,
                Delivery::Stored => Self::Thanked(with(answer), Receipt::Rows),
                Delivery::Saved => Self::Thanked(with(answer), Receipt::Waiting),
                Delivery::Failed | Delivery::Refused => Self::Failed(with(answer), Lost::Comment),
            },
            Self::Refused(..) | Self::Dismissed(_) => self,
        };
        (next, Effect::None)
    }

    fn change(self) -> (Self, Effect) {
        let next = match self {
            Self::Commenting(answer)
            | Self::Failed(answer, _)
            | Self::Refused(answer, _)
            | Self::Thanked(answer, Receipt::Rows | Receipt::Waiting) => {
                Self::Asking { at: None, answer: Some(answer), holding: false }
            }
            _ => self,
        };
        (next, Effect::None)
    }

    fn asked(
        self,
        event: Event,
        at: Option<u8>,
        before: Option<Answer>,
        holding: bool,
    ) -> (Self, Effect) {
        match (event, before, holding) {
            (Event::Moved(at), answer, false) => {
                (Self::Asking { at: Some(at), answer, holding }, Effect::None)
            }
            // The same score once more is no new revision: it only leads back to the next step.
            (Event::Confirmed(score), Some(answer), false)
                if answer.score == score && !answer.was_not_taken() =>
            {
                (Self::Asking { at: None, answer: before, holding: true }, Effect::Hold)
            }
            (Event::Confirmed(score), _, false) => {
                let answer = Some(Answer::sent(before, score));
                (Self::Asking { at: None, answer, holding: true }, Effect::Record(score))
            }
            (Event::Held, Some(answer), true) => (answer.follow_up(), Effect::None),
            // Where question and comment share a step, sending confirms what is selected.
            (Event::Submitted { .. }, ..) => match (at, before) {
                (Some(score), _) if before.is_none_or(|answer| answer.score != score) => {
                    send(Answer::sent(before, score))
                }
                (_, Some(answer)) => self.commented(event, answer),
                _ => (self, Effect::None),
            },
            _ => (self, Effect::None),
        }
    }

    fn commented(self, event: Event, answer: Answer) -> (Self, Effect) {
        match event {
            Event::Submitted { blank } if !blank || answer.was_not_taken() => {
                send(Answer::sent(Some(answer), answer.score))
            }
            // Without an answer there is nothing to thank for.
            Event::Skipped if answer.delivery == Delivery::Refused => (self, Effect::None),
            Event::Submitted { .. } | Event::Skipped => {
                (Self::Thanked(answer, Receipt::Rows), Effect::None)
            }
            Event::Done { stays: false } if matches!(self, Self::Refused(..)) => self.close(),
            // Where question and comment share a step, the scale can still be used.
            Event::Moved(_) | Event::Confirmed(_) => self.asked(event, None, Some(answer), false),
            _ => (self, Effect::None),
        }
    }
}

fn send(answer: Answer) -> (State, Effect) {
    (State::Sending(answer), Effect::Send(answer.score))
}

fn thanked(event: Event, answer: Answer, receipt: Receipt) -> (State, Effect) {
    let to = |receipt| State::Thanked(answer, receipt);
    match (event, receipt) {
        (Event::TakeBack, Receipt::Rows) => {
            (to(Receipt::Confirming { again: false }), Effect::None)
        }
        // The attempt that failed waits on this device: a revision takes its place.
        (Event::Keep, Receipt::Confirming { again: true }) => {
            let answer = Answer::sent(Some(answer), answer.score);
            (State::Thanked(answer, Receipt::Rows), Effect::Record(answer.score))
        }
        (Event::Keep, Receipt::Confirming { again: false })
        | (Event::Done { stays: true }, Receipt::Waiting) => (to(Receipt::Rows), Effect::None),
        (Event::Done { stays: false }, Receipt::Waiting | Receipt::NotTakenBack) => {
            to(receipt).close()
        }
        (Event::Erase, Receipt::Confirming { .. }) => (to(Receipt::Taking), Effect::Erase),
        (Event::Erased(Delivery::Failed), Receipt::Taking) => {
            (to(Receipt::Confirming { again: true }), Effect::None)
        }
        // Its record in the outbox had made room for the request, which is gone as well.
        (Event::Erased(Delivery::Refused), Receipt::Taking) => {
            let answer = answer.standing();
            let next = match answer.stored {
                Some(_) => State::Thanked(answer, Receipt::NotTakenBack),
                None => State::Refused(answer, Lost::Score),
            };
            (next, Effect::None)
        }
        (Event::Erased(delivery), Receipt::Taking) => {
            (to(Receipt::TakenBack(delivery)), Effect::None)
        }
        (Event::Again, Receipt::TakenBack(_)) => (State::START, Effect::None),
        _ => (to(receipt), Effect::None),
    }
}

#[cfg(test)]
mod tests;
