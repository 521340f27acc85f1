//! Requests and replies between the runtime's types and the application's.
//!
//! Bodies cross whole, which ours are. The crate's own conversion makes streams of them, and a request
//! that is refused before its body was read then leaves the local runtime's connection busy: the
//! next one over it hangs or gets a 503.

use axum::body::{Body, to_bytes};
use futures_util::StreamExt;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue};
use worker::{Headers, Request, Response, ResponseBuilder, Result};

/// How much of a body is kept, at most: twice the largest that any call accepts, so that what is cut
/// off here is refused there.
const KEPT: usize = 2 * 1_024 * 1_024;
/// How much is read, at most. Whoever sends more may wait for nothing.
const READ: usize = 16 * 1_024 * 1_024;

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
        .body(Body::from(body))?;
    *read.headers_mut() = headers;
    Ok(read)
}

async fn body(request: &mut Request, headers: &HeaderMap) -> Result<Vec<u8>> {
    if request.inner().body().is_none() {
        return Ok(Vec::new());
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length <= KEPT) {
        return request.bytes().await;
    }
    let (mut kept, mut read) = (Vec::new(), 0);
    let mut chunks = request.stream()?;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        read += chunk.len();
        if kept.len() <= KEPT {
            kept.extend(chunk);
        }
        if read > READ {
            break;
        }
    }
    Ok(kept)
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
