//! What a survey means: its metrics and what their counts say, the site document that defines it,
//! and everything that widget and edge tell each other about it.
//!
//! In scope: scores, tallies, results and their uncertainty ([`metric`] to [`change`]); which comments
//! are read first ([`urgency`], [`contrary`]), what they are about ([`themes`], [`words`]) and what tells the
//! unhappy from the happy ([`terms`]); ids, the site document and its versions ([`id`], [`site`]) and the
//! working time that it states ([`office_hours`]); the wire ([`answer`], [`config`], [`prompt_content`],
//! [`hosted_page`]), the form an answer is counted from ([`metadata`]) and what is left of one that was
//! taken back ([`tombstone`]); wordings ([`text`]), numerals ([`numeral`]),
//! figures ([`figures`]) and sentences ([`sentence`]);
//! and, behind features, tables of answers that were given elsewhere (`import`) and answers that nobody
//! gave (`sample`).
//!
//! Out of scope, and elsewhere: storage keys, HTTP statuses and signatures (the edge); eligibility,
//! the clocks and the outbox (the loader and the sender, in TypeScript); drawing (the prompt). There
//! is no IO, no clock and no randomness: an instant and random bits are arguments, so all that can
//! fail here is input.

/// Describes a type to readers by another one, where the two look alike on the wire.
#[cfg(feature = "openapi")]
macro_rules! schema_of {
    ($described:ty => $name:ty) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                <$described as utoipa::PartialSchema>::schema()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                <$described as utoipa::ToSchema>::name()
            }

            fn schemas(found: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
                <$described as utoipa::ToSchema>::schemas(found);
            }
        }
    };
}
#[cfg(feature = "openapi")]
pub(crate) use schema_of;

pub mod accent;
pub mod answer;
pub mod change;
pub mod confidence;
pub mod config;
pub mod contrary;
pub mod decomposition;
pub mod disclosure;
pub mod durations;
pub mod extremes;
pub mod figures;
pub mod folding;
pub mod groups;
pub mod hosted_page;
pub mod id;
#[cfg(feature = "import")]
pub mod import;
pub mod instant;
pub mod locale;
pub mod metadata;
pub mod metric;
pub mod name;
pub mod numeral;
pub mod office_hours;
pub mod paired;
pub mod precision;
pub mod prompt_content;
pub mod question;
pub mod result;
pub mod rounding;
#[cfg(feature = "sample")]
pub mod sample;
pub mod score;
pub mod sentence;
pub mod share;
pub mod shifts;
pub mod site;
pub mod spread;
pub mod stats;
pub mod tally;
pub mod terms;
pub mod text;
pub mod themes;
pub mod tombstone;
pub mod trend;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod urgency;
pub mod words;
