//! A page of the settings as a form: one column, label above, hint below, the error in its place, save at its end.

use koe_shared::site::{Channel, SiteDocument};
use maud::{Markup, html};

use super::hours;
use super::input::{Input, Kind};
use super::refusal::{Refusal, elsewhere};
use super::sections::{FormPage, Section};
use crate::desk::form::{Field, carried};
use crate::desk::icons;
use crate::desk::language::{Bilingual, Language};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::notices::NOTICE;
use crate::desk::words::setup as words;
use crate::pages::fields::Fields;

/// The field that says which state a form was made from.
pub(crate) const BASED_ON: &str = "based_on";
/// The box that raises the version of a survey.
pub(crate) const NEW_LINE: &str = "new_line";
/// The frame of the preview.
pub(crate) const PREVIEW_FRAME: &str = "preview";
/// The field that tells the preview which page the form is of.
pub(crate) const PREVIEW_OF: &str = "preview_of";

/// What a form was answered with.
pub(crate) enum Told<'a> {
    /// It is shown for the first time.
    Nothing,
    /// What it said is stored.
    Saved,
    /// A rule of the document is broken.
    Refused(Refusal),
    /// A wording changed; the survey would become this version.
    WordingChanged(u32),
    /// Storage did not answer.
    Storage,
    /// A sentence of its own.
    Sentence(&'a str),
}

/// A form of the settings.
pub(crate) struct SetupForm<'a> {
    pub(crate) page: &'a FormPage,
    pub(crate) document: &'a SiteDocument,
    pub(crate) title: &'a str,
    pub(crate) sections: &'a [Section],
    /// What stands in the fields.
    pub(crate) values: &'a Fields,
    pub(crate) told: Told<'a>,
    pub(crate) carried: Carried<'a>,
}

/// What a form carries beside its fields.
#[derive(Clone, Copy)]
pub(crate) struct Carried<'a> {
    /// Where it is sent.
    pub(crate) to: &'a str,
    /// The list of settings, or the list that the page belongs to.
    pub(crate) back: &'a str,
    pub(crate) preview: &'a str,
    pub(crate) token: &'a str,
    pub(crate) form: &'a str,
    /// The entry of the history that it was made from.
    pub(crate) based_on: &'a str,
}

impl SetupForm<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language, below: &Markup) -> Markup {
        let has_preview = self.page.previewed(self.document).is_some();
        html! {
            (head(language, self.carried.back, self.title))
            div.setup.with-preview[has_preview] {
                div.column {
                    (self.notes(language))
                    form.card method="post" action=(self.carried.to) novalidate
                        data-changed-one=(language.say(words::CHANGED_ONE))
                        data-changed-many=(language.say(words::CHANGED_MANY)) {
                        (carried(self.carried.token, self.carried.form))
                        input type="hidden" name=(BASED_ON) value=(self.carried.based_on);
                        @for section in self.sections { (self.section(section)) }
                        (self.new_line(language))
                        div.actions.save {
                            button.primary { (language.say(words::SAVE)) }
                            @if has_preview {
                                button name=(PREVIEW_OF) value=(self.carried.to) formaction=(self.carried.preview)
                                    formtarget=(PREVIEW_FRAME) data-preview {
                                    (language.say(words::SHOW_PREVIEW))
                                }
                            }
                            span.changed data-changed {}
                        }
                    }
                    (below)
                }
                @if has_preview {
                    aside.preview aria-label=(language.say(words::PREVIEW)) {
                        h2 { (language.say(words::PREVIEW)) }
                        iframe name=(PREVIEW_FRAME) title=(language.say(words::PREVIEW)) {}
                    }
                }
            }
        }
    }

    fn notes(&self, language: Language) -> Markup {
        let warn =
            |text: &str| html! { p.note.urgent role="alert" { (icons::alert()) span { (text) } } };
        match &self.told {
            Told::Nothing => html! {},
            Told::Saved => html! {
                p.note.done role="status" { (icons::tick()) span { (language.say(words::SAVED)) } }
            },
            Told::Storage => warn(language.say(words::STORAGE)),
            Told::WordingChanged(_) => warn(language.say(words::WORDING_CHANGED)),
            Told::Sentence(text) => warn(text),
            Told::Refused(refusal) => {
                let mut inputs = self.sections.iter().flat_map(|section| &section.inputs);
                if inputs.any(|input| refusal.is_at(input)) {
                    warn(language.say(words::NOT_SAVED))
                } else {
                    warn(&elsewhere(language, refusal))
                }
            }
        }
    }

    fn new_line(&self, language: Language) -> Markup {
        let Told::WordingChanged(version) = self.told else { return html! {} };
        html! {
            label.tick {
                input type="checkbox" name=(NEW_LINE) value=(version);
                span {
                    (language.say(words::NEW_LINE)) " "
                    (words::version(language, version))
                    small { (language.say(words::NEW_LINE_HINT)) }
                }
            }
        }
    }

    fn section(&self, section: &Section) -> Markup {
        let inputs = html! { @for input in &section.inputs { (self.input(input)) } };
        let is_wrong = section.inputs.iter().any(|input| self.error(input).is_some());
        if section.is_folded {
            return html! {
                details.more.part open[is_wrong] { summary { (section.title) (icons::down()) } (inputs) }
            };
        }
        html! {
            section.part {
                @if !section.title.is_empty() { h2 { (section.title) } }
                (inputs)
            }
        }
    }

    fn error(&self, input: &Input) -> Option<&str> {
        match &self.told {
            Told::Refused(refusal) if refusal.is_at(input) => Some(&refusal.text),
            _ => None,
        }
    }

    fn input(&self, input: &Input) -> Markup {
        let error = self.error(input);
        let field = Field { name: &input.path, label: &input.label, hint: &input.hint, error };
        let value = self.values.get(&input.path).unwrap_or_default();
        let invalid = error.map(|_| "true");
        let area = |rows: usize, instead: &str| {
            field.around(|id, described| {
                html! {
                    textarea id=(id) name=(input.path) rows=(rows) placeholder=[filled(instead)]
                        aria-describedby=[described] aria-invalid=[invalid] { "\n" (value) }
                }
            })
        };
        let line = |kind: &'static str, instead: &str| {
            field.around(|id, described| html! {
                input.text id=(id) type=(kind) name=(input.path) value=(value) placeholder=[filled(instead)]
                    aria-describedby=[described] aria-invalid=[invalid];
            })
        };
        match &input.kind {
            Kind::Line { instead, .. } => line("text", instead),
            Kind::Paragraph { instead } => area(value.lines().count().clamp(2, 8), instead),
            Kind::Hours(words) => hours::control(&field, words, self.values),
            Kind::Number | Kind::Scaled { .. } => field.around(|id, described| html! {
                input.text.number id=(id) name=(input.path) value=(value) inputmode="decimal"
                    aria-describedby=[described] aria-invalid=[invalid];
            }),
            Kind::Colour => field.around(|id, described| html! {
                input.colour id=(id) type="color" name=(input.path) value=(value)
                    aria-describedby=[described] aria-invalid=[invalid];
            }),
            Kind::Destinations(Channel::Email) => area(value.lines().count().clamp(2, 5), ""),
            Kind::Destinations(_) => area(value.lines().count().clamp(1, 5), "https://"),
            Kind::DestinationSecret => line("text", "whsec_"),
            Kind::Lines | Kind::Patterns | Kind::Segments => {
                area(value.lines().count().clamp(2, 8), "")
            }
            Kind::Tick | Kind::TickIfSet => html! {
                div.field.wrong[error.is_some()] {
                    label.tick {
                        input type="checkbox" name=(input.path) value="1"
                            checked[self.values.is_set(&input.path)];
                        span { (input.label) @if !input.hint.is_empty() { small { (input.hint) } } }
                    }
                }
            },
            Kind::Choice(choices) => field.around(|id, described| html! {
                select id=(id) name=(input.path) aria-describedby=[described] aria-invalid=[invalid] {
                    @for (one, text) in choices { option value=(one) selected[one == value] { (text) } }
                }
            }),
            Kind::Boxes(choices) => html! {
                fieldset.field.wrong[error.is_some()] {
                    legend { (input.label) }
                    @if !input.hint.is_empty() { p.hint { (input.hint) } }
                    @if let Some(text) = error { p.error { (icons::alert()) span { (text) } } }
                    div.boxes {
                        @for (one, text) in choices {
                            label.tick {
                                input type="checkbox" name=(input.box_name(one)) value="1"
                                    checked[self.values.is_set(&input.box_name(one))];
                                span { (text) }
                            }
                        }
                    }
                }
            },
        }
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The way back and the title above a page of the settings.
pub(crate) fn head(language: Language, back: &str, title: &str) -> Markup {
    html! {
        div.head {
            (way_back(language, back))
            h1 { (title) }
        }
    }
}

/// The way back above the title of a page of the settings.
pub(crate) fn way_back(language: Language, back: &str) -> Markup {
    html! { a.back href=(back) { (icons::back()) (language.say(back_to(back))) } }
}

/// What the way back is called.
fn back_to(back: &str) -> Bilingual {
    match back.rsplit('/').next() {
        Some("surveys") => words::BACK_TO_SURVEYS,
        Some("touchpoints") => words::BACK_TO_TOUCHPOINTS,
        Some("departments") => words::BACK_TO_DEPARTMENTS,
        Some("notices") => words::BACK_TO_NOTICES,
        Some("history") => words::BACK_TO_HISTORY,
        _ => words::BACK,
    }
}

/// The title of a page of the settings.
pub(crate) fn title(page: &FormPage, language: Language) -> String {
    match page {
        FormPage::Survey(id) => format!("{} · {id}", language.say(words::SURVEY)),
        FormPage::Touchpoint(id) => crate::desk::words::touchpoints::name(language, id.as_str()),
        FormPage::Department(id) => format!("{} · {id}", language.say(words::DEPARTMENT)),
        FormPage::Alert(id) => format!("{} · {id}", language.say(NOTICE)),
        _ => language.say(name(page.page())).to_owned(),
    }
}

/// Where a page leads back to.
pub(crate) const fn above(page: &FormPage) -> SitePage {
    match page {
        FormPage::Survey(_) => SitePage::Surveys,
        FormPage::Touchpoint(_) => SitePage::Touchpoints,
        FormPage::Department(_) => SitePage::Departments,
        FormPage::Alert(_) => SitePage::Notices,
        _ => SitePage::Settings,
    }
}
