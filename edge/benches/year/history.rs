//! The year: what visitors answered in it, and the cron that counts each hour when it is over.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use koe_edge::cron;
use koe_edge::store::keys::{self, Hour, Rank};
use koe_edge::store::{Put, Store};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;
use serde_json::{Value, json};

use crate::deployment::Deployment;

pub(crate) const SITE: &str = "year";
const ZONE: &str = "Asia/Tokyo";
const DAYS: i64 = 365;
/// Answers and other prompts, to one answer.
const PROMPTS: usize = 6;
/// How long after an hour has ended the cron counts it, and passes the one before.
const RUN: SignedDuration = SignedDuration::from_mins(20);
/// How long after the end of the last counted hour the score is asked for.
const ASKED: SignedDuration = SignedDuration::from_mins(80);

const TOUCHPOINTS: [&str; 3] = ["post-purchase", "browsing", "after-support"];
const LOCALES: [&str; 2] = ["en", "ja"];
const AGES: [&str; 6] = ["10s", "20s", "30s", "40s", "50s", "60s"];
const DEVICES: [&str; 3] = ["desktop", "phone", "tablet"];
const PLANS: [&str; 3] = ["free", "plus", "pro"];
const REGIONS: [&str; 8] =
    ["chubu", "chugoku", "hokkaido", "kansai", "kanto", "kyushu", "shikoku", "tohoku"];

pub(crate) fn document() -> Value {
    json!({
        "name": "Year", "origins": ["https://shop.example"], "timezone": ZONE, "locales": LOCALES,
        "segments": { "age": AGES, "device": DEVICES, "plan": PLANS, "region": REGIONS },
        "surveys": [{
            "id": "shop-nps", "metric": "nps", "goal": "Would they come back?",
            "touchpoints": TOUCHPOINTS,
        }],
    })
}

/// The days of the year until the deployment's now.
pub(crate) fn query(deployment: &Deployment) -> String {
    let today = deployment.now().to_zoned(TimeZone::get(ZONE).unwrap()).date();
    let from = today.checked_sub(Span::new().days(DAYS)).unwrap();
    format!("from={from}")
}

/// Lets the year go by until so many answers are there: those of an hour, then the cron's run, hour by
/// hour. It ends now, or up to an hour ago, so that a real clock can go on from there.
pub(crate) async fn live(deployment: &mut Deployment, answers: usize) {
    let end = Hour::of(Timestamp::now().checked_sub(ASKED).unwrap()).start() + ASKED;
    let zone = TimeZone::get(ZONE).unwrap();
    let first = end.to_zoned(zone.clone()).date().checked_sub(Span::new().days(DAYS)).unwrap();
    let start = first.to_zoned(zone).unwrap().with().time(Time::midnight()).build().unwrap();
    let start = start.timestamp();
    deployment.set_clock(start);
    cron::run(&deployment.state()).await.unwrap();

    let site: SiteId = SITE.parse().unwrap();
    let all = answers * PROMPTS;
    let length = end.duration_since(start).as_millis();
    let time = |n: usize| {
        let ms = length * i128::try_from(n).unwrap() / i128::try_from(all).unwrap();
        start + SignedDuration::from_millis(i64::try_from(ms).unwrap())
    };
    let mut n = 0;
    let mut run = Hour::of(start).start() + RUN;
    while run <= end {
        while n < all && time(n) < run {
            store(deployment.store(), &site, time(n), n).await;
            n += 1;
        }
        deployment.set_clock(run);
        cron::run(&deployment.state()).await.unwrap();
        run += SignedDuration::from_hours(1);
    }
    assert_eq!((n, run - RUN), (all, Hour::of(end).next().start()));
    deployment.answers = answers;
}

/// Stores one prompt as the edge does: every sixth was answered.
async fn store(store: &dyn Store, site: &SiteId, time: Timestamp, n: usize) {
    let dice = mixed(n as u64);
    let head = match (n % PROMPTS, dice % 5) {
        (0, _) => format!("1an{:02}w04", dice % 11),
        (_, 0 | 1) => "1d---w00".to_owned(),
        _ => "1i---w00".to_owned(),
    };
    let pick = |of: &[&'static str], shift: u32| {
        of[usize::try_from((dice >> shift) % of.len() as u64).unwrap()]
    };
    let (touchpoint, locale) = (pick(&TOUCHPOINTS, 8), pick(&LOCALES, 16));
    let metadata = format!(
        "{head}000108shop-nps{:02}{touchpoint}02{locale}age={}\u{7f}device={}\u{7f}plan={}\u{7f}region={}",
        touchpoint.len(),
        pick(&AGES, 24),
        pick(&DEVICES, 32),
        pick(&PLANS, 40),
        pick(&REGIONS, 48),
    );
    let ms = u64::try_from(time.as_millisecond()).unwrap();
    let key = keys::answer(site, &PublicId::new(ms, u128::from(dice)), Rank::Revision(1));
    let comment = format!("the parcel took {} days, and nobody answered the phone", dice % 30);
    let value = json!({ "received_at": Instant(time), "comment": comment }).to_string();
    let value = if n.is_multiple_of(PROMPTS) { &value } else { "{}" };
    let put = Put { value, metadata: Some(&metadata), ..Put::default() };
    store.put(&key, put).await.unwrap();
}

/// A number that looks random (`SplitMix64`), the same on every run.
fn mixed(n: u64) -> u64 {
    let mut mixed = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
