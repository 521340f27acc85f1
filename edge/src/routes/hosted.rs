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
use crate::edge::Edge;
use crate::origin;
use crate::pages::asked::Asked;
use crate::pages::document::Ground;
use crate::pages::fields::Fields;
use crate::pages::hosted::Hosted;
use crate::pages::language::Wishes;
use crate::pages::link::Link;
use crate::pages::notice::{self, Notice};
use crate::pages::thanks::Thanks;
use crate::pages::typed::{Trouble, Typed};
use crate::problem::Problem;
use crate::routes::answers;
use crate::routes::path::Path;
use crate::site::Site;

/// Shows the form, or its thanks.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, survey)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_address(&uri);
    let visit = match Visit::begin(&edge, (&site, &survey), &fields, &headers, &uri).await {
        Ok(visit) => visit,
        Err(page) => return page,
    };
    let shown = match fields.get("done").and_then(|id| id.parse().ok()) {
        Some(id) => visit.thanks(id, &fields),
        None => visit.form(&fields),
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
    let fields = Fields::posted(&headers, body).await?;
    let visit = match Visit::begin(&edge, (&site, &survey), &fields, &headers, &uri).await {
        Ok(visit) => visit,
        Err(page) => return Ok(page),
    };
    let Some(survey) = visit.answered(&fields) else { return Ok(visit.refuse(Problem::NoPath)) };
    let asked = Asked::new(visit.site.document(), &survey, &visit.locale);
    let (site, link, typed) = (&visit.site.id, &visit.link, Typed::read(&fields, asked.scale));
    let sent = Sent { site, asked: &asked, link, fields: &fields, typed: &typed };
    let taken = match sent.read() {
        Ok(answer) => answers::post::take(&edge, &uri, &headers, &answer).await,
        Err(error) => Err(Problem::Answer(error)),
    };
    match taken {
        Ok(receipt) => Ok(visit.lead_on(&asked, receipt.id, typed.score)),
        Err(problem @ Problem::ForeignOrigin { .. }) => Err(problem),
        Err(problem) => {
            let id = fields.get("id").and_then(|id| id.parse().ok());
            visit.ask_again(&survey, &asked, (id, typed), problem)
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
        let (site, survey) = find(edge, site, survey).await.map_err(|problem| {
            notice::refusal(problem, Ground::nowhere(&wishes.among_all(), css))
        })?;
        let locale = wishes.among(site.document());
        match survey {
            Some(survey) => {
                let own_origin = origin::own(headers, uri);
                Ok(Self { edge, site, survey, own_origin, locale, link })
            }
            None => Err(notice::refusal(Problem::NoPath, Ground::hosted(&site, &locale, css))),
        }
    }

    /// The form for the first time.
    fn form(&self, fields: &Fields) -> Result<Response, Problem> {
        let Some(survey) = self.site.survey(&self.survey).filter(|survey| survey.active) else {
            let words = &Texts::or_fallback(&self.locale, &self.locale).pages;
            let ended = Notice { title: &words.survey_ended, text: "" };
            return Ok(ended.reply(StatusCode::GONE, self.ground()));
        };
        let asked = Asked::new(self.site.document(), survey, &self.locale);
        let typed = Typed::chosen(fields, asked.scale);
        let id = self.edge.new_answer_id()?;
        Ok(self.show(survey, &asked, (id, typed), Trouble::None))
    }

    /// The form once more, with all that was typed. One whose id can't be used gets another: nothing
    /// was ever stored under the first.
    fn ask_again(
        &self,
        survey: &Survey,
        asked: &Asked,
        (id, typed): (Option<AnswerId>, Typed),
        problem: Problem,
    ) -> Result<Response, Problem> {
        let trouble = Trouble::of(&problem);
        let id = match id.filter(|_| !matches!(problem, Problem::ClockSkew { .. })) {
            Some(id) => id,
            None => self.edge.new_answer_id()?,
        };
        let page = self.show(survey, asked, (id, typed), trouble);
        Ok(notice::as_refused(page, problem.into_response()))
    }

    fn show(
        &self,
        survey: &Survey,
        asked: &Asked,
        (id, typed): (AnswerId, Typed),
        trouble: Trouble,
    ) -> Response {
        let release = &self.edge.config().release;
        let content_name = &self.site.content_name(survey, &self.locale);
        let (site, link, own_origin) = (&*self.site, &self.link, &self.own_origin);
        Hosted { site, asked, link, release, own_origin, content_name, id, typed, trouble }.reply()
    }

    /// The survey in the version that the form showed, or else in today's.
    fn answered(&self, fields: &Fields) -> Option<Survey> {
        let newest = self.site.record.versions.newest(&self.survey)?;
        let shown = fields.number("survey_version").unwrap_or(newest);
        self.site
            .survey_then(&self.survey, shown)
            .or_else(|| self.site.survey_then(&self.survey, newest))
    }

    /// Redirects to the thanks. The answer may not be visible here yet, so its score is sent along.
    fn lead_on(&self, asked: &Asked, id: AnswerId, score: Option<u8>) -> Response {
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

    fn thanks(&self, id: AnswerId, fields: &Fields) -> Result<Response, Problem> {
        let survey = self.answered(fields).ok_or(Problem::NoPath)?;
        let asked = &Asked::new(self.site.document(), &survey, &self.locale);
        let score = Typed::chosen(fields, asked.scale).score;
        let thanks = Thanks { site: &self.site, asked, id, score, is_frame: self.link.is_frame };
        Ok(thanks.reply(self.css()))
    }

    fn refuse(&self, problem: Problem) -> Response {
        notice::refusal(problem, self.ground())
    }

    fn ground(&self) -> Ground<'_> {
        Ground::hosted(&self.site, &self.locale, self.css())
    }

    fn css(&self) -> &str {
        &self.edge.config().release.page_css
    }
}

/// The site, and its survey if there is one or ever was. What the kept document does not have is
/// looked up once more.
async fn find(
    edge: &Edge,
    site: &str,
    survey: &str,
) -> Result<(Arc<Site>, Option<SurveyId>), Problem> {
    let id: SiteId = site.parse().map_err(|_| Problem::NoPath)?;
    let site = edge.site(&id).await?;
    let Ok(survey) = survey.parse() else { return Ok((site, None)) };
    if site.record.versions.newest(&survey).is_some() {
        return Ok((site, Some(survey)));
    }
    let site = edge.fresh_site(&id).await?;
    let known = site.record.versions.newest(&survey).is_some();
    Ok((site, known.then_some(survey)))
}
