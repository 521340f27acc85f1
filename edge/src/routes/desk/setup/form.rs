//! A page of the settings that is a form of the document.

use axum::response::Response;
use http::{StatusCode, Uri};
use koe_shared::site::SiteDocument;
use maud::{Markup, html};

use super::super::entry::{Entry, Sent, nowhere};
use super::super::person::later;
use super::write::{Parts, changed, json, lead_to, save, shown};
use crate::desk::setup::conflict::{Conflict as ConflictPage, MINE, PICK, THEIRS, differing};
use crate::desk::setup::edit::Edit;
use crate::desk::setup::form::{NEW_LINE, SetupForm, Told, above, title};
use crate::desk::setup::input::Input;
use crate::desk::setup::lists::{DO, removing};
use crate::desk::setup::refusal::Refusal;
use crate::desk::setup::sections::{FormPage, Section};
use crate::desk::words::history::who;
use crate::desk::words::notices::NOTICE_HINT;
use crate::desk::words::setup as words;
use crate::http::forms::address_fields;
use crate::http::path::{Path, PathError};
use crate::pages::fields::Fields;
use crate::pages::moment::moment;
use crate::problem::Problem;
use crate::routes::page_reply::with_log;
use crate::sites::{Conflict, SaveError, Site, list_history};

/// The handlers of one page of the document: what shows it, and what saves it.
macro_rules! pages {
    ($($get:ident, $post:ident: $page:expr;)*) => {$(
        pub(super) async fn $get(entry: Entry, uri: Uri) -> Response {
            show(&entry, $page, &uri)
        }

        pub(super) async fn $post(sent: Sent) -> Response {
            take(sent, $page).await
        }
    )*};
}

/// The same for a survey, a touchpoint or a department, by its id.
macro_rules! pages_of {
    ($($get:ident, $post:ident: $page:expr;)*) => {$(
        pub(super) async fn $get(
            entry: Entry,
            Path((_, id)): Path<(String, String)>,
            uri: Uri,
        ) -> Response {
            show(&entry, id.parse().ok().map($page), &uri)
        }

        pub(super) async fn $post(
            Path((_, id)): Path<(String, String)>,
            sent: Sent,
        ) -> Response {
            take(sent, id.parse().ok().map($page)).await
        }
    )*};
}

pages! {
    site, save_site: Some(FormPage::Site);
    look, save_look: Some(FormPage::Look);
    fairness, save_fairness: Some(FormPage::Fairness);
    segments, save_segments: Some(FormPage::Segments);
    promises, save_promises: Some(FormPage::Promises);
}
pages_of! {
    survey, save_survey: FormPage::Survey;
    touchpoint, save_touchpoint: FormPage::Touchpoint;
    department, save_department: FormPage::Department;
    alert, save_alert: FormPage::Alert;
}

/// Shows a page.
fn show(entry: &Entry, page: Option<FormPage>, uri: &Uri) -> Response {
    let Some(form) = page.and_then(|page| Form::of(entry, page)) else {
        return nowhere(&entry.person, PathError::NoPath);
    };
    let values = shown(&form.sections, &json(entry.site.document()));
    let is_saved = address_fields(uri).is_set("saved");
    form.reply(StatusCode::OK, &values, if is_saved { Told::Saved } else { Told::Nothing })
}

/// Takes what a page has sent. 1. is its way in.
async fn take(Sent { entry, fields }: Sent, page: Option<FormPage>) -> Response {
    let Some(form) = page.and_then(|page| Form::of(&entry, page)) else {
        return nowhere(&entry.person, PathError::NoPath);
    };
    if fields.get(DO) == Some("remove") {
        form.remove(&fields).await
    } else {
        form.save(fields).await
    }
}

/// A form of a site.
struct Form<'a> {
    entry: &'a Entry,
    page: FormPage,
    sections: Vec<Section>,
}

impl<'a> Form<'a> {
    /// The form, unless the site has no such survey, touchpoint or department.
    fn of(entry: &'a Entry, page: FormPage) -> Option<Self> {
        let document = entry.site.document();
        let is_there = match &page {
            FormPage::Touchpoint(id) => document.touchpoints.iter().any(|known| known.id == *id),
            FormPage::Survey(id) => document.surveys.iter().any(|known| known.id == *id),
            FormPage::Department(id) => document.departments.iter().any(|known| known.id == *id),
            FormPage::Alert(id) => document.alerts.iter().any(|known| known.id == *id),
            _ => true,
        };
        let sections = page.sections(document, entry.person.visit.language);
        is_there.then_some(Self { entry, page, sections })
    }

    async fn save(&self, mut fields: Fields) -> Response {
        let document = self.entry.site.document();
        // Where two states were laid side by side: whose value is taken.
        let theirs = shown(&self.sections, &json(document));
        if fields.iter().any(|(name, _)| name.starts_with(PICK)) {
            let picked = |path: &str| fields.get(&format!("{PICK}{path}"));
            let is_open = |input: &Input| !matches!(picked(&input.path), Some(MINE | THEIRS));
            if differing(&self.sections, &fields, &theirs).any(is_open) {
                return self
                    .conflict(StatusCode::UNPROCESSABLE_ENTITY, &fields, &self.entry.site, true)
                    .await;
            }
            for input in self.sections.iter().flat_map(|section| &section.inputs) {
                if fields.get(&format!("{PICK}{}", input.path)) == Some(THEIRS) {
                    input.fill(&json(document), &mut fields);
                }
            }
        }
        // 2.
        let inputs = self.sections.iter().flat_map(|section| &section.inputs);
        let edits = inputs.filter_map(|input| input.read(&fields));
        let raised = fields.number::<u32>(NEW_LINE).and_then(|version| self.raised(version));
        let (parsed, sent) = changed(document, edits.chain(raised));
        let changed = match parsed {
            Ok(changed) => changed,
            Err(error) => {
                let refusal = Refusal::of(&error, &sent, self.entry.person.visit.language);
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return self.reply(status, &fields, Told::Refused(refusal));
            }
        };
        self.written(save(self.entry, changed, &fields).await, &fields, self.path()).await
    }

    /// Takes a survey, a touchpoint or a department out of the document.
    async fn remove(&self, fields: &Fields) -> Response {
        let language = self.entry.person.visit.language;
        let path = match &self.page {
            FormPage::Survey(id) => format!("surveys.{id}"),
            FormPage::Touchpoint(id) => format!("touchpoints.{id}"),
            FormPage::Department(id) => format!("departments.{id}"),
            FormPage::Alert(id) => format!("alerts.{id}"),
            _ => return nowhere(&self.entry.person, PathError::NoMethod),
        };
        let (parsed, sent) = changed(self.entry.site.document(), [Edit { path, value: None }]);
        let values = shown(&self.sections, &json(self.entry.site.document()));
        let changed = match parsed {
            Ok(changed) => changed,
            Err(error) => {
                let told = match &self.page {
                    FormPage::Survey(_) => Told::Sentence(language.say(words::LAST_SURVEY)),
                    _ => Told::Refused(Refusal::of(&error, &sent, language)),
                };
                return self.reply(StatusCode::UNPROCESSABLE_ENTITY, &values, told);
            }
        };
        let to = above(&self.page).path(&self.entry.site.id);
        self.written(save(self.entry, changed, fields).await, &values, to).await
    }

    async fn written(
        &self,
        saved: Result<Result<(), Conflict>, SaveError>,
        fields: &Fields,
        to: String,
    ) -> Response {
        match saved {
            // 6.
            Ok(Ok(())) => lead_to(format!("{to}?saved=1")),
            // 4.
            Ok(Err(conflict)) => match conflict.current {
                Some(current) => {
                    self.conflict(StatusCode::PRECONDITION_FAILED, fields, &current, false).await
                }
                None => nowhere(&self.entry.person, PathError::NoPath),
            },
            // 3.
            Err(SaveError::Document(error)) => {
                let sent = json(self.entry.site.document());
                let refusal = Refusal::of(&error, &sent, self.entry.person.visit.language);
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                self.reply(status, fields, Told::Refused(refusal))
            }
            Err(SaveError::Version(error)) => {
                self.reply(StatusCode::CONFLICT, fields, Told::WordingChanged(error.highest + 1))
            }
            // 5.
            Err(error) => {
                let problem = Problem::from(error);
                with_log(self.reply(problem.status(), fields, Told::Storage), problem)
            }
        }
    }

    /// The change that makes the survey of this page a new version.
    fn raised(&self, version: u32) -> Option<Edit> {
        let FormPage::Survey(id) = &self.page else { return None };
        Some(Edit { path: format!("surveys.{id}.version"), value: Some(version.into()) })
    }

    fn path(&self) -> String {
        let page = self.page.page().path(&self.entry.site.id);
        match &self.page {
            FormPage::Survey(id) => format!("{page}/{id}"),
            FormPage::Touchpoint(id) => format!("{page}/{id}"),
            FormPage::Department(id) => format!("{page}/{id}"),
            FormPage::Alert(id) => format!("{page}/{id}"),
            FormPage::Site
            | FormPage::Look
            | FormPage::Fairness
            | FormPage::Segments
            | FormPage::Promises => page,
        }
    }

    #[allow(clippy::result_large_err, reason = "the page is the reply")]
    fn parts(&self) -> Result<Parts, Response> {
        let back = above(&self.page).path(&self.entry.site.id);
        let parts = Parts::new(self.entry, self.path(), back);
        parts.map_err(|error| later(&self.entry.person.visit, error))
    }

    fn reply(&self, status: StatusCode, values: &Fields, told: Told<'_>) -> Response {
        let parts = match self.parts() {
            Ok(parts) => parts,
            Err(page) => return page,
        };
        let language = self.entry.person.visit.language;
        // A form that is sent again is made from the state that the person saw first.
        let based_on = values.get(crate::desk::setup::form::BASED_ON).map(str::to_owned);
        let parts = match based_on {
            Some(seen) => parts.based_on(seen),
            None => parts,
        };
        let title = &title(&self.page, language);
        let form = SetupForm {
            page: &self.page,
            document: self.entry.site.document(),
            title,
            sections: &self.sections,
            values,
            told,
            carried: parts.carried(),
        };
        let body = form.body(language, &self.below(parts.carried()));
        self.entry.reply(status, (title, "settings"), body)
    }

    /// What takes an entry of a list away.
    fn below(&self, carried: crate::desk::setup::form::Carried<'_>) -> Markup {
        let language = self.entry.person.visit.language;
        match &self.page {
            FormPage::Survey(_) => {
                removing(language, carried, (words::ARCHIVE, words::ARCHIVE_HINT))
            }
            FormPage::Touchpoint(_) => {
                removing(language, carried, (words::REMOVE, words::STILL_USED))
            }
            FormPage::Department(_) => {
                removing(language, carried, (words::REMOVE, words::DEPARTMENT_HINT))
            }
            FormPage::Alert(_) => removing(language, carried, (words::REMOVE, NOTICE_HINT)),
            _ => html! {},
        }
    }

    async fn conflict(
        &self,
        status: StatusCode,
        mine: &Fields,
        current: &Site,
        is_unfinished: bool,
    ) -> Response {
        let visit = &self.entry.person.visit;
        let language = visit.language;
        let parts = match self.parts() {
            Ok(parts) => parts.based_on(current.record.entry().to_string()),
            Err(page) => return page,
        };
        let newest = list_history(visit.edge.store(), &current.id, 1).await;
        let note = newest.ok().and_then(|mut newest| newest.pop()).map(|listed| listed.note);
        let at = note.as_ref().map_or(current.record.updated_at, |note| note.at);
        let at = told(at, current.document(), visit);
        let who =
            format!("{} · {at}", who(language, note.as_ref().and_then(|note| note.by.as_deref())));
        let title = &title(&self.page, language);
        let page = ConflictPage {
            title,
            sections: &self.sections,
            mine,
            theirs: &shown(&self.sections, &json(current.document())),
            who: &who,
            carried: parts.carried(),
            is_unfinished,
        };
        self.entry.reply(status, (title, "settings"), page.body(language))
    }
}

fn told(
    at: jiff::Timestamp,
    document: &SiteDocument,
    visit: &super::super::visit::Visit,
) -> String {
    moment(at, visit.edge.now(), &document.timezone, visit.language.locale())
}
