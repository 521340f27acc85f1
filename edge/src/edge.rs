//! The running application: what it was given, and what it keeps in memory between requests.

use std::sync::Arc;

use http::HeaderMap;
use jiff::Timestamp;
use koe_shared::id::{AnswerId, SiteId};

use crate::client::Client;
use crate::config::Config;
use crate::limits::{Counted, RateLimits};
use crate::problem::Problem;
use crate::site::{Site, Sites};
use crate::state::{AppState, Entropy};
use crate::store::{Store, StoreError};

/// One application, shared by all requests of an isolate.
pub(crate) struct Edge {
    state: AppState,
    limits: RateLimits,
    sites: Sites,
}

impl Edge {
    pub(crate) fn new(state: AppState) -> Self {
        let limits = RateLimits::new(state.config.limits);
        Self { state, limits, sites: Sites::default() }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.state.store
    }

    pub(crate) fn config(&self) -> &Config {
        &self.state.config
    }

    pub(crate) fn entropy(&self) -> &Entropy {
        &self.state.entropy
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.state.clock)()
    }

    /// An id for an answer that is given to this deployment itself.
    pub(crate) fn new_answer_id(&self) -> Result<AnswerId, Problem> {
        let mut random = [0; 16];
        self.entropy()(&mut random)?;
        let now = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        Ok(AnswerId::new(now, u128::from_be_bytes(random)))
    }

    /// The site, at most a minute old.
    pub(crate) async fn site(&self, id: &SiteId) -> Result<Arc<Site>, Problem> {
        let found = self.sites.get(self.store(), id, self.now()).await?;
        found.ok_or_else(|| Problem::UnknownSite { site: id.to_string() })
    }

    /// Lets a visitor's write pass whose site this isolate keeps. Any other has to be looked up, which
    /// is not done for a client whose writes were refused too often.
    pub(crate) fn may_look_up(&self, id: &SiteId, headers: &HeaderMap) -> Result<(), Problem> {
        if self.sites.keeps(id, self.now()) {
            Ok(())
        } else {
            self.may_ask(Counted::Refusal, headers)
        }
    }

    /// The site as storage has it now, for a request that names what the kept one does not have.
    pub(crate) async fn fresh_site(&self, id: &SiteId) -> Result<Arc<Site>, Problem> {
        let found = self.any_site(id).await?.filter(|site| !site.record.is_deleted());
        found.ok_or_else(|| Problem::UnknownSite { site: id.to_string() })
    }

    /// The site as storage has it now, deleted or not.
    pub(crate) async fn any_site(&self, id: &SiteId) -> Result<Option<Arc<Site>>, Problem> {
        Ok(self.sites.look_up(self.store(), id, self.now()).await?)
    }

    /// The site, though its owner may have deleted it: what a visitor may do at any time.
    pub(crate) async fn site_even_deleted(&self, id: &SiteId) -> Result<Arc<Site>, Problem> {
        match self.site(id).await {
            Err(refusal @ Problem::UnknownSite { .. }) => self.any_site(id).await?.ok_or(refusal),
            found => found,
        }
    }

    /// Stores a site and keeps it, since storage may take a minute to show it.
    pub(crate) async fn save_site(&self, site: Arc<Site>) -> Result<(), Problem> {
        site.record.save(self.store(), &site.id).await?;
        self.sites.keep(site, self.now());
        Ok(())
    }

    /// Counts a public write against the limits of its client and its site.
    pub(crate) fn count_write(&self, site: &SiteId, headers: &HeaderMap) -> Result<(), Problem> {
        Ok(self.limits.write(site, Client::of(headers), self.now())?)
    }

    /// Counts a call of another kind against the limit of its client.
    pub(crate) fn count(&self, counted: Counted, headers: &HeaderMap) -> Result<(), Problem> {
        Ok(self.limits.call(counted, Client::of(headers), self.now())?)
    }

    /// Lets a call ask storage, unless its client has reached the limit for calls of this kind.
    pub(crate) fn may_ask(&self, counted: Counted, headers: &HeaderMap) -> Result<(), Problem> {
        Ok(self.limits.check(counted, Client::of(headers), self.now())?)
    }

    /// Counts the refusal of a call and returns it; past the limit, returns that limit's refusal.
    /// A refusal that is not the caller's fault is not counted.
    pub(crate) fn refused(
        &self,
        counted: Counted,
        headers: &HeaderMap,
        problem: Problem,
    ) -> Problem {
        let is_counted = problem.is_callers_fault();
        let over = if is_counted { self.count(counted, headers).err() } else { None };
        over.unwrap_or(problem)
    }

    /// Whether storage answers at all.
    pub(crate) async fn reach_storage(&self) -> Result<(), StoreError> {
        self.store().get(crate::keys::PROBE).await.map(drop)
    }
}
