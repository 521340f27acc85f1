//! Which language a page speaks: the one its link names, else the browser's, in the order of its
//! `Accept-Language`, else the site's.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use koe_shared::locale::{Locale, pick_language};
use koe_shared::site::SiteDocument;
use koe_shared::text::Texts;

/// What a visitor would rather read, best first.
pub(crate) struct Wishes(Vec<String>);

impl Wishes {
    /// The language named by the link, then the browser's.
    pub(crate) fn of(lang: Option<&str>, headers: &HeaderMap) -> Self {
        let accepted =
            headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        let mut tags: Vec<(f32, &str)> =
            accepted.flat_map(|value| value.split(',')).filter_map(weighted).collect();
        // Stable: of two that are wished for alike the one named first comes first.
        tags.sort_by(|one, other| other.0.total_cmp(&one.0));
        let tags = tags.into_iter().map(|(_, tag)| tag);
        Self(lang.into_iter().chain(tags).map(str::to_owned).collect())
    }

    /// The best of the languages a site offers.
    pub(crate) fn among(&self, document: &SiteDocument) -> Locale {
        pick_language(self.tags(), &document.locales, &document.locale).clone()
    }

    /// The best of the languages this project has words in, for a page that no site stands behind.
    pub(crate) fn among_all(&self) -> Locale {
        let mut wished = self.tags().filter_map(|tag| tag.parse::<Locale>().ok());
        let known = wished.find(|locale| Texts::of(locale).is_some());
        known.unwrap_or_else(|| "en".parse().expect("two letters are a tag"))
    }

    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// `de-AT;q=0.8`; a weight of 0 says what is not wished for.
fn weighted(item: &str) -> Option<(f32, &str)> {
    let mut parts = item.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty() && *tag != "*")?;
    let quality = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse::<f32>().ok());
    let quality = quality.unwrap_or(1.0);
    (quality > 0.0).then_some((quality, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lang: Option<&str>, accepted: &str, wishes: &[&str]) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accepted.parse().unwrap());
        assert_eq!(Wishes::of(lang, &headers).0, wishes, "{lang:?} {accepted:?}");
    }

    #[test]
    fn the_link_comes_first_and_then_the_browser_by_its_weights() {
        check(None, "", &[]);
        check(None, "ja", &["ja"]);
        check(None, "en;q=0.5, ja, de;q=0.9, *;q=0.1", &["ja", "de", "en"]);
        check(Some("fr"), "ja,en", &["fr", "ja", "en"]);
        check(None, "en;q=0, de;q=high, ;q=1, ,", &["de"]);
        check(None, "en-GB;level=1;q=0.2,en;q=0.2", &["en-GB", "en"]);
    }

    #[test]
    fn without_a_site_the_project_s_own_languages_are_offered() {
        let all = |accepted: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, accepted.parse().unwrap());
            Wishes::of(None, &headers).among_all().to_string()
        };
        assert_eq!(all("x-klingon, tlh, ja-JP;q=0.5"), "ja-JP");
        assert_eq!(all("tlh"), "en");
    }
}
