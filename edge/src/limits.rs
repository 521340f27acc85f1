//! How often one address, and one site, is served: counted in memory, per isolate, in fixed windows
//! of ten seconds. It is the cheap guard before storage, not an account of visitors: a count lives as
//! long as its window, and no address is stored or logged.
//!
//! Each kind of call has a bound of its own, so that one can't use up another's: what a page was
//! refused takes nothing from the listed page behind the same address.
//!
//! The last tenth of a site's writes is kept for addresses that have not written in this window. So a
//! few addresses can't lock a site's visitors out. It is no defence against many networks: an
//! attacker with thousands of them counts as thousands of newcomers.

mod client;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use koe_shared::id::SiteId;

pub(crate) use self::client::Client;
use crate::config::Limits;

/// Length of a window in seconds.
const WINDOW: i64 = 10;
/// Length of the window in which keys are tried at the desk, and in which an assistant calls with one.
const MINUTE: i64 = 60;
/// Calls of an assistant with one key in a minute. Most questions take two or three; 60 stop one that asks in a loop.
const ASSISTANT: u32 = 60;
/// Of a site's writes, one in so many is kept for newcomers.
const NEWCOMERS: u32 = 10;

/// The counts of the current window.
#[derive(Debug)]
pub(crate) struct RateLimits {
    limits: Limits,
    window: Mutex<Window>,
    minute: Mutex<Minute>,
}

/// The keys that were tried at the desk in the current minute, and the calls of assistants.
#[derive(Debug, Default)]
struct Minute {
    number: i64,
    tries: HashMap<Client, u32>,
    /// By site and id of the key.
    assistants: HashMap<(SiteId, String), u32>,
}

#[derive(Debug, Default)]
struct Window {
    /// Which window, counted from 1970.
    number: i64,
    sites: HashMap<SiteId, SiteCounts>,
    calls: HashMap<(Client, Counted), u32>,
}

#[derive(Debug, Default)]
struct SiteCounts {
    all: u32,
    clients: HashMap<Client, u32>,
}

/// Calls of one address that are counted, whatever their site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    /// Public writes that were refused before anything was stored.
    Refusal,
    /// Owner calls whose key was refused.
    RefusedKey,
    /// Receipts that were looked at.
    Receipt,
}

/// Too many calls in this window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RateLimitError {
    /// The bound that was met.
    pub(crate) limit: u32,
    /// Whose bound it is.
    pub(crate) whose: Whose,
    /// Seconds until the next window.
    pub(crate) retry_after: u64,
}

impl fmt::Display for RateLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit;
        match self.whose {
            Whose::Client => write!(f, "over {limit} writes in 10 s from this address"),
            Whose::Site => write!(f, "over {limit} writes in 10 s to this site"),
            Whose::SignIn => write!(f, "over {limit} keys in a minute from this address"),
            Whose::Assistant => write!(f, "over {limit} calls in a minute with this key"),
            Whose::Calls(counted) => {
                let calls = match counted {
                    Counted::Refusal => "refused writes",
                    Counted::RefusedKey => "refused keys",
                    Counted::Receipt => "receipts",
                };
                write!(f, "over {limit} {calls} in 10 s from this address")
            }
        }
    }
}

/// Whose calls are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Writes from one address.
    Client,
    /// Writes to one site, from everywhere.
    Site,
    /// Other calls from one address.
    Calls(Counted),
    /// Keys that one address tries at the desk.
    SignIn,
    /// Calls of an assistant with one key.
    Assistant,
}

impl RateLimits {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, window: Mutex::default(), minute: Mutex::default() }
    }

    /// Counts one write, unless a bound is met.
    pub(crate) fn write(
        &self,
        site: &SiteId,
        client: Client,
        now: Timestamp,
    ) -> Result<(), RateLimitError> {
        let Limits { client: per_client, site: per_site, .. } = self.limits;
        let mut window = self.window(now);
        let counts = window.sites.entry(site.clone()).or_default();
        let writes = counts.clients.get(&client).copied().unwrap_or_default();
        let open_to_it = if writes > 0 { per_site - per_site / NEWCOMERS } else { per_site };
        if counts.all >= open_to_it {
            return Err(too_many(open_to_it, Whose::Site, now));
        }
        // Refused writes of one client don't use up the site's share.
        if writes >= per_client {
            return Err(too_many(per_client, Whose::Client, now));
        }
        counts.clients.insert(client, writes + 1);
        counts.all += 1;
        Ok(())
    }

    /// Counts one call of another kind, unless its bound is met.
    pub(crate) fn call(
        &self,
        counted: Counted,
        client: Client,
        now: Timestamp,
    ) -> Result<(), RateLimitError> {
        self.check(counted, client, now)?;
        *self.window(now).calls.entry((client, counted)).or_default() += 1;
        Ok(())
    }

    /// Whether another call of that kind would be served.
    pub(crate) fn check(
        &self,
        counted: Counted,
        client: Client,
        now: Timestamp,
    ) -> Result<(), RateLimitError> {
        let calls = self.window(now).calls.get(&(client, counted)).copied();
        if calls.unwrap_or_default() < self.limits.client {
            return Ok(());
        }
        Err(too_many(self.limits.client, Whose::Calls(counted), now))
    }

    /// Counts one key that a person types at the desk, unless the bound of a minute is met.
    pub(crate) fn sign_in(&self, client: Client, now: Timestamp) -> Result<(), RateLimitError> {
        let mut minute = self.minute(now);
        let tries = minute.tries.entry(client).or_default();
        count_in_minute(tries, self.limits.sign_in, Whose::SignIn, now)
    }

    /// Counts one call of an assistant, unless the bound of a minute is met.
    pub(crate) fn assistant(
        &self,
        site: &SiteId,
        key: &str,
        now: Timestamp,
    ) -> Result<(), RateLimitError> {
        let mut minute = self.minute(now);
        let calls = minute.assistants.entry((site.clone(), key.to_owned())).or_default();
        count_in_minute(calls, ASSISTANT, Whose::Assistant, now)
    }

    fn minute(&self, now: Timestamp) -> MutexGuard<'_, Minute> {
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.as_second().div_euclid(MINUTE);
        if minute.number != number {
            *minute = Minute { number, ..Minute::default() };
        }
        minute
    }

    fn window(&self, now: Timestamp) -> MutexGuard<'_, Window> {
        // Counts are whole between two calls, whatever panicked while they were held.
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let number = number(now);
        if window.number != number {
            *window = Window { number, ..Window::default() };
        }
        window
    }
}

fn count_in_minute(
    count: &mut u32,
    limit: u32,
    whose: Whose,
    now: Timestamp,
) -> Result<(), RateLimitError> {
    if *count >= limit {
        let retry_after = (MINUTE - now.as_second().rem_euclid(MINUTE)).unsigned_abs();
        return Err(RateLimitError { limit, whose, retry_after });
    }
    *count += 1;
    Ok(())
}

fn number(now: Timestamp) -> i64 {
    now.as_second().div_euclid(WINDOW)
}

fn too_many(limit: u32, whose: Whose, now: Timestamp) -> RateLimitError {
    let end = number(now).saturating_add(1).saturating_mul(WINDOW);
    let retry_after = end.saturating_sub(now.as_second()).unsigned_abs();
    RateLimitError { limit, whose, retry_after }
}

#[cfg(test)]
mod tests;
