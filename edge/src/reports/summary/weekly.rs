//! What a weekly digest tells: the summary of the days, with three voices of which one is contrary.

use jiff::Timestamp;

use super::reply::Summary;
use super::voices::{Voice, Voices};
use super::with_voices;
use crate::reports::error::ReportError;
use crate::reports::query::Params;
use crate::sites::Site;
use crate::store::Store;

/// Voices, at most.
const VOICES: usize = 3;
/// List pages of answers, at most: those of a week and of the one before are counted long ago, but for what came late.
const PAGES: u32 = 40;

/// What a digest tells.
pub(crate) struct Weekly {
    /// Without its contrary voices.
    pub(crate) summary: Summary,
    /// The strongest voice against the picture that the scores give.
    pub(crate) contrary: Option<Voice>,
    /// Others, so that they are three together where there are so many.
    pub(crate) others: Vec<Voice>,
}

/// The summary of the days that are asked for, as everywhere, with its voices.
pub(crate) async fn weekly(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Weekly, ReportError> {
    let (summary, voices) = with_voices(store, site, params, (now, PAGES)).await?;
    let Voices { contrary, mut others } = voices;
    let contrary = contrary.into_iter().next();
    others.truncate(VOICES - usize::from(contrary.is_some()));
    Ok(Weekly { summary, contrary, others })
}
