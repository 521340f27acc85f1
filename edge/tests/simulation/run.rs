//! One run: a plan is carried out in a world, with the oracle beside it.

mod erase;
mod import;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};

use crate::afterwards;
use crate::checks::{self, Failure};
use crate::earlier;
use crate::faults::Deployed;
use crate::hazards::{Hazard, Hazards};
use crate::kv::Write;
use crate::oracle::{self, Question, Told};
use crate::plan::{Event, Plan, floor};
use crate::random::Random;
use crate::requests;
use crate::site::{Document, SITES, Survey};
use crate::timeline::Task;
use crate::world::World;

/// How long the cron runs in calm weather before the replies have to be right. A day and six hours,
/// so that the last day of every time zone is over.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(30);
/// What passes between two of those runs.
const BETWEEN_RUNS: SignedDuration = SignedDuration::from_mins(10);
/// How far back reports look: past the oldest imported row.
const BEFORE_START: SignedDuration = SignedDuration::from_hours(60);

/// What came of a run.
pub(crate) struct Outcomes {
    pub(crate) failures: Vec<Failure>,
    pub(crate) hazards: Hazards,
    writes: Vec<(String, Vec<Write>)>,
}

impl Outcomes {
    /// Every write to storage, to compare two runs by.
    pub(crate) fn history(&self) -> String {
        let writes =
            self.writes.iter().flat_map(|(key, writes)| writes.iter().map(move |w| (key, w)));
        let lines = writes.map(|(key, write)| format!("{} {key} {:?}", write.at, write.entry));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A run under way.
struct Run {
    world: World,
    plan: Plan,
    told: RefCell<Vec<Told>>,
    /// The key that imports are made with.
    key: RefCell<Option<String>>,
    /// How many imports and undoings are done, and when the last of them was.
    imported: Cell<(usize, Timestamp)>,
    /// Whether a person is being erased.
    is_erasing: Cell<bool>,
    failures: RefCell<Vec<Failure>>,
    random: RefCell<Random>,
}

/// Carries out what the seed says.
pub(crate) fn run(seed: u64, deployed: &Deployed) -> Outcomes {
    let mut random = Random::new(seed);
    let mut plan = Plan::new(random.fork());
    let world = World::new(plan.start, random.fork(), deployed);
    let mut told: Vec<Told> = plan.answers.drain(..).map(Told::new).collect();
    for number in &plan.earlier {
        let told = &mut told[*number];
        let time = told.answer.id.time();
        earlier::store(&world.kv, &told.answer);
        told.is_sent(1, time);
        told.is_accepted(1, time);
    }
    let events = std::mem::take(&mut plan.events);
    let start = plan.start;
    let run = Rc::new(Run {
        world,
        plan,
        told: RefCell::new(told),
        key: RefCell::default(),
        imported: Cell::new((0, start)),
        is_erasing: Cell::new(false),
        failures: RefCell::default(),
        random: RefCell::new(random),
    });
    let timeline = run.world.timeline.clone();
    timeline.run(events.into_iter().map(|(at, event)| {
        let run = Rc::clone(&run);
        Box::pin(async move {
            run.world.timeline.sleep_until(at).await;
            // Its future is large: it is made when it is needed.
            Box::pin(run.happen(event)).await;
        }) as Task
    }));
    let settled = Rc::clone(&run);
    timeline.run([Box::pin(async move { settled.settle().await }) as Task]);
    run.outcomes()
}

impl Run {
    async fn happen(&self, event: Event) {
        match event {
            Event::Save { site, document } => {
                self.world.insist(&requests::save(site, &document)).await;
            }
            Event::MakeKey => self.make_key().await,
            Event::Send { answer, revision } => self.send(answer, revision).await,
            Event::TakeBack { answer } => self.take_back(answer).await,
            Event::Erase { site, person } => self.erase(site, person).await,
            Event::Import { number } => self.import(number).await,
            Event::Report { site, survey } => self.report(site, survey).await,
            Event::Cron { slowest, limit } => self.world.run_cron(slowest, limit).await,
        }
    }

    async fn make_key(&self) {
        let made = self.world.insist(&requests::make_key()).await;
        *self.key.borrow_mut() = Some(made.json()["key"].as_str().unwrap().to_owned());
    }

    async fn send(&self, number: usize, revision: u8) {
        let call = {
            let told = &mut self.told.borrow_mut()[number];
            if told.is_gone_with_its_person() {
                self.world.met(Hazard::RevisionAfterErasure);
            }
            told.is_sent(revision, self.now());
            requests::send(&told.answer, revision)
        };
        self.world.insist(&call).await;
        self.told.borrow_mut()[number].is_accepted(revision, self.now());
    }

    async fn take_back(&self, number: usize) {
        let call = {
            let told = &mut self.told.borrow_mut()[number];
            if told.is_under_way(self.now()) {
                self.world.met(Hazard::RevisionUnderWayWhenTakenBack);
            }
            told.is_asked_back(self.now());
            requests::take_back(&told.answer)
        };
        self.world.insist(&call).await;
        self.told.borrow_mut()[number].is_taken_back(self.now());
    }

    /// Looks at a score, whatever goes on.
    async fn report(&self, site: &'static str, survey: Survey) {
        let begun = self.now();
        let to = begun + SignedDuration::from_hours(1);
        let whole = Question { to: floor(to, 1), ..self.whole(site, survey) };
        // Hours of a day, or days of all the time.
        let is_short = self.random.borrow_mut().chance(50);
        let (from, interval) = if is_short {
            (floor(begun - SignedDuration::from_hours(24), 1), "hour")
        } else {
            (whole.from, "day")
        };
        let question = Question { from, ..whole };
        let call = requests::score(&question, interval, "touchpoint");
        let Some(reply) = self.world.send(&call).await else { return };
        if reply.status != 200 {
            return self.world.met(Hazard::ReportRefused);
        }
        let told = self.told.borrow();
        let score = reply.score();
        if score.result.n < fresh(&told, &question, self.document(site)) {
            self.world.met(Hazard::ReportLackedAFreshAnswer);
        }
        let asked = (&score, &question);
        self.fail(checks::on_the_way(asked, self.document(site), &told, begun));
    }

    /// Lets the cron finish, and holds every number against the oracle.
    async fn settle(&self) {
        self.world.kv.calm();
        let end = self.now() + AFTERWARDS;
        while self.now() < end {
            self.world.run_cron(SignedDuration::ZERO, SignedDuration::from_mins(15)).await;
            self.world.timeline.sleep(BETWEEN_RUNS).await;
        }
        self.fail(checks::storage(&self.world.kv, &self.told.borrow(), self.now()));
        for site in SITES {
            for survey in Survey::ALL {
                for (interval, slice) in
                    [("hour", "touchpoint"), ("day", "locale"), ("day", "version")]
                {
                    let question = self.whole(site, survey);
                    self.ask(&question, interval, slice).await;
                }
                let question = self.part(site, survey);
                self.ask(&question, "hour", "channel").await;
            }
        }
    }

    /// Asks for a score when all is settled.
    async fn ask(&self, question: &Question, interval: &str, slice: &str) {
        let reply = self.world.send(&requests::score(question, interval, slice)).await.unwrap();
        let document = self.document(question.site);
        let told = self.told.borrow();
        self.fail(checks::in_the_end((&reply.score(), question), slice, document, &told));
    }

    /// All that there is of a survey.
    fn whole(&self, site: &'static str, survey: Survey) -> Question {
        let from = floor(self.plan.start - BEFORE_START, 1);
        Question { site, survey, from, to: floor(self.now(), 1), filter: None }
    }

    /// Some of it: from or to about the time of some answer, on an edge of an hour or not, and mostly
    /// with a filter.
    fn part(&self, site: &'static str, survey: Survey) -> Question {
        let mut random = self.random.borrow_mut();
        let whole = self.whole(site, survey);
        let told = self.told.borrow();
        let step = random.pick(&[1, 900, 3_600]);
        let one = floor(told[random.below(told.len())].answer.id.time(), step);
        let length = self.now().duration_since(self.plan.start);
        let other = floor(self.plan.start + random.up_to(length), step);
        let (from, to) = (one.min(other), one.max(other));
        let to = to.max(from + SignedDuration::from_secs(step));
        let filter = random.pick(&[
            None,
            Some(("touchpoint", "till")),
            Some(("version", "1")),
            Some(("channel", "web")),
        ]);
        Question { from, to, filter, ..whole }
    }

    fn document(&self, site: &str) -> &Document {
        let found = self.plan.documents.iter().find(|(name, _)| *name == site);
        &found.unwrap().1
    }

    fn now(&self) -> Timestamp {
        self.world.timeline.now()
    }

    fn fail(&self, failures: impl IntoIterator<Item = Failure>) {
        self.failures.borrow_mut().extend(failures);
    }

    fn outcomes(&self) -> Outcomes {
        let mut hazards = self.plan.hazards.clone();
        hazards.add(&self.world.hazards());
        let writes = self.world.kv.history("");
        hazards.add(&afterwards::hazards(&writes));
        Outcomes { failures: self.failures.take(), hazards, writes }
    }
}

/// How many answers there would be if a report saw everything.
fn fresh(told: &[Told], question: &Question, document: &Document) -> u64 {
    let ours = told.iter().filter(|told| told.is_asked_for(question, document));
    oracle::distribution(ours).values().sum()
}
