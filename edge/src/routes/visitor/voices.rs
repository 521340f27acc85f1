//! `/voices/{site}` and `/voices/{site}.json`: the comments that a site publishes, for everybody.
//!
//! 1. 404: an unknown site.
//! 2. The comments that were approved, and stand as they were read. 503: storage.
//! 3. 200, or 304 where the caller's copy is still the same. Kept for five minutes, the same for all who ask: the
//!    page speaks the language that `lang` names, or the site's, never the browser's.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;
use koe_shared::locale::Locale;
use koe_shared::metric::Metric;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::forms::address_fields;
use crate::http::language::Wishes;
use crate::http::path::Path;
use crate::http::{caching, etag};
use crate::pages::document::{PageContext, Rendered};
use crate::pages::voices::{Quoted, VoicesPage};
use crate::problem::Problem;
use crate::routes::page_reply::refusal_page;
use crate::sites::{Site, named_site};
use crate::voices::{PublishedVoice, published};

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

/// The comments that a site publishes.
#[derive(Serialize, ToSchema)]
pub(super) struct PublishedVoices {
    site: SiteId,
    /// The site's name.
    name: String,
    /// The newest first, at most 50.
    voices: Vec<PublishedComment>,
}

/// A comment that is published.
#[derive(Serialize, ToSchema)]
struct PublishedComment {
    /// The public id of its answer.
    id: PublicId,
    text: String,
    /// The name that the visitor gave to be shown.
    #[schema(required = true)]
    name: Option<String>,
    metric: Metric,
    score: u8,
    /// The highest score of its scale.
    highest: u8,
    /// The language in which the visitor was asked.
    #[schema(required = true)]
    locale: Option<String>,
    answered_at: Instant,
}

/// The comments that a site publishes, as a page without script to stand in a page of the site, and with `.json` as
/// data.
#[utoipa::path(
    get,
    operation_id = "get_published_voices",
    path = "/voices/{site}.json",
    tag = "for pages",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = PublishedVoices, description = "the newest first, kept for five minutes"),
        (status = 304, description = "the copy named by If-None-Match is still the same"),
        (status = 404, description = "unknown_site"),
    ),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let fields = address_fields(&uri);
    let wishes = Wishes::of(fields.get("lang"), &HeaderMap::new());
    if let Some(name) = file.strip_suffix(".json") {
        let (site, voices) = found(&edge, name).await?;
        // 3.
        let reply = PublishedVoices::of(&site, voices);
        let text = serde_json::to_string(&reply).unwrap_or_default();
        return Ok(kept(etag::tagged(&headers, JSON, text), &site));
    }
    match found(&edge, &file).await {
        // 3.
        Ok((site, voices)) => {
            let locale = wishes.among(site.document());
            Ok(kept(page(&edge, (&site, &locale), &voices, &headers), &site))
        }
        Err(problem) => {
            let css = &edge.config().release.page_css;
            Ok(refusal_page(problem, PageContext::nowhere(&wishes.among_all(), css)))
        }
    }
}

async fn found(edge: &Edge, name: &str) -> Result<(Arc<Site>, Vec<PublishedVoice>), Problem> {
    // 1.
    let site = edge.sites().get(&named_site(name)?).await?;
    // 2.
    let voices = published(edge.store(), &site, edge.now()).await?;
    Ok((site, voices))
}

fn kept(mut response: Response, site: &Site) -> Response {
    caching::keep_five_minutes(response.headers_mut(), &site.id);
    response
}

fn page(
    edge: &Edge,
    (site, locale): (&Site, &Locale),
    voices: &[PublishedVoice],
    headers: &HeaderMap,
) -> Response {
    let quoted: Vec<Quoted<'_>> = voices.iter().map(quoted).collect();
    let page = VoicesPage { document: site.document(), locale, now: edge.now(), voices: &quoted };
    let Rendered { html, headers: own } = page.render(&edge.config().release.page_css);
    let mut response = etag::tagged(headers, HTML, html).into_response();
    for (name, value) in own {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn quoted(voice: &PublishedVoice) -> Quoted<'_> {
    Quoted {
        text: &voice.text,
        name: voice.name.as_deref(),
        locale: voice.locale.as_deref(),
        at: voice.answered_at,
    }
}

impl PublishedVoices {
    fn of(site: &Site, voices: Vec<PublishedVoice>) -> Self {
        let comment = |voice: PublishedVoice| {
            let PublishedVoice { id, text, name, score, locale, answered_at } = voice;
            let scale = score.scale();
            let (metric, highest) = (scale.metric(), scale.max());
            let answered_at = Instant(answered_at);
            PublishedComment {
                id,
                text,
                name,
                metric,
                score: score.value(),
                highest,
                locale,
                answered_at,
            }
        };
        Self {
            site: site.id.clone(),
            name: site.document().name.clone(),
            voices: voices.into_iter().map(comment).collect(),
        }
    }
}
