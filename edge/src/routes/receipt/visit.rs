//! Someone at a receipt, and what they get to see.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use koe_shared::id::{AnswerId, SiteId, check_clock};
use koe_shared::locale::Locale;
use koe_shared::metadata::{Flags, Metadata, MetadataError};
use koe_shared::score::Score;
use koe_shared::text::Texts;

use crate::edge::Edge;
use crate::keys::{self, Rank};
use crate::pages::asked::Asked;
use crate::pages::document::Ground;
use crate::pages::fields::Fields;
use crate::pages::language::Wishes;
use crate::pages::notice::{self, Notice};
use crate::pages::receipt::{self, Change, Receipt};
use crate::problem::Problem;
use crate::reading::{self, Found};
use crate::site::Site;
use crate::store::StoreError;
use crate::stored::Value;

/// How long after its own time an answer may well be on its way: a storage that shows it late, or a
/// browser that was offline. After that, an answer that is not visible does not exist.
const UNDER_WAY: SignedDuration = SignedDuration::from_hours(1);

/// Someone who holds the id of an answer.
pub(super) struct Visit<'a> {
    pub(super) edge: &'a Edge,
    pub(super) site: Arc<Site>,
    pub(super) id: AnswerId,
    pub(super) locale: Locale,
    pub(super) seen: Seen,
}

/// What is visible of the answer.
pub(super) enum Seen {
    /// Nothing: it never was, expired, or is not visible yet.
    Nothing,
    /// That it was taken back or erased.
    Erased,
    /// Its newest visible revision.
    Answer(Answer),
}

/// A stored revision.
pub(super) struct Answer {
    pub(super) revision: u8,
    pub(super) metadata: String,
    pub(super) value: Value,
}

impl Answer {
    /// What scoring needs of it.
    pub(super) fn metadata(&self) -> Result<Metadata<'_>, Problem> {
        let unreadable =
            |error: MetadataError| StoreError::Unavailable { reason: error.to_string() };
        Metadata::decode(&self.metadata).map_err(unreadable).map_err(Problem::Storage)
    }
}

impl<'a> Visit<'a> {
    /// Finds the site and, once the visitor is admitted there, whatever is visible of the answer; else
    /// the page that says so.
    pub(super) async fn begin(
        edge: &'a Edge,
        site: &str,
        id: &str,
        fields: &Fields,
        headers: &HeaderMap,
        admit: impl FnOnce(&Site) -> Result<(), Problem>,
    ) -> Result<Self, Response> {
        let css = &edge.config().release.page_css;
        let lang = fields.get("lang");
        let wishes = Wishes::of(lang, headers);
        let site = find(edge, site).await;
        let site = site.map_err(|problem| turn_away(edge, fields, headers, problem))?;
        let locale = wishes.among(site.document());
        let refuse = |problem| notice::refusal(problem, Ground::plain(&site, &locale, css));
        admit(&site).map_err(|problem| match problem {
            // Said to the page that sent the form, not to a person.
            Problem::ForeignOrigin { .. } => problem.into_response(),
            problem => refuse(problem),
        })?;
        let id: AnswerId = id.parse().map_err(|_| refuse(Problem::NoPath))?;
        let stored = fields.number("revision").unwrap_or_default();
        let seen = look(edge, &site, id, stored).await.map_err(refuse)?;
        let locale = match &seen {
            // Whoever followed a bare link reads best what they answered in.
            Seen::Answer(answer) if lang.is_none() => {
                let answered = answer.metadata().ok().and_then(|metadata| metadata.locale);
                Wishes::of(answered.as_deref(), headers).among(site.document())
            }
            _ => locale,
        };
        Ok(Self { edge, site, id, locale, seen })
    }

    /// The receipt of a revision.
    pub(super) fn show(&self, answer: &Answer, change: Change<'_>) -> Result<Response, Problem> {
        let metadata = answer.metadata()?;
        let asked = &self.asked(&metadata)?;
        let change = match change {
            _ if self.site.record.is_deleted() => Change::Never,
            _ if self.is_too_late() => Change::TooLate,
            change => change,
        };
        let page = Receipt {
            site: &self.site,
            asked,
            id: self.id,
            revision: answer.revision,
            score: metadata.recorded.score().map(Score::value),
            stored: &answer.value,
            publish: metadata.flags.has(Flags::PUBLISH),
            now: self.edge.now(),
            change,
        };
        Ok(page.reply(self.css()))
    }

    /// The survey in the version that was answered.
    pub(super) fn asked(&self, metadata: &Metadata<'_>) -> Result<Asked, Problem> {
        let survey = metadata.survey.parse().ok();
        let survey = survey.and_then(|id| self.site.survey_then(&id, metadata.survey_version));
        let survey = survey.ok_or(Problem::NoPath)?;
        Ok(Asked::new(self.site.document(), &survey, &self.locale))
    }

    /// An answer can be changed for as long as it could be sent.
    pub(super) fn is_too_late(&self) -> bool {
        check_clock(self.id.time(), self.edge.now()).is_err()
    }

    pub(super) fn taken_back(&self, status: StatusCode) -> Response {
        let words = &Texts::or_fallback(&self.locale, &self.locale).words.small;
        receipt::taken_back(words, status, self.ground())
    }

    /// There is nothing to see, or nothing yet.
    pub(super) fn nothing(&self) -> Response {
        let words = &Texts::or_fallback(&self.locale, &self.locale).pages;
        let age = self.edge.now().duration_since(self.id.time());
        if age > UNDER_WAY {
            return self.refuse(Problem::NoPath);
        }
        Notice { title: &words.your_answer, text: &words.pending }
            .reply(StatusCode::NOT_FOUND, self.ground())
    }

    pub(super) fn refuse(&self, problem: Problem) -> Response {
        notice::refusal(problem, self.ground())
    }

    fn ground(&self) -> Ground<'_> {
        Ground::plain(&self.site, &self.locale, self.css())
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
    problem: Problem,
) -> Response {
    let locale = Wishes::of(fields.get("lang"), headers).among_all();
    notice::refusal(problem, Ground::nowhere(&locale, &edge.config().release.page_css))
}

async fn find(edge: &Edge, site: &str) -> Result<Arc<Site>, Problem> {
    let id: SiteId = site.parse().map_err(|_| Problem::NoPath)?;
    edge.site_even_deleted(&id).await
}

/// What is visible of an answer. `stored` is the revision that the address says was stored last: a
/// list may not show it yet, though the place that wrote it can often read it.
async fn look(edge: &Edge, site: &Site, id: AnswerId, stored: u8) -> Result<Seen, Problem> {
    let id = id.public(&site.id);
    let found = reading::newest(edge.store(), &site.id, &id).await?;
    let listed = match &found {
        None => 0,
        Some(Found { rank: Rank::Tombstone, .. }) => return Ok(Seen::Erased),
        Some(Found { rank: Rank::Revision(revision), .. }) => *revision,
    };
    let mut seen = None;
    if listed < stored {
        seen = read(edge, &keys::answer(&site.id, &id, Rank::Revision(stored)), stored).await?;
    }
    if let (None, Some(found)) = (&seen, found) {
        seen = read(edge, &found.key, listed).await?;
    }
    Ok(seen.map_or(Seen::Nothing, Seen::Answer))
}

/// One revision.
async fn read(edge: &Edge, key: &str, revision: u8) -> Result<Option<Answer>, Problem> {
    let Some(entry) = edge.store().get(key).await? else { return Ok(None) };
    let unreadable = || StoreError::Unreadable { key: key.to_owned() };
    let value = serde_json::from_str(&entry.value).map_err(|_| unreadable())?;
    let metadata = entry.metadata.ok_or_else(unreadable)?;
    Ok(Some(Answer { revision, metadata, value }))
}
