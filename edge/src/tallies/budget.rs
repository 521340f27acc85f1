//! The storage operations of one run.

/// What has to be left to begin the count of an hour that is not the run's first.
const ENOUGH: usize = 100;

/// The storage operations that the tasks of a run have left.
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    pub(crate) fn new(operations: usize) -> Self {
        Self { left: operations }
    }

    pub(crate) fn spend(&mut self, operations: usize) {
        self.left = self.left.saturating_sub(operations);
    }

    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Whether something small can be begun.
    pub(super) fn allows_some(&self) -> bool {
        self.left > 0
    }

    /// Whether another hour can be counted.
    pub(super) fn allows_hour(&self) -> bool {
        self.left >= ENOUGH
    }
}
