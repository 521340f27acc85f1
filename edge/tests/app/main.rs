//! The application on a whole deployment in memory: what needs a second isolate, a clock, or a
//! storage that misbehaves. Calls and their replies as such are the journeys' business.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

mod alerts;
mod bad_queries;
mod badge;
mod caching;
mod cases;
mod check;
mod comments;
mod costs;
mod counting;
mod delighted;
mod departments;
mod deployment;
mod desk;
mod desk_costs;
mod digests;
mod door;
mod erasing;
mod exporting;
mod garden_centre;
mod hand_out;
mod imports;
mod isolates;
mod journey;
mod keyless;
mod lagging;
mod mcp;
mod notes;
mod openapi;
mod overview;
mod pages;
mod paging;
mod persons;
mod quiet;
mod reading;
mod receivers;
mod refusing;
mod releasing;
mod retention;
mod saving;
mod setup;
mod sites_list;
mod summary;
mod tallies;
mod told;
mod trend;
mod upload;
mod voices;
mod withdrawing;
mod wrapped;
