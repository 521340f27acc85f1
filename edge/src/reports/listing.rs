//! The answers themselves, newest first.

mod csv;
mod cursor;
mod page;
mod query;
mod respondent;
mod view;
mod without_contact;

pub(crate) use self::csv::csv_table;
pub(super) use self::cursor::Question;
pub(crate) use self::page::{Listing, list_answers};
pub(crate) use self::query::Format;
pub(crate) use self::respondent::list_respondent;
pub(crate) use self::view::AnswerView;
pub(crate) use self::without_contact::AnswerWithoutContact;
