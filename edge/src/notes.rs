//! Notes: what an owner changed, on which day, and at which touchpoint. Reports draw them as marks, and ask of each
//! what the answers say before and after its day.
//!
//! A note is written once and never changed; a wrong one is deleted. What it is about is in the metadata of its key,
//! so that one list tells all days; its sentence is the value.

mod bounds;
mod error;
mod note;
mod request;
mod stored;

pub(crate) use self::bounds::MAX_NOTES;
pub(crate) use self::error::NoteError;
pub(crate) use self::note::Note;
pub(crate) use self::request::{MAX_TEXT, NoteRequest, NoteRequestError, touchpoints};
pub(crate) use self::stored::{
    create_note, delete_all_notes, delete_note, list_notes, list_notes_with, notes_of, write_note,
};
