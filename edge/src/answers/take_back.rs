//! Taking an answer back.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::id::{AnswerId, ClockSkew, SiteId, check_clock};

use super::ledger::Ledger;
use super::visitor::{Visitor, VisitorError};
use super::withdrawal::{Reason, Withdrawal};
use crate::sites::{LookupError, Site, Sites};
use crate::store::{Listed, StoreError};

/// Why an answer was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TakeBackError {
    /// The visitor may not write.
    Visitor(VisitorError),
    /// The site can't be found.
    Site(LookupError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for TakeBackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visitor(error) => write!(f, "{error}"),
            Self::Site(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// Takes an answer back for a visitor who holds its id, at any time.
///
/// 1. The site; a deleted site's answers can still be taken back. 2. The page. 3. The limits; what was
///    refused in 1 and 2 has a limit of its own. 4. [`take_back`].
pub(crate) async fn take_back_answer(
    ledger: &Ledger,
    sites: &Sites,
    visitor: &Visitor<'_>,
    (site, id): (&SiteId, AnswerId),
) -> Result<(), TakeBackError> {
    // 1, 2.
    let site = match admit(sites, visitor, site).await {
        Err(refusal) if refusal.is_callers_fault() => {
            visitor.count_refusal().map_err(TakeBackError::Visitor)?;
            return Err(refusal);
        }
        admitted => admitted?,
    };
    // 3.
    visitor.count_write(&site.id).map_err(TakeBackError::Visitor)?;
    // 4.
    take_back(ledger, &site, id, None, ledger.now()).await.map_err(TakeBackError::Store)
}

/// Takes an answer back, if there is one or one may come. `seen` is a revision that the caller has
/// read, which a list may not show yet.
///
/// 1. Nothing is written for an id dated ahead, nor for one whose retention is over.
/// 2. What a list shows of it; where that is nothing, the keys that a browser writes first are read,
///    since a list may lag behind them.
/// 3. No revision: a tombstone that waits, unless the id is too old for one to come, or the site is
///    deleted; where there is a tombstone, whatever else is left of it goes. Otherwise
///    [`Withdrawal::withdraw`].
pub(crate) async fn take_back(
    ledger: &Ledger,
    site: &Site,
    id: AnswerId,
    seen: Option<Listed>,
    now: Timestamp,
) -> Result<(), StoreError> {
    // 1.
    let clock = check_clock(id.time(), now);
    let left = site.record.retention().left(id.time(), now);
    let (Some(_), Ok(()) | Err(ClockSkew::Behind(_))) = (left, clock) else { return Ok(()) };
    let public = id.public(&site.id);
    let answer = Withdrawal { ledger, site: &site.id, id: public, received_at: now };
    // 2.
    let mut shown = answer.listed().await?;
    if let Some(seen) = seen {
        shown.add(seen);
    }
    if shown.is_nothing() && clock.is_ok() {
        shown = answer.read().await?;
    }
    // 3.
    if shown.revisions.is_empty() {
        let may_come = clock.is_ok() && !site.record.is_deleted();
        if shown.is_withdrawn() {
            return answer.forget_the_rest(&site.record).await;
        }
        if may_come {
            answer.wait().await?;
        }
        return Ok(());
    }
    answer.withdraw(&shown, (&site.record, Reason::TakenBack)).await
}

/// The site, if the page that asks is one of its.
async fn admit(
    sites: &Sites,
    visitor: &Visitor<'_>,
    id: &SiteId,
) -> Result<Arc<Site>, TakeBackError> {
    visitor.may_look_up(sites, id).map_err(TakeBackError::Visitor)?;
    let site = sites.get_even_deleted(id).await.map_err(TakeBackError::Site)?;
    visitor.check_page(&site).map_err(TakeBackError::Visitor)?;
    Ok(site)
}

impl TakeBackError {
    /// Whether the request itself is to blame: a second try of the same request ends the same way.
    fn is_callers_fault(&self) -> bool {
        match self {
            Self::Visitor(error) => error.is_callers_fault(),
            Self::Site(error) => matches!(error, LookupError::Unknown { .. }),
            Self::Store(_) => false,
        }
    }
}
