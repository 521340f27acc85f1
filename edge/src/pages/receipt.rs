//! The receipt: what is stored of an answer, and the two ways back. It runs no script; its buttons
//! open in place, because the browser knows how to.

use jiff::Timestamp;
use koe_shared::answer::Contact;
use koe_shared::id::AnswerId;
use koe_shared::instant::Instant;
use koe_shared::prompt_content::SmallWords;
use maud::{Markup, html};

use super::asked::LocalizedSurvey;
use super::document::{Page, PageContext, Rendered};
use super::icon;
use super::moment::moment;
use super::question::{comment_field, question};
use super::site::Site;
use super::thanks::score_said;
use super::trouble::Trouble;
use super::typed::Typed;

/// What is stored of an answer, beside its score.
pub(crate) struct Stored {
    pub(crate) received_at: Instant,
    pub(crate) comment: Option<String>,
    pub(crate) contact: Option<Contact>,
}

/// The receipt of an answer.
pub(crate) struct Receipt<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) asked: &'a LocalizedSurvey,
    pub(crate) id: AnswerId,
    /// The newest visible revision.
    pub(crate) revision: u8,
    /// What was picked; a prompt that was closed or passed over has a receipt, too.
    pub(crate) score: Option<u8>,
    pub(crate) stored: Stored,
    /// Whether the comment may be quoted.
    pub(crate) publish: bool,
    pub(crate) now: Timestamp,
    /// What can be done with it.
    pub(crate) change: Change<'a>,
}

/// Whether an answer can be changed.
pub(crate) enum Change<'a> {
    /// It can; nobody has tried yet.
    Open,
    /// It just was.
    Done,
    /// It can; this is what was tried, and why it was not taken.
    Again(&'a Typed, Trouble),
    /// It is too old.
    TooLate,
    /// Its site is gone.
    Never,
}

impl Receipt<'_> {
    /// The page as markup.
    pub(crate) fn render(&self, css: &str) -> Rendered {
        let words = &self.asked.texts.pages;
        let body = html! {
            header { p.brand { (self.asked.subject) } }
            main id="koe" {
                div.card {
                    div.head {
                        span.mark { (icon::tick()) }
                        div {
                            h1 { @if matches!(self.change, Change::Done) { (words.changed) } @else { (words.your_answer) } }
                            p { (words.may_lag) }
                        }
                    }
                    (self.rows())
                    @if matches!(self.change, Change::TooLate) { p.once { (self.asked.count(&words.too_late)) } }
                    div.ways { (self.change_form()) (self.take_back_form()) }
                }
            }
            (self.asked.footer())
        };
        let ground = PageContext::plain(self.site.document, self.asked.locale(), css);
        let head = html! {};
        Page { title: &words.your_answer, ground, class: "receipt", head, body }.render()
    }

    fn rows(&self) -> Markup {
        let asked = self.asked;
        let texts = &asked.content.texts;
        let contact = self.stored.contact.as_ref();
        let email = contact.and_then(|contact| contact.email.as_deref());
        let name = contact.and_then(|contact| contact.name.as_deref());
        let score = self.score.map_or_else(|| "—".to_owned(), |score| score_said(asked, score));
        let Instant(received_at) = self.stored.received_at;
        let timezone = &self.site.document().timezone;
        let received = moment(received_at, self.now, timezone, asked.locale());
        let rows = [
            (&texts.small.row_score, Some(score.as_str())),
            (&texts.small.row_comment, self.stored.comment.as_deref()),
            (&asked.texts.contact.email, email),
            (&asked.texts.publishing.publish_name, name),
            (&texts.small.row_received, Some(received.as_str())),
        ];
        html! {
            p.about { (texts.statement.as_ref().unwrap_or(&texts.question)) }
            dl {
                @for (label, value) in rows {
                    @if let Some(value) = value { div { dt { (label) } dd dir="auto" { (value) } } }
                }
            }
        }
    }

    fn change_form(&self) -> Markup {
        let (as_stored, none) = (self.as_stored(), Trouble::None);
        let (typed, trouble) = match &self.change {
            Change::Open | Change::Done => (&as_stored, &none),
            Change::Again(typed, trouble) => (*typed, trouble),
            Change::TooLate | Change::Never => return html! {},
        };
        let texts = &self.asked.content.texts;
        let words = &self.asked.texts.pages;
        let no_score = (*trouble == Trouble::NoScore).then_some(words.choose_score.as_str());
        html! {
            details name="way" open[*trouble != Trouble::None] {
                summary data-koe="change" { (texts.small.change) }
                form method="post" action=(self.path()) {
                    (self.hidden("change"))
                    (question(self.asked, typed.score, no_score))
                    label.asked for="comment" {
                        span { (self.asked.texts.anything_else) } small { (texts.small.optional) }
                    }
                    (comment_field(typed))
                    // The visitor agreed to be quoted with the old comment: ask for the new one.
                    @if self.publish {
                        label.tick {
                            input type="checkbox" name="publish" value="1" checked[typed.publish];
                            span { (self.asked.texts.publishing.publish) }
                        }
                    }
                    (trouble.note(self.asked))
                    div.actions { button.primary data-koe="save" { (words.save) } }
                }
            }
        }
    }

    fn take_back_form(&self) -> Markup {
        let small = &self.asked.content.texts.small;
        html! {
            details name="way" {
                summary data-koe="take-back" { (small.take_back) }
                h2 { (small.confirm_take_back) }
                p { (small.confirm_text) }
                form.actions method="post" action=(self.path()) {
                    (self.hidden("take_back"))
                    a.button.quiet data-koe="keep" href=(self.address()) { (small.keep) }
                    button.warn data-koe="confirm-take-back" { (small.take_back) }
                }
            }
        }
    }

    fn hidden(&self, way: &str) -> Markup {
        html! {
            input type="hidden" name="do" value=(way);
            input type="hidden" name="revision" value=(self.revision);
            input type="hidden" name="lang" value=(self.asked.locale());
        }
    }

    fn as_stored(&self) -> Typed {
        let comment = self.stored.comment.clone();
        Typed { score: self.score, comment, publish: self.publish, ..Typed::default() }
    }

    fn path(&self) -> String {
        format!("/r/{}/{}", self.site.id, self.id.to_secret_string())
    }

    /// The receipt as it is now, nothing opened.
    fn address(&self) -> String {
        format!("{}?lang={}&revision={}", self.path(), self.asked.locale(), self.revision)
    }
}

/// The page of an answer that was taken back.
pub(crate) fn taken_back(words: &SmallWords, ground: PageContext<'_>) -> Rendered {
    let body = html! {
        (ground.brand())
        main id="koe" {
            div.card {
                div.head data-koe="taken-back" {
                    span.mark { (icon::tick()) }
                    div { h1 { (words.taken_back) } p { (words.erased) } }
                }
            }
        }
    };
    let head = html! {};
    Page { title: &words.taken_back, ground, class: "notice", head, body }.render()
}
