//! The way out: requests to other people's addresses by `fetch`, e-mail by the binding `EMAIL`.

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use worker::js_sys::Reflect;
use worker::send::SendFuture;
use worker::wasm_bindgen::JsValue;
use worker::{
    AbortController, Delay, Env, Error, Fetch, Headers, Method, Request, RequestInit,
    RequestRedirect, SendEmail, SendEmailBuilder,
};

use crate::platform::{Call, CallError, CallFuture, CallReply, Mail, Outgoing};

/// The name of the binding for e-mail, and of the variable that says from whom it comes.
const BINDING: &str = "EMAIL";
const FROM: &str = "EMAIL_FROM";
/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a reply that are read, at most.
const READ: usize = 64 * 1_024;

/// The way out of this isolate.
pub(super) struct WayOut {
    /// E-mail and from whom, where a deployment has both.
    email: Option<(SendEmail, String)>,
}

impl WayOut {
    pub(super) fn of(env: &Env) -> Self {
        // The crate takes any value for a binding, so it is looked at here whether there is one.
        let is_bound = Reflect::get(env, &BINDING.into()).is_ok_and(|value| value.is_object());
        let from = env.var(FROM).ok().map(|from| from.to_string()).filter(|from| !from.is_empty());
        let binding = env.send_email(BINDING).ok().filter(|_| is_bound);
        Self { email: binding.zip(from) }
    }
}

impl Outgoing for WayOut {
    fn post<'a>(&'a self, call: &'a Call) -> CallFuture<'a, CallReply> {
        Box::pin(SendFuture::new(async move {
            let controller = AbortController::default();
            let signal = controller.signal();
            let reply = pin!(async {
                let request = request(call)?;
                let mut reply = Fetch::Request(request).send_with_signal(&signal).await?;
                let mut bytes = Vec::new();
                let mut body = reply.stream()?;
                while let Some(chunk) = body.next().await {
                    bytes.extend(chunk?);
                    if bytes.len() >= READ {
                        break;
                    }
                }
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Ok(CallReply { status: reply.status_code(), text })
            });
            match select(reply, pin!(Delay::from(PATIENCE))).await {
                Either::Left((reply, _)) => reply.map_err(|error: Error| unreachable(&error)),
                Either::Right(_) => {
                    controller.abort();
                    Err(CallError::TimedOut)
                }
            }
        }))
    }

    fn mail<'a>(&'a self, mail: &'a Mail) -> CallFuture<'a, ()> {
        Box::pin(SendFuture::new(async move {
            let Some((binding, from)) = &self.email else { return Err(CallError::NoMail) };
            let message = SendEmailBuilder::builder(from, &mail.to, &mail.subject).build();
            message.set_text(&mail.text);
            let sent = binding.send_with_builder(&message).await;
            sent.map(drop).map_err(|error| unreachable(&error.into()))
        }))
    }
}

fn request(call: &Call) -> worker::Result<Request> {
    let headers = Headers::new();
    for (name, value) in &call.headers {
        headers.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(JsValue::from_str(&call.body)));
    Request::new_with_init(&call.url, &init)
}

/// What the platform said. Where that repeats the address, which may be a secret, it is left out.
fn unreachable(error: &Error) -> CallError {
    let said = error.to_string();
    let said = said.trim_start_matches("Error: ");
    // The runtime's own number for a host that it does not find tells an owner nothing.
    let tells_nothing = said.contains("://") || said.starts_with("internal error");
    let reason = if tells_nothing { "no connection" } else { said };
    CallError::Unreachable { reason: reason.to_owned() }
}
