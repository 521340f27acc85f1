//! The application on a whole deployment in memory: what needs a second isolate, a clock, or a
//! storage that misbehaves. Calls and their replies as such are the journeys' business.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

mod bad_queries;
mod caching;
mod costs;
mod counting;
mod deployment;
mod erasing;
mod isolates;
mod keyless;
mod lagging;
mod openapi;
mod pages;
mod paging;
mod persons;
mod quiet;
mod refusing;
mod retention;
mod tallies;
mod withdrawing;
