//! The state that all requests of an isolate share: what the application was given, and what it keeps
//! in memory between requests.

use std::sync::Arc;

use axum::Extension;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use koe_shared::id::AnswerId;

use crate::alerts::{Announced, Teller, Watcher};
use crate::answers::Ledger;
use crate::cases::OpenedToday;
use crate::config::Config;
use crate::digests::Digester;
use crate::limits::RateLimits;
use crate::platform::{Afterwards, Clock, Entropy, EntropyError, Outgoing};
use crate::sites::{FormId, Reached, Site, Sites};
use crate::store::{Store, StoreError, keys};

/// Everything [`crate::app()`] is built from.
#[derive(Clone)]
pub struct AppState {
    /// Where sites, keys and answers lie.
    pub store: Arc<dyn Store>,
    /// What the deployment sets.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// Randomness for keys and secrets.
    pub entropy: Entropy,
    /// The way to other people's addresses.
    pub outgoing: Arc<dyn Outgoing>,
}

impl AppState {
    /// Tells alerts.
    pub(crate) fn teller(&self) -> Teller {
        let (store, outgoing) = (Arc::clone(&self.store), Arc::clone(&self.outgoing));
        Teller::new(store, outgoing, Arc::clone(&self.clock), &self.config.alert_hosts)
    }

    /// Sends digests.
    pub(crate) fn digester(&self) -> Digester<'_> {
        Digester {
            store: &*self.store,
            outgoing: &*self.outgoing,
            clock: &self.clock,
            allowed: &self.config.alert_hosts,
        }
    }
}

/// One application, shared by all requests of an isolate.
pub(crate) struct Edge {
    state: AppState,
    limits: RateLimits,
    sites: Sites,
    ledger: Ledger,
    announced: Arc<Announced>,
    opened: OpenedToday,
}

impl Edge {
    pub(crate) fn new(state: AppState) -> Self {
        let limits = RateLimits::new(state.config.limits);
        let admin_key = state.config.admin_key.clone().ok();
        let sites = Sites::new(Arc::clone(&state.store), Arc::clone(&state.clock), admin_key);
        // Any shard will do: without randomness it is the first.
        let mut shard = [0];
        let _ = (state.entropy)(&mut shard);
        let (store, clock) = (Arc::clone(&state.store), Arc::clone(&state.clock));
        let ledger = Ledger::new(store, clock, shard[0] % 10);
        Self {
            state,
            limits,
            sites,
            ledger,
            announced: Arc::default(),
            opened: OpenedToday::default(),
        }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.state.store
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn config(&self) -> &Config {
        &self.state.config
    }

    pub(crate) fn entropy(&self) -> &Entropy {
        &self.state.entropy
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.state.clock
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.state.clock)()
    }

    pub(crate) fn limits(&self) -> &RateLimits {
        &self.limits
    }

    pub(crate) fn sites(&self) -> &Sites {
        &self.sites
    }

    /// Watches an answer that is taken in now.
    pub(crate) fn watcher(&self) -> Watcher<'_> {
        Watcher::new(self.store(), (&self.announced, &self.opened), self.now())
    }

    /// Tells alerts.
    pub(crate) fn teller(&self) -> Teller {
        self.state.teller().knowing(&self.announced)
    }

    /// What is left to do once the reply to an answer is on its way: somebody is told of it.
    pub(crate) fn afterwards(
        &self,
        site: Arc<Site>,
        watcher: Watcher<'_>,
    ) -> Option<Extension<Afterwards>> {
        let rung = watcher.rung();
        if rung.is_empty() {
            return None;
        }
        let teller = self.teller();
        Some(Extension(Afterwards::new(async move { teller.ring(&site, rung).await })))
    }

    /// What was given to the application, for what goes on after a reply.
    pub(crate) fn state(&self) -> AppState {
        self.state.clone()
    }

    /// Where the deployment is reached, for a save.
    pub(crate) fn reached<'a>(&'a self, origin: &'a str) -> Reached<'a> {
        Reached { origin, allowed: &self.config().alert_hosts }
    }

    /// An id for an answer that is given to this deployment itself.
    pub(crate) fn new_answer_id(&self) -> Result<AnswerId, EntropyError> {
        let mut random = [0; 16];
        self.entropy()(&mut random)?;
        let now = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        Ok(AnswerId::new(now, u128::from_be_bytes(random)))
    }

    /// An id for a form of the desk that is shown now.
    pub(crate) fn new_form_id(&self) -> Result<FormId, EntropyError> {
        let mut random = [0; 16];
        self.entropy()(&mut random)?;
        Ok(FormId::new(self.now(), u128::from_be_bytes(random)))
    }

    /// A secret that signs webhooks, for an owner to take.
    pub(crate) fn new_secret(&self) -> Result<String, EntropyError> {
        let mut random = [0; 24];
        self.entropy()(&mut random)?;
        Ok(format!("whsec_{}", STANDARD.encode(random)))
    }

    /// Whether storage answers at all.
    pub(crate) async fn reach_storage(&self) -> Result<(), StoreError> {
        self.store().get(keys::PROBE).await.map(drop)
    }
}
