//! What is followed up: how many cases, how fast they were dealt with, and each of them.

use jiff::Timestamp;
use koe_shared::confidence::Confidence;
use koe_shared::durations::Durations;
use koe_shared::share::Share;
use serde_json::Value;

use super::data::{case, lines, noted};
use super::score::share;
use super::{Answer, Asked};
use crate::pages::figures::{decimal, n};
use crate::reports::CaseList;

/// A page of cases, of what the API says of it.
pub(crate) fn cases(list: &CaseList, asked: &Asked<'_>, mut data: Value) -> Answer {
    let told: Vec<Value> = data["cases"].as_array().into_iter().flatten().map(case).collect();
    let (counts, figures) = (&list.counts, &list.figures);
    let is_bounded = list.from.0 != Timestamp::UNIX_EPOCH;
    let range = if is_bounded { asked.days.of(list.from, list.to) } else { "so far".to_owned() };
    let range = [range].into_iter().chain(asked.narrowed.iter().cloned());
    let range = range.collect::<Vec<_>>().join(", ");
    let mut head = vec![
        format!(
            "Cases: {} open, {} contacted, {} resolved, {} unresolvable; {} late (counted at {}, {range}).",
            counts.open,
            counts.contacted,
            counts.resolved,
            counts.unresolvable,
            counts.late,
            list.as_of,
        ),
        format!("Cases opened: {} ({range}).", figures.opened),
        hours("Hours to the first contact", figures.to_first_contact.as_ref(), &range),
        hours("Hours to the resolution", figures.to_resolution.as_ref(), &range),
        part("Solved at first contact", figures.solved_at_first.as_ref(), &range),
        part("Unresolved", figures.unresolved.as_ref(), &range),
        part("Promise kept", figures.promise_kept.as_ref(), &range),
    ];
    if !list.complete {
        head.push("Cases of the oldest answers were not looked at.".to_owned());
    }
    if list.cursor.is_some() {
        head.push("More may follow: ask again with the cursor.".to_owned());
    }
    let text = lines(&head, &told);
    data["cases"] = told.into();
    Answer { text, data: noted(data) }
}

fn hours(label: &str, took: Option<&Durations>, range: &str) -> String {
    match took {
        Some(took) => format!(
            "{label}: median {}, nine of ten within {} (no interval: all of them are counted, {}, {range}).",
            decimal(took.median, 1),
            decimal(took.p90, 1),
            n(took.n),
        ),
        None => format!("{label}: none yet (n = 0, {range})."),
    }
}

fn part(label: &str, part: Option<&Share>, range: &str) -> String {
    match part {
        Some(Share { n: count, value, low, high, .. }) => {
            share(label, (*value, *low, *high), Confidence::P95, &format!("{}, {range}", n(*count)))
        }
        None => format!("{label}: none yet (n = 0, {range})."),
    }
}
