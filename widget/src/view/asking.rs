//! The question, its scale and the names of the ends.

use koe_shared::metric::Metric;

use super::View;
use super::element::{Attribute, Element, element};
use super::scale::{self, Layout};
use crate::showing::Placement;
use crate::state::Answer;
use crate::words::Word;

/// The first step.
pub(super) fn step(view: View<'_>, at: Option<u8>, answer: Option<Answer>) -> Element {
    let content = view.content;
    let chosen = answer.map(|answer| answer.score);
    let checked = at.or(chosen);
    let pointed = view.showing.hovered.or(checked);
    let layout = scale::layout(content);
    let class = match layout {
        Layout::List => "",
        Layout::Drawings => "drawn beside",
        _ => "beside",
    };
    // With a statement to agree with, the question is the quiet line above it.
    let (question, statement) = (view.word(Word::Question), view.word(Word::Statement));
    let legend = element("legend", "");
    let legend = if statement.is_empty() {
        legend.text(question)
    } else {
        legend.add(element("small", "").text(question)).text(statement)
    };
    let question = element("fieldset", class)
        .add(legend)
        .add(scale::draw(view, chosen, checked, pointed))
        .maybe((layout != Layout::List).then(|| ends(view, layout, pointed)));
    let footed =
        content.scale.metric() == Metric::Nps && view.showing.placement != Placement::Inline;
    // A form of its own: radios without one stay in a list of the shadow root, which Chromium does
    // not take them off when they go.
    view.step("form", "step body")
        .with(Attribute::Method, "dialog")
        .add(question)
        .maybe(footed.then(|| element("p", "footnote").word(view.content, Word::Footnote)))
}

/// Both ends, and between them the step that is pointed at. Hidden from screen readers: the radios
/// have these names themselves.
fn ends(view: View<'_>, layout: Layout, pointed: Option<u8>) -> Element {
    let content = view.content;
    let end = |score| {
        let numeral =
            (layout != Layout::Drawings).then(|| element("b", "").text(content.numeral(score)));
        element("span", "").maybe(numeral).text(content.end(score))
    };
    let mut live = element("span", "live");
    for score in content.scale.scores() {
        let class = if pointed == Some(score) { "on" } else { "" };
        live = live.add(element("span", class).text(content.step(score)));
    }
    element("div", "ends")
        .with(Attribute::Hidden, "true")
        .add(end(content.scale.min()))
        .add(live)
        .add(end(content.scale.max()))
}
