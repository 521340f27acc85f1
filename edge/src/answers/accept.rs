//! Accepting an answer that can be read, whichever way it came.
//!
//! 1. The site, and whether the page that sends is one of its.
//! 2. The time in the id. Retention: what would expire at once is not accepted.
//! 3. The survey and its version. What the kept site does not have is looked up once more, and then in the
//!    history of the site: of two owners who saved within a minute, neither may have seen the other's version.
//! 4. The score on the scale of *that* version.
//! 5. What was refused in 1 to 4 has a limit of its own, and past it nothing is looked up; every other
//!    answer counts against the limits of its address and its site.
//! 6. One write, and one before it where the answer names a person. Nothing is read before them: a
//!    repeated revision lands on its own keys.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::answer::{AnswerBody, AnswerError, AnswerReceipt, Unverified};
use koe_shared::id::{ClockSkew, SurveyId, check_clock};
use koe_shared::instant::Instant;
use koe_shared::metadata::Metadata;
use koe_shared::metric::Scale;

use super::ledger::Ledger;
use super::respondent::{Claim, judge_claim};
use super::revision::{Revision, Value, Watch};
use super::visitor::{Visitor, VisitorError};
use crate::sites::{LookupError, Site, Sites};
use crate::store::StoreError;
use crate::store::keys::Rank;

/// Why an answer was not accepted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AcceptError {
    /// The visitor may not write.
    Visitor(VisitorError),
    /// The site can't be found.
    Site(LookupError),
    /// The answer's own time is too far off.
    ClockSkew { skew: ClockSkew, server_time: Timestamp },
    /// The answer would expire at once.
    OverRetention { days: u32 },
    /// A survey that the site never had.
    UnknownSurvey { survey: SurveyId },
    /// A survey version that this location does not know yet: the location is behind, not the page.
    VersionAhead { survey: SurveyId, version: u32, known: u32 },
    /// A survey version that never was.
    NoVersion { survey: SurveyId, version: u32 },
    /// The answer breaks a rule of its own.
    Answer(AnswerError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for AcceptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visitor(error) => write!(f, "{error}"),
            Self::Site(error) => write!(f, "{error}"),
            Self::ClockSkew { skew, .. } => write!(f, "{skew}"),
            Self::OverRetention { days } => {
                write!(f, "the time in id is older than the {days} days that answers are kept")
            }
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::VersionAhead { survey, version, known } => write!(
                f,
                "version {version} of survey {survey} is not known here yet, only up to {known}"
            ),
            Self::NoVersion { survey, version } => {
                write!(f, "survey {survey} never had a version {version}")
            }
            Self::Answer(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<VisitorError> for AcceptError {
    fn from(error: VisitorError) -> Self {
        Self::Visitor(error)
    }
}

impl From<LookupError> for AcceptError {
    fn from(error: LookupError) -> Self {
        Self::Site(error)
    }
}

/// Accepts an answer: steps 1 to 6.
pub(crate) async fn accept_answer(
    ledger: &Ledger,
    sites: &Sites,
    visitor: &Visitor<'_>,
    answer: &AnswerBody,
    watch: &dyn Watch,
) -> Result<(Arc<Site>, AnswerReceipt), AcceptError> {
    let received_at = ledger.now();
    let (site, revision, receipt) = match judge(sites, received_at, visitor, answer).await {
        // 5.
        Err(refusal) if refusal.is_callers_fault() => {
            visitor.count_refusal()?;
            return Err(refusal);
        }
        judged => judged?,
    };
    visitor.count_write(&answer.site)?;
    // 6.
    watch.saving(&site, &revision).await.map_err(AcceptError::Store)?;
    revision.save(ledger, &site, received_at).await.map_err(AcceptError::Store)?;
    Ok((site, receipt))
}

/// The site, what is stored of an answer and what its sender is told: steps 1 to 4.
async fn judge(
    sites: &Sites,
    now: Timestamp,
    visitor: &Visitor<'_>,
    answer: &AnswerBody,
) -> Result<(Arc<Site>, Revision, AnswerReceipt), AcceptError> {
    // 1.
    visitor.may_look_up(sites, &answer.site)?;
    let site = sites.get(&answer.site).await?;
    visitor.check_page(&site)?;
    // 2.
    check_clock(answer.id.time(), now)
        .map_err(|skew| AcceptError::ClockSkew { skew, server_time: now })?;
    // 3.
    let (site, version, scale) = asked(sites, site, visitor, answer).await?;
    // 4.
    let score = answer.score_on(scale).map_err(AcceptError::Answer)?;
    let claim = judge_claim(&site.record, answer, now);
    let receipt = AnswerReceipt {
        id: answer.id,
        revision: answer.revision,
        received_at: Instant(now),
        respondent: (claim == Claim::Unverified).then_some(Unverified::Unverified),
    };
    let respondent = claim.respondent();
    let (retention, time) = (site.record.retention(), answer.id.time());
    let (days, left) = (retention.days(time), retention.left(time, now));
    let revision = Revision {
        id: answer.id.public(&answer.site),
        rank: Rank::Revision(answer.revision),
        metadata: Metadata::of(answer, version, score, respondent.is_some()).encode(),
        value: Value::of(answer, respondent, now),
        time_to_live: left.ok_or(AcceptError::OverRetention { days })?,
    };
    Ok((site, revision, receipt))
}

/// The version that was answered and its scale, on the site as it is kept or, where that does not
/// have it, as storage has it now, or as an entry of its history has it.
async fn asked(
    sites: &Sites,
    site: Arc<Site>,
    visitor: &Visitor<'_>,
    answer: &AnswerBody,
) -> Result<(Arc<Site>, u32, Scale), AcceptError> {
    if let Some((version, scale)) = site.version(&answer.survey, answer.survey_version) {
        return Ok((site, version, scale));
    }
    visitor.may_ask_storage()?;
    let site = sites.get_fresh(&answer.site).await?;
    if let Some((version, scale)) = site.version(&answer.survey, answer.survey_version) {
        return Ok((site, version, scale));
    }
    let site = sites.look_in_history(site).await.map_err(AcceptError::Store)?;
    if let Some((version, scale)) = site.version(&answer.survey, answer.survey_version) {
        return Ok((site, version, scale));
    }
    let survey = answer.survey.clone();
    Err(match (site.newest_version(&survey), answer.survey_version) {
        (Some(known), Some(version)) if version > known => {
            AcceptError::VersionAhead { survey, version, known }
        }
        (Some(_), Some(version)) => AcceptError::NoVersion { survey, version },
        _ => AcceptError::UnknownSurvey { survey },
    })
}

impl AcceptError {
    /// Whether the request itself is to blame: a second try of the same request ends the same way.
    fn is_callers_fault(&self) -> bool {
        match self {
            Self::Visitor(error) => error.is_callers_fault(),
            Self::Site(error) => matches!(error, LookupError::Unknown { .. }),
            Self::VersionAhead { .. } | Self::Store(_) => false,
            Self::ClockSkew { .. }
            | Self::OverRetention { .. }
            | Self::UnknownSurvey { .. }
            | Self::NoVersion { .. }
            | Self::Answer(_) => true,
        }
    }
}
