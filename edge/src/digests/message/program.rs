//! A digest for programs: the metrics as `GET …/summary` tells them.

use jiff::Timestamp;
use koe_shared::instant::Instant;
use serde::Serialize;
use serde_json::Value;

use super::digest::Digest;
use crate::alerts::{Event, cleaned};
use crate::reports::{MetricView, OpenCases, OutermostView, Voice};

/// The kind of event.
const DIGEST: &str = "digest";

#[derive(Serialize)]
struct Data<'a> {
    site: &'a str,
    department: DepartmentName<'a>,
    week: String,
    from: Instant,
    to: Instant,
    timezone: &'a str,
    as_of: Instant,
    metrics: &'a [MetricView],
    worst: Option<&'a OutermostView>,
    voices: Vec<VoiceView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<OpenCases>,
    link: Option<String>,
}

#[derive(Serialize)]
struct DepartmentName<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct VoiceView {
    contrary: bool,
    /// As the API lists it, without its contact.
    answer: Value,
}

impl Digest<'_> {
    /// The digest for programs. It is named alike at each try.
    pub(super) fn event(&self, now: Timestamp) -> Event {
        let Self { site, department, week, weekly, cases } = self;
        let summary = &weekly.summary;
        let data = Data {
            site: site.id.as_str(),
            department: DepartmentName { id: department.id.as_str(), name: &department.name },
            week: week.week.to_string(),
            from: summary.from,
            to: summary.to,
            timezone: &summary.timezone,
            as_of: summary.as_of,
            metrics: &summary.metrics,
            worst: summary.worst.as_ref(),
            voices: self.voices().map(|(voice, contrary)| view(voice, contrary)).collect(),
            cases: *cases,
            link: self.link(),
        };
        let data = serde_json::to_string(&data).expect("maps with keys of text are JSON");
        let id = format!("{}.{}.{}", site.id, department.id, week.week);
        Event { id, kind: DIGEST, at: now, data }
    }
}

fn view(voice: &Voice, contrary: bool) -> VoiceView {
    let answer = serde_json::to_value(&voice.answer).expect("an answer is JSON");
    VoiceView { contrary, answer: cleaned(&answer) }
}
