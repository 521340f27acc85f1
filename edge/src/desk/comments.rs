//! コメント: what visitors wrote. The list, and beside it what stands out: contrary voices, themes, terms.
//!
//! Visitors' texts are text, isolated from what stands around them, whatever their direction.

mod choices;
mod list;
mod remark;
mod reply;
mod shown;
mod terms;
mod themes;
mod voice;

use maud::{Markup, html};

pub(crate) use self::shown::{APPROVED, CHOICES, Comments, DECIDED, ONLY, REVISION, VOICE};
use self::shown::{BUCKET, TEXT};
use super::charts;
use super::report::Unchosen;
use super::words::comments as words;

impl Comments<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let ground = self.ground;
        let menus = html! { (ground.periods(Unchosen::Days)) (ground.touchpoint_menu()) (ground.filters()) };
        let is_empty = self.by_bucket().all() == 0;
        html! {
            (charts::hatching())
            (ground.head(&menus))
            (self.refused())
            (ground.sample(is_empty && !self.is_filtered()))
            @if is_empty {
                (self.empty())
            } @else {
                (self.choices())
                (self.narrowed())
                (self.public_page())
                (self.read())
                div.heard {
                    (self.list())
                    aside.asides aria-label=(self.say(words::ON_THIS_PAGE)) {
                        (self.contrary())
                        (self.themes())
                        (self.terms())
                    }
                }
            }
            (ground.sources(&self.listed(), &ground.answers_call(&self.listed())))
        }
    }

    /// What the list of these comments is asked for. Kind, theme and term are choices of this page alone.
    fn listed(&self) -> Vec<(&'static str, String)> {
        let chosen = |name: &'static str| Some((name, self.ground.address.get(name)?.to_owned()));
        let has_comment = ("has_comment", "true".to_owned());
        [has_comment].into_iter().chain([BUCKET, TEXT].into_iter().filter_map(chosen)).collect()
    }

    /// No comments: a sentence, and no 0.
    fn empty(&self) -> Markup {
        let text = if self.is_filtered() { words::NONE_FILTERED } else { words::NONE };
        html! {
            section.card.none-said {
                p.headline.none { "—" }
                p { (self.say(text)) }
            }
        }
    }

    /// What was read, where there is more.
    fn read(&self) -> Markup {
        let read = &self.report.read;
        let written = crate::pages::figures::grouped(read.n());
        let language = self.ground.language;
        html! {
            @if !read.is_complete {
                p.quiet.read {
                    @if self.report.by_bucket.is_some() { (words::of_the_newest(language, &written)) }
                    @else { (words::all_of_the_newest(language, &written)) }
                }
            }
        }
    }

    fn contrary(&self) -> Markup {
        let (contrary, bucket) = (&self.report.contrary, self.report.contrary_bucket);
        html! {
            @if !contrary.is_empty() {
                section.card id="contrary" {
                    h2 { (self.say(words::CONTRARY)) }
                    p.quiet { (self.say(words::contrary_of(bucket))) }
                    ul.voices { @for comment in contrary { li { (self.remark(comment)) } } }
                }
            }
        }
    }
}
