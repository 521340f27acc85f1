//! The ways from one state to the next.

use super::{Answer, Delivery, Effect, Event, Lost, Receipt, State};

impl State {
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
            // The visitor has already gone on: what the prompt said about the answer was wrong.
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
                Delivery::Failed | Delivery::Unkept | Delivery::Refused => {
                    Self::Failed(with(answer), Lost::Comment)
                }
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
        // The failed attempt to take back waits on this device: a revision takes its place.
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
        (Event::Erased(Delivery::Failed | Delivery::Unkept), Receipt::Taking) => {
            (to(Receipt::Confirming { again: true }), Effect::None)
        }
        // The request to take back had replaced the answer's record in the outbox. After the
        // refusal, the outbox holds neither.
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
