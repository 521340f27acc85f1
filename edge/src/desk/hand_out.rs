//! 配る: links, a code, a card, a mail and a message that lead to a survey's own page.

mod code;
mod email;
mod link;
mod sms;

use koe_shared::answer::Channel;
use koe_shared::id::{SiteId, TouchpointId};
use koe_shared::locale::{Direction, Locale};
use koe_shared::site::{SiteDocument, Survey};
use koe_shared::text::Texts;
use maud::{Markup, html};

pub(crate) use self::code::Code;
use self::email::ScoreRow;
pub(crate) use self::link::Place;
use self::sms::Sms;
use super::door::to_copy;
use super::icons;
use super::language::Language;
use super::place::SitePage;
use super::settings::name;
use super::setup::form::way_back;
use super::words::form::{COPIED, COPY};
use super::words::{hand_out as words, touchpoints};
use crate::pages::asked::LocalizedSurvey;
use crate::pages::fields::Fields;

/// The parameters of the address, under the names that the API has for them.
const SURVEY: &str = "survey";
const TOUCHPOINT: &str = "touchpoint";
const LOCALE: &str = "locale";

/// What is handed out: a survey at a touchpoint, in a language.
pub(crate) struct Choice<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) touchpoint: &'a TouchpointId,
    pub(crate) locale: &'a Locale,
}

impl<'a> Choice<'a> {
    /// What the address says, as far as the site has it; else the first of each.
    pub(crate) fn of(document: &'a SiteDocument, fields: &Fields) -> Option<Self> {
        let asked = |name| fields.get(name).unwrap_or_default();
        let surveys = &document.surveys;
        let survey = surveys.iter().find(|survey| survey.id.as_str() == asked(SURVEY));
        let survey =
            survey.or_else(|| surveys.iter().find(|survey| survey.active)).or(surveys.first())?;
        let places = &survey.touchpoints;
        let touchpoint = places.iter().find(|place| place.as_str() == asked(TOUCHPOINT));
        let locale = document.locales.iter().find(|locale| locale.as_str() == asked(LOCALE));
        Some(Self {
            survey,
            touchpoint: touchpoint.or(places.first())?,
            locale: locale.unwrap_or(&document.locale),
        })
    }

    /// The hosted page that it names.
    pub(crate) fn place(
        &'a self,
        deployment: &'a str,
        site: &'a SiteId,
        document: &SiteDocument,
    ) -> Place<'a> {
        let locale = (document.locales.len() > 1).then_some(self.locale);
        Place { deployment, site, survey: &self.survey.id, touchpoint: self.touchpoint, locale }
    }

    /// The query that leads here again.
    fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .append_pair(SURVEY, self.survey.id.as_str())
            .append_pair(TOUCHPOINT, self.touchpoint.as_str())
            .append_pair(LOCALE, self.locale.as_str())
            .finish()
    }
}

/// What the page stands on.
pub(crate) struct HandOut<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) document: &'a SiteDocument,
    /// Where this deployment is reached.
    pub(crate) deployment: &'a str,
    pub(crate) choice: Choice<'a>,
    pub(crate) language: Language,
}

impl HandOut<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let language = self.language;
        let asked = LocalizedSurvey::new(self.document, self.choice.survey, self.choice.locale);
        let place = self.choice.place(self.deployment, self.site, self.document);
        html! {
            div.head {
                (way_back(language, &SitePage::Settings.path(self.site)))
                h1 { (language.say(name(SitePage::HandOut))) }
                p { (language.say(words::TEXT)) }
            }
            (self.chooser())
            @if !self.choice.survey.active {
                p.note { (icons::alert()) span { (language.say(words::NOT_ACTIVE)) } }
            }
            div.handed {
                div.pair { (self.link(&place)) (self.code(&place)) }
                (self.card(&place, &asked))
                (self.email(&ScoreRow { place, asked: &asked }))
                (self.sms(&place, &asked))
                (self.voices())
            }
        }
    }

    /// The frame with published comments, to be copied into a page of the site.
    fn voices(&self) -> Markup {
        let (language, site) = (self.language, self.site);
        let page = format!("{}/voices/{site}?lang={}", self.deployment, self.choice.locale);
        let title =
            &Texts::or_fallback(self.choice.locale, &self.document.locale).pages.voices_title;
        let frame = html! {
            iframe src=(page) title=(title) width="100%" height="600" style="border:0" {}
        };
        let list = format!("{}?only=publish", SitePage::Comments.path(site));
        html! {
            section.card.wide {
                h2 { (language.say(words::VOICES)) }
                p.hint { (language.say(words::VOICES_TEXT)) }
                (self.block(&frame.into_string()))
                p {
                    a href=(list) { (language.say(words::VOICES_LIST)) } " · "
                    a href=(page) target="_blank" rel="noopener" { (language.say(words::OPEN)) }
                }
            }
        }
    }

    /// Survey, touchpoint and language, chosen by the address.
    fn chooser(&self) -> Markup {
        let language = self.language;
        let Choice { survey, touchpoint, locale } = &self.choice;
        let surveys = self
            .document
            .surveys
            .iter()
            .map(|other| (other.id.as_str(), other.id.to_string(), other.id == survey.id));
        let places = survey.touchpoints.iter().map(|other| {
            let known = touchpoints::name(language, other.as_str());
            let label = if known == other.as_str() { known } else { format!("{known} ({other})") };
            (other.as_str(), label, other == *touchpoint)
        });
        let locales = self
            .document
            .locales
            .iter()
            .map(|other| (other.as_str(), other.to_string(), other == *locale));
        html! {
            form.card.chooser method="get" action=(SitePage::HandOut.path(self.site)) {
                (select(SURVEY, language.say(words::SURVEY), surveys))
                (select(TOUCHPOINT, language.say(words::TOUCHPOINT), places))
                @if self.document.locales.len() > 1 { (select(LOCALE, language.say(words::LOCALE), locales)) }
                button { (language.say(words::CHOOSE)) }
            }
        }
    }

    fn link(&self, place: &Place<'_>) -> Markup {
        let language = self.language;
        let link = place.link(Channel::Link);
        html! {
            section.card {
                (title(language.say(words::LINK), Channel::Link))
                p.hint { (language.say(words::LINK_TEXT)) }
                (to_copy(language, &link))
                p { a href=(link) target="_blank" rel="noopener" { (language.say(words::OPEN)) } }
                p.hint { (language.say(words::NOBODY)) }
            }
        }
    }

    fn code(&self, place: &Place<'_>) -> Markup {
        let language = self.language;
        let link = place.link(Channel::Qr);
        html! {
            section.card {
                (title(language.say(words::CODE), Channel::Qr))
                p.hint { (language.say(words::CODE_TEXT)) }
                div.coded {
                    @if let Ok(code) = Code::of(&link) { (code.svg(&words::code_of(language, &link))) }
                    div {
                        (to_copy(language, &link))
                        p { a.button href=(format!("{}/code.svg?{}", SitePage::HandOut.path(self.site), self.choice.query())) {
                            (language.say(words::DOWNLOAD))
                        } }
                    }
                }
            }
        }
    }

    /// The card: nothing else of the page is printed.
    fn card(&self, place: &Place<'_>, asked: &LocalizedSurvey) -> Markup {
        let language = self.language;
        let texts = &asked.content.texts;
        let link = place.link(Channel::Qr);
        let direction = match asked.locale().direction() {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        };
        html! {
            section.card.printed {
                (title(language.say(words::CARD), Channel::Qr))
                p.hint { (language.say(words::CARD_TEXT)) }
                div.print-card lang=(asked.locale()) dir=(direction) {
                    p.print-name { (asked.subject) }
                    @if texts.statement.is_some() { p.print-quiet { (texts.question) } }
                    p.print-asked { (texts.statement.as_deref().unwrap_or(&texts.question)) }
                    @if let Ok(code) = Code::of(&link) { (code.svg(&words::code_of(language, &link))) }
                    p.print-address dir="ltr" { (place.typed()) }
                }
                p { button type="button" hidden data-print="" { (language.say(words::PRINT)) } }
            }
        }
    }

    fn email(&self, row: &ScoreRow<'_>) -> Markup {
        let language = self.language;
        html! {
            section.card.wide {
                (title(language.say(words::EMAIL), Channel::Email))
                p.hint { (language.say(words::EMAIL_TEXT)) }
                (row.preview())
                h3 { (language.say(words::AS_HTML)) }
                (self.block(&row.html()))
                details.more {
                    summary { (language.say(words::AS_TEXT)) }
                    (self.block(&row.text()))
                }
            }
        }
    }

    fn sms(&self, place: &Place<'_>, asked: &LocalizedSurvey) -> Markup {
        let language = self.language;
        let texts = &asked.content.texts;
        let question = texts.statement.as_deref().unwrap_or(&texts.question);
        let sms = Sms::of(&asked.subject, question);
        html! {
            section.card.wide {
                (title(language.say(words::SMS), Channel::Sms))
                p.hint { (words::sms_text(language, sms.signs, sms.bound)) }
                (self.block(&format!("{}\n{}", sms.text, place.link(Channel::Sms))))
            }
        }
    }

    /// A text of several lines to copy.
    fn block(&self, text: &str) -> Markup {
        let language = self.language;
        html! {
            div.copy.block {
                // A line end that follows the tag is not the text's.
                pre tabindex="0" { "\n" (text) }
                button.quiet type="button" hidden data-copy=(text) data-copied=(language.say(COPIED)) {
                    (language.say(COPY))
                }
            }
        }
    }
}

/// The name of a way, with the channel that its answers have.
fn title(text: &str, channel: Channel) -> Markup {
    html! { div.titled { h2 { (text) } span.tag { "channel: " (channel.as_str()) } } }
}

/// A choice: each with its value, what it is called, and whether it is chosen.
fn select<'a>(
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'a str, String, bool)>,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, called, is_chosen) in options {
                    option value=(value) selected[is_chosen] { (called) }
                }
            }
        }
    }
}
