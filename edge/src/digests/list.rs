//! The digests of a site as its owner sees them.

use jiff::Timestamp;
use jiff::civil::Date;
use koe_shared::id::DepartmentId;

use super::entry::{Came, NotMade, Noted};
use super::week::DueWeek;
use crate::alerts::{Outcome, destination_id};
use crate::sites::{Calendar, Site};
use crate::store::keys::{self, Week};
use crate::store::{List, MAX_PAGE, Store, StoreError};

/// A digest, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DigestView {
    pub(crate) department: DepartmentId,
    pub(crate) week: Week,
    /// Its first and its last day.
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) state: DigestState,
    /// Whom it has not reached.
    pub(crate) failed: Vec<NotReached>,
}

/// A destination that did not take a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotReached {
    /// Its channel and its address as the document shows it; `None` where the department has it no more.
    pub(crate) to: Option<(String, String)>,
    /// In the words of an alert's tries.
    pub(crate) cause: String,
    /// What it replied with.
    pub(crate) status: Option<u16>,
}

/// How far a digest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigestState {
    /// Every destination took it.
    Sent,
    /// It is tried again then.
    Due(Timestamp),
    /// A destination did not take it, and no try is to come.
    Failed,
    /// The report could not be made, and no try is to come.
    NotMade(NotMade),
}

/// The digests of a site, the newest week first; of one week in the order of its departments.
pub(crate) async fn list_digests(
    store: &dyn Store,
    site: &Site,
    now: Timestamp,
) -> Result<Vec<DigestView>, StoreError> {
    let calendar = Calendar::new(&site.document().timezone, now);
    let prefix = keys::digests(&site.id);
    let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
    let listed = store.list(list).await?.keys;
    let mut digests: Vec<DigestView> = listed
        .iter()
        .filter_map(|listed| {
            let (department, week) = keys::parse_digest(&listed.key)?;
            let noted = Noted::decode(listed.metadata.as_deref()?)?;
            Some(DigestView::of((site, &calendar), (department, week), &noted))
        })
        .collect();
    let departments = &site.document().departments;
    let place = |id: &DepartmentId| departments.iter().position(|own| own.id == *id);
    digests.sort_by_key(|digest| {
        (std::cmp::Reverse(digest.week), place(&digest.department).unwrap_or(usize::MAX))
    });
    Ok(digests)
}

impl DigestView {
    /// What names it within its site.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.department, self.week)
    }

    fn of(
        (site, calendar): (&Site, &Calendar),
        (department, week): (DepartmentId, Week),
        noted: &Noted,
    ) -> Self {
        let failed: Vec<_> =
            noted.told().iter().filter(|one| one.outcome != Outcome::Sent).collect();
        // Where no run came in time, there is no other try.
        let told = DueWeek::of(calendar, week);
        let is_over = told.as_ref().is_none_or(|told| told.until <= calendar.now);
        let state = match (noted.next.filter(|_| !is_over), &noted.came) {
            (Some(next), _) => DigestState::Due(next.begins()),
            (None, Came::NotMade(why)) => DigestState::NotMade(*why),
            (None, Came::Told(_)) if failed.is_empty() => DigestState::Sent,
            (None, Came::Told(_)) => DigestState::Failed,
        };
        let own = site.document().departments.iter().find(|own| own.id == department);
        let secrets = site.record.destinations();
        let address = |id: &String| {
            let to = own.into_iter().flat_map(|own| &own.to);
            let mut to =
                to.filter(|to| destination_id(to, secrets.of_department(&department, to)) == *id);
            let (channel, shown) = to.next()?.address()?;
            Some((channel.field().to_owned(), shown.to_owned()))
        };
        let failed = failed.into_iter().map(|one| NotReached {
            to: address(&one.to),
            cause: one.cause.clone().unwrap_or_default(),
            status: one.status,
        });
        let failed = failed.collect();
        let days = told.and_then(|told| Some((told.first, told.end.yesterday().ok()?)));
        Self { department, week, days, state, failed }
    }
}
