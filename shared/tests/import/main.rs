//! Tables as people have them, read for a site.
//!
//! `found` holds small files against what is right; `encodings` one large table in every form;
//! `exports` the shapes of other products; `refused` what is no table; `optional` what costs no
//! answer; `pieces` a long file cut up; `properties` what holds for all.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

mod encodings;
mod exports;
mod found;
mod optional;
mod pieces;
mod properties;
mod refused;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use koe_shared::id::SurveyId;
use koe_shared::import::{Options, Reading, Rejected, Row, SiteFacts, TableError, read};
use koe_shared::metric::Scale;

/// A site with two surveys: `nps`, and `effort`, which went from five points to seven.
struct Site {
    zone: TimeZone,
}

impl SiteFacts for Site {
    fn now(&self) -> Timestamp {
        "2026-11-28T00:00:00Z".parse().unwrap()
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)> {
        match (survey.as_str(), version) {
            ("nps", None | Some(1)) => Some((1, Scale::Nps)),
            ("effort", Some(1)) => Some((1, Scale::Ces5)),
            ("effort", None | Some(2)) => Some((2, Scale::Ces7)),
            _ => None,
        }
    }
}

fn site_in(zone: &str) -> Site {
    Site { zone: TimeZone::get(zone).unwrap() }
}

fn tokyo() -> Site {
    site_in("Asia/Tokyo")
}

/// Options as a query says them, without its escapes.
fn options(query: &str) -> Options {
    let mut options = Options::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = value.to_owned();
        match name {
            "survey" => options.survey = Some(value),
            "answered_at" => options.answered_at = Some(value),
            "map" => options.map.push(value),
            "date_order" => options.date_order = Some(value),
            "date_format" => options.date_format = Some(value),
            "charset" => options.charset = Some(value),
            "first_line" => options.first_line = Some(value.parse().unwrap()),
            "most_rows" => options.most_rows = Some(value.parse().unwrap()),
            _ => panic!("no option {name}"),
        }
    }
    options
}

fn reading(file: impl AsRef<[u8]>, query: &str) -> Result<Reading, TableError> {
    read(file.as_ref(), &options(query), &tokyo())
}

#[track_caller]
fn rows(file: impl AsRef<[u8]>, query: &str) -> Vec<Row> {
    reading(file, query).unwrap().rows.into_iter().map(Result::unwrap).collect()
}

/// The one row of a table.
#[track_caller]
fn only_row(file: impl AsRef<[u8]>, query: &str) -> Row {
    let [row] = rows(file, query).try_into().unwrap();
    row
}

fn rejected(reading: &Reading) -> Vec<&Rejected> {
    reading.rows.iter().filter_map(|row| row.as_ref().err()).collect()
}

fn scores(rows: &[Row]) -> Vec<u8> {
    rows.iter().map(|row| row.score.unwrap().value()).collect()
}
