//! Voices: comments that visitors allow to be quoted, and which of them the owner publishes.
//!
//! A decision is made on one revision of an answer, and ends with it: a later revision, a taking-back and an
//! erasure end it, whatever was decided. So whoever publishes looks each time whether that revision still stands.
//! A decision is written once, under a key of its own, and never changed; of two on one answer the later holds.

mod decide;
mod decision;
mod error;
mod published;
mod request;
mod stored;

pub(crate) use self::decide::decide;
pub(crate) use self::decision::{Decision, State};
pub(crate) use self::error::VoiceError;
pub(crate) use self::published::{PublishedVoice, published};
pub(crate) use self::request::{VoiceRequest, VoiceRequestError};
pub(crate) use self::stored::{Decisions, decisions, decisions_with};
