//! What the loader decided about a survey on a page: the words of `koe('why')`.

use jiff::Timestamp;
use koe_shared::id::{SurveyId, TouchpointId};
use koe_shared::instant::Instant;

/// That it prompts, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It asks now, at this touchpoint.
    Prompt {
        touchpoint: TouchpointId,
    },
    /// Another survey is due at the same moment and was asked longer ago.
    Starved {
        by: SurveyId,
    },
    NotActive,
    /// None of its touchpoints has come on the page.
    WrongTouchpoint,
    /// None of its touchpoints can come on the page.
    WrongPage,
    NoConsent,
    AlreadyOpen,
    /// Any prompt was shown too short a time ago.
    CoolingDown {
        until: Timestamp,
    },
    AnsweredBefore {
        recontact_at: Timestamp,
    },
    DismissedBefore {
        recontact_at: Timestamp,
    },
    SampledOut,
    StorageBlocked,
    Unsupported,
}

impl Decision {
    /// Each decision, as the overlay writes it.
    #[cfg(test)]
    pub(crate) const WRITTEN: [&str; 13] = [
        "prompt post-purchase",
        "starved support-ces",
        "not_active",
        "wrong_touchpoint",
        "wrong_page",
        "no_consent",
        "already_open",
        "cooling_down 2026-12-01T00:00:00Z",
        "answered_before 2026-12-02T00:00:00Z",
        "dismissed_before 2026-12-03T00:00:00Z",
        "sampled_out",
        "storage_blocked",
        "unsupported",
    ];

    /// The code, and its detail where it has one. None for what is not published, or lacks its detail.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (code, detail) = text.split_once(' ').unwrap_or((text, ""));
        let time = || detail.parse().ok().map(|Instant(time)| time);
        Some(match code {
            "prompt" => Self::Prompt { touchpoint: detail.parse().ok()? },
            "starved" => Self::Starved { by: detail.parse().ok()? },
            "not_active" => Self::NotActive,
            "wrong_touchpoint" => Self::WrongTouchpoint,
            "wrong_page" => Self::WrongPage,
            "no_consent" => Self::NoConsent,
            "already_open" => Self::AlreadyOpen,
            "cooling_down" => Self::CoolingDown { until: time()? },
            "answered_before" => Self::AnsweredBefore { recontact_at: time()? },
            "dismissed_before" => Self::DismissedBefore { recontact_at: time()? },
            "sampled_out" => Self::SampledOut,
            "storage_blocked" => Self::StorageBlocked,
            "unsupported" => Self::Unsupported,
            _ => return None,
        })
    }

    /// The published word for it.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Prompt { .. } => "prompt",
            Self::Starved { .. } => "starved",
            Self::NotActive => "not_active",
            Self::WrongTouchpoint => "wrong_touchpoint",
            Self::WrongPage => "wrong_page",
            Self::NoConsent => "no_consent",
            Self::AlreadyOpen => "already_open",
            Self::CoolingDown { .. } => "cooling_down",
            Self::AnsweredBefore { .. } => "answered_before",
            Self::DismissedBefore { .. } => "dismissed_before",
            Self::SampledOut => "sampled_out",
            Self::StorageBlocked => "storage_blocked",
            Self::Unsupported => "unsupported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_is_read_as_it_is_written() {
        for written in Decision::WRITTEN {
            let code = written.split(' ').next().unwrap();
            assert_eq!(Decision::read(written).map(|read| read.code()), Some(code));
        }
    }

    #[test]
    fn what_is_not_published_is_no_decision() {
        for written in [
            "",
            "prompt",
            "prompt <b>",
            "starved ",
            "cooling_down",
            "cooling_down tomorrow",
            "PROMPT post-purchase",
            "<script>alert(1)</script>",
        ] {
            assert_eq!(Decision::read(written), None, "{written}");
        }
    }
}
