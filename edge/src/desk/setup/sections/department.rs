//! One department: what it is called, and where it answers.

use koe_shared::id::DepartmentId;
use koe_shared::site::SiteDocument;

use super::{Section, Words};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;
use crate::desk::words::touchpoints;
use crate::notes::touchpoints as touchpoints_of;

pub(super) fn sections(document: &SiteDocument, id: &DepartmentId, words: Words) -> Vec<Section> {
    let path = |field: &str| format!("departments.{id}.{field}");
    let places = touchpoints_of(document).into_iter().map(|touchpoint| {
        let name = touchpoints::name(words.language, touchpoint.as_str());
        (touchpoint.to_string(), name)
    });
    vec![Words::first(vec![
        words.input(
            &path("name"),
            both("名前", "Name"),
            Kind::Line { required: true, instead: String::new() },
        ),
        words.hinted(
            &path("touchpoints"),
            both("受け持つタッチポイント", "Touchpoints that it answers for"),
            both(
                "この部門で絞り込むと、選んだ場面の回答をまとめて見られます。",
                "Filtered by this department, the report is of these together.",
            ),
            Kind::Boxes(places.collect()),
        ),
    ])]
}
