//! Touchpoints, surveys and departments, one below the other, and forms that add one.

use koe_shared::id::{SiteId, TouchpointId};
use koe_shared::site::{SiteDocument, Touchpoint};
use maud::{Markup, html};

use super::form::{BASED_ON, Carried, head};
use super::templates::{DEPARTMENTS, PRESETS, TEMPLATES};
use crate::desk::door::to_copy;
use crate::desk::form::{Field, carried};
use crate::desk::icons;
use crate::desk::language::{Bilingual, Language};
use crate::desk::place::SitePage;
use crate::desk::words::lists as words;
use crate::desk::words::{settings, setup, touchpoints};
use crate::notes::touchpoints as touchpoints_of;
use crate::pages::fields::Fields;

/// What a form of a list asks for.
pub(crate) const DO: &str = "do";
/// Which entry is meant.
pub(crate) const ENTRY: &str = "entry";

/// Addresses of a touchpoint that its row names: a usual one has a dozen.
const MOST_ADDRESSES: usize = 2;

/// The list of touchpoints, of surveys or of departments.
pub(crate) struct List<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) document: &'a SiteDocument,
    pub(crate) carried: Carried<'a>,
    /// What was typed into a form that adds one, or is suggested.
    pub(crate) typed: &'a Fields,
    /// What is wrong with that, and in which field.
    pub(crate) error: Option<(&'static str, String)>,
    /// Whether something was stored just now.
    pub(crate) is_saved: bool,
}

/// A row of a list.
pub(in crate::desk) struct Row {
    pub(in crate::desk) id: String,
    pub(in crate::desk) name: String,
    pub(in crate::desk) told: String,
}

impl List<'_> {
    /// The touchpoints, in the order of the document.
    pub(crate) fn touchpoints(&self, language: Language) -> Markup {
        let entries = &self.document.touchpoints;
        let rows = entries.iter().map(|touchpoint| Row {
            id: touchpoint.id.to_string(),
            name: touchpoints::name(language, touchpoint.id.as_str()),
            told: fires(language, touchpoint),
        });
        let rows: Vec<Row> = rows.collect();
        let has = |id: &str| rows.iter().any(|row| row.id == id);
        let missing: Vec<&str> = PRESETS.into_iter().filter(|preset| !has(preset)).collect();
        let suggested = self.typed.has("url");
        html! {
            (head(language, self.carried.back, language.say(words::TOUCHPOINTS)))
            div.column {
                (self.notes(language))
                p.lead { (language.say(words::TOUCHPOINTS_LEAD)) }
                (self.rows(language, &rows, SitePage::Touchpoints))
                h2.apart { (language.say(words::ADD_TOUCHPOINT)) }
                @if !missing.is_empty() {
                    (self.adding(language, "preset", words::PRESET, false, &html! {
                        @for (place, preset) in missing.iter().enumerate() {
                            label.choice {
                                input type="radio" name="preset" value=(preset) checked[place == 0];
                                span {
                                    (touchpoints::name(language, preset))
                                    small { (language.say(words::preset(preset))) }
                                }
                            }
                        }
                    }))
                }
                (self.adding(language, "address", words::BY_ADDRESS, suggested, &html! {
                    (self.name_field(language))
                    (self.field("url", language.say(words::ADDRESS), language.say(words::ADDRESS_HINT)))
                    (self.asked_here(language))
                }))
                (self.adding(language, "click", words::BY_CLICK, false, &html! {
                    (self.name_field(language))
                    (self.field("click", language.say(words::CLICK), language.say(words::CLICK_HINT)))
                    (self.asked_here(language))
                }))
                (self.adding(language, "call", words::BY_CALL, false, &html! {
                    (self.name_field(language))
                    p.hint { (language.say(words::CALL_HINT)) }
                    (to_copy(language, "koe('touchpoint', 'name')"))
                    (self.asked_here(language))
                }))
            }
        }
    }

    /// The surveys, in the order that settles a tie.
    pub(crate) fn surveys(&self, language: Language) -> Markup {
        let rows = self.document.surveys.iter().map(|survey| {
            let places =
                survey.touchpoints.iter().map(|id| touchpoints::name(language, id.as_str()));
            let places = places.collect::<Vec<_>>().join(" · ");
            let told = if survey.active { places } else { language.say(words::PAUSED).to_owned() };
            Row {
                id: survey.id.to_string(),
                name: survey.goal.clone(),
                told: format!("{} · {told}", survey.metric),
            }
        });
        let rows: Vec<Row> = rows.collect();
        html! {
            (head(language, self.carried.back, language.say(words::SURVEYS)))
            div.column {
                (self.notes(language))
                (self.rows(language, &rows, SitePage::Surveys))
                h2.apart { (language.say(words::ADD_SURVEY)) }
                form.card method="post" action=(self.carried.to) {
                    (self.hidden("add"))
                    (template_choices(language, TEMPLATES[0].id))
                    div.actions { button.primary { (language.say(setup::ADD)) } }
                }
            }
        }
    }

    /// The departments, what nobody answers for, and the usual ones to begin with.
    pub(crate) fn departments(&self, language: Language) -> Markup {
        let called = |id: &TouchpointId| touchpoints::name(language, id.as_str());
        let rows = self.document.departments.iter().map(|department| {
            let places: Vec<String> = department.touchpoints.iter().map(called).collect();
            let is_empty = places.is_empty();
            Row {
                id: department.id.to_string(),
                name: department.name.clone(),
                told: if is_empty {
                    language.say(words::NO_TOUCHPOINT).to_owned()
                } else {
                    places.join(" · ")
                },
            }
        });
        let rows: Vec<Row> = rows.collect();
        let owned = |id: &TouchpointId| {
            self.document.departments.iter().any(|own| own.touchpoints.contains(id))
        };
        let unowned = touchpoints_of(self.document).into_iter().filter(|id| !owned(id));
        let unowned: Vec<String> = unowned.map(called).collect();
        let is_missing = DEPARTMENTS.into_iter().any(|(id, _)| rows.iter().all(|row| row.id != id));
        html! {
            (head(language, self.carried.back, language.say(settings::DEPARTMENTS)))
            div.column {
                (self.notes(language))
                p.lead { (language.say(words::DEPARTMENTS_LEAD)) }
                (self.rows(language, &rows, SitePage::Departments))
                @if !rows.is_empty() && !unowned.is_empty() {
                    p.note { (words::unowned(language, &unowned.join(" · "))) }
                }
                h2.apart { (language.say(words::ADD_DEPARTMENT)) }
                @if is_missing {
                    (self.adding(language, "usual", words::USUAL_DEPARTMENTS, rows.is_empty(), &html! {
                        p.hint {
                            (DEPARTMENTS.map(|(_, name)| language.say(name)).join(" · "))
                        }
                    }))
                }
                (self.adding(language, "named", words::DEPARTMENT_BY_NAME, false, &html! {
                    (self.field("name", language.say(words::DEPARTMENT_NAME), ""))
                    (self.field("id", language.say(setup::NAME), language.say(words::DEPARTMENT_ID_HINT)))
                }))
            }
        }
    }

    pub(in crate::desk) fn notes(&self, language: Language) -> Markup {
        html! {
            @if self.is_saved {
                p.note.done role="status" { (icons::tick()) span { (language.say(setup::SAVED)) } }
            }
            @if let Some(("", text)) = &self.error {
                p.note.urgent role="alert" { (icons::alert()) span { (text) } }
            }
        }
    }

    pub(in crate::desk) fn rows(&self, language: Language, rows: &[Row], page: SitePage) -> Markup {
        let path = page.path(self.site);
        let moving = |row: &Row, what: &'static str, text: Bilingual, is_useless: bool| {
            html! {
                form method="post" action=(self.carried.to) {
                    (self.hidden(what))
                    input type="hidden" name=(ENTRY) value=(row.id);
                    button.quiet.small disabled[is_useless] {
                        (language.say(text)) span.aloud { (row.name) }
                    }
                }
            }
        };
        html! {
            ul.card.rows.ordered {
                @for (place, row) in rows.iter().enumerate() {
                    li {
                        a href=(format!("{path}/{}", row.id)) {
                            span.row-name { (row.name) small { (row.id) } }
                            span.row-set { (row.told) }
                            (icons::onward())
                        }
                        // Who is told first does not matter.
                        @if rows.len() > 1 && page != SitePage::Notices {
                            div.moves {
                                (moving(row, "up", setup::UP, place == 0))
                                (moving(row, "down", setup::DOWN, place + 1 == rows.len()))
                            }
                        }
                    }
                }
                @if rows.is_empty() { li.row { span.row-set { (language.say(words::NONE)) } } }
            }
        }
    }

    pub(in crate::desk) fn adding(
        &self,
        language: Language,
        what: &'static str,
        title: Bilingual,
        is_open: bool,
        fields: &Markup,
    ) -> Markup {
        let is_typed = self.typed.get(DO) == Some(what);
        html! {
            details.card.adding open[is_open || is_typed] {
                summary { h3 { (language.say(title)) } (icons::down()) }
                form method="post" action=(self.carried.to) {
                    (self.hidden(what))
                    (fields)
                    div.actions { button.primary { (language.say(setup::ADD)) } }
                }
            }
        }
    }

    fn hidden(&self, what: &str) -> Markup {
        html! {
            (carried(self.carried.token, self.carried.form))
            input type="hidden" name=(BASED_ON) value=(self.carried.based_on);
            input type="hidden" name=(DO) value=(what);
        }
    }

    fn name_field(&self, language: Language) -> Markup {
        self.field("id", language.say(setup::NAME), language.say(words::NAME_HINT))
    }

    pub(in crate::desk) fn field(&self, name: &str, label: &str, hint: &str) -> Markup {
        let field = Field { name, label, hint, error: self.error_at(name) };
        field.text(self.typed.get(name).unwrap_or_default())
    }

    /// What is wrong with a field.
    pub(in crate::desk) fn error_at(&self, name: &str) -> Option<&str> {
        self.error.as_ref().filter(|(field, _)| *field == name).map(|(_, text)| &**text)
    }

    /// The surveys that may be asked at the new touchpoint.
    fn asked_here(&self, language: Language) -> Markup {
        html! {
            fieldset {
                legend { (language.say(words::ASKED_HERE)) }
                @for survey in &self.document.surveys {
                    @let name = format!("ask+{}", survey.id);
                    label.tick {
                        input type="checkbox" name=(name) value="1" checked[self.typed.is_set(&name)];
                        span { (survey.goal) small { (survey.metric) " · " (survey.id) } }
                    }
                }
            }
        }
    }
}

/// The templates to choose from.
pub(crate) fn template_choices(language: Language, chosen: &str) -> Markup {
    html! {
        fieldset {
            legend { (language.say(words::TEMPLATE)) }
            @for template in &TEMPLATES {
                label.choice {
                    input type="radio" name="template" value=(template.id) checked[template.id == chosen];
                    span { (language.say(template.title)) }
                }
            }
        }
    }
}

/// When a touchpoint comes, in a few words.
pub(crate) fn fires(language: Language, touchpoint: &Touchpoint) -> String {
    let Some(when) = &touchpoint.when else { return language.say(words::FIRES_BY_CALL).to_owned() };
    let told = touchpoints::conditions(language, when, MOST_ADDRESSES);
    if told.is_empty() { language.say(words::FIRES_BY_RULE).to_owned() } else { told.join(" · ") }
}

/// The forms that take an entry away, below its own form.
pub(crate) fn removing(
    language: Language,
    carried_by: Carried<'_>,
    texts: (Bilingual, Bilingual),
) -> Markup {
    html! {
        form.card.removing method="post" action=(carried_by.to) {
            (carried(carried_by.token, carried_by.form))
            input type="hidden" name=(BASED_ON) value=(carried_by.based_on);
            input type="hidden" name=(DO) value="remove";
            p.hint { (language.say(texts.1)) }
            button.danger { (language.say(texts.0)) }
        }
    }
}
