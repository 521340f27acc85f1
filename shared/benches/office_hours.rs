//! How long it takes to say how much working time lies between two instants: a report asks for thousands of cases.
//!
//! `cargo bench -p koe-shared --bench office_hours`.

use divan::{Bencher, black_box};
use jiff::{SignedDuration, Timestamp};
use koe_shared::office_hours::OfficeHours;
use koe_shared::site::SiteDocument;

fn main() {
    divan::main();
}

const ZONES: [&str; 2] = ["Asia/Tokyo", "Europe/Paris"];

/// A site that works from ten to seven on five days and has closed on twenty.
fn office(zone: &str) -> OfficeHours {
    let day = r#"["10:00", "19:00"]"#;
    let closed: Vec<String> =
        (1..=20).map(|n| format!(r#""2026-{:02}-{n:02}""#, n % 12 + 1)).collect();
    let document = format!(
        r#"{{ "name": "Kokage", "origins": [], "timezone": "{zone}", "closed": [{}],
        "hours": {{ "mon": {day}, "tue": {day}, "wed": {day}, "thu": {day}, "fri": {day} }},
        "surveys": [{{ "id": "s", "metric": "nps", "goal": "g", "touchpoints": ["t"] }}] }}"#,
        closed.join(", ")
    );
    OfficeHours::of(&SiteDocument::parse(document.as_bytes()).expect("it is legal"))
}

fn start() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("it is in 2026")
}

/// Over three days, a month and two years.
#[divan::bench(consts = [3, 30, 730], args = ZONES)]
fn elapsed<const DAYS: i64>(bencher: Bencher<'_, '_>, zone: &str) {
    let office = office(zone);
    let (from, to) = (start(), start() + SignedDuration::from_hours(24 * DAYS));
    bencher.bench(|| office.elapsed(black_box(from), black_box(to)));
}

#[divan::bench(consts = [8, 72], args = ZONES)]
fn due<const HOURS: u32>(bencher: Bencher<'_, '_>, zone: &str) {
    let office = office(zone);
    bencher.bench(|| office.due(black_box(start()), black_box(HOURS)));
}
