//! The choices of whose answers are shown: a menu of touchpoints, and a form for all else.

use koe_shared::answer::{Channel, OTHER};
use koe_shared::locale::Locale;
use maud::{Markup, html};

use super::ground::Ground;
use super::menus::link;
use crate::desk::address::{CHANNEL, DEPARTMENT, LOCALE, SEGMENT, SURVEY, TOUCHPOINT, VERSION};
use crate::desk::words::report as words;

/// A choice of a filter: its value, and what it is called.
type Choice = (String, String);

impl Ground<'_> {
    /// The menu of touchpoints.
    pub(crate) fn touchpoint_menu(&self) -> Markup {
        let chosen = self.address.get(TOUCHPOINT);
        let all = self.say(words::ALL_TOUCHPOINTS);
        let links = html! {
            (link(&self.address.with(&[(TOUCHPOINT, None)]), all, chosen.is_none()))
            @for id in self.touchpoints().into_iter().chain([OTHER]) {
                (link(&self.address.with(&[(TOUCHPOINT, Some(id))]), &self.touchpoint(id), chosen == Some(id)))
            }
        };
        let label = chosen.map_or_else(|| all.to_owned(), |chosen| self.touchpoint(chosen));
        self.menu(words::TOUCHPOINT, &label, &links)
    }

    /// The menu of departments; nothing where the site has none.
    pub(crate) fn department_menu(&self) -> Markup {
        let chosen = self.address.get(DEPARTMENT);
        let all = self.say(words::ALL_DEPARTMENTS);
        let links = html! {
            (link(&self.address.with(&[(DEPARTMENT, None)]), all, chosen.is_none()))
            @for department in &self.document.departments {
                @let id = department.id.as_str();
                (link(&self.address.with(&[(DEPARTMENT, Some(id))]), &department.name, chosen == Some(id)))
            }
        };
        let label = chosen.map_or(all, |chosen| self.department(chosen));
        html! {
            @if !self.document.departments.is_empty() { (self.menu(words::THE_DEPARTMENT, label, &links)) }
        }
    }

    /// The menu of all other filters.
    pub(crate) fn filters(&self) -> Markup {
        let filters = self.every_filter();
        let names: Vec<&str> = filters.iter().map(|(name, _)| name.as_str()).collect();
        let form = html! {
            form.filters method="get" action=(self.address.path()) {
                @for (name, value) in self.address.carried(&names) {
                    input type="hidden" name=(name) value=(value);
                }
                @for (name, options) in &filters {
                    label {
                        span { (words::filter(self.language, name)) }
                        select name=(name) {
                            option value="" { (self.say(words::EVERY)) }
                            @for (value, text) in options {
                                option value=(value) selected[self.address.get(name) == Some(value)] { (text) }
                            }
                        }
                    }
                }
                button.primary { (self.say(words::SHOW)) }
            }
        };
        self.menu(words::FILTER, self.say(words::FILTER), &form)
    }

    /// The filters that the site has use for, with their values.
    fn every_filter(&self) -> Vec<(String, Vec<Choice>)> {
        let document = self.document;
        let plain = |value: &str| (value.to_owned(), self.value(value));
        let survey = self.address.get(SURVEY);
        let survey = document.surveys.iter().find(|own| Some(own.id.as_str()) == survey);
        let surveys = document.surveys.iter().map(|survey| plain(survey.id.as_str())).collect();
        let channels = Channel::ALL.into_iter();
        let channels = channels
            .map(|channel| (channel.as_str().to_owned(), words::channel(self.language, channel)));
        let locales = document.locales.iter().map(Locale::as_str);
        let mut filters = vec![
            (SURVEY.to_owned(), surveys),
            (CHANNEL.to_owned(), channels.collect()),
            (LOCALE.to_owned(), locales.chain([OTHER]).map(plain).collect()),
        ];
        if !document.departments.is_empty() {
            let departments = document.departments.iter();
            let departments = departments
                .map(|department| (department.id.as_str().to_owned(), department.name.clone()));
            filters.push((DEPARTMENT.to_owned(), departments.collect()));
        }
        if let Some(survey) = survey.filter(|survey| survey.version > 1) {
            let versions = 1..=survey.version;
            let versions = versions.map(|version| (version.to_string(), format!("v{version}")));
            filters.push((VERSION.to_owned(), versions.collect()));
        }
        for (name, values) in &document.segments {
            let values = values.iter().map(String::as_str).chain([OTHER]);
            filters.push((format!("{SEGMENT}{name}"), values.map(plain).collect()));
        }
        filters
    }

    /// What a department is called; its id where the site has none of that id.
    pub(super) fn department<'v>(&'v self, id: &'v str) -> &'v str {
        let mut departments = self.document.departments.iter();
        let known = departments.find(|department| department.id.as_str() == id);
        known.map_or(id, |department| &department.name)
    }

    /// What a value of a filter is called.
    pub(super) fn value(&self, value: &str) -> String {
        if value == OTHER { self.say(words::OTHER_VALUES).to_owned() } else { value.to_owned() }
    }
}
