//! The figures of each metric, as people read them.

pub(crate) use koe_shared::figures::{Figures, decimal, grouped, n};
