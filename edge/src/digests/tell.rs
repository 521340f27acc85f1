//! Sending a digest: one try.
//!
//! 1. Who took it before, or is gone, is not told again.
//! 2. The report is made as it is now: what was taken back is not in it.
//! 3. Each destination that is left is told.
//! 4. What came of it is noted, and when the next try is due. No try follows the third one, nor one
//!    that would come after the days in which the week is told.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use jiff::SignedDuration;
use koe_shared::site::{Department, Destination};

use super::entry::{Came, NotMade, Noted, One};
use super::message::Digest;
use super::run::Run;
use super::week::DueWeek;
use crate::addresses::Addresses;
use crate::alerts::{DestinationId, Outcome, Sender, Writing, destination_id};
use crate::reports::{Params, QueryError, ReportError, Weekly, weekly};
use crate::sites::Site;
use crate::store::keys::{self, Minute};
use crate::store::{Put, Store, StoreError};

/// Minutes between one try and the next. After the last of them a digest has failed.
const AGAIN_AFTER: [u64; 2] = [60, 360];
/// How long it is known what came of a digest: ten weeks.
const KEPT: SignedDuration = SignedDuration::from_hours(70 * 24);

impl Run<'_> {
    /// One try: steps 1 to 4.
    pub(super) async fn tell(
        &self,
        site: &Site,
        department: &Department,
        week: &DueWeek,
        before: Option<&Noted>,
    ) -> Result<Noted, StoreError> {
        // 1.
        let secrets = site.record.destinations();
        let with_id = department.to.iter().map(|to| {
            let secret = secrets.of_department(&department.id, to);
            (destination_id(to, secret), to, secret)
        });
        let is_left = |to: &DestinationId| before.is_none_or(|before| !before.is_done(to));
        let left: Vec<_> = with_id.filter(|(id, ..)| is_left(id)).collect();
        // 2.
        let came = match self.report(site, department, week).await {
            Err(ReportError::Store(error)) => return Err(error),
            Err(ReportError::Query(QueryError::BeyondRetention { .. })) => {
                Came::NotMade(NotMade::BeyondRetention)
            }
            Err(ReportError::Query(_)) => Came::NotMade(NotMade::TooLarge),
            Ok(weekly) => {
                // 3.
                let cases = weekly.summary.cases;
                let digest = Digest { site, department, week, weekly: &weekly, cases };
                let now = self.send(site, &left, &digest.writing(self.now)).await?;
                let done = before.into_iter().flat_map(Noted::told);
                let done = done.filter(|one| one.outcome != Outcome::Failed).cloned();
                Came::Told(done.chain(now).collect())
            }
        };
        // 4.
        let tries = before.map_or(0, |before| before.tries).saturating_add(1);
        let has_failed = match &came {
            Came::NotMade(_) => true,
            Came::Told(told) => told.iter().any(|one| one.outcome == Outcome::Failed),
        };
        let delay =
            AGAIN_AFTER.get(usize::from(tries) - 1).filter(|_| has_failed && !self.is_by_hand);
        let next = delay.map(|minutes| Minute::of(self.now).after(*minutes));
        let next = next.filter(|next| next.begins() < week.until);
        let noted = Noted { tries, at: self.now, next, came };
        let metadata = noted.encode();
        let put = Put { metadata: Some(&metadata), time_to_live: Some(KEPT), ..Put::default() };
        self.store.put(&keys::digest(&site.id, &department.id, week.week), put).await?;
        Ok(noted)
    }

    /// The report that the desk shows of these days and this department.
    async fn report(
        &self,
        site: &Site,
        department: &Department,
        week: &DueWeek,
    ) -> Result<Weekly, ReportError> {
        let asked = [
            ("from", week.first.to_string()),
            ("to", week.end.to_string()),
            ("department", department.id.to_string()),
        ];
        let asked: BTreeMap<String, String> =
            asked.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        weekly(self.store, site, Params::new(asked), self.now).await
    }

    /// Tells each destination that is left; all at once, since one that hangs takes ten seconds.
    async fn send(
        &self,
        site: &Site,
        left: &[(DestinationId, &Destination, Option<&str>)],
        message: &Writing,
    ) -> Result<Vec<One>, StoreError> {
        let digester = self.digester;
        let addresses = Addresses::new(&site.record.own_hosts(), digester.allowed);
        let (store, outgoing): (&dyn Store, _) = (self.store, digester.outgoing);
        let sender =
            Sender { store, site: &site.id, outgoing, addresses: &addresses, now: self.now };
        let sent = left.iter().map(|(id, destination, secret)| {
            let sender = &sender;
            async move {
                let (outcome, attempt) = sender.tell((id, destination), *secret, message).await?;
                let status = attempt.status();
                Ok(One { to: id.clone(), outcome, cause: attempt.cause, status })
            }
        });
        join_all(sent).await.into_iter().collect()
    }
}
