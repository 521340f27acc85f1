//! `/sites/{site}/cases`: フォロー, the answers that somebody follows up.
//!
//! GET: 1. The way in, as for every report. 2. The cases, with what this person has just done, which the address
//! names: a list shows it a minute late. 3. 200: the page. 422: the query. 503: storage.
//!
//! POST: 1. The same. 2. 403: a key of scope `read`. 3. 303: with `open`, to the case of an answer, which is opened by
//! hand. 4. 422: nothing is ticked, or the form is wrong. 5. The event is noted on each case that is meant. 409: on
//! some of them somebody did something first: the page marks them, and the others are done. 503: storage. 6. 303: to
//! the list, as it was.

mod acted;
mod figures;
mod one;
mod own;

use axum::response::Response;
use http::{StatusCode, Uri};

use self::acted::{Acted, NoEvent, act_on, event_of};
pub(super) use self::figures::get as figures;
pub(super) use self::one::{get as get_one, post as post_one};
use self::own::OwnEvents;
use super::entry::{Entry, Sent};
use super::person::later;
use super::report::Opened;
use super::setup::lead_to;
use crate::cases::{CaseError, open_by_hand};
use crate::desk::address::{Address, DEPARTMENT, FROM, SAMPLE, TO, TOUCHPOINT};
use crate::desk::cases::{CASE, CHOICES, CURSOR, DID, DO, FollowUps, Forms, OPEN, TICKED};
use crate::desk::report::Told;
use crate::desk::words::cases as words;
use crate::http::forms::address_fields;
use crate::reports::{CaseList, list_cases};
use crate::sites::{Calendar, Scope, Span};

/// The choices of a report that cases have as well.
const SHARED: [&str; 5] = [FROM, TO, TOUCHPOINT, DEPARTMENT, SAMPLE];
/// Days of a list where none are named, as of every report; what is to be done is listed whenever it was opened.
const DAYS: i64 = 30;

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    show(entry, &uri, None).await
}

// 1.
pub(super) async fn post(uri: Uri, Sent { entry, fields }: Sent) -> Response {
    // 2.
    let (site, edge) = (&entry.site, entry.edge());
    if let Err(page) = entry.person.may(&site.id, Scope::Care) {
        return page;
    }
    let asked = fields.get(DO).unwrap_or_default();
    let (store, now, me) = (edge.store(), edge.now(), entry.person.who.name());
    // 3.
    if asked == OPEN {
        let answer = fields.get(CASE).unwrap_or_default();
        return match open_by_hand(store, site, answer, me, now).await {
            Ok((case, _)) => lead_to(format!("{}/{}", entry.page().path(&site.id), case.answer)),
            Err(CaseError::Store(error)) => later(&entry.person.visit, error),
            Err(_) => {
                let said = entry.person.visit.language.say(words::GONE).to_owned();
                show(entry, &uri, Some(Acted::refused(StatusCode::NOT_FOUND, said))).await
            }
        };
    }
    // 4.
    let (kind, one) = asked.split_once('.').map_or((asked, None), |(kind, one)| (kind, Some(one)));
    let ticked = fields.prefixed(TICKED).map(|(case, _)| case);
    let meant: Vec<String> = one.map_or_else(|| ticked.collect(), |one| vec![one.to_owned()]);
    let event = match event_of(&entry, kind, &fields) {
        Ok(event) if !meant.is_empty() => Ok(event),
        Ok(_) => Err(words::NOTHING_PICKED),
        Err(NoEvent::Wrong(said)) => Err(said),
        Err(NoEvent::Later(error)) => return later(&entry.person.visit, error),
    };
    let event = match event {
        Ok(event) => event,
        Err(said) => {
            let said = entry.person.visit.language.say(said).to_owned();
            let refused = Acted::refused(StatusCode::UNPROCESSABLE_ENTITY, said);
            return show(entry, &uri, Some(refused)).await;
        }
    };
    // 5.
    let chosen = address_fields(&uri);
    let own = OwnEvents::read(chosen.get(DID), now);
    let acted = match act_on(&entry, (&meant, &event), &fields, own).await {
        Ok(acted) => acted,
        Err(page) => return page,
    };
    if acted.error.is_some() {
        return show(entry, &uri, Some(acted)).await;
    }
    // 6.
    let address = Address::of(entry.page().path(&site.id), &chosen, &CHOICES).only(&SHARED);
    lead_to(address.with(&[(DID, Some(&acted.own.written()))]))
}

async fn show(entry: Entry, uri: &Uri, acted: Option<Acted>) -> Response {
    let mut opened = match open(entry, uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let own = OwnEvents::read(opened.address.get(DID), opened.now());
    let acted = acted.map(|acted| acted.after(own.clone()));
    let own = acted.as_ref().map_or(own, |acted| acted.own.clone());
    let list = match listed(&mut opened, &own).await {
        Ok(list) => list,
        Err(page) => return page,
    };
    opened.late = list.counts.late as u64;
    let form = match opened.entry.edge().new_form_id() {
        Ok(form) => form.to_string(),
        Err(error) => return later(&opened.entry.person.visit, error),
    };
    // 3.
    let told = told(&list, &opened);
    let ground = opened.ground(told);
    let may_act = opened.entry.person.has(Scope::Care) && !ground.is_sample();
    let forms = Forms {
        token: &opened.entry.person.token,
        form: &form,
        me: opened.entry.person.who.name(),
    };
    let next = if own.all().is_empty() { None } else { next(&list, &own) };
    let changed = acted.as_ref().map(|acted| acted.changed.as_slice()).unwrap_or_default();
    let page = FollowUps {
        ground: &ground,
        list: &list,
        forms: may_act.then_some(forms),
        next,
        error: acted.as_ref().and_then(|acted| acted.error.clone()),
        changed,
    };
    let status = acted.as_ref().map_or(StatusCode::OK, |acted| acted.status);
    opened.show_as(status, "cases", page.body())
}

/// Opens a page of cases, with the choices that cases have.
async fn open(entry: Entry, uri: &Uri) -> Result<Opened, Response> {
    let mut opened = Opened::of(entry, &CHOICES, uri).await?;
    opened.address = opened.address.only(&SHARED);
    let known: Vec<&str> = SHARED.into_iter().chain(CHOICES).chain([CURSOR]).collect();
    opened.params.keep(&known);
    if opened.params.get(FROM).is_none() {
        let calendar = Calendar::new(&opened.site().document().timezone, opened.now());
        let from = calendar.zoned(calendar.start_of_day(opened.now(), DAYS)).date();
        opened.params.set(FROM, from.to_string());
    }
    Ok(opened)
}

/// The cases that are asked for.
async fn listed(opened: &mut Opened, own: &OwnEvents) -> Result<CaseList, Response> {
    let mut params = std::mem::take(&mut opened.params);
    params.take(DID);
    let asked = (params, own.all());
    let list = list_cases(opened.store(), opened.site(), asked, opened.now()).await;
    list.map_err(|error| opened.refuse(Some(error)))
}

/// Of when the page is.
fn told(list: &CaseList, opened: &Opened) -> Told {
    let range = Span { from: list.from.0, to: list.to.0.min(opened.now()) };
    Told { range, compared: None, as_of: opened.now() }
}

/// The first case that is to be done and that this person has not just dealt with.
fn next<'l>(list: &'l CaseList, own: &OwnEvents) -> Option<&'l str> {
    let mut active = list.cases.iter().filter(|case| case.state.is_active());
    active.find(|case| !own.holds(&case.id)).map(|case| case.id.as_str())
}
