//! Whom a deployment in memory can call: each address replies as a test says, and remembers what came.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use koe_edge::{Call, CallError, CallFuture, CallReply, Mail, Outgoing};
use serde_json::Value;

/// What receivers reply, and what they got.
#[derive(Default)]
pub(crate) struct Receivers(Mutex<State>);

#[derive(Default)]
struct State {
    replies: BTreeMap<String, Result<u16, CallError>>,
    calls: Vec<Call>,
    mails: Vec<Mail>,
}

impl Receivers {
    /// From now on an address replies like this; else it replies 200.
    pub(crate) fn reply(&self, url: &str, reply: Result<u16, CallError>) {
        self.state().replies.insert(url.to_owned(), reply);
    }

    /// What was called so far, in its order.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// The mails that were sent so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.state().mails.clone()
    }

    /// The `webhook-id` and the body of each call that was answered with 200, in their order.
    pub(crate) fn taken(&self) -> Vec<(String, Value)> {
        let state = self.state();
        let is_taken = |call: &&Call| !matches!(state.replies.get(&call.url), Some(reply) if *reply != Ok(200));
        let read =
            |call: &Call| (header(call, "webhook-id"), serde_json::from_str(&call.body).unwrap());
        state.calls.iter().filter(is_taken).map(read).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A header of a call, empty where there is none.
pub(crate) fn header(call: &Call, name: &str) -> String {
    let mut headers = call.headers.iter();
    headers.find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

impl Outgoing for Receivers {
    fn post<'a>(&'a self, call: &'a Call) -> CallFuture<'a, CallReply> {
        let mut state = self.state();
        state.calls.push(call.clone());
        let reply = state.replies.get(&call.url).cloned().unwrap_or(Ok(200));
        Box::pin(
            async move { reply.map(|status| CallReply { status, text: "said so".to_owned() }) },
        )
    }

    fn mail<'a>(&'a self, mail: &'a Mail) -> CallFuture<'a, ()> {
        self.state().mails.push(mail.clone());
        Box::pin(async { Ok(()) })
    }
}
