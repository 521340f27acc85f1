//! The state that all requests of an isolate share: what the application was given, and what it keeps
//! in memory between requests.

use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::id::AnswerId;

use crate::answers::Ledger;
use crate::config::Config;
use crate::limits::RateLimits;
use crate::platform::{Clock, Entropy, EntropyError};
use crate::sites::{FormId, Sites};
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
}

/// One application, shared by all requests of an isolate.
pub(crate) struct Edge {
    state: AppState,
    limits: RateLimits,
    sites: Sites,
    ledger: Ledger,
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
        Self { state, limits, sites, ledger }
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

    /// Whether storage answers at all.
    pub(crate) async fn reach_storage(&self) -> Result<(), StoreError> {
        self.store().get(keys::PROBE).await.map(drop)
    }
}
