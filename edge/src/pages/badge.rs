//! The badge: a score as a small picture (SVG), for a site's own pages and elsewhere.
//!
//! A score never stands without its interval and its n: the picture holds all three, in words and as a strip
//! over the whole scale. Too few answers are said to be too few. It runs no script, loads nothing, and follows
//! the scheme of whoever looks at it, unless the site's theme has settled on one. At most 2 KB, whatever the
//! site is called.

mod words;

use base64::{Engine, engine::general_purpose::STANDARD};
use koe_shared::disclosure::Reported;
use koe_shared::result::MetricResult;
use koe_shared::site::{Scheme, SiteDocument};
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::words::Words;
use super::figures::{self, Figures};

/// Where the strip begins and ends.
const STRIP: (f64, f64) = (20.0, 268.0);
/// Half of the mark's width.
const HALF_MARK: f64 = 1.5;

const LIGHT: &str = "text,.u{fill:#545c66}.i,.k{fill:#15191e}.c{fill:#fff;stroke:#e4e7ea}.t{stroke:#d3d8dd}\
    .b{fill:#c9d0d6;stroke:#7d858f}";
const DARK: &str = "text,.u{fill:#aeb5be}.i,.k{fill:#eef0f2}.c{fill:#1b1e22;stroke:#2d3237}.t{stroke:#3b4148}\
    .b{fill:#49515a;stroke:#8d96a1}";
const SHAPE: &str = "text{font:12.5px system-ui,\"Hiragino Sans\",\"Noto Sans JP\",Meiryo,sans-serif;\
    font-variant-numeric:tabular-nums}.i{font-weight:600}.s{font-size:32px;letter-spacing:-.03em}\
    .u{font-size:16px;font-weight:400;letter-spacing:0}.p{stroke-dasharray:3 2}";

/// What a badge shows.
pub(crate) struct Badge<'a> {
    pub(crate) document: &'a SiteDocument,
    /// What the answers say, or that they are too few.
    pub(crate) reported: &'a Reported,
    /// The name of the metric, as people write it.
    pub(crate) metric: String,
    /// From how many answers on there is a score.
    pub(crate) shown_from: u64,
    /// Over how many days, and today.
    pub(crate) days: i64,
}

/// A badge as markup, with the headers that its reply needs.
pub(crate) struct Picture {
    pub(crate) svg: String,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Badge<'_> {
    /// The badge in the site's language.
    pub(crate) fn render(&self) -> Picture {
        let (locale, words) = Words::of(&self.document.locale);
        let style = stylesheet(self.document.theme.scheme);
        let result = self.reported.result().filter(|result| result.score.is_some());
        let told = match result {
            Some(result) => score(result, words),
            None => self.too_few(words),
        };
        let period = words.days(self.days);
        let name = legal(&self.document.name);
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" width="288" height="100" viewBox="0 0 288 100" role="img" lang=(locale) {
                title { (name) " " (self.metric) (words.colon) (told.spoken) }
                desc { @for (plain, strong) in &told.lines { (plain) (strong) (words.comma) } (period) }
                style { (PreEscaped(&style)) }
                rect.c x=".5" y=".5" width="287" height="99" rx="12" {}
                text."i s" x="20" y="51" { (told.headline) }
                text x="114" y="28" { tspan.i { (self.metric) } " " (period) }
                @for ((plain, strong), y) in told.lines.iter().zip(["47", "66"]) {
                    text x="114" y=(y) { (plain) @if !strong.is_empty() { tspan.i { (strong) } } }
                }
                path.t d="M20 84H268M20 81v6M144 81v6M268 81v6" {}
                (told.strip)
            }
        };
        let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
        let headers = vec![
            ("content-language", locale.as_str().to_owned()),
            (
                "content-security-policy",
                format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'"),
            ),
        ];
        Picture { svg: svg.into_string(), headers }
    }

    fn too_few(&self, words: &Words) -> Told {
        let n = match self.reported {
            Reported::Shown { result } => result.n,
            Reported::Withheld(too_few) => too_few.n(),
        };
        let from = words.shown_from(self.shown_from);
        Told {
            headline: html! { "—" },
            spoken: words.too_few.to_owned(),
            lines: [plain(words.too_few), plain(&format!("{}{}{from}", figures::n(n), words.dot))],
            strip: html! {},
        }
    }
}

/// What stands in a badge.
struct Told {
    headline: Markup,
    /// The headline as it is read aloud.
    spoken: String,
    /// Two lines, each what leads to the figures, and the figures.
    lines: [(String, String); 2],
    strip: Markup,
}

/// A score with its interval and its n.
fn score(result: &MetricResult, words: &Words) -> Told {
    let of = Figures::of(result.metric);
    let value = result.score.unwrap_or_default();
    let unit = of.unit(result.scale.max);
    let n = figures::n(result.n);
    let n = if result.preliminary { format!("{n}{}{}", words.dot, words.preliminary) } else { n };
    let interval = match &result.interval {
        Some(interval) => {
            let [low, high] = [interval.low, interval.high].map(|bound| of.figure(bound));
            (words.interval.to_owned(), format!("{low}{}{high}{}", words.to, of.sign()))
        }
        // A mean of equal answers says nothing about its own error.
        None => plain(words.all_equal),
    };
    let (from, to) = of.ends(result.scale);
    let at = |value: f64| STRIP.0 + (STRIP.1 - STRIP.0) * (value - from) / (to - from);
    let place = |x: f64| format!("{x:.1}");
    let strip = html! {
        @if let Some(interval) = &result.interval {
            @let (low, high) = (at(interval.low), at(interval.high));
            rect.b.p[result.preliminary] x=(place(low)) y="78.5" width=(place((high - low).max(1.0))) height="11" rx="2" {}
        }
        rect.k x=(place(at(value) - HALF_MARK)) y="75" width="3" height="18" rx="1" {}
    };
    Told {
        headline: html! {
            (of.figure(value)) @if !unit.is_empty() { tspan.u { (unit) } }
        },
        spoken: format!("{}{unit}", of.figure(value)),
        lines: [interval, plain(&n)],
        strip,
    }
}

/// A line without a figure that stands out.
fn plain(text: &str) -> (String, String) {
    (text.to_owned(), String::new())
}

/// The stylesheet: of both schemes, or of the one that the site's theme has settled on.
fn stylesheet(scheme: Scheme) -> String {
    match scheme {
        Scheme::Auto => format!("{SHAPE}{LIGHT}@media(prefers-color-scheme:dark){{{DARK}}}"),
        Scheme::Light => format!("{SHAPE}{LIGHT}"),
        Scheme::Dark => format!("{SHAPE}{DARK}"),
    }
}

/// A text without the characters that XML can't hold, escaped or not.
fn legal(text: &str) -> String {
    let is_legal = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_legal).collect()
}

#[cfg(test)]
mod tests;
