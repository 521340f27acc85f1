//! `/p/{site}/{survey}`: the hosted page, for e-mail, SMS, QR codes and after a call; and the frame
//! for pages on which no prompt can run.
//!
//! GET stores nothing, whatever the address says: mail scanners follow links.
//!
//! 1. 404, 410: there is no such site or survey; the survey has ended. A page says so in the
//!    visitor's language.
//! 2. 200: the form, with an id of its own at each render. With `done` the thanks.
//!
//! POST, from the form:
//!
//! 1. 413, 415: the body's size and type.
//! 2. 404: no such site or survey. One that has ended since the form was shown is still answered.
//! 3. 422: the form again, with what is wrong and all that was typed.
//! 4. 403, 429, 503 as for any answer; the last two as the form again.
//! 5. 303 to the thanks.

mod form;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::LOCATION;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::{AnswerId, SiteId, SurveyId};
use koe_shared::locale::Locale;
use koe_shared::site::Survey;
use koe_shared::text::Texts;

use self::form::Sent;
use crate::answers::{AcceptError, VisitorError, accept_answer};
use crate::app::Edge;
use crate::http::caller::visitor;
use crate::http::forms::{address_fields, posted_fields};
use crate::http::language::Wishes;
use crate::http::origin::request_origin;
use crate::http::path::{Path, PathError};
use crate::pages::asked::LocalizedSurvey;
use crate::pages::document::{PageContext, Rendered};
use crate::pages::fields::Fields;
use crate::pages::hosted::Hosted;
use crate::pages::link::Link;
use crate::pages::notice::Notice;
use crate::pages::site;
use crate::pages::thanks::Thanks;
use crate::pages::trouble::Trouble;
use crate::pages::typed::Typed;
use crate::platform::EntropyError;
use crate::problem::Problem;
use crate::releases::assets;
use crate::routes::page_reply::{as_refused, page_reply, refusal_page};
use crate::sites::Site;

/// Shows the form, or its thanks.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, survey)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let fields = address_fields(&uri);
    let visit = match Visit::begin(&edge, (&site, &survey), &fields, &headers, &uri).await {
        Ok(visit) => visit,
        Err(page) => return page,
    };
    // 2.
    let shown = match fields.get("done").and_then(|id| id.parse().ok()) {
        Some(id) => visit.thanks(id, &fields).map_err(Problem::from),
        None => visit.form(&fields).map_err(Problem::from),
    };
    shown.unwrap_or_else(|problem| visit.refuse(problem))
}

/// Stores what the form says.
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path((site, survey)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    // 1.
    let fields = posted_fields(&headers, body).await?;
    let visit = match Visit::begin(&edge, (&site, &survey), &fields, &headers, &uri).await {
        Ok(visit) => visit,
        Err(page) => return Ok(page),
    };
    let Some(survey) = visit.answered(&fields) else { return Ok(visit.refuse(PathError::NoPath)) };
    let asked = LocalizedSurvey::new(visit.site.document(), &survey, &visit.locale);
    let (site, link, typed) = (&visit.site.id, &visit.link, Typed::read(&fields, asked.scale));
    let sent = Sent { site, asked: &asked, link, fields: &fields, typed: &typed };
    let watcher = edge.watcher();
    let accepted = match sent.read() {
        Ok(answer) => {
            let visitor = visitor(&edge, &headers, &uri);
            accept_answer(edge.ledger(), edge.sites(), &visitor, &answer, &watcher).await
        }
        Err(error) => Err(AcceptError::Answer(error)),
    };
    match accepted {
        // 5.
        Ok((kept, receipt)) => {
            let page = visit.lead_on(&asked, receipt.id, typed.score);
            Ok((edge.afterwards(kept, watcher), page).into_response())
        }
        // 4.
        Err(error @ AcceptError::Visitor(VisitorError::ForeignOrigin { .. })) => Err(error.into()),
        // 3, 4.
        Err(error) => {
            let id = fields.get("id").and_then(|id| id.parse().ok());
            Ok(visit.ask_again(&survey, &asked, (id, typed), error)?)
        }
    }
}

/// Someone at the hosted page of a survey that there is, or was.
struct Visit<'a> {
    edge: &'a Edge,
    site: Arc<Site>,
    survey: SurveyId,
    own_origin: String,
    locale: Locale,
    link: Link,
}

impl<'a> Visit<'a> {
    /// Finds site, survey and language; else the page that says so.
    async fn begin(
        edge: &'a Edge,
        (site, survey): (&str, &str),
        fields: &Fields,
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Result<Self, Response> {
        let link = Link::read(fields);
        let wishes = Wishes::of(link.lang.as_deref(), headers);
        let css = &edge.config().release.page_css;
        let nowhere = |problem: Problem| {
            refusal_page(problem, PageContext::nowhere(&wishes.among_all(), css))
        };
        let id: SiteId = site.parse().map_err(|_| nowhere(PathError::NoPath.into()))?;
        let found = edge.sites().get_with_survey(&id, survey).await;
        let (site, survey) = found.map_err(|error| nowhere(error.into()))?;
        let locale = wishes.among(site.document());
        let Some(survey) = survey else {
            let ground = PageContext::hosted(site.document(), &locale, css);
            return Err(refusal_page(PathError::NoPath, ground));
        };
        let own_origin = request_origin(headers, uri);
        Ok(Self { edge, site, survey, own_origin, locale, link })
    }

    /// The form for the first time.
    fn form(&self, fields: &Fields) -> Result<Response, EntropyError> {
        let Some(survey) = self.site.survey(&self.survey).filter(|survey| survey.active) else {
            let words = &Texts::or_fallback(&self.locale, &self.locale).pages;
            let ended = Notice { title: &words.survey_ended, text: "" };
            return Ok(page_reply(StatusCode::GONE, ended.render(self.ground())));
        };
        let asked = LocalizedSurvey::new(self.site.document(), survey, &self.locale);
        let typed = Typed::chosen(fields, asked.scale);
        let id = self.edge.new_answer_id()?;
        Ok(page_reply(StatusCode::OK, self.show(survey, &asked, (id, typed), Trouble::None)))
    }

    /// The form once more, with all that was typed. One whose id can't be used gets another: nothing
    /// was ever stored under the first.
    fn ask_again(
        &self,
        survey: &Survey,
        asked: &LocalizedSurvey,
        (id, typed): (Option<AnswerId>, Typed),
        error: AcceptError,
    ) -> Result<Response, EntropyError> {
        let trouble = match &error {
            AcceptError::Answer(error) => Trouble::of(error),
            _ => Trouble::Refused,
        };
        let id = match id.filter(|_| !matches!(error, AcceptError::ClockSkew { .. })) {
            Some(id) => id,
            None => self.edge.new_answer_id()?,
        };
        let page = self.show(survey, asked, (id, typed), trouble);
        Ok(as_refused(page, error.into()))
    }

    fn show(
        &self,
        survey: &Survey,
        asked: &LocalizedSurvey,
        (id, typed): (AnswerId, Typed),
        trouble: Trouble,
    ) -> Rendered {
        let release = &self.edge.config().release;
        let page = Hosted {
            site: self.site_for_page(),
            asked,
            link: &self.link,
            assets: &assets(release),
            script: &release.hosted,
            css: &release.page_css,
            own_origin: &self.own_origin,
            content_name: &self.site.content_name(survey, &self.locale),
            id,
            typed,
            trouble,
        };
        page.render()
    }

    /// The survey in the version that the form showed, or else in today's.
    fn answered(&self, fields: &Fields) -> Option<Survey> {
        self.site.survey_shown(&self.survey, fields.number("survey_version"))
    }

    /// Redirects to the thanks. The answer may not be visible here yet, so its score is sent along.
    fn lead_on(&self, asked: &LocalizedSurvey, id: AnswerId, score: Option<u8>) -> Response {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("done", &id.to_secret_string());
        query.append_pair("lang", asked.locale().as_str());
        query.append_pair("survey_version", &asked.content.survey_version.to_string());
        if let Some(score) = score {
            query.append_pair("score", &score.to_string());
        }
        if self.link.is_frame {
            query.append_pair("frame", "1");
        }
        let thanks = format!("/p/{}/{}?{}", self.site.id, self.survey, query.finish());
        (StatusCode::SEE_OTHER, [(LOCATION, thanks)]).into_response()
    }

    fn thanks(&self, id: AnswerId, fields: &Fields) -> Result<Response, PathError> {
        let survey = self.answered(fields).ok_or(PathError::NoPath)?;
        let asked = &LocalizedSurvey::new(self.site.document(), &survey, &self.locale);
        let score = Typed::chosen(fields, asked.scale).score;
        let (site, is_frame) = (self.site_for_page(), self.link.is_frame);
        let thanks = Thanks { site, asked, id, score, is_frame };
        Ok(page_reply(StatusCode::OK, thanks.render(self.css())))
    }

    fn refuse(&self, problem: impl Into<Problem>) -> Response {
        refusal_page(problem, self.ground())
    }

    fn site_for_page(&self) -> site::Site<'_> {
        site::Site { id: &self.site.id, document: self.site.document() }
    }

    fn ground(&self) -> PageContext<'_> {
        PageContext::hosted(self.site.document(), &self.locale, self.css())
    }

    fn css(&self) -> &str {
        &self.edge.config().release.page_css
    }
}
