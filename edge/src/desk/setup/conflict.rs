//! Two states side by side: what somebody else has saved, and what was typed. Nothing is chosen in advance.

use maud::{Markup, html};

use super::form::{BASED_ON, Carried, head};
use super::input::Input;
use super::sections::Section;
use crate::desk::form::{FORM, TOKEN, carried};
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::words::setup as words;
use crate::pages::fields::Fields;

/// What stands before the path of a field in the name of its choice.
pub(crate) const PICK: &str = "pick.";
/// The choice of what somebody else has saved.
pub(crate) const THEIRS: &str = "theirs";
/// The choice of what was typed.
pub(crate) const MINE: &str = "mine";

/// A form that was made from an older state.
pub(crate) struct Conflict<'a> {
    pub(crate) title: &'a str,
    pub(crate) sections: &'a [Section],
    /// What was typed.
    pub(crate) mine: &'a Fields,
    /// What is stored now.
    pub(crate) theirs: &'a Fields,
    /// Who saved that, and when.
    pub(crate) who: &'a str,
    pub(crate) carried: Carried<'a>,
    /// Whether choices were sent, and not for all fields.
    pub(crate) is_unfinished: bool,
}

/// The fields that differ between two states.
pub(crate) fn differing<'a>(
    sections: &'a [Section],
    mine: &'a Fields,
    theirs: &'a Fields,
) -> impl Iterator<Item = &'a Input> {
    let inputs = sections.iter().flat_map(|section| &section.inputs);
    inputs.filter(|input| input.told(mine) != input.told(theirs))
}

impl Conflict<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        let inputs: Vec<&Input> = differing(self.sections, self.mine, self.theirs).collect();
        let is_sent_along =
            |name: &str| ![TOKEN, FORM, BASED_ON].contains(&name) && !name.starts_with(PICK);
        html! {
            (head(language, self.carried.back, self.title))
            form.card.conflict method="post" action=(self.carried.to) {
                (carried(self.carried.token, self.carried.form))
                input type="hidden" name=(BASED_ON) value=(self.carried.based_on);
                @for (name, value) in self.mine.iter().filter(|(name, _)| is_sent_along(name)) {
                    textarea.away name=(name) readonly tabindex="-1" aria-hidden="true" { "\n" (value) }
                }
                h2 { (icons::alert()) (language.say(words::MEANWHILE)) }
                p {
                    (language.say(if inputs.is_empty() { words::NOTHING_DIFFERS } else { words::MEANWHILE_TEXT }))
                }
                @for input in inputs { (self.choice(input, language)) }
                div.actions.save { button.primary { (language.say(words::SAVE)) } }
            }
        }
    }

    fn choice(&self, input: &Input, language: Language) -> Markup {
        let name = format!("{PICK}{}", input.path);
        let picked = self.mine.get(&name);
        let side = |pick: &'static str, who: &str, fields: &Fields, text| {
            let told = input.told(fields);
            html! {
                label.choice {
                    input type="radio" name=(name) value=(pick) required checked[picked == Some(pick)];
                    span {
                        small { (who) }
                        @if told.is_empty() { span.value.none { (language.say(words::EMPTY)) } }
                        @else { span.value { (told) } }
                        b { (language.say(text)) }
                    }
                }
            }
        };
        html! {
            fieldset {
                legend { (input.label) }
                @if self.is_unfinished && picked.is_none() {
                    p.error { (icons::alert()) span { (language.say(words::CHOOSE)) } }
                }
                div.sides {
                    (side(THEIRS, self.who, self.theirs, words::THEIRS))
                    (side(MINE, language.say(words::YOU), self.mine, words::MINE))
                }
            }
        }
    }
}
