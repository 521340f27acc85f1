//! Where the figures of a page come from: its answers as a file, and the call of the API that gives the same, to be
//! copied.

use form_urlencoded::Serializer;
use jiff::Timestamp;
use koe_shared::instant::Instant;
use maud::{Markup, html};

use super::ground::Ground;
use crate::desk::address::{COMPARE, CONFIDENCE, FROM, SAMPLE, TO};
use crate::desk::door::to_copy;
use crate::desk::words::report as words;

/// Conditions that a page has beside those of every report, under the API's names.
pub(crate) type Asked = [(&'static str, String)];

impl Ground<'_> {
    /// The file and the call, folded away. `listed` are conditions of the page's answers, `call` is that of its
    /// figures.
    pub(crate) fn sources(&self, listed: &Asked, call: &str) -> Markup {
        let files = [("csv", "CSV"), ("ndjson", "NDJSON")];
        let file =
            |format| format!("/sites/{}/answers.{format}?{}", self.site, self.listed(listed));
        html! {
            // What nobody gave is in no reply of the API.
            @if !self.is_sample() {
                details.sources {
                    summary { (self.say(words::SOURCES)) }
                    p {
                        (self.say(words::ANSWERS_AS_FILE)) ":"
                        @for (format, name) in files { " " a href=(file(format)) { (name) } }
                    }
                    p { (self.say(words::SOURCES_TEXT)) }
                    (to_copy(self.language, call))
                }
            }
        }
    }

    /// The call that lists the answers of the page.
    pub(crate) fn answers_call(&self, listed: &Asked) -> String {
        format!("GET /v1/sites/{}/answers?{}", self.site, self.listed(listed))
    }

    /// The call that gives figures of the page: its choices, with the range and the comparison as they are read
    /// now, and what `asked` says beside them.
    pub(crate) fn call(&self, path: &str, asked: &Asked) -> String {
        let compared = self
            .told
            .compared
            .map(|span| (COMPARE, format!("{}..{}", Instant(span.from), Instant(span.to))));
        let query = self
            .range_query()
            .extend_pairs(compared)
            .extend_pairs(self.address.shared().filter(|(name, _)| !is_of_range(name)))
            .extend_pairs(asked)
            .finish();
        format!("GET /v1/sites/{}/{path}?{query}", self.site)
    }

    /// What a list of the page's answers is asked for.
    fn listed(&self, listed: &Asked) -> String {
        let is_filter = |name: &str| !is_of_range(name) && name != CONFIDENCE;
        self.range_query()
            .extend_pairs(self.address.shared().filter(|(name, _)| is_filter(name)))
            .extend_pairs(listed)
            .finish()
    }

    fn range_query(&self) -> Serializer<'static, String> {
        let written = |time: Timestamp| Instant(time).to_string();
        let mut query = Serializer::new(String::new());
        query.append_pair(FROM, &written(self.told.range.from));
        query.append_pair(TO, &written(self.told.range.to));
        query
    }
}

/// Whether the range already tells a choice, or the API does not know it.
fn is_of_range(name: &str) -> bool {
    [FROM, TO, COMPARE, SAMPLE].contains(&name)
}
