//! The storage does what it says.

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::{List, Put, Store, StoreError, contract};

use super::{Kv, Location, MOST_OPERATIONS, Weather};
use crate::invocation::{Invocation, Kind};
use crate::random::Random;
use crate::timeline::{Task, Timeline};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const LIST: List<'_> = List { prefix: "", limit: 10, cursor: None };

/// A location of a storage, and its clock.
struct Place {
    timeline: Timeline,
    kv: std::sync::Arc<Kv>,
    location: Location,
}

fn check(weather: Weather, test: impl AsyncFnOnce(Place) + 'static) {
    let timeline = Timeline::new(Timestamp::from_second(1_790_000_000).unwrap());
    let kv = Kv::new(timeline.clone(), Random::new(1), weather);
    let place = Place { timeline: timeline.clone(), location: Location::new(&kv), kv };
    timeline.run([Box::pin(async move { test(place).await }) as Task]);
}

impl Place {
    /// Writes a key until that is not refused out of the blue.
    async fn put(&self, put: Put<'_>) {
        while self.location.put("key", put).await.is_err() {
            self.timeline.sleep(SECOND).await;
        }
    }

    /// How many of a thousand lists show the key.
    async fn shown(&self) -> usize {
        let (mut asked, mut shown) = (0, 0);
        while asked < 1_000 {
            // A page that is refused, or empty and not the last, tells nothing.
            let Ok(page) = self.location.list(LIST).await else { continue };
            if page.keys.is_empty() && page.cursor.is_some() {
                continue;
            }
            asked += 1;
            shown += page.keys.len();
        }
        shown
    }
}

#[test]
fn in_calm_weather_it_keeps_the_contract_of_a_store() {
    check(Weather::Calm, async |place| {
        for check in contract::run(&place.location, "simulation").await {
            assert_eq!(check.failure, None, "{}", check.name);
        }
    });
}

#[test]
fn a_write_shows_here_and_there_at_first_and_everywhere_after_ten_minutes() {
    check(Weather::Rough, async |place| {
        place.put(Put::default()).await;
        place.timeline.sleep(SECOND * 599).await;
        let shown = place.shown().await;
        assert!((850..950).contains(&shown), "once in ten a list is ten minutes old: {shown}");
        place.timeline.sleep(SECOND * 2).await;
        assert_eq!(place.shown().await, 1_000);
    });
}

#[test]
fn a_key_is_written_once_a_second() {
    check(Weather::Rough, async |place| {
        place.put(Put::default()).await;
        for _ in 0..10 {
            assert!(place.location.put("key", Put::default()).await.is_err());
        }
        place.timeline.sleep(SECOND).await;
        place.put(Put::default()).await;
    });
}

#[test]
fn an_entry_vanishes_after_its_time() {
    check(Weather::Rough, async |place| {
        let time_to_live = Some(SECOND * 900);
        place.put(Put { time_to_live, ..Put::default() }).await;
        place.timeline.sleep(SECOND * 899).await;
        assert_eq!(place.shown().await, 1_000);
        place.timeline.sleep(SECOND).await;
        assert_eq!(place.shown().await, 0);
    });
}

#[test]
fn an_invocation_has_a_thousand_operations() {
    check(Weather::Calm, async |place| {
        let work = async {
            for _ in 0..MOST_OPERATIONS {
                assert_eq!(place.location.get("key").await, Ok(None));
            }
            place.location.get("key").await
        };
        let invocation = Invocation::new(Kind::Request, SignedDuration::ZERO);
        let last = invocation.run(&place.kv, SECOND, work).await;
        assert!(matches!(last, Some(Err(StoreError::Unavailable { .. }))), "{last:?}");
        assert!(place.kv.was_overdrawn());
    });
}

#[test]
fn a_write_arrives_though_its_sender_is_cut_off() {
    check(Weather::Rough, async |place| {
        let invocation = Invocation::new(Kind::Request, SECOND * 60);
        let work = place.location.put("key", Put::default());
        assert_eq!(invocation.run(&place.kv, SECOND / 1_000, work).await, None);
        place.timeline.sleep(SECOND).await;
        assert!(place.kv.holds("key", place.timeline.now()));
    });
}
