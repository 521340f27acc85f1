//! Step 2: each touchpoint with how it comes, and whether it came.

use std::collections::BTreeSet;

use koe_shared::id::TouchpointId;
use koe_shared::site::When;
use maud::{Markup, html};

use super::{Check, state};
use crate::desk::door::to_copy;
use crate::desk::icons;
use crate::desk::place::SitePage;
use crate::desk::words::{check as words, touchpoints};

impl Check<'_> {
    pub(super) fn touchpoints(&self) -> Markup {
        let language = self.language;
        // In the document's order, then those that only a survey names.
        let declared = self.document.touchpoints.iter();
        let mut all: Vec<(&TouchpointId, Option<&When>)> =
            declared.map(|touchpoint| (&touchpoint.id, touchpoint.when.as_ref())).collect();
        let mut known: BTreeSet<_> = all.iter().map(|(id, _)| *id).collect();
        for id in self.document.surveys.iter().flat_map(|survey| &survey.touchpoints) {
            if known.insert(id) {
                all.push((id, None));
            }
        }
        html! {
            h2 { (language.say(words::TOUCHPOINTS)) }
            p.hint { (language.say(words::TOUCHPOINTS_TEXT)) }
            ul.moments { @for (id, when) in all { li { (self.touchpoint(id, when)) } } }
            @if let Some(seen) = self.seen().filter(|seen| self.lists(seen)) {
                @let query = form_urlencoded::Serializer::new(String::new()).append_pair("address", &seen.path).finish();
                p { a href=(format!("{}?{query}", SitePage::Touchpoints.path(self.site))) {
                    (language.say(words::THIS_PAGE))
                } " " code { (seen.path) } }
            }
        }
    }

    fn touchpoint(&self, id: &TouchpointId, when: Option<&When>) -> Markup {
        let language = self.language;
        let known = touchpoints::name(language, id.as_str());
        let came = self.seen().map(|seen| seen.come.contains(id));
        html! {
            div.beneath {
                span.named { b { (known) } @if known != id.as_str() { " " code { (id) } } }
                @match came {
                    Some(true) => (state(&icons::tick(), "good", language.say(words::COME))),
                    Some(false) => (state(&icons::clock(), "", language.say(words::NOT_COME))),
                    None => {}
                }
            }
            @match when {
                Some(when) => p.hint { (touchpoints::conditions(language, when, usize::MAX).join(" · ")) },
                None => {
                    p.hint { (language.say(words::CALL)) }
                    (to_copy(language, &format!("koe('touchpoint', '{id}')")))
                }
            }
        }
    }
}
