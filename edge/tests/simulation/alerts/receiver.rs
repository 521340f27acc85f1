//! Whom the deployment tells: receivers that fail for a while, and remember what came.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use koe_edge::{Call, CallError, CallFuture, CallReply, Mail, Outgoing};
use serde_json::Value;

use super::plan::SECOND;
use crate::invocation::Invocation;
use crate::kv::Kv;
use crate::random::Random;

/// How long a caller waits for a reply.
const WAITS: SignedDuration = SignedDuration::from_secs(10);

/// A message that a receiver took.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) at: Timestamp,
    /// Who told it.
    pub(super) by: Arc<Invocation>,
    pub(super) url: String,
    /// The `webhook-id`.
    pub(super) id: String,
    pub(super) body: Value,
}

impl Taken {
    /// When it was decided that somebody is told.
    pub(super) fn decided(&self) -> Timestamp {
        self.body["timestamp"].as_str().unwrap().parse().unwrap()
    }

    /// The answers that it tells.
    pub(super) fn answers(&self) -> &[Value] {
        self.body["data"]["answers"].as_array().unwrap()
    }
}

/// All receivers of a run.
pub(super) struct Receivers {
    kv: Arc<Kv>,
    /// When which address fails.
    outages: Vec<(String, Range<Timestamp>)>,
    /// A fault on purpose: one message in ten is taken, and lost.
    swallows: bool,
    state: Mutex<State>,
}

struct State {
    random: Random,
    taken: Vec<Taken>,
    /// Address and id of each call that failed.
    failed: Vec<(String, String)>,
}

impl Receivers {
    pub(super) fn new(
        kv: &Arc<Kv>,
        outages: Vec<(String, Range<Timestamp>)>,
        (random, swallows): (Random, bool),
    ) -> Self {
        let state = Mutex::new(State { random, taken: Vec::new(), failed: Vec::new() });
        Self { kv: Arc::clone(kv), outages, swallows, state }
    }

    pub(super) fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    /// How many calls failed.
    pub(super) fn failed(&self, url: &str, id: &str) -> usize {
        let state = self.state.lock().unwrap();
        state.failed.iter().filter(|(at, of)| at == url && of == id).count()
    }

    /// How long a call is on its way there, and its reply on the way back.
    fn ways(&self) -> [SignedDuration; 2] {
        if self.kv.is_calm() {
            return [SignedDuration::ZERO; 2];
        }
        let random = &mut self.state.lock().unwrap().random;
        [0; 2].map(|_| random.up_to(SECOND))
    }

    /// Whether a call fails now, and whether that takes the caller's patience.
    fn failure(&self, url: &str) -> Option<bool> {
        if self.kv.is_calm() {
            return None;
        }
        let now = self.kv.timeline.now();
        let is_out = self.outages.iter().any(|(of, time)| of == url && time.contains(&now));
        let random = &mut self.state.lock().unwrap().random;
        (is_out || random.chance(4)).then(|| random.chance(40))
    }

    async fn reply(&self, call: &Call) -> Result<CallReply, CallError> {
        let by = self.kv.who().expect("somebody calls");
        let [there, back] = self.ways();
        self.kv.timeline.sleep(there).await;
        let header = call.headers.iter().find(|(name, _)| name == "webhook-id");
        let (url, id) = (call.url.clone(), header.unwrap().1.clone());
        if let Some(hangs) = self.failure(&url) {
            self.state.lock().unwrap().failed.push((url, id));
            if hangs {
                self.kv.timeline.sleep(WAITS).await;
                return Err(CallError::TimedOut);
            }
            return Ok(CallReply { status: 500, text: String::new() });
        }
        {
            let mut state = self.state.lock().unwrap();
            let at = self.kv.timeline.now();
            let body = serde_json::from_str(&call.body).unwrap();
            if !self.swallows || !state.random.chance(10) {
                state.taken.push(Taken { at, by, url, id, body });
            }
        }
        self.kv.timeline.sleep(back).await;
        Ok(CallReply { status: 200, text: String::new() })
    }
}

impl Outgoing for Receivers {
    fn post<'a>(&'a self, call: &'a Call) -> CallFuture<'a, CallReply> {
        Box::pin(self.reply(call))
    }

    fn mail<'a>(&'a self, _: &'a Mail) -> CallFuture<'a, ()> {
        Box::pin(async { Err(CallError::NoMail) })
    }
}
