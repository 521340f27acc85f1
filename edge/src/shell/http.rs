//! Requests and replies between the runtime's types and the application's.
//!
//! A short body crosses whole. A longer one is a stream, of which no more is taken than the call reads:
//! when it is refused the stream is cancelled, and with it whatever is still under way. The local
//! runtime bears that well before the first chunk was read, which is where a key and an announced
//! length are judged. After it, when a body of unknown length has gone over its cap, the next request
//! of a development server may have to be sent again.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, to_bytes};
use futures_util::{Stream, StreamExt};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue};
use worker::send::SendWrapper;
use worker::{ByteStream, Headers, Request, Response, ResponseBuilder, Result};

/// Bytes of a body that crosses whole, at most: no call accepts less.
const SHORT: usize = 32 * 1_024;

/// A request as the application reads it.
pub(super) async fn request(mut request: Request) -> Result<http::Request<Body>> {
    let mut headers = HeaderMap::new();
    headers.extend(request.headers().entries().filter_map(|(name, value)| {
        Some((name.parse::<HeaderName>().ok()?, value.parse::<HeaderValue>().ok()?))
    }));
    let body = body(&mut request, &headers).await?;
    let mut read = http::Request::builder()
        .method(request.inner().method().as_str())
        .uri(request.inner().url())
        .body(body)?;
    *read.headers_mut() = headers;
    Ok(read)
}

async fn body(request: &mut Request, headers: &HeaderMap) -> Result<Body> {
    if request.inner().body().is_none() {
        return Ok(Body::empty());
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length <= SHORT) {
        return request.bytes().await.map(Body::from);
    }
    Ok(Body::from_stream(Chunks(SendWrapper::new(request.stream()?))))
}

/// The chunks of a long body. Declaring them `Send` is safe, because an isolate has one thread.
struct Chunks(SendWrapper<ByteStream>);

impl Stream for Chunks {
    type Item = std::result::Result<Vec<u8>, String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context).map_err(|error| error.to_string())
    }
}

/// A reply as the runtime sends it.
pub(super) async fn response(response: http::Response<Body>) -> Result<Response> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
    let headers = Headers::new();
    for (name, value) in &parts.headers {
        if let Ok(value) = value.to_str() {
            headers.append(name.as_str(), value)?;
        }
    }
    let builder = ResponseBuilder::new().with_status(parts.status.as_u16()).with_headers(headers);
    Ok(if bytes.is_empty() { builder.empty() } else { builder.fixed(bytes.into()) })
}
