//! Which comments are listed: by bucket, by kind, by a text.

use maud::{Markup, html};

use super::shown::{BUCKET, BUCKETS, Comments, ONLY, TERM, TEXT, THEME};
use crate::desk::icons;
use crate::desk::words::comments as words;
use crate::pages::figures::grouped;
use crate::reports::Only;

impl Comments<'_> {
    pub(super) fn choices(&self) -> Markup {
        html! {
            div.narrowing {
                (self.buckets())
                (self.kinds())
                (self.ground.search(TEXT, words::SEARCH, words::FIND))
            }
        }
    }

    fn buckets(&self) -> Markup {
        let chosen = self.ground.address.get(BUCKET);
        let counts = self.by_bucket();
        html! {
            nav.parts aria-label=(self.say(words::BY_BUCKET)) {
                a href=(self.with(BUCKET, None)) aria-current=[chosen.is_none().then_some("true")] {
                    (self.say(words::ALL)) " " span.count { (grouped(counts.all())) }
                }
                @for bucket in BUCKETS {
                    @let is_chosen = chosen == Some(bucket.as_str());
                    a href=(self.with(BUCKET, Some(bucket.as_str()))) aria-current=[is_chosen.then_some("true")] {
                        (self.say(words::bucket(bucket))) " " span.count { (grouped(counts.of(bucket))) }
                    }
                }
            }
        }
    }

    /// Those kinds of which there are comments, and the one that is chosen.
    fn kinds(&self) -> Markup {
        let chosen = self.ground.address.get(ONLY);
        let read = &self.report.read;
        let kinds = Only::ALL.into_iter();
        let kinds: Vec<Only> =
            kinds.filter(|only| read.only(*only) > 0 || chosen == Some(only.as_str())).collect();
        html! {
            @if !kinds.is_empty() {
                nav.kinds aria-label=(self.say(words::KINDS)) {
                    @for only in kinds {
                        @let is_chosen = chosen == Some(only.as_str());
                        @let value = Some(only.as_str()).filter(|_| !is_chosen);
                        a href=(self.with(ONLY, value)) aria-current=[is_chosen.then_some("true")] {
                            (icon(only)) (self.say(words::only(only))) " "
                            span.count { (grouped(read.only(only))) }
                        }
                    }
                }
            }
        }
    }

    /// What narrows the list by words, to be removed.
    pub(super) fn narrowed(&self) -> Markup {
        let names = [(TEXT, words::TEXT), (THEME, words::THEME), (TERM, words::TERM)].into_iter();
        let chosen: Vec<(&str, String)> = names
            .filter_map(|(name, title)| {
                let value = self.ground.address.get(name)?;
                let value = if name == THEME { self.theme_called(value) } else { value.to_owned() };
                Some((name, format!("{}: {value}", self.say(title))))
            })
            .collect();
        html! {
            @if !chosen.is_empty() {
                ul.chosen {
                    @for (name, text) in &chosen { li { (self.ground.removable(name, text)) } }
                }
            }
        }
    }
}

pub(super) fn icon(only: Only) -> Markup {
    match only {
        Only::Urgent => icons::alert(),
        Only::Reply => icons::reply(),
        Only::Publish => icons::speech(),
        Only::Published => icons::tick(),
        Only::Against => icons::waves(),
    }
}
