//! Simulated time: tasks run at once, and the clock moves only while all of them wait.

use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::stream::{FuturesUnordered, Stream};
use jiff::{SignedDuration, Timestamp};
use koe_edge::Clock;

/// Something that goes on beside others.
pub(crate) type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The clock and who waits for it. Clones are the same timeline.
#[derive(Clone)]
pub(crate) struct Timeline(Arc<Mutex<State>>);

struct State {
    now: Timestamp,
    /// Who waits, by time, then in the order in which they began to wait.
    timers: BTreeMap<(Timestamp, u64), Waker>,
    begun: u64,
}

impl Timeline {
    pub(crate) fn new(start: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(State { now: start, timers: BTreeMap::new(), begun: 0 })))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.state().now
    }

    /// The clock as the application takes it.
    pub(crate) fn clock(&self) -> Clock {
        let timeline = self.clone();
        Arc::new(move || timeline.now())
    }

    pub(crate) fn sleep(&self, time: SignedDuration) -> Sleep {
        self.sleep_until(self.now() + time)
    }

    pub(crate) fn sleep_until(&self, until: Timestamp) -> Sleep {
        let mut state = self.state();
        state.begun += 1;
        Sleep { timeline: self.clone(), timer: (until, state.begun), waits: None }
    }

    /// Runs all tasks to their ends.
    pub(crate) fn run(&self, tasks: impl IntoIterator<Item = Task>) {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut tasks = pin!(tasks.into_iter().collect::<FuturesUnordered<Task>>());
        loop {
            match tasks.as_mut().poll_next(&mut Context::from_waker(&waker)) {
                Poll::Ready(Some(())) => {}
                Poll::Ready(None) => return,
                Poll::Pending if woken.0.swap(false, Ordering::Relaxed) => {}
                Poll::Pending => self.advance(),
            }
        }
    }

    /// Moves the clock to the earliest timer.
    fn advance(&self) {
        let mut state = self.state();
        let ((until, _), waker) = state.timers.pop_first().expect("a task waits for no timer");
        state.now = state.now.max(until);
        drop(state);
        waker.wake();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

/// Whether a task became ready since all of them were polled.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Waits for a moment.
pub(crate) struct Sleep {
    timeline: Timeline,
    timer: (Timestamp, u64),
    /// Who was told to wait last.
    waits: Option<Waker>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { timeline, timer, waits } = &mut *self;
        let mut state = timeline.state();
        if state.now >= timer.0 {
            return Poll::Ready(());
        }
        let waker = context.waker();
        if !waits.as_ref().is_some_and(|known| known.will_wake(waker)) {
            *waits = Some(waker.clone());
            state.timers.insert(*timer, waker.clone());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if self.waits.is_some() {
            self.timeline.state().timers.remove(&self.timer);
        }
    }
}
