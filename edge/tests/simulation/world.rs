//! A deployment in simulated time: several isolates in several locations on one storage, and the cron.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::Request;
use jiff::{SignedDuration, Timestamp};
use koe_edge::config::IMPORT_SETTLE;
use koe_edge::cron::{self, Rules};
use koe_edge::{
    AdminKey, Afterwards, AppState, Config, Entropy, NoWayOut, Outgoing, Release, Store,
};
use tower::ServiceExt;

use crate::faults::Deployed;
use crate::hazards::{Hazard, Hazards};
use crate::invocation::{Invocation, Kind};
use crate::kv::{Kv, Location, Weather};
use crate::random::Random;
use crate::reply::Reply;
use crate::timeline::Timeline;

/// The admin key of the deployment.
pub(crate) const ADMIN_KEY: &str = "admin-key-of-a-deployment";
const LOCATIONS: usize = 3;
/// More than locations: some share one.
const ISOLATES: usize = 5;
/// How long a request may take.
const REQUEST_LIMIT: SignedDuration = SignedDuration::from_mins(1);
/// What a caller waits before it tries again: doubled each time, up to the second.
const PAUSES: (SignedDuration, SignedDuration) =
    (SignedDuration::from_secs(5), SignedDuration::from_mins(10));

pub(crate) struct World {
    pub(crate) timeline: Timeline,
    pub(crate) kv: Arc<Kv>,
    rules: Rules,
    states: Vec<AppState>,
    isolates: RefCell<Vec<Router>>,
    random: RefCell<Random>,
    hazards: RefCell<Hazards>,
    /// Runs of the cron under way.
    running: Cell<usize>,
}

/// What stands around a deployment: who looks at what its locations store, and whom it can call.
pub(crate) trait Around {
    /// A location's storage.
    fn store(&self, location: Location) -> Arc<dyn Store>;

    /// The way out.
    fn outgoing(&self) -> Arc<dyn Outgoing>;
}

/// Nobody looks, and nobody can be called.
struct Alone;

impl Around for Alone {
    fn store(&self, location: Location) -> Arc<dyn Store> {
        Arc::new(location)
    }

    fn outgoing(&self) -> Arc<dyn Outgoing> {
        Arc::new(NoWayOut)
    }
}

/// A request, to be sent once or more.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) key: String,
    pub(crate) kind: &'static str,
    pub(crate) body: String,
}

impl World {
    pub(crate) fn new(start: Timestamp, random: Random, deployed: &Deployed) -> Self {
        Self::within(start, random, deployed, |_| Alone)
    }

    /// A deployment with something around it.
    pub(crate) fn within<A: Around>(
        start: Timestamp,
        mut random: Random,
        deployed: &Deployed,
        around: impl FnOnce(&Arc<Kv>) -> A,
    ) -> Self {
        let timeline = Timeline::new(start);
        let kv = Kv::new(timeline.clone(), random.fork(), Weather::Rough);
        if deployed.loses_tombstones {
            kv.lose_tombstones();
        }
        let around = around(&kv);
        let states: Vec<AppState> = (0..LOCATIONS)
            .map(|_| {
                let store = around.store(Location::new(&kv));
                state((store, around.outgoing()), &timeline, random.fork())
            })
            .collect();
        let isolates = states.iter().cycle().take(ISOLATES).cloned().map(koe_edge::app).collect();
        Self {
            timeline,
            kv,
            rules: deployed.rules,
            states,
            isolates: RefCell::new(isolates),
            random: RefCell::new(random),
            hazards: RefCell::default(),
            running: Cell::new(0),
        }
    }

    pub(crate) fn met(&self, hazard: Hazard) {
        self.hazards.borrow_mut().met(hazard);
    }

    /// What the deployment and its storage met.
    pub(crate) fn hazards(&self) -> Hazards {
        let mut hazards = self.kv.hazards();
        hazards.add(&self.hazards.borrow());
        hazards
    }

    /// Sends a request to some isolate; `None` where no reply came within a minute.
    pub(crate) async fn send(&self, call: &Call) -> Option<Reply> {
        let (isolate, slowest, sent) = (self.isolate(), self.slowest(), self.timeline.now());
        let request = Request::builder()
            .method(call.method)
            .uri(&call.path)
            .header("authorization", format!("Bearer {}", call.key))
            .header("content-type", call.kind)
            .header("origin", "https://shop.example")
            .body(Body::from(call.body.clone()))
            .unwrap();
        if self.running.get() > 0 {
            self.met(Hazard::RequestDuringCron);
        }
        let work = async {
            let response = isolate.oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let afterwards = response.extensions().get::<Afterwards>().cloned();
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            Reply { status, body, sent, afterwards }
        };
        let reply =
            Invocation::new(Kind::Request, slowest).run(&self.kv, REQUEST_LIMIT, work).await;
        if reply.is_none() {
            self.met(Hazard::RequestCutOff);
        }
        reply
    }

    /// Sends a request until it is accepted, as an outbox and a patient owner do.
    pub(crate) async fn insist(&self, call: &Call) -> Reply {
        let (mut pause, longest) = PAUSES;
        loop {
            if let Some(reply) = self.send(call).await {
                if (200..=204).contains(&reply.status) {
                    return reply;
                }
                let problem = reply.json();
                match (reply.status, problem["code"].as_str().unwrap_or_default()) {
                    (401, _) => self.met(Hazard::KeyNotSeenYet),
                    // The request before, of which nobody heard, undid all of it.
                    (404, "unknown_import") => return reply,
                    (409, "import_settling") => self.met(Hazard::ImportHadToSettle),
                    (404, "unknown_site") => self.met(Hazard::SiteNotSeenYet),
                    (503, "survey_version_ahead") => self.met(Hazard::VersionNotSeenYet),
                    (429 | 503, _) => {}
                    (status, _) => panic!("{} {}: {status} {problem}", call.method, call.path),
                }
            }
            self.timeline.sleep(pause).await;
            pause = (pause * 2).min(longest);
        }
    }

    /// Does what is left to do after a reply, for a time at most.
    pub(crate) async fn ring(&self, afterwards: Afterwards, limit: SignedDuration) {
        let slowest = self.slowest();
        // What fails here the cron finds.
        drop(Invocation::new(Kind::Bell, slowest).run(&self.kv, limit, afterwards.run()).await);
    }

    /// Runs the cron in some location, for a time at most.
    pub(crate) async fn run_cron(&self, slowest: SignedDuration, limit: SignedDuration) {
        let state = self.states[self.random.borrow_mut().below(LOCATIONS)].clone();
        if self.running.get() > 0 {
            self.met(Hazard::CronRunsOverlapped);
        }
        self.running.set(self.running.get() + 1);
        let run = cron::run_by(&self.rules, &state);
        match Invocation::new(Kind::Cron, slowest).run(&self.kv, limit, run).await {
            None => self.met(Hazard::CronCutOff),
            Some(Err(_)) => self.met(Hazard::CronRefused),
            Some(Ok(_)) => {}
        }
        self.running.set(self.running.get() - 1);
    }

    /// An isolate; now and then one that has seen nothing yet takes the place of another.
    fn isolate(&self) -> Router {
        let mut random = self.random.borrow_mut();
        let place = random.below(ISOLATES);
        let mut isolates = self.isolates.borrow_mut();
        if random.chance(2) {
            self.met(Hazard::IsolateStartedAgain);
            isolates[place] = koe_edge::app(self.states[place % LOCATIONS].clone());
        }
        isolates[place].clone()
    }

    /// How slow storage is for one request: mostly fast, now and then so slow that a few operations
    /// take up its minute.
    fn slowest(&self) -> SignedDuration {
        let slow = [50, 50, 50, 50, 50, 50, 500, 500, 500, 15_000];
        SignedDuration::from_millis(self.random.borrow_mut().pick(&slow))
    }
}

fn state(
    (store, outgoing): (Arc<dyn Store>, Arc<dyn Outgoing>),
    timeline: &Timeline,
    random: Random,
) -> AppState {
    let config = Config {
        admin_key: AdminKey::new(ADMIN_KEY),
        release: Release { loader: "koe(__KOE__,__WATCH__)".into(), ..Release::default() },
        import_settle: IMPORT_SETTLE,
        ..Config::default()
    };
    let random = Mutex::new(random);
    let entropy: Entropy = Arc::new(move |buffer| {
        let mut random = random.lock().unwrap();
        buffer.chunks_mut(8).for_each(|chunk| {
            let bytes = random.next().to_be_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        });
        Ok(())
    });
    AppState { store, config, clock: timeline.clock(), entropy, outgoing }
}
