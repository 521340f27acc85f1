//! A new site: name, address, language, and one survey by a template. Everything else has its default.

use maud::{Markup, html};

use super::lists::template_choices;
use super::templates::TEMPLATES;
use crate::desk::form::{Field, carried};
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::place::{DOOR, NEW_SITE};
use crate::desk::words::new_site as words;
use crate::pages::fields::Fields;

/// The form of a new site.
pub(crate) struct NewSite<'a> {
    pub(crate) token: &'a str,
    pub(crate) form: &'a str,
    pub(crate) typed: &'a Fields,
    /// What is wrong, and in which field. An empty name stands for the whole form.
    pub(crate) error: Option<(&'a str, &'a str)>,
}

impl NewSite<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        let chosen = self.typed.get("template").unwrap_or(TEMPLATES[0].id);
        let locale = self.typed.get("locale").unwrap_or(language.tag());
        let is_general = self.error.filter(|(field, _)| field.is_empty());
        html! {
            div.head {
                a.back href=(DOOR) { (icons::back()) (language.say(words::BACK)) }
                h1 { (language.say(words::TITLE)) }
            }
            div.column {
                @if let Some((_, text)) = is_general {
                    p.note.urgent role="alert" { (icons::alert()) span { (text) } }
                }
                form.card method="post" action=(NEW_SITE) novalidate {
                    (carried(self.token, self.form))
                    (self.field("name", language.say(words::NAME), language.say(words::NAME_HINT)))
                    (self.field("origins", language.say(words::ADDRESS), language.say(words::ADDRESS_HINT)))
                    fieldset {
                        legend { (language.say(words::LANGUAGE)) }
                        div.boxes {
                            @for one in Language::ALL {
                                label.choice {
                                    input type="radio" name="locale" value=(one.tag()) checked[one.tag() == locale];
                                    span { (one.name()) }
                                }
                            }
                        }
                        p.hint { (language.say(words::LANGUAGE_HINT)) }
                    }
                    (template_choices(language, chosen))
                    details.more.part open[self.error.is_some_and(|(field, _)| matches!(field, "id" | "timezone"))] {
                        summary { (language.say(words::MORE)) }
                        (self.field("id", language.say(words::ID), language.say(words::ID_HINT)))
                        (self.field("timezone", language.say(words::ZONE), language.say(words::ZONE_HINT)))
                    }
                    div.actions.save { button.primary { (language.say(words::CREATE)) } }
                }
            }
        }
    }

    fn field(&self, name: &str, label: &str, hint: &str) -> Markup {
        let error = self.error.filter(|(field, _)| *field == name).map(|(_, text)| text);
        Field { name, label, hint, error }.text(self.typed.get(name).unwrap_or_default())
    }
}

/// The id of a site by its address: `https://www.shop.example` becomes `shop-example`.
pub(crate) fn id_of(origin: &str) -> String {
    let host = origin.split("://").nth(1).unwrap_or(origin);
    let host = host.split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let legal = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    host.chars().map(legal).take(64).collect::<String>().trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_address_names_its_site() {
        for (origin, id) in [
            ("https://www.shop.example", "shop-example"),
            ("http://localhost:3000", "localhost"),
            ("https://木陰.example", "example"),
            ("shop.example/path", "shop-example"),
            ("", ""),
        ] {
            assert_eq!(id_of(origin), id, "{origin}");
        }
    }
}
