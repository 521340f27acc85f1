//! What came of trying a site out: the newest test answers, and the newest prompt that a page showed, among what
//! a single list shows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use koe_shared::answer::Channel;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::score::Score;

use super::error::ReportError;
use crate::answers::Scan;
use crate::sites::{Site, Span};
use crate::store::Store;

/// List pages that are looked through. The newest thousand entries tell what was tried today.
const PAGES: u32 = 1;

/// What came of trying a site out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    /// The newest test answer of each survey.
    pub(crate) tests: BTreeMap<String, Trial>,
    /// When a page showed the newest prompt, which was no test and not forced.
    pub(crate) shown: Option<Timestamp>,
}

/// A test answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trial {
    pub(crate) at: Timestamp,
    pub(crate) score: u8,
}

/// Looks through the newest answers of a site: one list.
pub(crate) async fn tried(
    store: &dyn Store,
    site: &Site,
    now: Timestamp,
) -> Result<Tried, ReportError> {
    let span = Span { from: site.record.retention().oldest(now), to: Timestamp::MAX };
    let mut walk = Scan::new(store, &site.id, span, now, PAGES);
    let entries = walk.next().await.map_err(|error| ReportError::of_scan(error, PAGES))?;
    let mut tried = Tried::default();
    for entry in entries.unwrap_or_default() {
        let Ok(metadata) = Metadata::decode(&entry.metadata) else { continue };
        let time = i64::try_from(entry.time_ms).ok();
        let Some(at) = time.and_then(|time| Timestamp::from_millisecond(time).ok()) else {
            continue;
        };
        if metadata.flags.has(Flags::TEST) {
            if let Some(score) = metadata.recorded.score().map(Score::value) {
                let survey = metadata.survey.into_owned();
                tried.tests.entry(survey).or_insert(Trial { at, score });
            }
        } else if metadata.channel == Channel::Web
            && !metadata.flags.has(Flags::FORCED)
            && metadata.recorded.outcome().is_some()
        {
            tried.shown.get_or_insert(at);
        }
    }
    Ok(tried)
}
