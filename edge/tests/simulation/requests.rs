//! The requests of visitors and owners.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use koe_shared::instant::Instant;
use serde_json::{Value, json};

use crate::oracle::Question;
use crate::plan::{Answer, Outcome, Row};
use crate::site::{Document, SITES};
use crate::world::{ADMIN_KEY, Call};

pub(crate) fn save(site: &str, document: &Document) -> Call {
    call("PUT", format!("/v1/sites/{site}"), Some(&document.json()))
}

pub(crate) fn make_key() -> Call {
    let body = json!({ "name": "imports", "scope": "write" });
    call("POST", format!("/v1/sites/{}/keys", SITES[0]), Some(&body))
}

/// A revision as a browser sends it.
pub(crate) fn send(answer: &Answer, revision: u8) -> Call {
    let mut body = json!({
        "site": answer.site,
        "survey": answer.survey.id(),
        "survey_version": answer.version,
        "id": answer.id.to_secret_string(),
        "revision": revision,
        "touchpoint": answer.touchpoint,
        "locale": answer.locale,
        "channel": answer.channel,
        "test": answer.is_test,
        "forced": answer.is_forced,
    });
    if let Some(person) = answer.person {
        body["respondent"] = json!({ "id": person });
    }
    match answer.revisions[usize::from(revision) - 1] {
        Outcome::Answered(score) => {
            body["outcome"] = json!("answered");
            body["score"] = json!(score);
        }
        Outcome::Dismissed => body["outcome"] = json!("dismissed"),
        Outcome::Ignored => body["outcome"] = json!("ignored"),
        Outcome::Undone => panic!("no visitor undoes an import"),
    }
    call("POST", "/v1/answers".to_owned(), Some(&body))
}

pub(crate) fn take_back(answer: &Answer) -> Call {
    let id = answer.id.to_secret_string();
    call("DELETE", format!("/v1/answers/{}/{id}", answer.site), None)
}

/// Everything of a person.
pub(crate) fn erase(site: &str, person: &str) -> Call {
    call("DELETE", format!("/v1/sites/{site}/respondents/{person}"), None)
}

/// A file as an owner has it. Rows without names are told apart by their place among equal ones, as the
/// import tool writes it.
pub(crate) fn import<'a>(
    key: String,
    (rows, batch): (&[Row], usize),
    answer: impl Fn(usize) -> &'a Answer,
) -> Call {
    let mut body = "score,answered_at,survey,touchpoint,locale,external_id,ordinal\n".to_owned();
    let mut places: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows {
        let answer = answer(row.told);
        let said = answer.revisions[usize::from(row.revision) - 1];
        let Outcome::Answered(score) = said else { panic!("a row says {said:?}") };
        let (at, survey) = (Instant(answer.id.time()), answer.survey.id());
        let name = row.name.map_or(String::new(), |name| format!("row-{name}"));
        let place = places.entry(format!("{score} {at}")).or_default();
        *place += 1;
        let Answer { touchpoint, locale, .. } = answer;
        writeln!(body, "{score},{at},{survey},{touchpoint},{locale},{name},{place}").unwrap();
    }
    let path = format!("/v1/sites/{}/imports?batch=file-{batch}", SITES[0]);
    Call { method: "POST", path, key, kind: "text/csv", body }
}

/// Undoes a batch, or goes on with that.
pub(crate) fn undo(key: String, batch: usize) -> Call {
    let path = format!("/v1/sites/{}/imports/file-{batch}", SITES[0]);
    Call { method: "DELETE", path, key, kind: "text/csv", body: String::new() }
}

pub(crate) fn score(question: &Question, interval: &str, slice: &str) -> Call {
    let Question { site, survey, from, to, filter } = question;
    let (survey, from, to) = (survey.id(), Instant(*from), Instant(*to));
    let filter = filter.map_or(String::new(), |(name, value)| format!("&{name}={value}"));
    let query = format!("survey={survey}&from={from}&to={to}{filter}");
    let more = format!("interval={interval}&group_by={slice}");
    call("GET", format!("/v1/sites/{site}/scores?{query}&{more}"), None)
}

/// A call with the admin key.
fn call(method: &'static str, path: String, body: Option<&Value>) -> Call {
    let body = body.map(Value::to_string).unwrap_or_default();
    Call { method, path, key: ADMIN_KEY.to_owned(), kind: "application/json", body }
}
