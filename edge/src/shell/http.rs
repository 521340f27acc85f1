//! Requests and replies between the runtime's types and the application's.
//!
//! A short body crosses whole. A longer one is a stream, of which the application reads as much as its
//! call accepts. The reply to a refused one begins at once, so that a client can stop sending. It ends
//! after the body: the local runtime's connection stays busy where a body was left unread, and the next
//! request over it hangs or gets a 503.

use std::cell::RefCell;
use std::future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use axum::body::{Body, to_bytes};
use futures_util::stream::once;
use futures_util::{Stream, StreamExt};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue};
use worker::js_sys::{Array, JSON, Uint8Array};
use worker::send::SendWrapper;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{ByteStream, Error, Headers, Response, ResponseBuilder, Result, web_sys};

/// Bytes of a body that crosses whole, at most: no call accepts less.
const SHORT: usize = 32 * 1_024;
/// How much of a refused body is read and dropped, at most. Then the connection is cut.
const DROPPED: usize = 16 * 1_024 * 1_024;

/// A request as the application reads it, and its body, of which the application may leave a rest.
///
/// It is taken from the runtime's own type, since the crate's reads `cf` of each request: half a millisecond
/// for an object that nothing here asks for.
pub(super) async fn request(request: web_sys::Request) -> Result<(http::Request<Body>, Sent)> {
    let headers = headers(&request.headers())?;
    let sent = Sent::default();
    let mut read =
        http::Request::builder().method(request.method().as_str()).uri(request.url()).body(())?;
    let body = body(request, &headers, &sent).await?;
    *read.headers_mut() = headers;
    Ok((read.map(|()| body), sent))
}

/// All headers, in one text: one by one, each name and each value would be a call of its own.
fn headers(sent: &web_sys::Headers) -> Result<HeaderMap> {
    let text = String::from(JSON::stringify(&Array::from(sent))?);
    let pairs: Vec<(String, String)> = serde_json::from_str(&text)?;
    let mut headers = HeaderMap::with_capacity(pairs.len());
    headers.extend(pairs.into_iter().filter_map(|(name, value)| {
        Some((name.parse::<HeaderName>().ok()?, HeaderValue::try_from(value).ok()?))
    }));
    Ok(headers)
}

async fn body(request: web_sys::Request, headers: &HeaderMap, sent: &Sent) -> Result<Body> {
    if request.body().is_none() {
        return Ok(Body::empty());
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length <= SHORT) {
        let bytes = JsFuture::from(request.array_buffer()?).await?;
        return Ok(Body::from(Uint8Array::new(&bytes).to_vec()));
    }
    *sent.0.borrow_mut() = Some(worker::Request::from(request).stream()?);
    Ok(Body::from_stream(sent.clone()))
}

/// A long body on its way in, until it has ended. The application and the shell both hold it.
/// Declaring it `Send` is safe, because an isolate has one thread.
#[derive(Clone, Default)]
pub(super) struct Sent(SendWrapper<Rc<RefCell<Option<ByteStream>>>>);

impl Sent {
    /// Reads what the application has left, and drops it.
    async fn drop_rest(mut self) {
        let mut dropped = 0;
        while let Some(Ok(chunk)) = self.next().await {
            dropped += chunk.len();
            if dropped > DROPPED {
                break;
            }
        }
    }
}

impl Stream for Sent {
    type Item = Result<Vec<u8>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut stream = self.0.borrow_mut();
        let Some(chunks) = stream.as_mut() else { return Poll::Ready(None) };
        let chunk = ready!(chunks.poll_next_unpin(context));
        if chunk.is_none() {
            *stream = None;
        }
        Poll::Ready(chunk)
    }
}

/// A reply as the runtime sends it. It ends once the request's body has ended, too.
pub(super) async fn response(response: http::Response<Body>, sent: Sent) -> Result<Response> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
    let headers = Headers::new();
    for (name, value) in &parts.headers {
        if let Ok(value) = value.to_str() {
            headers.append(name.as_str(), value)?;
        }
    }
    let builder = ResponseBuilder::new().with_status(parts.status.as_u16()).with_headers(headers);
    if sent.0.borrow().is_some() {
        let rest = once(sent.drop_rest()).filter_map(|()| future::ready(None));
        let reply = once(future::ready(bytes.into())).chain(rest);
        return builder.from_stream(reply.map(Ok::<Vec<u8>, Error>));
    }
    Ok(if bytes.is_empty() { builder.empty() } else { builder.fixed(bytes.into()) })
}
