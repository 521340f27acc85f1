//! Whether it helped: detractors with a case who give 7 or more when they are asked again.

use futures_util::future::try_join_all;
use jiff::Timestamp;
use koe_shared::confidence::Confidence;
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::metadata::Metadata;
use koe_shared::metric::{Bucket, Metric};
use koe_shared::share::Share;
use serde::Serialize;
use utoipa::ToSchema;

use super::figures::CaseFigures;
use super::list::living;
use super::query::CasesQuery;
use crate::answers::{Person, scores_of_person};
use crate::cases::{Case, Promise};
use crate::reports::error::ReportError;
use crate::reports::query::Params;
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;

/// The score from which a detractor counts as won back: a passive or a promoter.
const WON_BACK_FROM: u8 = 7;
/// Persons that are looked at, at most: each costs a list.
const MOST: usize = 100;
/// Lists that wait at the same time: a Worker has six connections.
const AT_ONCE: usize = 6;

/// What the cases of a range say, and whether they helped.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseReport {
    pub(crate) site: SiteId,
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    pub(crate) figures: CaseFigures,
    pub(crate) recovery: Recovery,
    /// Whether all cases were looked at; otherwise those of the oldest answers were not.
    pub(crate) complete: bool,
}

/// Detractors with a case who were asked again.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Recovery {
    /// Detractors of an NPS survey with a case that was opened in the range, and whose person is known.
    pub(crate) detractors: usize,
    /// How many of these were looked at, the newest: at most 100.
    pub(crate) looked_at: usize,
    /// Of those who answered an NPS survey again later: how many gave 7 or more the last time. Null where nobody did.
    #[schema(required = true)]
    pub(crate) won_back: Option<Share>,
}

/// What the cases of a range say.
///
/// 1. The query, the cases. 2. Of each detractor, what the person answered later.
pub(crate) async fn case_report(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<CaseReport, ReportError> {
    // 1.
    let document = site.document();
    let (declared, calendar) = (Declared::of(document), Calendar::new(&document.timezone, now));
    let query = CasesQuery::read(params, (&declared, &calendar))?;
    let cases = living(store, site, &[], now).await?;
    let at = || cases.all.iter().filter(|case| query.is_at(case));
    let figures = CaseFigures::of(&at(), query.span, &Promise::of(document), now);
    // 2.
    let opened: Vec<&Case> = at().filter(|case| query.span.contains(case.opening.at)).collect();
    let recovery = recovery(store, site, &opened).await?;
    Ok(CaseReport {
        site: site.id.clone(),
        from: Instant(query.span.from),
        to: Instant(query.span.to),
        figures,
        recovery,
        complete: cases.is_complete,
    })
}

async fn recovery(
    store: &dyn Store,
    site: &Site,
    cases: &[&Case],
) -> Result<Recovery, ReportError> {
    let mut detractors: Vec<(&str, Timestamp)> = Vec::new();
    for case in cases {
        let picked = case.opening.score;
        let is_detractor =
            picked.scale().metric() == Metric::Nps && picked.bucket() == Bucket::Detractor;
        let Some(person) = case.opening.person.as_deref().filter(|_| is_detractor) else {
            continue;
        };
        // Of the cases of one person the first counts: what was answered after it may be what helped.
        match detractors.iter_mut().find(|(known, _)| *known == person) {
            Some((_, since)) => *since = (*since).min(case.answer.time()),
            None => detractors.push((person, case.answer.time())),
        }
    }
    let looked_at = &detractors[..detractors.len().min(MOST)];
    let (mut again, mut won_back) = (0, 0);
    for some in looked_at.chunks(AT_ONCE) {
        let scores = some.iter().map(|(person, _)| async {
            let person = Person::of_key(person);
            scores_of_person(store, &site.id, &person).await
        });
        for ((_, since), scores) in some.iter().zip(try_join_all(scores).await?) {
            let later = scores.iter().find_map(|(time, metadata)| {
                let picked = Metadata::decode(metadata).ok()?.counted_score()?;
                let is_later = time > since && picked.scale().metric() == Metric::Nps;
                is_later.then_some(picked.value())
            });
            let Some(last) = later else { continue };
            again += 1;
            won_back += u64::from(last >= WON_BACK_FROM);
        }
    }
    Ok(Recovery {
        detractors: detractors.len(),
        looked_at: looked_at.len(),
        won_back: Share::of(won_back, again, Confidence::P95),
    })
}
