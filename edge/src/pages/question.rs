//! The question and the comment, in a form.

use koe_shared::answer::MAX_COMMENT_UNITS;
use koe_shared::question::{Attribute, Element, Question, Shown};
use maud::{Markup, html};

use super::asked::LocalizedSurvey;
use super::icon;
use super::tree::markup;
use super::typed::Typed;

/// The question with its scale. `problem` says what is wrong with the choice.
pub(crate) fn question(
    asked: &LocalizedSurvey,
    chosen: Option<u8>,
    problem: Option<&str>,
) -> Markup {
    let question = Question {
        scale: asked.scale,
        display: asked.content.display,
        locale: asked.locale(),
        texts: &asked.content.texts,
    };
    let Element { attributes, children, .. } = question.tree(Shown::InForm(chosen));
    html! {
        fieldset class=[attributes.get(&Attribute::Class)] aria-describedby=[problem.map(|_| "problem")] {
            @for child in &children { (markup(child)) }
            @if let Some(problem) = problem { (note("problem", problem)) }
        }
    }
}

/// The field of the comment.
pub(crate) fn comment_field(typed: &Typed) -> Markup {
    html! {
        textarea id="comment" name="comment" rows="3" maxlength=(MAX_COMMENT_UNITS)
            dir="auto" data-koe="comment" {
            // A line end that follows the tag is not the field's.
            "\n" (typed.comment.as_deref().unwrap_or_default())
        }
    }
}

/// A sentence that warns.
pub(crate) fn note(id: &str, sentence: &str) -> Markup {
    html! { p.note.warns id=(id) role="alert" { (icon::alert()) span { (sentence) } } }
}
