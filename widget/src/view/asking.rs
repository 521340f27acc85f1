//! The question, which stands on the page already: alone, or with the comment in one step.

use wasm_bindgen::JsCast;
use yew::Html;

use super::element::element;
use super::{View, follow_up};

/// On a page of its own, question and comment. Elsewhere nothing: there the panel has the question
/// in a form of its own.
pub(super) fn step(view: View<'_>) -> Html {
    let showing = view.showing;
    if !showing.is_one_step() {
        return Html::default();
    }
    let question = showing.host.get("panel").get("question");
    let body = element("div", "body").child(Html::VRef(question.unchecked_into()));
    let body = follow_up::fields(view, body, showing.drawn.score());
    follow_up::form(view, "step").add(body).add(follow_up::actions(view, false)).done()
}
