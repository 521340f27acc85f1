//! Forms that are sent twice, and saves that are cut off.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::SignedDuration;
use serde_json::json;

use super::*;
use crate::config::AdminKey;
use crate::platform::Clock;
use crate::sites::history::{MAX_HISTORY, list_history};
use crate::store::{MemoryStore, Store};

fn start() -> Timestamp {
    Timestamp::from_second(1_795_230_000).unwrap()
}

fn after(seconds: i64) -> Timestamp {
    start() + SignedDuration::from_secs(seconds)
}

fn entropy() -> Entropy {
    let count = AtomicU64::new(1);
    Arc::new(move |buffer| {
        let next = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        buffer.iter_mut().zip(next.into_iter().rev().cycle()).for_each(|(to, from)| *to = from);
        Ok(())
    })
}

fn document(goal: &str) -> SiteDocument {
    let document = json!({
        "name": "Kokage", "origins": ["https://shop.example"],
        "surveys": [{ "id": "s", "metric": "nps", "goal": goal, "touchpoints": ["t"] }],
    });
    SiteDocument::parse(document.to_string().as_bytes()).unwrap()
}

/// A site, some owners with isolates of their own, and the store below them.
struct Owners {
    store: Arc<MemoryStore>,
    entropy: Entropy,
}

impl Owners {
    async fn new() -> (Self, HistoryId) {
        let clock: Clock = Arc::new(|| after(3_600));
        let owners = Self { store: Arc::new(MemoryStore::new(clock)), entropy: entropy() };
        let first = owners.save("first", BasedOn::Anything, None, 0).await.unwrap();
        (owners, first)
    }

    fn isolate(&self) -> Sites {
        let admin_key = AdminKey::new("a-long-random-admin-key").ok();
        Sites::new(self.store.clone(), Arc::new(|| after(3_600)), admin_key)
    }

    /// Saves from an isolate that has seen nothing yet; the fields of a conflict, else the newest entry.
    async fn save(
        &self,
        goal: &str,
        based_on: BasedOn,
        form: Option<FormId>,
        at: i64,
    ) -> Result<HistoryId, Vec<String>> {
        let contents = Contents::Document(Box::new(document(goal)));
        let saving =
            Saving { site: site(), contents, based_on, by: "Anna", form, reached: REACHED };
        match save_site(&self.isolate(), saving, &self.entropy, after(at)).await.unwrap() {
            Outcome::Saved(saved) => Ok(saved.site.record.entry()),
            Outcome::Edited(conflict) => Err(conflict.fields),
        }
    }

    async fn goal(&self) -> String {
        let site = self.isolate().get(&site()).await.unwrap();
        site.document().surveys[0].goal.clone()
    }

    async fn entries(&self) -> usize {
        list_history(&*self.store, &site(), MAX_HISTORY).await.unwrap().len()
    }
}

const REACHED: Reached<'_> = Reached { origin: "https://koe.example", allowed: &[] };

fn site() -> SiteId {
    "kokage".parse().unwrap()
}

fn upon(entry: &HistoryId) -> BasedOn {
    BasedOn::Entries(vec![entry.clone()])
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_entry_and_no_conflict_with_itself() {
    let (owners, first) = Owners::new().await;
    let form = Some(FormId::new(after(10), 5));
    let saved = owners.save("by the form", upon(&first), form, 60).await.unwrap();
    assert_eq!(owners.save("by the form", upon(&first), form, 61).await, Ok(saved.clone()));
    assert_eq!(owners.entries().await, 2);
    // Not even after somebody else has saved, whose state stays.
    let theirs = owners.save("by somebody else", upon(&saved), None, 70).await.unwrap();
    assert_eq!(owners.save("by the form", upon(&first), form, 80).await, Ok(theirs));
    assert_eq!((&*owners.goal().await, owners.entries().await), ("by somebody else", 3));
    // Another form upon the same state is a conflict.
    let other = Some(FormId::new(after(10), 6));
    let fields = vec!["surveys.s.goal".to_owned()];
    assert_eq!(owners.save("by another form", upon(&first), other, 90).await, Err(fields));
}

#[tokio::test]
async fn the_entry_of_a_form_follows_from_the_form_and_what_it_was_made_upon() {
    let mut entries = Vec::new();
    for seconds in [60, 600] {
        let (owners, first) = Owners::new().await;
        let form = Some(FormId::new(after(10), 5));
        entries.push(owners.save("by the form", upon(&first), form, seconds).await.unwrap());
        assert!(entries.last() < Some(&first), "the newer sorts first");
    }
    assert_eq!(entries[0], entries[1]);
    // A form that was shown before the state it is sent upon still comes after that.
    let (owners, first) = Owners::new().await;
    let early = Some(FormId::new(after(-86_400), 5));
    let entry = owners.save("by an old tab", upon(&first), early, 60).await.unwrap();
    assert_eq!(entry.time(), first.after());
    // And one whose clock is far ahead does not stand before all that is to come.
    let ahead = Some(FormId::new(after(86_400 * 400), 6));
    let entry = owners.save("by a wrong clock", upon(&entry), ahead, 70).await.unwrap();
    assert_eq!(entry.time(), after(70));
}

#[tokio::test]
async fn a_form_whose_save_was_cut_off_between_its_two_writes_completes_it() {
    let (owners, first) = Owners::new().await;
    let before = owners.store.get("site/kokage").await.unwrap().unwrap();
    let form = Some(FormId::new(after(10), 5));
    let saved = owners.save("by the form", upon(&first), form, 60).await.unwrap();
    let put = crate::store::Put { value: &before.value, ..Default::default() };
    owners.store.put("site/kokage", put).await.unwrap();
    assert_eq!(owners.goal().await, "first");
    assert_eq!(owners.save("by the form", upon(&first), form, 70).await, Ok(saved));
    assert_eq!((&*owners.goal().await, owners.entries().await), ("by the form", 2));
}

#[tokio::test]
async fn an_entry_that_no_record_followed_is_no_state_after_ten_minutes() {
    let (owners, first) = Owners::new().await;
    let before = owners.store.get("site/kokage").await.unwrap().unwrap();
    owners.save("cut off", upon(&first), None, 60).await.unwrap();
    let put = crate::store::Put { value: &before.value, ..Default::default() };
    owners.store.put("site/kokage", put).await.unwrap();
    let fields = vec!["surveys.s.goal".to_owned()];
    assert_eq!(owners.save("next", upon(&first), None, 659).await, Err(fields));
    assert!(owners.save("next", upon(&first), None, 660).await.is_ok());
    assert_eq!((&*owners.goal().await, owners.entries().await), ("next", 3));
}

#[tokio::test]
async fn what_differs_in_nothing_meets_every_condition() {
    let (owners, first) = Owners::new().await;
    owners.save("second", upon(&first), None, 60).await.unwrap();
    assert!(owners.save("second", upon(&first), None, 61).await.is_ok(), "a second try");
    let fields = vec!["surveys.s.goal".to_owned()];
    assert_eq!(owners.save("third", upon(&first), None, 62).await, Err(fields));
    assert!(owners.save("third", BasedOn::AnySite, None, 63).await.is_ok());
}

#[tokio::test]
async fn nothing_is_saved_upon_a_site_that_was_deleted() {
    let (owners, first) = Owners::new().await;
    let sites = owners.isolate();
    save_deletion(&sites, &site(), "Anna", &owners.entropy, after(60)).await.unwrap();
    for based_on in [upon(&first), BasedOn::AnySite] {
        assert!(owners.save("first", based_on, None, 70).await.is_err());
    }
    owners.save("again", BasedOn::Anything, None, 80).await.unwrap();
    let listed = list_history(&*owners.store, &site(), MAX_HISTORY).await.unwrap();
    let changed: Vec<_> = listed.iter().map(|listed| listed.note.changed.join(" ")).collect();
    assert_eq!(changed, ["surveys.s.goal", "deleted", ""]);
}

/// Whoever gets no reply sets the site up again, where storage does not show the first try yet. An isolate that
/// keeps the first record goes on hashing persons under its secret.
#[tokio::test]
async fn a_site_that_is_set_up_twice_has_one_secret() {
    let (first, _) = Owners::new().await;
    // The second try draws other numbers.
    let entropy = entropy();
    entropy(&mut [0; 32]).unwrap();
    let clock: Clock = Arc::new(|| after(3_600));
    let second = Owners { store: Arc::new(MemoryStore::new(clock)), entropy };
    second.save("first", BasedOn::Anything, None, 180).await.unwrap();
    let secret = async |owners: &Owners| {
        owners.isolate().get(&site()).await.unwrap().record.import_secret().to_vec()
    };
    assert_eq!(secret(&first).await, secret(&second).await);
}
