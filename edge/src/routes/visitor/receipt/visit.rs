//! Someone at a receipt, and what they get to see.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use koe_shared::id::{AnswerId, SiteId, check_clock};
use koe_shared::locale::Locale;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::score::Score;
use koe_shared::text::Texts;

use crate::answers::{
    ChangeError, Changed, StoredAnswer, Visible, Visitor, VisitorError, change_answer, take_back,
    visible_answer,
};
use crate::app::Edge;
use crate::http::language::Wishes;
use crate::http::path::PathError;
use crate::pages::asked::LocalizedSurvey;
use crate::pages::document::{PageContext, Rendered};
use crate::pages::fields::Fields;
use crate::pages::notice::Notice;
use crate::pages::receipt::{self, Change, Receipt, Stored};
use crate::pages::site;
use crate::pages::trouble::Trouble;
use crate::pages::typed::Typed;
use crate::problem::Problem;
use crate::routes::page_reply::{as_refused, page_reply, refusal_page};
use crate::sites::Site;
use crate::store::Listed;
use crate::store::keys::{self, Rank};

/// How long after its own time an answer may well be on its way: a storage that shows it late, or a
/// browser that was offline. Past that, what is not there is not there.
const UNDER_WAY: SignedDuration = SignedDuration::from_hours(1);

/// Someone who holds the id of an answer.
pub(super) struct Visit<'a> {
    pub(super) edge: &'a Edge,
    pub(super) site: Arc<Site>,
    pub(super) id: AnswerId,
    pub(super) locale: Locale,
    pub(super) seen: Visible,
}

impl<'a> Visit<'a> {
    /// Finds the site and, once a visitor who writes is admitted there, whatever is visible of the
    /// answer; else the page that says so.
    pub(super) async fn begin(
        edge: &'a Edge,
        (site, id): (&str, &str),
        fields: &Fields,
        headers: &HeaderMap,
        writes: Option<&Visitor<'_>>,
    ) -> Result<Self, Response> {
        let css = &edge.config().release.page_css;
        let lang = fields.get("lang");
        let wishes = Wishes::of(lang, headers);
        let site = find(edge, site).await;
        let site = site.map_err(|problem| turn_away(edge, fields, headers, problem))?;
        let locale = wishes.among(site.document());
        let refuse = |problem: Problem| {
            refusal_page(problem, PageContext::plain(site.document(), &locale, css))
        };
        if let Some(visitor) = writes {
            admit(visitor, &site).map_err(|error| match error {
                // Said to the page that sent the form, not to a person.
                VisitorError::ForeignOrigin { .. } => Problem::from(error).into_response(),
                VisitorError::RateLimit(error) => refuse(error.into()),
            })?;
        }
        let id: AnswerId = id.parse().map_err(|_| refuse(PathError::NoPath.into()))?;
        let stored = fields.number("revision").unwrap_or_default();
        let lives = site.record.retention().left(id.time(), edge.now()).is_some();
        let seen = if lives {
            visible_answer(edge.store(), &site.id, id, stored).await
        } else {
            Ok(Visible::Nothing)
        };
        let seen = seen.map_err(|error| refuse(error.into()))?;
        let locale = match &seen {
            // Whoever followed a bare link reads best what they answered in.
            Visible::Answer(answer) if lang.is_none() => {
                let answered = answer.metadata().ok().and_then(|metadata| metadata.locale);
                Wishes::of(answered.as_deref(), headers).among(site.document())
            }
            _ => locale,
        };
        Ok(Self { edge, site, id, locale, seen })
    }

    /// The receipt of a revision.
    pub(super) fn show(
        &self,
        answer: &StoredAnswer,
        change: Change<'_>,
    ) -> Result<Response, Problem> {
        Ok(page_reply(StatusCode::OK, self.receipt(answer, change)?))
    }

    fn receipt(&self, answer: &StoredAnswer, change: Change<'_>) -> Result<Rendered, Problem> {
        let metadata = answer.metadata()?;
        let asked = &self.asked(&metadata)?;
        let change = match change {
            _ if self.site.record.is_deleted() => Change::Never,
            _ if self.is_too_late() => Change::TooLate,
            change => change,
        };
        let page = Receipt {
            site: site::Site { id: &self.site.id, document: self.site.document() },
            asked,
            id: self.id,
            revision: answer.revision,
            score: metadata.recorded.score().map(Score::value),
            stored: Stored {
                received_at: answer.value.received_at,
                comment: answer.value.comment.clone(),
                contact: answer.value.contact.clone(),
            },
            publish: metadata.flags.has(Flags::PUBLISH),
            now: self.edge.now(),
            change,
        };
        Ok(page.render(self.css()))
    }

    /// The survey in the version that was answered.
    fn asked(&self, metadata: &Metadata<'_>) -> Result<LocalizedSurvey, PathError> {
        let survey = metadata.survey.parse().ok();
        let survey = survey.and_then(|id| self.site.survey_then(&id, metadata.survey_version));
        let survey = survey.ok_or(PathError::NoPath)?;
        Ok(LocalizedSurvey::new(self.site.document(), &survey, &self.locale))
    }

    /// An answer can be changed for as long as it could be sent.
    fn is_too_late(&self) -> bool {
        check_clock(self.id.time(), self.edge.now()).is_err()
    }

    pub(super) fn taken_back(&self, status: StatusCode) -> Response {
        let words = &Texts::or_fallback(&self.locale, &self.locale).words.small;
        page_reply(status, receipt::taken_back(words, self.ground()))
    }

    /// There is nothing to see, or nothing yet.
    pub(super) fn nothing(&self) -> Response {
        let words = &Texts::or_fallback(&self.locale, &self.locale).pages;
        let age = self.edge.now().duration_since(self.id.time());
        if age > UNDER_WAY {
            return self.refuse(PathError::NoPath);
        }
        let notice = Notice { title: &words.your_answer, text: &words.pending };
        page_reply(StatusCode::NOT_FOUND, notice.render(self.ground()))
    }

    pub(super) fn refuse(&self, problem: impl Into<Problem>) -> Response {
        refusal_page(problem, self.ground())
    }

    /// Takes the answer back.
    pub(super) async fn take_back(&self) -> Result<Response, Problem> {
        let seen = match &self.seen {
            Visible::Answer(answer) => {
                let id = self.id.public(&self.site.id);
                let key = keys::answer(&self.site.id, &id, Rank::Revision(answer.revision));
                Some(Listed { key, metadata: Some(answer.metadata.clone()) })
            }
            Visible::Nothing | Visible::Erased => None,
        };
        let (ledger, now) = (self.edge.ledger(), self.edge.now());
        take_back(ledger, &self.site, self.id, seen, now).await?;
        Ok(self.back("taken_back=1"))
    }

    /// Stores another score or comment.
    pub(super) async fn change(
        &self,
        answer: &StoredAnswer,
        fields: &Fields,
    ) -> Result<Response, Problem> {
        if self.site.record.is_deleted() {
            return Err(PathError::NoPath.into());
        }
        let scale = self.asked(&answer.metadata()?)?.scale;
        let typed = Typed::read(fields, scale);
        let change = Changed {
            score: typed.score,
            comment: typed.comment.clone(),
            publish: typed.publish,
            seen: fields.number("revision").unwrap_or_default(),
        };
        let (ledger, now) = (self.edge.ledger(), self.edge.now());
        let id = (self.id, answer);
        let watcher = self.edge.watcher();
        match change_answer(ledger, &self.site, id, scale, (&change, &watcher), now).await {
            Ok(revision) => {
                let afterwards = self.edge.afterwards(Arc::clone(&self.site), watcher);
                let page = self.back(&format!("changed=1&revision={revision}"));
                Ok((afterwards, page).into_response())
            }
            Err(error) => {
                let trouble = match &error {
                    ChangeError::Answer(error) => Trouble::of(error),
                    _ => Trouble::Refused,
                };
                let page = self.receipt(answer, Change::Again(&typed, trouble))?;
                Ok(as_refused(page, error.into()))
            }
        }
    }

    fn back(&self, said: &str) -> Response {
        let (site, id) = (&self.site.id, self.id.to_secret_string());
        let receipt = format!("/r/{site}/{id}?lang={}&{said}", self.locale);
        (StatusCode::SEE_OTHER, [(LOCATION, receipt)]).into_response()
    }

    fn ground(&self) -> PageContext<'_> {
        PageContext::plain(self.site.document(), &self.locale, self.css())
    }

    fn css(&self) -> &str {
        &self.edge.config().release.page_css
    }
}

/// The page for somebody who does not even get to the site.
pub(super) fn turn_away(
    edge: &Edge,
    fields: &Fields,
    headers: &HeaderMap,
    problem: impl Into<Problem>,
) -> Response {
    let locale = Wishes::of(fields.get("lang"), headers).among_all();
    refusal_page(problem, PageContext::nowhere(&locale, &edge.config().release.page_css))
}

async fn find(edge: &Edge, site: &str) -> Result<Arc<Site>, Problem> {
    let id: SiteId = site.parse().map_err(|_| PathError::NoPath)?;
    Ok(edge.sites().get_even_deleted(&id).await?)
}

/// Lets a visitor write to the site, if the page that sends is one of its; what is refused is counted.
fn admit(visitor: &Visitor<'_>, site: &Site) -> Result<(), VisitorError> {
    if let Err(refusal) = visitor.check_page(site) {
        visitor.count_refusal()?;
        return Err(refusal);
    }
    visitor.count_write(&site.id)
}
