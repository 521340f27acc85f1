//! The hosted page: the same question as a page of its own, and a plain form where no script runs.
//!
//! `main#koe` is what the page's script replaces by the prompt, from what `#koe-page` tells it; on
//! any failure the form stays, so it is whole by itself.

use koe_shared::answer::{MAX_EMAIL_CHARS, MAX_NAME_CHARS};
use koe_shared::config::Assets;
use koe_shared::hosted_page::HostedPage;
use koe_shared::id::AnswerId;
use koe_shared::metric::Bucket;
use maud::{Markup, PreEscaped, html};

use super::asked::LocalizedSurvey;
use super::document::{Page, PageContext, Rendered};
use super::link::Link;
use super::question::{comment_field, question};
use super::site::Site;
use super::trouble::Trouble;
use super::typed::Typed;

/// The hosted page of one survey in one language.
pub(crate) struct Hosted<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) asked: &'a LocalizedSurvey,
    pub(crate) link: &'a Link,
    /// The files of the prompt that takes the form's place.
    pub(crate) assets: &'a Assets,
    /// Path of the page's script.
    pub(crate) script: &'a str,
    /// Path of the stylesheet.
    pub(crate) css: &'a str,
    /// Where this deployment is reached: its own pages may frame the page, too.
    pub(crate) own_origin: &'a str,
    /// Names the text file of the prompt.
    pub(crate) content_name: &'a str,
    /// Made at each render: what is sent twice from one page counts once.
    pub(crate) id: AnswerId,
    pub(crate) typed: Typed,
    /// Why what was sent was not taken.
    pub(crate) trouble: Trouble,
}

impl Hosted<'_> {
    /// The page as markup.
    pub(crate) fn render(&self) -> Rendered {
        let asked = self.asked;
        let body = html! {
            @if !self.link.is_frame { header { h1 { (asked.subject) } } }
            main id="koe" { (self.form()) }
            @if !self.link.is_frame { (asked.footer()) }
        };
        let page = Page {
            title: &asked.say(&asked.texts.pages.hosted_title),
            ground: PageContext::hosted(self.site.document, asked.locale(), self.css),
            class: if self.link.is_frame { "frame" } else { "hosted" },
            // A form that comes back stays, without the prompt, which does not know what was typed.
            head: if self.trouble == Trouble::None {
                self.script()
            } else {
                html! {}
            },
            body,
        };
        page.render()
    }

    fn form(&self) -> Markup {
        let Self { asked, typed, .. } = self;
        let texts = &asked.content.texts;
        let no_score =
            (self.trouble == Trouble::NoScore).then_some(&*asked.texts.pages.choose_score);
        html! {
            form.card method="post" action=(format!("/p/{}/{}", self.site.id, asked.content.survey)) {
                (self.hidden())
                (question(asked, typed.score, no_score))
                label.asked for="comment" { span { (asked.texts.anything_else) } small { (texts.small.optional) } }
                (comment_field(typed))
                (self.contact())
                (self.publishing())
                (self.trouble.note(asked))
                div.actions { button.primary data-koe="send" { (texts.small.send) } }
            }
        }
    }

    fn hidden(&self) -> Markup {
        let own = [
            ("id", self.id.to_secret_string()),
            ("survey_version", self.asked.content.survey_version.to_string()),
            ("lang", self.asked.locale().to_string()),
        ];
        let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
        html! {
            @for (name, value) in own.chain(self.link.pairs()) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }

    /// Whether a reply is wanted: shown to everybody, until a browser that can tell knows the score.
    fn contact(&self) -> Markup {
        let texts = &self.asked.content.texts;
        let (Some(wanted), Some(purpose), Some(email)) =
            (&texts.reply_wanted, &texts.reply_purpose, &texts.email)
        else {
            return html! {};
        };
        html! {
            div class=(asks(&self.asked.content.ask_contact)) {
                label.tick { input type="checkbox" name="reply" value="1" checked[self.typed.reply]; span { (wanted) } }
                div.more {
                    label for="email" { (email) }
                    input id="email" type="email" name="email" autocomplete="email" maxlength=(MAX_EMAIL_CHARS)
                        value=[self.typed.email.as_deref()] aria-describedby="purpose";
                    p.hint id="purpose" { (purpose) }
                }
            }
        }
    }

    fn publishing(&self) -> Markup {
        let texts = &self.asked.content.texts;
        let (Some(publish), Some(name)) = (&texts.publish, &texts.publish_name) else {
            return html! {};
        };
        html! {
            div class=(asks(&self.asked.content.ask_publish)) {
                label.tick { input type="checkbox" name="publish" value="1" checked[self.typed.publish]; span { (publish) } }
                div.more {
                    label for="name" { (name) }
                    input id="name" type="text" name="name" autocomplete="name" maxlength=(MAX_NAME_CHARS)
                        value=[self.typed.name.as_deref()];
                }
            }
        }
    }

    fn script(&self) -> Markup {
        let Self { site, asked, link, .. } = self;
        let listed = site.document().origins.iter().map(String::as_str);
        let unlisted = listed.clone().all(|origin| origin != self.own_origin);
        let listed = listed.chain(unlisted.then_some(self.own_origin));
        let frame_origins = listed.map(str::to_owned).collect();
        let data = HostedPage {
            site: site.id.clone(),
            survey: asked.content.survey.clone(),
            version: asked.content.survey_version,
            content: format!("/t/{}/{}.json", site.id, self.content_name),
            lang: asked.locale().clone(),
            assets: self.assets.clone(),
            touchpoint: link.touchpoint.clone(),
            channel: link.channel,
            segments: link.segments.clone(),
            respondent: link.respondent.clone(),
            score: self.typed.score,
            frame: link.is_frame,
            frame_origins,
            test: link.is_test,
        };
        // Whatever ends the element, or begins a comment in it, begins with `<`.
        let data = serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c");
        html! {
            script type="application/json" id="koe-page" { (PreEscaped(data)) }
            script type="module" src=(self.script) {}
        }
    }
}

/// The classes of what only some are asked.
fn asks(buckets: &[Bucket]) -> String {
    buckets.iter().fold("asks".to_owned(), |class, bucket| class + " " + bucket.as_str())
}
