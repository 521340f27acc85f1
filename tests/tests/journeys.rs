//! HTTP journeys: what the contract promises, told by someone who only sees the API.
//!
//! Each holds on the application in this process and against workerd alike: the crate that includes
//! this module says which edge by its `edge()`. Journeys share nothing but that edge; each has a
//! site of its own.

mod answers_bad;
mod answers_taken;
mod comparisons;
mod deployment;
mod exports;
mod history;
mod hosted;
mod hosted_refused;
mod hosted_words;
mod imports;
mod imports_again;
mod imports_found;
mod imports_undone;
mod keys;
mod limits;
mod listing;
mod notes;
mod origins;
mod people;
mod periods;
mod prompts;
mod receipt;
mod receipt_refused;
mod releases;
mod respondents;
mod scores;
mod segments;
mod sites;
mod strangers;
mod surveys;
mod trends;
mod withdrawals;
mod words;
