//! `/sites/{site}/notes`: what the owner changed, and whether it helped.
//!
//! GET: 1. The way in, as everywhere. 2. The notes, with those that this person has just written and without those that
//! they have just deleted, which the address names: a list shows either a minute late. 3. One of them is judged: the
//! one that is asked about, else the newest that can be. 4. 200: the page. 503: storage.
//!
//! POST: 1. The same. 2. 403: a key of scope `read`. 3. With `delete`: the note is gone, 303. 4. 422: the note, at the
//! field that is wrong, with all that was typed. 5. 503: storage. 6. 303: to the list. A form that is sent twice
//! writes one note.

mod own;

use axum::response::Response;
use http::{StatusCode, Uri};
use koe_shared::id::TouchpointId;
use serde_json::{Map, Value};

use self::own::OwnClicks;
use super::entry::{Entry, Sent};
use super::person::later;
use super::setup::lead_to;
use crate::desk::form::FORM;
use crate::desk::language::Language;
use crate::desk::notes::{ASK, Answer, DELETE, Done, Listed, Notes, Untold};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::notes as words;
use crate::http::forms::address_fields;
use crate::notes::{
    MAX_NOTES, MAX_TEXT, Note, NoteError, NoteRequest, NoteRequestError, list_notes_with,
    touchpoints, write_note,
};
use crate::pages::fields::Fields;
use crate::reports::{BeforeAfter, QueryError, ReportError, before_after};
use crate::sites::{Calendar, FormId, Scope};
use crate::store::{StoreError, keys};

const PAGE: SitePage = SitePage::Notes;

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    let fields = address_fields(&uri);
    let own = OwnClicks::of(&fields);
    let done = match fields.get("done") {
        Some("written") => Some(Done::Written),
        Some("deleted") => Some(Done::Deleted),
        _ => None,
    };
    let ask = fields.get(ASK).map(str::to_owned);
    Shown { entry: &entry, own, ask, done, error: None }
        .reply(StatusCode::OK, &Fields::default())
        .await
}

// 1.
pub(super) async fn post(uri: Uri, Sent { entry, fields }: Sent) -> Response {
    // 2.
    let (visit, site, edge) = (&entry.person.visit, &entry.site, entry.edge());
    if let Err(page) = entry.person.may(&site.id, Scope::Care) {
        return page;
    }
    let own = OwnClicks::of(&address_fields(&uri));
    let path = PAGE.path(&site.id);
    // 3.
    if let Some(id) = fields.get(DELETE) {
        let Ok(id) = id.parse() else { return lead_to(own.address(&path)) };
        return match edge.store().delete(&keys::note(&site.id, &id)).await {
            Ok(()) => lead_to(own.deleted(id).told(&path, "deleted")),
            Err(error) => later(visit, error),
        };
    }
    // 4.
    let now = edge.now();
    let today = Calendar::new(&site.document().timezone, now).zoned(now).date();
    let asked = ["at", "text", "touchpoint"].into_iter();
    let asked: Map<String, Value> =
        asked.filter_map(|name| Some((name.to_owned(), Value::from(fields.get(name)?)))).collect();
    let request = match NoteRequest::read(&asked, site.document(), today) {
        Ok(request) => request,
        Err(error) => {
            let error = Some(said(visit.language, &error));
            let shown = Shown { entry: &entry, own, ask: None, done: None, error };
            return shown.reply(StatusCode::UNPROCESSABLE_ENTITY, &fields).await;
        }
    };
    let form = fields.get(FORM).and_then(FormId::parse);
    let form = match form.map_or_else(|| edge.new_form_id(), Ok) {
        Ok(form) => form,
        Err(error) => return later(visit, error),
    };
    let note = request.named(keys::NoteId::new(form.time(), form.random()));
    match write_note(edge.store(), &site.id, &note).await {
        // 6.
        Ok(()) => lead_to(own.written(note.id).told(&path, "written")),
        Err(NoteError::TooMany) => {
            let error = Some(("", words::too_many(visit.language, MAX_NOTES)));
            let shown = Shown { entry: &entry, own, ask: None, done: None, error };
            shown.reply(StatusCode::UNPROCESSABLE_ENTITY, &fields).await
        }
        // 5.
        Err(error) => later(visit, error),
    }
}

/// What is wrong with a note, and in which field.
fn said(language: Language, error: &NoteRequestError) -> (&'static str, String) {
    use NoteRequestError as E;
    let say = |text| language.say(text).to_owned();
    match error {
        E::MissingField { field: "text" } | E::NotAString { field: "text", .. } | E::NoText => {
            ("text", say(words::NO_TEXT))
        }
        E::TextTooLong { chars } => ("text", words::too_long(language, *chars, MAX_TEXT)),
        E::MissingField { .. } | E::NotAString { .. } | E::NotADay { .. } => {
            ("at", say(words::NOT_A_DAY))
        }
        E::DayOutOfBounds { .. } => ("at", say(words::DAY_OUT_OF_BOUNDS)),
        E::UnknownTouchpoint { .. } => ("touchpoint", say(words::UNKNOWN_TOUCHPOINT)),
    }
}

/// The page as it is shown.
struct Shown<'a> {
    entry: &'a Entry,
    own: OwnClicks,
    ask: Option<String>,
    done: Option<Done>,
    error: Option<(&'static str, String)>,
}

impl Shown<'_> {
    async fn reply(&self, status: StatusCode, typed: &Fields) -> Response {
        let Entry { person, site, .. } = self.entry;
        let (visit, edge) = (&person.visit, &person.visit.edge);
        // 2.
        let (written, deleted) = (&self.own.written, &self.own.deleted);
        let notes = match list_notes_with(edge.store(), &site.id, written, deleted).await {
            Ok(notes) => notes,
            Err(error) => return later(visit, error),
        };
        // 3.
        let listed = match self.judged(notes).await {
            Ok(listed) => listed,
            Err(error) => return later(visit, error),
        };
        // 4.
        let form = match edge.new_form_id() {
            Ok(form) => form.to_string(),
            Err(error) => return later(visit, error),
        };
        let touchpoints = touchpoints(site.document());
        let touchpoints: Vec<&str> = touchpoints.into_iter().map(TouchpointId::as_str).collect();
        let now = edge.now();
        let page = Notes {
            language: visit.language,
            to: &self.own.address(&PAGE.path(&site.id)),
            trend: &SitePage::Trend.path(&site.id),
            token: &person.token,
            form: &form,
            today: Calendar::new(&site.document().timezone, now).zoned(now).date(),
            listed: &listed,
            touchpoints: &touchpoints,
            may_write: person.has(Scope::Care),
            done: self.done,
            typed,
            error: self.error.as_ref().map(|(field, text)| (*field, &**text)),
        };
        let title = visit.language.say(name(PAGE));
        self.entry.reply(status, (title, "notes"), page.body())
    }

    /// The notes, one of them judged: each costs some reads. Those that it is too early for say so at once.
    async fn judged(&self, notes: Vec<Note>) -> Result<Vec<Listed>, StoreError> {
        let mut listed: Vec<Listed> = Vec::new();
        let asked =
            self.ask.as_deref().filter(|id| notes.iter().any(|note| note.id.as_str() == *id));
        let mut is_done = self.error.is_some();
        for note in &notes {
            let is_meant = asked.is_none_or(|id| note.id.as_str() == id);
            let answer = if is_meant && !is_done { self.answer(note, &notes).await? } else { None };
            is_done |= answer
                .as_ref()
                .is_some_and(|answer| !matches!(answer.told, Ok(BeforeAfter::TooEarly { .. })));
            listed.push(Listed { note: note.clone(), answer });
        }
        Ok(listed)
    }

    async fn answer(&self, note: &Note, notes: &[Note]) -> Result<Option<Answer>, StoreError> {
        let (site, edge) = (&self.entry.site, &self.entry.person.visit.edge);
        let touchpoint = note.touchpoint.as_ref().map(TouchpointId::as_str);
        let told = match before_after(edge.store(), site, (note.at, touchpoint), edge.now()).await {
            Ok(told) => Ok(told),
            Err(ReportError::Store(error)) => return Err(error),
            Err(ReportError::Query(QueryError::BeyondRetention { .. })) => {
                Err(Untold::BeyondRetention)
            }
            Err(ReportError::Query(_)) => Err(Untold::TooLarge),
        };
        let document = site.document();
        let others = told.as_ref().map_or_else(|_| Vec::new(), |told| beside(note, notes, told));
        let (timezone, min_group) = (document.timezone.clone(), document.privacy.min_group);
        Ok(Some(Answer { told, timezone, min_group, others }))
    }
}

/// The other changes in the days that a note is judged by, the oldest first.
fn beside(note: &Note, notes: &[Note], told: &BeforeAfter) -> Vec<(jiff::civil::Date, String)> {
    let BeforeAfter::Told(all) = told else { return Vec::new() };
    let days = all.iter().filter_map(|around| Some(around.told.as_ref()?.days)).max();
    let days = i64::try_from(days.unwrap_or_default()).unwrap_or_default();
    let is_near = |other: &&Note| {
        let apart = note.at.duration_until(other.at).as_hours().abs() / 24;
        let is_there = match (&note.touchpoint, &other.touchpoint) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        other.id != note.id && is_there && apart <= days
    };
    let near = notes.iter().rev().filter(is_near);
    near.map(|other| (other.at, other.text.clone())).collect()
}
