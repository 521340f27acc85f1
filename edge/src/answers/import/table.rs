//! The rows of a table, and the name of each: steps 1 and 2 of [`super`].

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::MAX_AHEAD;
use koe_shared::import::{Options, Plan, Reading, Row, read};
use koe_shared::instant::Instant;

use super::decide::Counts;
use super::error::ImportError;
use super::facts::Facts;
use super::known::NamedRow;
use super::name::{self, Name, Namer};
use super::refused::Refused;
use super::told::Told;
use crate::sites::Site;

/// The rows of a table that are answers, and what is told of the others.
pub(super) fn rows_of(
    file: &[u8],
    options: &Options,
    site: &Site,
    now: Timestamp,
) -> Result<(Plan, Vec<Row>, Told), ImportError> {
    let Reading { plan, rows, dropped } = read(file, options, &Facts::new(site, now))?;
    let mut told = Told::new(rows.len(), dropped);
    let rows = rows.into_iter().filter_map(|row| told.answer(row)).collect();
    Ok((plan, rows, told))
}

/// The rows with their names, each name once: of those with one `external_id` the last holds, of others the
/// first, for they say the same.
pub(super) fn named(site: &Site, rows: Vec<Row>, now: Timestamp, told: &mut Told) -> Vec<NamedRow> {
    let secret = site.record.import_secret();
    let mut namer = Namer::new(secret);
    let mut kept: Vec<NamedRow> = Vec::new();
    let mut places: HashMap<Name, usize> = HashMap::new();
    let (mut other_ids, mut other_places, mut other_times) = (0, 0, 0);
    for row in rows {
        let name = namer.name(&row);
        let time_ms = u64::try_from(row.answered_at.as_millisecond()).unwrap_or_default();
        let id = row.own.as_ref().map_or_else(|| name.id(time_ms, &site.id), |own| own.id);
        let time_to_live = match lives(site, id.time(), now) {
            Ok(time_to_live) => time_to_live,
            Err(refused) => {
                told.reject(row.line, &refused);
                continue;
            }
        };
        if id.time().as_second() != row.answered_at.as_second() {
            other_times += 1;
        }
        let fields = name::fields(secret, &row);
        let is_own = row.own.is_some();
        let row = NamedRow { row, name, fields, id, time_to_live };
        if let Some(place) = places.get(&row.name) {
            told.count(Counts::Duplicate);
            let before = &mut kept[*place];
            if !is_own && before.fields != row.fields {
                let is_named = row.row.external_id.is_some();
                *if is_named { &mut other_ids } else { &mut other_places } += 1;
                *before = row;
            }
        } else {
            places.insert(row.name.clone(), kept.len());
            kept.push(row);
        }
    }
    told.drop("external_id", other_ids, "stands twice with other contents; the last row holds");
    told.drop("ordinal", other_places, "stands twice with other contents; the last row holds");
    told.drop("answered_at", other_times, "is not the time in the row's id, which holds");
    kept
}

/// How long an answer of that time still lives.
fn lives(site: &Site, time: Timestamp, now: Timestamp) -> Result<SignedDuration, Refused> {
    let at = Instant(time);
    if time.duration_since(now) > MAX_AHEAD {
        return Err(Refused::Ahead { at });
    }
    let retention = site.record.retention();
    let days = retention.days(time);
    retention.left(time, now).ok_or(Refused::OverRetention { at, days })
}
