//! The bells: at once after an answer was stored, by hand, and by the cron for whatever those missed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use futures_util::future::join_all;
use jiff::SignedDuration;

use super::again::Again;
use super::entry::{Bell, Mark};
use super::standing::SHOWN_AFTER;
use super::tell::{Due, OPERATIONS, Teller};
use super::watch::Rung;
use crate::sites::{LookupError, Site, Sites};
use crate::store::keys::{self, AlertId, AlertKind, DUE, Minute};
use crate::store::{List, MAX_PAGE, StoreError};

/// How long after its minute the cron takes what a bell was rung for: a bell rings within that minute, tells for
/// another one, and ten minutes later every place shows what it came to.
const LOST_AFTER: u64 = 12;
/// How many are told at the same time.
const AT_ONCE: usize = 5;
/// After so long a run begins nothing more: a receiver that hangs takes ten seconds.
const LONGEST: SignedDuration = SignedDuration::from_mins(5);
/// Lists of what is due, at most.
const LISTS: usize = 10;
/// Storage operations of a digest, at most.
const DIGEST_OPERATIONS: usize = 60;

/// What is due, as a list shows it.
struct Listed {
    minute: Minute,
    id: AlertId,
    mark: Mark,
    site: Arc<Site>,
}

impl Teller {
    /// Tells what an answer has rung for. What fails here the cron finds.
    pub(crate) async fn ring(&self, site: &Site, rung: Vec<Rung>) -> Result<(), StoreError> {
        for Rung { id, due, fresh } in rung {
            let mark = Mark::first(Bell::Rung);
            self.tell(site, Due { minute: due, id: &id, mark: &mark, fresh: Some(&fresh) }).await?;
        }
        Ok(())
    }

    /// Tells an alert again whose mark was written a moment ago.
    pub(crate) async fn ring_again(
        &self,
        site: &Site,
        Again { id, minute, number }: &Again,
    ) -> Result<(), StoreError> {
        let mark = Mark { number: *number, bell: Bell::Rung, left: None };
        self.tell(site, Due { minute: *minute, id, mark: &mark, fresh: None }).await
    }

    /// Tells what is due; nothing more after so many storage operations. Tells how many it took.
    pub(crate) async fn tell_due(&self, sites: &Sites, most: usize) -> Result<usize, StoreError> {
        let began = (self.clock)();
        let (due, mut operations) = self.due(sites, most).await?;
        let mut failed = None;
        for some in due.chunks(AT_ONCE) {
            if operations >= most || (self.clock)().duration_since(began) > LONGEST {
                break;
            }
            let told = some.iter().map(|Listed { minute, id, mark, site }| {
                self.tell(site, Due { minute: *minute, id, mark, fresh: None })
            });
            operations += some.iter().map(Listed::operations).sum::<usize>();
            // One that fails keeps no other from being told.
            failed = join_all(told).await.into_iter().find_map(Result::err).or(failed);
        }
        failed.map_or(Ok(operations), Err)
    }

    /// What is due now and nobody is telling, the earliest first, and how many operations it took to find.
    async fn due(&self, sites: &Sites, most: usize) -> Result<(Vec<Listed>, usize), StoreError> {
        let now = Minute::of((self.clock)());
        let mut known: HashMap<_, Option<Arc<Site>>> = HashMap::new();
        let (mut due, mut operations): (Vec<Listed>, _) = (Vec::new(), 0);
        let mut taken = HashSet::new();
        let mut cursor: Option<String> = None;
        for _ in 0..LISTS {
            let list = List { prefix: DUE, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.store.list(list).await?;
            operations += 1;
            for listed in &page.keys {
                let Some((minute, site, id)) = keys::parse_due(&listed.key) else { continue };
                if minute > now || due.len() * OPERATIONS > most {
                    return Ok((due, operations));
                }
                let mark = listed.metadata.as_deref().and_then(Mark::decode);
                let mark = mark.unwrap_or(Mark::first(Bell::Silent));
                let is_ringing = mark.bell == Bell::Rung && now < minute.after(LOST_AFTER);
                // An answer that was repeated may have two marks. One of them is told in a run, and the next run
                // sees what came of it.
                if is_ringing || taken.contains(&(site.clone(), id.clone())) {
                    continue;
                }
                if !known.contains_key(&site) {
                    operations += 1;
                    known.insert(site.clone(), found(sites.get(&site).await)?);
                }
                if let Some(found) = known.get(&site).cloned().flatten() {
                    taken.insert((site, id.clone()));
                    due.push(Listed { minute, id, mark, site: found });
                } else if now >= minute.after(SHOWN_AFTER) {
                    // The site was deleted, and is not so new that it is not shown here yet: nobody is told.
                    operations += 1;
                    self.store.delete(&listed.key).await?;
                }
            }
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        Ok((due, operations))
    }
}

impl Listed {
    fn operations(&self) -> usize {
        if self.id.kind == AlertKind::Digest { DIGEST_OPERATIONS } else { OPERATIONS }
    }
}

fn found(site: Result<Arc<Site>, LookupError>) -> Result<Option<Arc<Site>>, StoreError> {
    match site {
        Ok(site) => Ok(Some(site)),
        Err(LookupError::Unknown { .. }) => Ok(None),
        Err(LookupError::Store(error)) => Err(error),
    }
}
