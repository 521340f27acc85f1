//! 通知: the rules by which somebody is told at once, and what was told, weekly digests included.

use koe_shared::site::AlertRule;
use maud::{Markup, html};

use super::form::{Field, carried};
use super::icons;
use super::language::Language;
use super::place::SitePage;
use super::settings::name;
use super::setup::form::head;
use super::setup::lists::{DO, ENTRY, List, Row};
use super::words::notices as words;

/// The fields of the form that adds a notice.
pub(crate) const WHAT: &str = "what";
pub(crate) const CHANNEL: &str = "channel";
pub(crate) const ADDRESS: &str = "address";
pub(crate) const SECRET: &str = "secret";
pub(crate) const NAME: &str = "name";
/// What the button of a failed one asks for.
pub(crate) const AGAIN: &str = "again";
/// What that of a digest asks for.
pub(crate) const DIGEST_AGAIN: &str = "digest-again";
/// The channels, the one that everybody has first.
pub(crate) const CHANNELS: [&str; 4] = ["email", "slack", "teams", "webhook"];

/// The page.
pub(crate) struct Notices<'a> {
    pub(crate) list: List<'a>,
    /// A secret that was made for the form.
    pub(crate) secret: &'a str,
    pub(crate) log: &'a [Line],
    pub(crate) digests: &'a [DigestLine],
    /// Whether one was sent again just now, or could not be.
    pub(crate) again: Option<bool>,
}

/// An alert in the log.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) at: String,
    pub(crate) rule: String,
    pub(crate) kind: String,
    pub(crate) state: &'static str,
    pub(crate) reason: Option<String>,
    /// When it goes on.
    pub(crate) due: Option<String>,
    /// Whom the last try did not reach, and why.
    pub(crate) failed: Vec<(String, String)>,
}

/// A weekly digest in its list.
pub(crate) struct DigestLine {
    /// What names it.
    pub(crate) id: String,
    pub(crate) department: String,
    /// The days of its week.
    pub(crate) days: String,
    /// What came of it, in words.
    pub(crate) state: String,
    /// Whether it can be sent again.
    pub(crate) has_failed: bool,
    /// Whom it did not reach, and why.
    pub(crate) failed: Vec<(String, String)>,
}

impl Notices<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        let rules = &self.list.document.alerts;
        let rows: Vec<Row> = rules
            .iter()
            .map(|rule| Row {
                id: rule.id.to_string(),
                name: rule.name.clone(),
                told: destinations(language, rule),
            })
            .collect();
        html! {
            (head(language, self.list.carried.back, language.say(name(SitePage::Notices))))
            div.column {
                (self.list.notes(language))
                @match self.again {
                    Some(true) => p.note.done role="status" {
                        (icons::tick()) span { (language.say(words::SENT_AGAIN)) }
                    },
                    Some(false) => p.note role="status" { span { (language.say(words::NOT_AGAIN)) } },
                    None => {}
                }
                p.lead { (language.say(words::LEAD)) }
                (self.list.rows(language, &rows, SitePage::Notices))
                (self.list.adding(language, "add", words::ADD, rows.is_empty(), &self.fields(language)))
                (self.log(language))
                (self.digests(language))
            }
        }
    }

    fn fields(&self, language: Language) -> Markup {
        let typed = self.list.typed;
        let chosen = typed.get(WHAT).unwrap_or(words::TEMPLATES[0].0);
        let channel = typed.get(CHANNEL).unwrap_or(CHANNELS[0]);
        let secret = Field {
            name: SECRET,
            label: language.say(words::SECRET),
            hint: language.say(words::SECRET_HINT),
            error: self.list.error_at(SECRET),
        };
        html! {
            fieldset {
                legend { (language.say(words::WHAT)) }
                @for (id, title, _) in &words::TEMPLATES {
                    label.choice {
                        input type="radio" name=(WHAT) value=(id) checked[*id == chosen];
                        span { (language.say(*title)) }
                    }
                }
            }
            fieldset {
                legend { (language.say(words::TO)) }
                @for id in CHANNELS {
                    label.choice {
                        input type="radio" name=(CHANNEL) value=(id) checked[id == channel];
                        span { (language.say(words::channel(id))) }
                    }
                }
            }
            (self.list.field(ADDRESS, language.say(words::ADDRESS), language.say(words::ADDRESS_HINT)))
            (secret.text(typed.get(SECRET).unwrap_or(self.secret)))
            (self.list.field(NAME, language.say(words::NAME), language.say(words::NAME_HINT)))
        }
    }

    fn log(&self, language: Language) -> Markup {
        html! {
            h2.apart id="log" { (language.say(words::LOG)) }
            ul.card.rows {
                @for line in self.log { li.entry { (self.line(language, line)) } }
                @if self.log.is_empty() {
                    li.row { span.row-set { (language.say(words::LOG_NONE)) } }
                }
            }
            @if self.log.len() >= MOST { p.hint { (language.say(words::LOG_MORE)) } }
        }
    }

    /// The weekly digests of the last weeks; nothing where no department gets one.
    fn digests(&self, language: Language) -> Markup {
        let mut departments = self.list.document.departments.iter();
        if self.digests.is_empty() && departments.all(|own| own.to.is_empty()) {
            return html! {};
        }
        html! {
            h2.apart id="digests" { (language.say(words::DIGESTS)) }
            ul.card.rows {
                @for line in self.digests { li.entry { (self.digest(language, line)) } }
                @if self.digests.is_empty() {
                    li.row { span.row-set { (language.say(words::DIGESTS_NONE)) } }
                }
            }
        }
    }

    fn digest(&self, language: Language, line: &DigestLine) -> Markup {
        html! {
            div {
                p { b { (line.department) } " · " (line.days) }
                p.what.failed[line.has_failed] { (line.state) }
                @for (to, why) in &line.failed { p.what { (to) ": " (why) } }
            }
            @if line.has_failed {
                (self.again(language, DIGEST_AGAIN, &line.id, &[&line.department, &line.days]))
            }
        }
    }

    /// The button that sends something again.
    fn again(&self, language: Language, what: &str, id: &str, about: &[&str]) -> Markup {
        html! {
            form method="post" action=(self.list.carried.to) {
                (carried(self.list.carried.token, self.list.carried.form))
                input type="hidden" name=(DO) value=(what);
                input type="hidden" name=(ENTRY) value=(id);
                button { (language.say(words::AGAIN)) span.aloud { @for one in about { " " (one) } } }
            }
        }
    }

    fn line(&self, language: Language, line: &Line) -> Markup {
        let state = words::state(language, line.state, line.reason.as_deref());
        let has_failed = line.state == "failed";
        html! {
            div {
                p { b { (line.rule) } " · " (words::kind(language, &line.kind)) " · " (line.at) }
                p.what.failed[has_failed] {
                    (state)
                    @if let Some(due) = &line.due { " · " (due) }
                }
                @for (to, why) in &line.failed { p.what { (to) ": " (why) } }
            }
            @if has_failed {
                (self.again(language, AGAIN, &line.id, &[&line.rule, &line.at]))
            }
        }
    }
}

/// Digests that the page shows, at most.
pub(crate) const MOST_DIGESTS: usize = 20;
/// Alerts that the page shows, at most.
pub(crate) const MOST: usize = 50;

/// Where a rule sends and whether it opens a case, in a few words.
fn destinations(language: Language, rule: &AlertRule) -> String {
    let told = rule.to.iter().filter_map(|to| {
        let (channel, shown) = to.address()?;
        Some(format!("{} {shown}", language.say(words::channel(channel.field()))))
    });
    let opens = rule.open_case.then(|| language.say(words::OPENS_CASE).to_owned());
    told.chain(opens).collect::<Vec<_>>().join(" · ")
}
