//! The way into a page of the report, and what every one replies.
//!
//! 1. 303: days that were typed in, to their address under the API's names. 2. The answers, of the site or of its
//!    sample. 3. 422: the query, with ways out. 503: storage.

use axum::response::{IntoResponse, Response};
use http::header::LOCATION;
use http::{StatusCode, Uri};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use maud::Markup;

use super::entry::Entry;
use super::person::later;
use crate::desk::address::{Address, COMPARE, FROM, SAMPLE, TO};
use crate::desk::page::Shown;
use crate::desk::place::SitePage;
use crate::desk::refused::Refused;
use crate::desk::report::{Ground, OWN_COMPARISON, OWN_DAYS, Told};
use crate::desk::settings::name;
use crate::http::forms::address_fields;
use crate::http::query_string;
use crate::pages::fields::Fields;
use crate::reports::{Params, ReportError, Sample};
use crate::sites::{Scope, Site};
use crate::store::Store;

/// Parameters of a page that no report knows.
const OF_PAGES: [&str; 2] = ["lang", SAMPLE];

/// A page of the report on its way.
pub(super) struct Opened {
    pub(super) entry: Entry,
    pub(super) address: Address,
    pub(super) page: SitePage,
    /// What the report is asked for, under the API's names; the choices that the page alone has are among it.
    pub(super) params: Params,
    sample: Option<Sample>,
    /// How many of the comments that the page read are urgent.
    pub(super) urgent: u64,
    /// How many of its cases are late.
    pub(super) late: u64,
}

impl Opened {
    /// Opens a page that a person may see. `own` are the choices that it alone has.
    pub(super) async fn of(
        entry: Entry,
        own: &'static [&'static str],
        uri: &Uri,
    ) -> Result<Self, Response> {
        let page = entry.page();
        let fields = address_fields(uri);
        let address = Address::of(page.path(&entry.site.id), &fields, own);
        // 1.
        if let Some(to) = own_days(&address, &fields) {
            return Err((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response());
        }
        let params = query_string::params(uri);
        let mut opened = Self {
            entry,
            address,
            page,
            params: Params::default(),
            sample: None,
            urgent: 0,
            late: 0,
        };
        let Ok(params) = params else { return Err(opened.refuse(None)) };
        opened.params = params;
        for name in OF_PAGES {
            opened.params.take(name);
        }
        // 2.
        if opened.address.get(SAMPLE).is_some() {
            match Sample::of(&opened.entry.site, opened.entry.edge().clock()).await {
                Ok(sample) => opened.sample = Some(sample),
                Err(error) => return Err(later(&opened.entry.person.visit, error)),
            }
        }
        Ok(opened)
    }

    /// Where the answers lie.
    pub(super) fn store(&self) -> &dyn Store {
        match &self.sample {
            Some(sample) => &sample.store,
            None => self.entry.person.visit.edge.store(),
        }
    }

    /// The site, as its answers have it.
    pub(super) fn site(&self) -> &Site {
        self.sample.as_ref().map_or(&*self.entry.site, |sample| &sample.site)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.entry.person.visit.edge.now()
    }

    /// What the parts of the page need of it.
    pub(super) fn ground(&self, told: Told) -> Ground<'_> {
        Ground {
            language: self.entry.person.visit.language,
            site: &self.entry.site.id,
            document: self.site().document(),
            title: name(self.page),
            address: &self.address,
            now: self.now(),
            may_set: self.entry.person.has(Scope::Write),
            told,
        }
    }

    /// 200: the page.
    pub(super) fn show(&self, class: &'static str, body: Markup) -> Response {
        self.reply(StatusCode::OK, class, body)
    }

    /// The same under another status: the page says what is wrong with a form.
    pub(super) fn show_as(
        &self,
        status: StatusCode,
        class: &'static str,
        body: Markup,
    ) -> Response {
        self.reply(status, class, body)
    }

    /// Replies why there is no report. `error` is absent where the address can't be read.
    pub(super) fn refuse(&self, error: Option<ReportError>) -> Response {
        // 3.
        let visit = &self.entry.person.visit;
        let error = match error {
            Some(ReportError::Store(error)) => return later(visit, error),
            Some(ReportError::Query(error)) => Some(error),
            None => None,
        };
        let page = Refused {
            language: visit.language,
            title: visit.language.say(name(self.page)),
            address: &self.address,
            timezone: &self.entry.site.document().timezone,
            now: self.now(),
        };
        self.reply(StatusCode::UNPROCESSABLE_ENTITY, "refused", page.body(error.as_ref()))
    }

    fn reply(&self, status: StatusCode, class: &'static str, body: Markup) -> Response {
        let title = self.entry.person.visit.language.say(name(self.page));
        let shown = Shown { address: &self.address, urgent: self.urgent, late: self.late };
        self.entry.reply_at(Some(shown), status, (title, class), body)
    }
}

/// Where days lead that were typed in: both are of the period, so the end of the API's is a day later.
fn own_days(address: &Address, fields: &Fields) -> Option<String> {
    let days = |[first, last]: [&str; 2]| {
        let (first, last): (Date, Date) =
            (fields.get(first)?.parse().ok()?, fields.get(last)?.parse().ok()?);
        // Typed in the wrong order, they are meant all the same.
        let (first, last) = (first.min(last), first.max(last));
        Some((first.to_string(), last.saturating_add(1.day()).to_string()))
    };
    if let Some((from, to)) = days(OWN_DAYS) {
        return Some(address.with(&[(FROM, Some(&from)), (TO, Some(&to))]));
    }
    let (from, to) = days(OWN_COMPARISON)?;
    Some(address.with(&[(COMPARE, Some(&format!("{from}..{to}")))]))
}
