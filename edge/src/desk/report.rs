//! What every page of the report has: its title, the choices of period, comparison and filter, and what was
//! chosen as words to be removed.

mod chosen;
mod filters;
mod ground;
mod menus;
mod periods;
mod sample;
mod search;
mod sentence;
mod sources;
mod verdict;
mod why;

pub(crate) use self::ground::{Ground, Told};
pub(crate) use self::periods::{OWN_COMPARISON, OWN_DAYS, Unchosen};
pub(crate) use self::sentence::Sentence;
pub(crate) use self::verdict::verdict;
pub(crate) use self::why::Why;
