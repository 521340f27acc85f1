//! `/sites/{site}/keys`: who may do what.
//!
//! POST: 1. The way in, as everywhere. 2. With `revoke`: the key is gone, 303. 3. 422: the name or the scope.
//! 4. 410: a form of more than an hour ago, or one whose key was revoked. 5. 503: storage. 6. 200: the key, which
//! the same form shows again for an hour.

use axum::response::Response;
use http::{StatusCode, Uri};
use serde_json::{Map, Value};

use super::entry::{Entry, Sent};
use super::person::{Who, later};
use crate::desk::form::FORM;
use crate::desk::keys::{Keys, Listed, REVOKE};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::keys as words;
use crate::http::forms::address_fields;
use crate::pages::fields::Fields;
use crate::pages::moment::moment;
use crate::sites::{
    FormId, FormKeyError, KeyRequest, KeyRequestError, OwnerKey, OwnerKeyError, Scope,
    create_by_form,
};

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    let is_revoked = address_fields(&uri).is_set("revoked");
    Shown { is_revoked, ..Shown::of(&entry) }.reply(StatusCode::OK, &Fields::default()).await
}

// 1.
pub(super) async fn post(Sent { entry, fields }: Sent) -> Response {
    let (visit, id, edge) = (&entry.person.visit, &entry.site.id, entry.edge());
    let language = visit.language;
    // 2.
    if let Some(key) = fields.get(REVOKE) {
        return match OwnerKey::revoke_known(edge.store(), id, key, edge.now()).await {
            // A form that is sent twice finds the key gone.
            Ok(()) | Err(OwnerKeyError::Unknown { .. }) => {
                super::setup::lead_to(format!("{}?revoked=1", SitePage::Keys.path(id)))
            }
            Err(error) => later(visit, error),
        };
    }
    // 3.
    let asked = ["name", "scope"]
        .map(|name| (name.to_owned(), Value::from(fields.get(name).unwrap_or_default())));
    let shown = Shown::of(&entry);
    let request = match KeyRequest::read(&Map::from_iter(asked)) {
        Ok(request) => request,
        Err(error) => {
            let (field, text) = match error {
                KeyRequestError::NameLength { chars } => {
                    ("name", words::name_length(language, chars))
                }
                _ => ("scope", language.say(words::WRONG_SCOPE).to_owned()),
            };
            return shown.wrong(StatusCode::UNPROCESSABLE_ENTITY, &fields, (field, &text)).await;
        }
    };
    let (Some(form), Some(admin_key)) =
        (fields.get(FORM).and_then(FormId::parse), visit.admin_key())
    else {
        return shown.wrong(StatusCode::GONE, &fields, ("", language.say(words::OVER))).await;
    };
    match create_by_form(edge.store(), id, request, (form, admin_key), edge.now()).await {
        // 6.
        Ok((_, key)) => {
            Shown { made: Some(key), ..shown }.reply(StatusCode::OK, &Fields::default()).await
        }
        // 4.
        Err(FormKeyError::Over) => {
            shown.wrong(StatusCode::GONE, &fields, ("", language.say(words::OVER))).await
        }
        Err(FormKeyError::Gone) => {
            shown.wrong(StatusCode::GONE, &fields, ("", language.say(words::GONE))).await
        }
        // 5.
        Err(FormKeyError::Store(error)) => later(visit, error),
    }
}

/// The page as it is shown.
struct Shown<'a> {
    entry: &'a Entry,
    made: Option<String>,
    is_revoked: bool,
    error: Option<(&'a str, String)>,
}

impl<'a> Shown<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self { entry, made: None, is_revoked: false, error: None }
    }

    async fn wrong(
        self,
        status: StatusCode,
        typed: &Fields,
        (field, text): (&'a str, &str),
    ) -> Response {
        Self { error: Some((field, text.to_owned())), ..self }.reply(status, typed).await
    }

    async fn reply(&self, status: StatusCode, typed: &Fields) -> Response {
        let Entry { person, site, .. } = self.entry;
        let (visit, edge) = (&person.visit, &person.visit.edge);
        let keys = match OwnerKey::list_by_age(edge.store(), &site.id).await {
            Ok(keys) => keys,
            Err(error) => return later(visit, error),
        };
        let own = match &person.who {
            Who::Key { key, .. } => Some(&*key.id),
            Who::Admin => None,
        };
        let timezone = &site.document().timezone;
        let locale = visit.language.locale();
        let listed = keys.iter().map(|key| Listed {
            id: key.id.clone(),
            name: key.name.clone(),
            scope: key.scope,
            at: moment(key.created_at, edge.now(), timezone, locale),
            is_own: own == Some(&*key.id),
        });
        let listed: Vec<Listed> = listed.collect();
        let form = match edge.new_form_id() {
            Ok(form) => form.to_string(),
            Err(error) => return later(visit, error),
        };
        let scope = [Scope::Read, Scope::Care, Scope::Write];
        let scope = scope.into_iter().find(|scope| typed.get("scope") == Some(&scope.to_string()));
        let page = Keys {
            to: &SitePage::Keys.path(&site.id),
            back: &SitePage::Settings.path(&site.id),
            token: &person.token,
            form: &form,
            listed: &listed,
            made: self.made.as_deref(),
            is_revoked: self.is_revoked,
            typed: (typed.get("name").unwrap_or_default(), scope),
            error: self.error.as_ref().map(|(field, text)| (*field, &**text)),
        };
        let title = visit.language.say(name(SitePage::Keys));
        self.entry.reply(status, (title, "settings"), page.body(visit.language))
    }
}
