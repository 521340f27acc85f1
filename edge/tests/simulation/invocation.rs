//! One invocation of the Worker: a request, what follows its reply, or a run of the cron, which the platform cuts off when it
//! takes too long.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Poll;

use jiff::SignedDuration;

use crate::kv::Kv;

/// What was invoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    /// What is left to do after the reply to a request.
    Bell,
    Cron,
}

/// Who asks storage.
pub(crate) struct Invocation {
    pub(crate) kind: Kind,
    /// How long storage takes to be reached, or to reply, at most.
    pub(crate) slowest: SignedDuration,
    operations: AtomicUsize,
    /// Whether it read the newest bounds of a site's tallies.
    has_seen_bounds: AtomicBool,
}

impl Invocation {
    pub(crate) fn new(kind: Kind, slowest: SignedDuration) -> Arc<Self> {
        Arc::new(Self {
            kind,
            slowest,
            operations: AtomicUsize::new(0),
            has_seen_bounds: AtomicBool::new(false),
        })
    }

    /// Counts an operation, and tells how many there were with it.
    pub(crate) fn count(&self) -> usize {
        self.operations.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(crate) fn sees_bounds(&self) {
        self.has_seen_bounds.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_seen_bounds(&self) -> bool {
        self.has_seen_bounds.load(Ordering::Relaxed)
    }

    /// Does the work, for a time at most: `None` where it was cut off.
    pub(crate) async fn run<T>(
        self: Arc<Self>,
        kv: &Kv,
        limit: SignedDuration,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let mut work = pin!(work);
        let mut end = pin!(kv.timeline.sleep(limit));
        poll_fn(|context| {
            kv.enter(Some(Arc::clone(&self)));
            let done = work.as_mut().poll(context);
            kv.enter(None);
            match done {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending => end.as_mut().poll(context).map(|()| None),
            }
        })
        .await
    }
}
