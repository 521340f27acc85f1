//! What a digest says: the scores of a week with their intervals, what changed and why, three voices, what is late.
//!
//! No score stands without its interval and its n. The words are those of the desk.

mod digest;
mod figures;
mod letter;
mod program;
#[cfg(test)]
mod tests;
mod words;

pub(super) use self::digest::Digest;
