//! One message to one destination.

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::{Channel, Destination};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entry::{DestinationId, Outcome};
use super::mark::KEPT;
use super::message::{Writing, email, slack, teams, webhook};
use crate::addresses::{Addresses, is_plain_email};
use crate::platform::{Call, CallError, CallReply, Mail, Outgoing};
use crate::store::{Put, Store, StoreError, keys};

/// Characters of a reply that are kept, at most.
const SHOWN: usize = 200;
const JSON: (&str, &str) = ("content-type", "application/json");

/// What came of telling one destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertAttempt)]
pub(crate) struct Attempt {
    /// The field of the document that holds its address: `webhook`, `slack`, `teams`, `email`.
    pub(crate) channel: String,
    /// The address as the document shows it.
    pub(crate) to: String,
    /// `sent`, `failed`, or `gone`: it said that it takes nothing more.
    pub(crate) outcome: String,
    /// Why it failed: `status`, `redirect`, `timed_out`, `unreachable`, `refused_address`, `unknown_address`,
    /// `no_email`, or `ended` by an earlier reply.
    #[schema(required = true)]
    pub(crate) cause: Option<String>,
    /// What the receiver said, as text: at most 200 characters.
    #[schema(required = true)]
    pub(crate) detail: Option<String>,
}

impl Attempt {
    /// The status that the receiver replied with, where it failed by that.
    pub(crate) fn status(&self) -> Option<u16> {
        let is_status = matches!(self.cause.as_deref(), Some("status" | "redirect"));
        let detail = self.detail.as_deref().filter(|_| is_status)?;
        detail.split(' ').next()?.parse().ok()
    }
}

/// How it failed.
struct Failure {
    outcome: Outcome,
    cause: &'static str,
    detail: String,
}

impl Failure {
    fn of(cause: &'static str, detail: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed, cause, detail: detail.into() }
    }
}

/// A way out, and who may be called.
pub(crate) struct Sender<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) site: &'a SiteId,
    pub(crate) outgoing: &'a dyn Outgoing,
    pub(crate) addresses: &'a Addresses,
    pub(crate) now: Timestamp,
}

impl Sender<'_> {
    /// Tells a destination, whose secret is this, unless it said before that it is gone. If it says so now, that is
    /// noted.
    pub(crate) async fn tell(
        &self,
        (id, destination): (&DestinationId, &Destination),
        secret: Option<&str>,
        message: &Writing,
    ) -> Result<(Outcome, Attempt), StoreError> {
        let end = keys::ended(self.site, id);
        if self.store.get(&end).await?.is_some() {
            return Ok(ended(destination));
        }
        let (outcome, attempt) = self.send(destination, secret, message).await;
        if outcome == Outcome::Gone {
            let when = self.now.to_string();
            let (metadata, time_to_live) = (Some(&*when), Some(KEPT));
            self.store.put(&end, Put { metadata, time_to_live, ..Put::default() }).await?;
        }
        Ok((outcome, attempt))
    }

    async fn send(
        &self,
        destination: &Destination,
        secret: Option<&str>,
        message: &Writing,
    ) -> (Outcome, Attempt) {
        let Some((channel, shown)) = destination.address() else {
            return attempt((Channel::Webhook, ""), Err(Failure::of("unknown_address", "")));
        };
        let sent = match channel {
            Channel::Email => self.mail(shown, message).await,
            _ => self.call((channel, shown), secret, message).await,
        };
        attempt((channel, shown), sent)
    }

    async fn mail(&self, to: &str, message: &Writing) -> Result<(), Failure> {
        if !is_plain_email(to) {
            return Err(Failure::of("refused_address", "this is no plain e-mail address"));
        }
        let written = email(&message.letter);
        let mail = Mail { to: to.to_owned(), subject: written.subject, text: written.text };
        self.outgoing.mail(&mail).await.map_err(|error| failure(&error))
    }

    async fn call(
        &self,
        (channel, shown): (Channel, &str),
        secret: Option<&str>,
        message: &Writing,
    ) -> Result<(), Failure> {
        let unknown = || Failure::of("unknown_address", "");
        let secret = secret.ok_or_else(unknown)?;
        let (address, headers, body) = match channel {
            Channel::Slack => (secret, Vec::new(), slack(&message.letter)),
            Channel::Teams => (secret, Vec::new(), teams(&message.letter)),
            Channel::Webhook | Channel::Email => {
                let secret = secret.parse().map_err(|_| unknown())?;
                let written = webhook(&message.event, Some(&secret), self.now);
                (shown, written.headers, written.body)
            }
        };
        let refused =
            |why: crate::addresses::Refused| Failure::of("refused_address", why.to_string());
        let url = self.addresses.judge(address).map_err(refused)?;
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value));
        let json = (JSON.0.to_owned(), JSON.1.to_owned());
        let call = Call { url: url.into(), headers: headers.chain([json]).collect(), body };
        let reply = self.outgoing.post(&call).await.map_err(|error| failure(&error))?;
        judged(&reply)
    }
}

/// What a reply says of the message.
fn judged(reply: &CallReply) -> Result<(), Failure> {
    let detail = format!("{} {}", reply.status, reply.text);
    match reply.status {
        200..=299 => Ok(()),
        300..=399 => Err(Failure::of("redirect", reply.status.to_string())),
        410 => Err(Failure { outcome: Outcome::Gone, ..Failure::of("status", detail) }),
        _ => Err(Failure::of("status", detail)),
    }
}

fn failure(error: &CallError) -> Failure {
    match error {
        CallError::TimedOut => Failure::of("timed_out", ""),
        CallError::Unreachable { reason } => Failure::of("unreachable", reason.clone()),
        CallError::NoMail => Failure::of("no_email", ""),
    }
}

fn attempt((channel, to): (Channel, &str), sent: Result<(), Failure>) -> (Outcome, Attempt) {
    let (outcome, cause, detail) = match sent {
        Ok(()) => (Outcome::Sent, None, None),
        Err(Failure { outcome, cause, detail }) => {
            let detail: String =
                detail.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
            let detail = detail.trim().to_owned();
            (outcome, Some(cause.to_owned()), Some(detail).filter(|detail| !detail.is_empty()))
        }
    };
    let (channel, to) = (channel.field().to_owned(), to.to_owned());
    (outcome, Attempt { channel, to, outcome: outcome.as_str().to_owned(), cause, detail })
}

/// A destination that ended by an earlier reply, and is not called.
fn ended(destination: &Destination) -> (Outcome, Attempt) {
    let address = destination.address().unwrap_or((Channel::Webhook, ""));
    let gone = Failure { outcome: Outcome::Gone, ..Failure::of("ended", "") };
    attempt(address, Err(gone))
}
