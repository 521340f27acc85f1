//! フォロー: answers that somebody follows up. The list, made for forty; one case; and what all of them say.
//!
//! Everything works without a script: each row has one button, and all rows are one form. After a button was pressed,
//! the next case's button waits for the same key.

mod acts;
mod choices;
mod events;
mod marks;
mod numbers;
mod one;
mod shown;
mod table;
mod told;

use maud::{Markup, html};

pub(crate) use self::shown::{
    AT, AT_FIRST, CASE, CHOICES, CURSOR, DID, DO, FollowUp, FollowUps, Forms, NAME, OPEN, SEEN,
    TICKED, Typed, WORDS,
};
pub(crate) use self::told::CaseNumbers;
use super::icons;
use super::report::Unchosen;
use super::words::cases as words;
use crate::cases::MOST_A_DAY;
use crate::pages::moment::moment;

impl FollowUps<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let ground = self.ground;
        let menus = html! {
            (ground.periods(Unchosen::Days)) (ground.touchpoint_menu()) (ground.department_menu())
        };
        html! {
            (ground.head(&menus))
            (self.refused())
            (self.warnings())
            (self.numbers())
            (self.choices())
            (self.table())
        }
    }

    /// Why a form was not taken, or not all of it.
    fn refused(&self) -> Markup {
        html! {
            @if let Some(text) = &self.error {
                p.note.urgent role="alert" { (icons::alert()) span { (text) } }
            }
        }
    }

    /// Rules that stopped, and what was not read.
    fn warnings(&self) -> Markup {
        let ground = self.ground;
        let (language, zone) = (ground.language, &ground.document.timezone);
        let name = |id: &str| {
            let mut rules = ground.document.alerts.iter();
            rules
                .find(|rule| rule.id.as_str() == id)
                .map_or(id.to_owned(), |rule| rule.name.clone())
        };
        html! {
            @for stopped in &self.list.stopped {
                @let time = moment(stopped.at.0, ground.now, zone, language.locale());
                p.note {
                    (icons::alert())
                    span { (words::stopped(language, &name(stopped.rule.as_str()), &time, MOST_A_DAY)) }
                }
            }
            @if !self.list.complete {
                p.note { (icons::alert()) span { (self.say(words::INCOMPLETE)) } }
            }
        }
    }
}
