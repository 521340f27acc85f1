//! What a page of the desk leaves unread of a body is received and dropped before the reply goes out.
//!
//! A refusal is often known before the whole body has come. A browser that is still sending then finds its
//! connection closed and shows an error of its own, so that the person never reads what to do. The rest is looked
//! at by nobody, and past a bound it is not received either. Programs, which call the API, are refused at once.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt};

/// Bytes of a rest, at most: a year of answers of a busy shop is a table of some ten megabytes.
const MOST: usize = 32 * 1_024 * 1_024;

/// Receives what the handler has left.
pub(crate) async fn receive_rest(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut rest = Shared::new(body.into_data_stream());
    let response = next.run(Request::from_parts(parts, Body::from_stream(rest.clone()))).await;
    let mut received = 0;
    while let Some(Ok(chunk)) = rest.next().await {
        received += chunk.len();
        if received > MOST {
            break;
        }
    }
    response
}

/// A body that the handler reads first.
#[derive(Clone)]
struct Shared(Arc<Mutex<Option<BodyDataStream>>>);

impl Shared {
    fn new(body: BodyDataStream) -> Self {
        Self(Arc::new(Mutex::new(Some(body))))
    }
}

impl Stream for Shared {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = body.as_mut() else { return Poll::Ready(None) };
        let polled = open.poll_next_unpin(context);
        // A body is not asked again once it has ended or broken off.
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            *body = None;
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures_util::stream;
    use http::StatusCode;
    use tower::ServiceExt;

    use super::*;

    /// How many of so many chunks of a mebibyte are received, and the status of the reply.
    async fn received(chunks: usize) -> (usize, StatusCode) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let body = stream::iter(0..chunks).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(vec![0; 1_024 * 1_024])
        });
        let refusing = post(|| async { StatusCode::PAYLOAD_TOO_LARGE });
        let app = Router::new().route("/", refusing).layer(from_fn(receive_rest));
        let request = Request::post("/").body(Body::from_stream(body)).unwrap();
        let status = app.oneshot(request).await.unwrap().status();
        (count.load(Ordering::Relaxed), status)
    }

    #[tokio::test]
    async fn a_refusal_waits_until_the_whole_body_has_come() {
        assert_eq!(received(10).await, (10, StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[tokio::test]
    async fn no_body_is_received_without_end() {
        assert_eq!(received(100).await, (33, StatusCode::PAYLOAD_TOO_LARGE));
    }
}
