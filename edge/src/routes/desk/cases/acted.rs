//! Noting one event on the cases that are meant, and what came of it.

use axum::response::Response;
use futures_util::future::join_all;
use http::StatusCode;
use jiff::civil::DateTime;
use koe_shared::id::PublicId;
use koe_shared::instant::Instant;

use super::own::OwnEvents;
use crate::cases::{CaseError, CaseEventRequest, CaseEventRequestError, Kind, act};
use crate::desk::cases::{AT, AT_FIRST, NAME, SEEN, WORDS};
use crate::desk::form::FORM;
use crate::desk::language::Bilingual;
use crate::desk::words::cases as words;
use crate::pages::fields::Fields;
use crate::platform::EntropyError;
use crate::routes::desk::entry::Entry;
use crate::routes::desk::person::later;
use crate::sites::{Calendar, FormId};
use crate::store::keys::CaseEventId;

/// Cases on which something is noted at the same time: a Worker has six connections.
const AT_ONCE: usize = 6;

/// What came of a form.
pub(super) struct Acted {
    pub(super) status: StatusCode,
    /// What the person has done, with this.
    pub(super) own: OwnEvents,
    /// The cases on which somebody did something first.
    pub(super) changed: Vec<String>,
    pub(super) error: Option<String>,
}

impl Acted {
    /// Nothing was done.
    pub(super) fn refused(status: StatusCode, error: String) -> Self {
        Self { status, own: OwnEvents::default(), changed: Vec::new(), error: Some(error) }
    }

    /// With what the person did before, where this form did nothing.
    pub(super) fn after(self, before: OwnEvents) -> Self {
        if self.own.all().is_empty() { Self { own: before, ..self } } else { self }
    }
}

/// Why a form asks for no event.
pub(super) enum NoEvent {
    /// It is wrong, as the page says.
    Wrong(Bilingual),
    /// No id can be made for it.
    Later(EntropyError),
}

/// The event that a form asks for; its id is the form's, so that a form that is sent twice notes it once.
pub(super) fn event_of(
    entry: &Entry,
    kind: &str,
    fields: &Fields,
) -> Result<CaseEventRequest, NoEvent> {
    let (edge, wrong) = (entry.edge(), NoEvent::Wrong);
    let form = fields.get(FORM).and_then(FormId::parse);
    let form = form.map_or_else(|| edge.new_form_id(), Ok).map_err(NoEvent::Later)?;
    let kind = Kind::from_name(kind).ok_or(wrong(words::NOTHING_PICKED))?;
    let is = |wanted: Kind| kind == wanted;
    let remind_at = match fields.get(AT).filter(|_| is(Kind::Remind)) {
        None => None,
        Some(at) => {
            let at: DateTime = at.parse().map_err(|_| wrong(words::NOT_A_TIME))?;
            let calendar = Calendar::new(&entry.site.document().timezone, edge.now());
            let zone = calendar.zoned(edge.now()).time_zone().clone();
            let at = at.to_zoned(zone).map_err(|_| wrong(words::NOT_A_TIME))?;
            Some(Instant(at.timestamp()))
        }
    };
    let request = CaseEventRequest {
        id: form.to_string().parse().map_err(|_| wrong(words::NOTHING_PICKED))?,
        kind,
        text: fields.lines(WORDS),
        assignee: fields.get(NAME).map(str::to_owned).filter(|_| is(Kind::Assigned)),
        remind_at,
        solved_at_first: fields.has(AT_FIRST).then_some(true).filter(|_| is(Kind::Resolved)),
        seen: None,
    };
    request.checked(edge.now()).map_err(|error| {
        wrong(match error {
            CaseEventRequestError::TooLong { .. } => words::TOO_LONG,
            CaseEventRequestError::RemindOutOfBounds { .. } => words::NOT_A_TIME,
            CaseEventRequestError::MissingField { .. } => words::NO_WORDS,
            CaseEventRequestError::WrongType { .. } | CaseEventRequestError::NotWith { .. } => {
                words::NOTHING_PICKED
            }
        })
    })
}

/// Notes an event on each case that is meant, as the form has seen it. A page where storage refuses.
pub(super) async fn act_on(
    entry: &Entry,
    (cases, event): (&[String], &CaseEventRequest),
    fields: &Fields,
    mut own: OwnEvents,
) -> Result<Acted, Response> {
    let (edge, site) = (entry.edge(), &entry.site);
    let (by, now, language) = (entry.person.who.name(), edge.now(), entry.person.visit.language);
    let (mut changed, mut gone) = (Vec::new(), false);
    for some in cases.chunks(AT_ONCE) {
        let acted = some.iter().map(|case| async move {
            let request = CaseEventRequest { seen: seen(fields, case), ..event.clone() };
            (case, act(edge.store(), site, (case, &request), by, now).await)
        });
        for (case, acted) in join_all(acted).await {
            match (acted, case.parse::<PublicId>()) {
                (Ok((id, _)), Ok(case)) => own = own.with(case, id),
                (Err(CaseError::Changed { .. } | CaseError::OutOfOrder { .. }), _) => {
                    changed.push(case.clone());
                }
                (Err(CaseError::Store(error)), _) => return Err(later(&entry.person.visit, error)),
                (Err(CaseError::Unknown { .. } | CaseError::UnknownAnswer { .. }), _)
                | (Ok(_), Err(_)) => gone = true,
            }
        }
    }
    let (status, error) = match (changed.len(), gone) {
        (0, false) => (StatusCode::OK, None),
        (0, true) => (StatusCode::NOT_FOUND, Some(language.say(words::GONE).to_owned())),
        (n, _) => (StatusCode::CONFLICT, Some(words::changed(language, n))),
    };
    Ok(Acted { status, own, changed, error })
}

/// The last event of a case that the form has seen.
fn seen(fields: &Fields, case: &str) -> Option<CaseEventId> {
    fields.get(&format!("{SEEN}{case}"))?.parse().ok()
}
