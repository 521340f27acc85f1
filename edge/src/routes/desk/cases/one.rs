//! `/sites/{site}/cases/{case}`: one case.
//!
//! GET: 1. The way in. 2. 404: no such case, or its answer is gone. 3. After something was done: the case that comes
//! next. 4. 200: the page. 503: storage.
//!
//! POST: 1. The same. 2. 403: a key of scope `read`. 3. 422: the form, with all that was typed. 4. 404: the case is
//! gone. 409: somebody did something first: the page shows it, and keeps what was typed. 503: storage. 5. 303: to the
//! case, which says what was done and leads to the next one.

use axum::extract::{Path, State};
use axum::response::Response;
use http::{StatusCode, Uri};
use std::sync::Arc;

use super::acted::{NoEvent, act_on, event_of};
use super::own::OwnEvents;
use super::{SHARED, listed, next, open};
use crate::app::Edge;
use crate::cases::CaseError;
use crate::desk::address::Address;
use crate::desk::cases::{AT, CHOICES, DID, DO, FollowUp, Forms, NAME, OPEN, Typed, WORDS};
use crate::desk::language::Bilingual;
use crate::desk::report::Told;
use crate::desk::words::cases as words;
use crate::http::forms::address_fields;
use crate::pages::fields::Fields;
use crate::reports::{CaseView, one_case};
use crate::routes::desk::entry::{Entry, Sent, nowhere};
use crate::routes::desk::person::later;
use crate::routes::desk::setup::lead_to;
use crate::sites::{Scope, Span};

/// What came of the form of a case, and what was typed into it.
#[derive(Default)]
struct Sending {
    said: Option<(StatusCode, String)>,
    typed: Fields,
}

// 1.
pub(in crate::routes::desk) async fn get(
    State(_): State<Arc<Edge>>,
    Path((_, case)): Path<(String, String)>,
    entry: Entry,
    uri: Uri,
) -> Response {
    show(entry, &uri, &case, Sending::default()).await
}

// 1.
pub(in crate::routes::desk) async fn post(
    State(_): State<Arc<Edge>>,
    Path((_, case)): Path<(String, String)>,
    uri: Uri,
    Sent { entry, fields }: Sent,
) -> Response {
    // 2.
    if let Err(page) = entry.person.may(&entry.site.id, Scope::Care) {
        return page;
    }
    // 3.
    let kind = fields.get(DO).filter(|kind| *kind != OPEN).unwrap_or_default();
    let event = match event_of(&entry, kind, &fields) {
        Ok(event) => event,
        Err(NoEvent::Wrong(said)) => {
            let said = entry.person.visit.language.say(said).to_owned();
            let said = Some((StatusCode::UNPROCESSABLE_ENTITY, said));
            return show(entry, &uri, &case, Sending { said, typed: fields }).await;
        }
        Err(NoEvent::Later(error)) => return later(&entry.person.visit, error),
    };
    // 4.
    let chosen = address_fields(&uri);
    let own = OwnEvents::read(chosen.get(DID), entry.edge().now());
    let acted = match act_on(&entry, (std::slice::from_ref(&case), &event), &fields, own).await {
        Ok(acted) => acted,
        Err(page) => return page,
    };
    if !acted.changed.is_empty() {
        let said = entry.person.visit.language.say(words::CHANGED_MEANWHILE).to_owned();
        let said = Some((StatusCode::CONFLICT, said));
        return show(entry, &uri, &case, Sending { said, typed: fields }).await;
    }
    // 5.
    let path = format!("{}/{case}", entry.page().path(&entry.site.id));
    let address = Address::of(path, &chosen, &CHOICES).only(&SHARED);
    lead_to(address.with(&[(DID, Some(&acted.own.written()))]))
}

async fn show(entry: Entry, uri: &Uri, case: &str, sending: Sending) -> Response {
    let mut opened = match open(entry, uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    let path = format!("{}/{case}", opened.page.path(&opened.entry.site.id));
    opened.address = opened.address.at(path);
    // 2.
    let own = OwnEvents::read(opened.address.get(DID), opened.now());
    let events = own.on(case);
    let found = one_case(opened.store(), opened.site(), (case, &events), opened.now()).await;
    let found = match found {
        Ok(found) => found,
        Err(CaseError::Store(error)) => return later(&opened.entry.person.visit, error),
        Err(error) => return nowhere(&opened.entry.person, error),
    };
    // 3.
    let done = sending.said.is_none().then(|| done(&found, &own)).flatten();
    let following = match &done {
        None => None,
        Some(_) => match listed(&mut opened, &own).await {
            Ok(list) => next(&list, &own).map(str::to_owned),
            Err(page) => return page,
        },
    };
    let form = match opened.entry.edge().new_form_id() {
        Ok(form) => form.to_string(),
        Err(error) => return later(&opened.entry.person.visit, error),
    };
    // 4.
    let now = opened.now();
    let range = Span { from: found.opened_at.0, to: now };
    let ground = opened.ground(Told { range, compared: None, as_of: now });
    let may_act = opened.entry.person.has(Scope::Care) && !ground.is_sample();
    let forms = Forms {
        token: &opened.entry.person.token,
        form: &form,
        me: opened.entry.person.who.name(),
    };
    let typed = &sending.typed;
    let page = FollowUp {
        ground: &ground,
        case: &found,
        forms: may_act.then_some(forms),
        done: done.map(|text| (text, following.as_deref())),
        error: sending.said.as_ref().map(|(_, text)| text.clone()),
        typed: Typed {
            words: typed.get(WORDS).unwrap_or_default(),
            name: typed.get(NAME),
            at: typed.get(AT),
        },
    };
    let status = sending.said.as_ref().map_or(StatusCode::OK, |(status, _)| *status);
    opened.show_as(status, "case", page.body())
}

/// What this person has just done on the case.
fn done(case: &CaseView, own: &OwnEvents) -> Option<Bilingual> {
    let (of, event) = own.all().first()?;
    let is_here = of.to_string() == case.id;
    let event = case.events.iter().find(|known| is_here && known.id == *event)?;
    Some(words::noted(event.kind))
}
