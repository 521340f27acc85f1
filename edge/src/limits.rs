//! How many public writes one address, and one site, may make: counted in memory, per isolate, in
//! fixed windows of ten seconds. It is the cheap guard before a storage write, not an account of
//! visitors: a count lives as long as its window, and no address is stored or logged.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use koe_shared::id::SiteId;

use crate::config::Limits;

/// Length of a window in seconds.
const WINDOW: i64 = 10;

/// The counts of the current window.
#[derive(Debug)]
pub(crate) struct RateLimits {
    limits: Limits,
    window: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    /// Which window, counted from 1970.
    number: i64,
    sites: HashMap<SiteId, SiteCounts>,
}

#[derive(Debug, Default)]
struct SiteCounts {
    all: u32,
    clients: HashMap<String, u32>,
}

/// Too many writes in this window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// The bound that was met.
    pub(crate) limit: u32,
    /// Whose bound it is.
    pub(crate) whose: Whose,
    /// Seconds until the next window.
    pub(crate) retry_after: u64,
}

/// Whose writes are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Those from one address.
    Client,
    /// Those to one site, from everywhere.
    Site,
}

impl RateLimits {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, window: Mutex::default() }
    }

    /// Counts one write, unless a bound is met.
    pub(crate) fn count(&self, site: &SiteId, client: &str, now: Timestamp) -> Result<(), TooMany> {
        let number = now.as_second().div_euclid(WINDOW);
        let too_many = |whose, limit| {
            let end = number.saturating_add(1).saturating_mul(WINDOW);
            let retry_after = end.saturating_sub(now.as_second()).unsigned_abs();
            Err(TooMany { limit, whose, retry_after })
        };
        // Counts are whole between two calls, whatever panicked while they were held.
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.number != number {
            *window = Window { number, sites: HashMap::new() };
        }
        let counts = window.sites.entry(site.clone()).or_default();
        if counts.all >= self.limits.site {
            return too_many(Whose::Site, self.limits.site);
        }
        // Refused writes of one client don't use up the site's share.
        let writes = counts.clients.entry(client.to_owned()).or_default();
        if *writes >= self.limits.client {
            return too_many(Whose::Client, self.limits.client);
        }
        *writes += 1;
        counts.all += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_790_000_000;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(START + seconds).unwrap()
    }

    fn site(id: &str) -> SiteId {
        id.parse().unwrap()
    }

    #[test]
    fn a_client_is_refused_past_its_bound_until_the_window_ends() {
        let limits = RateLimits::new(Limits { client: 2, site: 100 });
        let write = |second| limits.count(&site("kokage"), "192.0.2.1", at(second));
        assert_eq!([write(0), write(3)], [Ok(()), Ok(())]);
        let refused = TooMany { limit: 2, whose: Whose::Client, retry_after: 7 };
        assert_eq!(write(3), Err(refused));
        assert_eq!(write(9), Err(TooMany { retry_after: 1, ..refused }));
        assert_eq!(write(10), Ok(()));
    }

    #[test]
    fn clients_and_sites_are_counted_apart() {
        let limits = RateLimits::new(Limits { client: 1, site: 100 });
        assert_eq!(limits.count(&site("a"), "192.0.2.1", at(0)), Ok(()));
        assert_eq!(limits.count(&site("a"), "192.0.2.2", at(0)), Ok(()));
        assert_eq!(limits.count(&site("b"), "192.0.2.1", at(0)), Ok(()));
    }

    #[test]
    fn a_site_is_bounded_over_all_its_clients() {
        let limits = RateLimits::new(Limits { client: 100, site: 2 });
        assert_eq!(limits.count(&site("a"), "192.0.2.1", at(0)), Ok(()));
        assert_eq!(limits.count(&site("a"), "192.0.2.2", at(0)), Ok(()));
        let refused = TooMany { limit: 2, whose: Whose::Site, retry_after: 10 };
        assert_eq!(limits.count(&site("a"), "192.0.2.3", at(0)), Err(refused));
    }

    #[test]
    fn what_one_client_is_refused_is_not_taken_from_the_others() {
        let limits = RateLimits::new(Limits { client: 1, site: 2 });
        for _ in 0..10 {
            let _ = limits.count(&site("a"), "192.0.2.1", at(0));
        }
        assert_eq!(limits.count(&site("a"), "192.0.2.2", at(0)), Ok(()));
    }
}
