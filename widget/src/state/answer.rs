//! A confirmed score, and how the server took it.

use super::{Lost, State};

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
    /// Neither with the server nor kept on this device: sent again while this page is open.
    Unkept,
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
    pub(super) const fn sent(before: Option<Self>, score: u8) -> Self {
        let stored = match before {
            Some(before) => before.stored,
            None => None,
        };
        Self { score, delivery: Delivery::Pending, stored }
    }

    /// An answer that was given before, with the result of its delivery.
    pub(super) const fn given(score: u8, delivery: Delivery) -> Self {
        Self { score, delivery: Delivery::Pending, stored: None }.settled(delivery)
    }

    /// The answer after the delivery of its newest revision has ended.
    pub(super) const fn settled(self, delivery: Delivery) -> Self {
        match delivery {
            Delivery::Stored => Self { delivery, stored: Some(self.score), ..self },
            _ => Self { delivery, ..self },
        }
    }

    /// What is left after a refusal: the revision before, where the server has one.
    pub(super) const fn standing(self) -> Self {
        match self.stored {
            Some(score) => Self { score, delivery: Delivery::Stored, ..self },
            None => Self { delivery: Delivery::Refused, ..self },
        }
    }

    /// The step after the scale: the comment, unless the score was not taken before.
    pub(super) const fn follow_up(self) -> State {
        match self.delivery {
            Delivery::Failed | Delivery::Unkept => State::Failed(self, Lost::Score),
            Delivery::Refused => State::Refused(self.standing(), Lost::Score),
            _ => State::Commenting(self),
        }
    }

    /// Whether the same score once more is worth another revision.
    pub(super) const fn was_not_taken(self) -> bool {
        matches!(self.delivery, Delivery::Failed | Delivery::Unkept | Delivery::Refused)
    }
}
