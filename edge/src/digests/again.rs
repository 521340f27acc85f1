//! A digest that failed is sent again, because its owner says so.

use jiff::Timestamp;
use koe_shared::site::Department;

use super::entry::{Came, Noted};
use super::run::{Digester, Run};
use super::spent::Spent;
use super::week::DueWeek;
use crate::alerts::{Outcome, destination_id};
use crate::sites::{Calendar, Site};
use crate::store::keys::{self, Week};
use crate::store::{Store, StoreError};

/// A digest that failed.
pub(crate) struct FailedDigest {
    department: Department,
    week: Week,
    noted: Noted,
}

/// The digest that is named so, if it failed; `None` for one that arrived, is due, or is not there.
pub(crate) async fn failed_digest(
    store: &dyn Store,
    site: &Site,
    (name, now): (&str, Timestamp),
) -> Result<Option<FailedDigest>, StoreError> {
    let Some((department, week)) = keys::parse_digest_name(name) else { return Ok(None) };
    let own = site.document().departments.iter().find(|own| own.id == department);
    let Some(own) = own.filter(|own| !own.to.is_empty()) else { return Ok(None) };
    let entry = store.get(&keys::digest(&site.id, &department, week)).await?;
    let noted = entry.and_then(|entry| Noted::decode(&entry.metadata?));
    let calendar = Calendar::new(&site.document().timezone, now);
    let is_over = DueWeek::of(&calendar, week).is_none_or(|week| week.until <= now);
    let noted = noted.filter(|noted| (noted.next.is_none() || is_over) && noted.has_failed());
    Ok(noted.map(|noted| FailedDigest { department: own.clone(), week, noted }))
}

/// Sends it once more. A destination that ended is called again: the owner says that it is there.
pub(crate) async fn send_again(
    digester: &Digester<'_>,
    site: &Site,
    failed: FailedDigest,
    now: Timestamp,
) -> Result<(), StoreError> {
    let FailedDigest { department, week, noted } = failed;
    let calendar = Calendar::new(&site.document().timezone, now);
    let Some(week) = DueWeek::of(&calendar, week) else { return Ok(()) };
    let secrets = site.record.destinations();
    for to in &department.to {
        let id = destination_id(to, secrets.of_department(&department.id, to));
        let end = keys::ended(&site.id, &id);
        if digester.store.get(&end).await?.is_some() {
            digester.store.delete(&end).await?;
        }
    }
    let told = noted.told().iter().filter(|one| one.outcome == Outcome::Sent).cloned();
    let before = Noted { came: Came::Told(told.collect()), ..noted };
    let store = Spent::new(digester.store);
    Run::by_hand(digester, &store, now).tell(site, &department, &week, Some(&before)).await?;
    Ok(())
}
