//! A simulation of alerts: visitors answer, bells are rung, lost and cut off, receivers fail, and the cron comes when
//! it comes. Everything is drawn from one seed.
//!
//! | file | its job |
//! | --- | --- |
//! | `plan` | what will happen |
//! | `receiver` | who is told, and fails for a while |
//! | `witness` | who wrote what about alerts |
//! | `checks` | what has to hold when all is settled |
//! | `faults` | storage and receivers that do not do what they say: that has to be found |
//!
//! A failure is:
//! - a receiver that is not told of an answer that meets its rule in the end, unless it failed through all tries;
//! - a message that a receiver took twice, unless who told it died before that was noted; or, within the ten minutes
//!   in which storage may not show what was noted or erased, the answer was sent again or the cron ran again;
//! - a message about a test, about an answer that never met the rule, or about one whose taking-back is visible;
//! - something that is still due, and an alert left of an answer that was taken back, unless it was written in the
//!   ten minutes before, or later;
//! - an invocation of more than 1,000 operations.
//!
//! `KOE_ALERT_SEED=17` replays one seed and prints every write, `KOE_ALERT_SEEDS=9000` runs more of them, and
//! with `KOE_ALERT_ALL=1` each that fails is told of.

mod checks;
mod faults;
mod plan;
mod receiver;
mod witness;

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::Range;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use koe_edge::{Outgoing, Store};
use serde_json::{Value, json};

use self::checks::{Settled, TakenBack};
use self::faults::Fault;
use self::plan::{Bell, Event, MINUTE, Plan, SITE};
use self::receiver::Receivers;
use self::witness::{Witness, Witnessed};
use crate::checks::Failure;
use crate::faults::Deployed;
use crate::kv::{Kv, Location};
use crate::number;
use crate::random::Random;
use crate::timeline::Task;
use crate::world::{ADMIN_KEY, Around, Call, World};

/// Seeds that are run where nobody asks for another number.
const SEEDS: u64 = 100;
/// Seeds within which each fault has to be found.
const SEEDS_OF_FAULTS: u64 = 200;
/// How long the cron runs in calm weather: longer than the tries of an alert take, and a day.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(48);
/// What passes between two of those runs.
const BETWEEN_RUNS: SignedDuration = SignedDuration::from_mins(30);
/// How long a bell may take: the platform waits so long after a reply.
const BELL_LIMIT: SignedDuration = SignedDuration::from_secs(30);

#[test]
fn every_alert_arrives_and_once() {
    let seeds = number("KOE_ALERT_SEED")
        .map_or(0..number("KOE_ALERT_SEEDS").unwrap_or(SEEDS), |seed| seed..seed + 1);
    if let Some((seed, failures)) = first_to_fail(seeds, None) {
        panic!("seed {seed}:\n{}", failures.join("\n"));
    }
}

/// The lowest seed that failed, and how.
fn first_to_fail(seeds: Range<u64>, fault: Option<Fault>) -> Option<(u64, Vec<Failure>)> {
    let next = AtomicU64::new(seeds.start);
    let (has_failed, goes_on) = (AtomicBool::new(false), number("KOE_ALERT_ALL").is_some());
    let failed = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while goes_on || !has_failed.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    let failures = run(seed, fault);
                    if !failures.is_empty() {
                        if goes_on {
                            println!("seed {seed}: {failures:#?}");
                        }
                        has_failed.store(true, Ordering::Relaxed);
                        failed.lock().unwrap().push((seed, failures));
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap().into_iter().min_by_key(|(seed, _)| *seed)
}

/// A run under way.
struct Run {
    world: World,
    plan: Plan,
    receivers: Arc<Receivers>,
    witnessed: Arc<Mutex<Witnessed>>,
    taken_back: RefCell<Vec<TakenBack>>,
    failures: RefCell<Vec<Failure>>,
}

/// What stands around the deployment.
struct Surroundings {
    kv: Arc<Kv>,
    receivers: Arc<Receivers>,
    witnessed: Arc<Mutex<Witnessed>>,
    fault: Option<Fault>,
}

impl Around for Surroundings {
    fn store(&self, location: Location) -> Arc<dyn Store> {
        let (kv, witnessed) = (Arc::clone(&self.kv), Arc::clone(&self.witnessed));
        Arc::new(Witness { kv, location, fault: self.fault, witnessed })
    }

    fn outgoing(&self) -> Arc<dyn Outgoing> {
        Arc::<Receivers>::clone(&self.receivers)
    }
}

/// Carries out what the seed says, and tells what is wrong.
fn run(seed: u64, fault: Option<Fault>) -> Vec<Failure> {
    let mut random = Random::new(seed);
    let mut plan = Plan::new(random.fork());
    let loses_tombstones = fault == Some(Fault::LosesTombstones);
    let deployed = Deployed { loses_tombstones, ..Deployed::DESIGN };
    let witnessed = Arc::default();
    let outages = plan
        .hooks
        .iter()
        .flat_map(|hook| hook.outages.iter().map(|outage| (hook.url.clone(), outage.clone())));
    let outages: Vec<(String, Range<Timestamp>)> = outages.collect();
    let swallows = fault == Some(Fault::SwallowsMessages);
    let mut made = None;
    let (for_world, for_receivers) = (random.fork(), random.fork());
    let world = World::within(plan.start, for_world, &deployed, |kv| {
        let receivers = Arc::new(Receivers::new(kv, outages, (for_receivers, swallows)));
        made = Some(Arc::clone(&receivers));
        let (kv, witnessed) = (Arc::clone(kv), Arc::clone(&witnessed));
        Surroundings { kv, receivers, witnessed, fault }
    });
    let events = std::mem::take(&mut plan.events);
    let taken_back = RefCell::new(vec![None; plan.answers.len()]);
    let receivers = made.expect("the world was made with them");
    let failures = RefCell::default();
    let run = Rc::new(Run { world, plan, receivers, witnessed, taken_back, failures });
    let timeline = run.world.timeline.clone();
    let first = Rc::clone(&run);
    let saved = Box::pin(async move { first.save().await }) as Task;
    let tasks = events.into_iter().map(|(at, event)| {
        let run = Rc::clone(&run);
        Box::pin(async move {
            run.world.timeline.sleep_until(at).await;
            Box::pin(run.happen(event)).await;
        }) as Task
    });
    timeline.run(std::iter::once(saved).chain(tasks));
    let settled = Rc::clone(&run);
    timeline.run([Box::pin(async move { settled.settle().await }) as Task]);
    if number("KOE_ALERT_SEED").is_some() {
        run.print();
    }
    run.failures.take()
}

impl Run {
    async fn save(&self) {
        let document = Some(&self.plan.document);
        self.world.insist(&call("PUT", format!("/v1/sites/{SITE}"), document)).await;
    }

    async fn happen(&self, event: Event) {
        match event {
            Event::Send { answer, revision, bell } => self.send((answer, revision), bell).await,
            Event::TakeBack { answer } => self.take_back(answer).await,
            Event::Cron { slowest, limit } => self.world.run_cron(slowest, limit).await,
        }
    }

    async fn send(&self, (number, revision): (usize, usize), bell: Bell) {
        let answer = &self.plan.answers[number];
        let says = answer.says[revision - 1];
        let mut body = json!({
            "site": SITE, "survey": "shop-nps", "id": answer.id.to_secret_string(),
            "revision": revision, "outcome": "answered", "score": says.score,
            "touchpoint": "till", "test": answer.is_test,
        });
        if let Some(comment) = says.comment {
            body["comment"] = json!(comment);
        }
        let call = call("POST", "/v1/answers".to_owned(), Some(&body));
        let reply = self.world.insist(&call).await;
        let Some(afterwards) = reply.afterwards else { return };
        match bell {
            Bell::Lost => {}
            Bell::Rings => self.world.ring(afterwards, BELL_LIMIT).await,
            Bell::CutOff(limit) => self.world.ring(afterwards, limit).await,
        }
    }

    async fn take_back(&self, number: usize) {
        let id = self.plan.answers[number].id.to_secret_string();
        let sent = self.world.timeline.now();
        self.world.insist(&call("DELETE", format!("/v1/answers/{SITE}/{id}"), None)).await;
        let accepted = self.world.timeline.now();
        self.taken_back.borrow_mut()[number] = Some((sent, accepted));
    }

    /// Lets the cron finish, and looks at what came of it.
    async fn settle(&self) {
        self.world.kv.calm();
        let end = self.world.timeline.now() + AFTERWARDS;
        while self.world.timeline.now() < end {
            self.world.run_cron(SignedDuration::ZERO, MINUTE * 15).await;
            self.world.timeline.sleep(BETWEEN_RUNS).await;
        }
        let list = call("GET", format!("/v1/sites/{SITE}/alerts"), None);
        let listed = self.world.insist(&list).await.json();
        let settled = Settled {
            plan: &self.plan,
            taken_back: &self.taken_back.borrow(),
            receivers: &self.receivers,
            witnessed: &self.witnessed.lock().unwrap(),
            listed: listed["alerts"].as_array().unwrap(),
            kv: &self.world.kv,
        };
        self.failures.borrow_mut().extend(settled.failures());
    }

    /// Every write to storage, in the order of time.
    fn print(&self) {
        let history = self.world.kv.history("");
        let writes = history.iter().flat_map(|(key, writes)| writes.iter().map(move |w| (w, key)));
        let mut writes: Vec<_> = writes.collect();
        writes.sort_by_key(|(write, _)| write.at);
        for (write, key) in writes {
            println!("{} {key} {:?}", write.at, write.entry);
        }
    }
}

/// A call with the admin key.
fn call(method: &'static str, path: String, body: Option<&Value>) -> Call {
    let body = body.map(Value::to_string).unwrap_or_default();
    Call { method, path, key: ADMIN_KEY.to_owned(), kind: "application/json", body }
}
