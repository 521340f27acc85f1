//! The field that looks for a text; all other choices stay.

use maud::{Markup, html};

use super::ground::Ground;
use crate::desk::icons;
use crate::desk::language::Bilingual;

impl Ground<'_> {
    /// The search by a choice of the address; `label` is what it looks in, `button` what starts it.
    pub(crate) fn search(&self, name: &str, label: Bilingual, button: Bilingual) -> Markup {
        let label = self.say(label);
        html! {
            form.finding role="search" method="get" action=(self.address.path()) {
                @for (name, value) in self.address.carried(&[name]) {
                    input type="hidden" name=(name) value=(value);
                }
                (icons::search())
                input type="search" name=(name) value=[self.address.get(name)] aria-label=(label) placeholder=(label);
                button { (self.say(button)) }
            }
        }
    }
}
