//! In which order cases are worked on: the late ones, then the most urgent, then the oldest. What is closed comes
//! last, the newest first.

use std::cmp::Reverse;

use jiff::Timestamp;
use koe_shared::id::PublicId;

use crate::cases::{Case, Promise};

/// The place of a case. What is lower comes first. As a text it is the position of a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// 0 late, 1 to be done, 2 closed.
    class: u8,
    urgency: Reverse<u8>,
    /// When it was opened; of a closed one, how long before the end of time it was closed.
    time: i64,
    answer: PublicId,
}

impl Place {
    pub(super) fn of(case: &Case, is_late: bool) -> Self {
        let answer = case.answer;
        match case.closed() {
            Some(closed) => {
                let time = i64::MAX - closed.time().as_millisecond();
                Self { class: 2, urgency: Reverse(0), time, answer }
            }
            None => Self {
                class: u8::from(!is_late),
                urgency: Reverse(case.opening.urgency.sum()),
                time: case.opening.at.as_millisecond(),
                answer,
            },
        }
    }

    /// `{class}.{urgency}.{time}.{answer}`
    pub(super) fn written(&self) -> String {
        let Self { class, urgency: Reverse(urgency), time, answer } = self;
        format!("{class}.{urgency}.{time}.{answer}")
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let class = parts.next()?.parse().ok()?;
        let urgency = Reverse(parts.next()?.parse().ok()?);
        let time = parts.next()?.parse().ok()?;
        Some(Self { class, urgency, time, answer: parts.next()?.parse().ok()? })
    }
}

/// Whether something should have been done by now.
pub(super) fn is_late(case: &Case, promise: &Promise, now: Timestamp) -> bool {
    case.due_at(promise).is_some_and(|due| due < now)
}
