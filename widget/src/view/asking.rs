//! The question, its scale and the names of the ends.

use koe_shared::metric::Metric;

use super::element::{Attribute, Element, element};
use super::scale::{self, Layout};
use super::{View, follow_up};
use crate::showing::Placement;
use crate::words::Word;

/// The first step; on a page of its own, with the comment below.
pub(super) fn step(view: View<'_>) -> Element {
    let content = view.content;
    let one_step = view.showing.is_one_step();
    let checked = view.showing.drawn.score();
    let confirmed = view.showing.drawn.answer().map(|answer| answer.score);
    // Where a selected score is sent without being confirmed, it looks it.
    let chosen = if one_step { checked } else { confirmed };
    let pointed = view.showing.hovered.or(checked);
    let layout = scale::layout(content);
    let class = match layout {
        Layout::List => "",
        Layout::Drawings => "drawn beside",
        _ => "beside",
    };
    // With a statement to agree with, the question is the quiet line above it.
    let (question, statement) = (view.word(Word::Question), view.word(Word::Statement));
    // Empty unless the page has named the visitor.
    let greeting = view.word(Word::Greeting);
    let greet = || element("small", "").hook("greeting").text(greeting.clone());
    let legend = element("legend", "")
        .with(Attribute::Part, "question")
        .maybe((!greeting.is_empty()).then(greet));
    let legend = if statement.is_empty() {
        legend.text(question)
    } else {
        legend.add(element("small", "").text(question)).text(statement)
    };
    let question = element("fieldset", class)
        .add(legend)
        .add(scale::draw(view, chosen, checked, pointed))
        .maybe((layout != Layout::List).then(|| ends(view, layout, pointed)));
    if one_step {
        let body = follow_up::fields(view, element("div", "body").add(question), checked);
        return follow_up::form(view, "step").add(body).add(follow_up::actions(view, false));
    }
    let footed =
        content.scale.metric() == Metric::Nps && view.showing.placement != Placement::Inline;
    let footnote = || element("p", "footnote").with(Attribute::Part, "footnote");
    // A form of its own: radios without one stay in a list of the shadow root, which Chromium does
    // not take them off when they go.
    follow_up::form(view, "step body")
        .add(question)
        .maybe(footed.then(|| footnote().word(view.content, Word::Footnote)))
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
        let step = content.step(score);
        if !step.is_empty() {
            live = live.add(element("span", class).text(step));
        }
    }
    element("div", "ends")
        .with(Attribute::Hidden, "true")
        .add(end(content.scale.min()))
        .add(live)
        .add(end(content.scale.max()))
}
