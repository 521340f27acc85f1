//! The scale: a group of native radios in four clothes. Where the pointer stands is told to the
//! panel, because the name of that step is spelled out below.

use koe_shared::metric::Metric;
use yew::AttrValue;

use super::element::{Attribute, Element, element};
use super::gesture::Gesture;
use super::{View, icon};
use crate::content::{Content, Display, ascii};

/// How the scores are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Eleven numerals: one row, or two staggered ones.
    Eleven,
    /// Five or seven numerals in a row.
    Row,
    /// Five named steps: a list, or columns where there is room.
    List,
    /// Seven named steps: a row of numerals, or a list where there is no room.
    RowOrList,
    /// Stars or faces.
    Drawings,
}

/// The layout of this survey's scale.
pub(super) fn layout(content: &Content) -> Layout {
    let named = !content.step(content.scale.min()).is_empty();
    match (content.scale.metric(), content.display, content.scale.points()) {
        (Metric::Nps, ..) => Layout::Eleven,
        (Metric::Ces, _, 5) if named => Layout::List,
        (Metric::Ces, ..) if named => Layout::RowOrList,
        (Metric::Csat, Display::Stars | Display::Faces, _) => Layout::Drawings,
        _ => Layout::Row,
    }
}

/// The radios. `chosen` is the confirmed score, `checked` the one that the keyboard is at, `pointed`
/// the one that the eye is on.
pub(super) fn draw(
    view: View<'_>,
    chosen: Option<u8>,
    checked: Option<u8>,
    pointed: Option<u8>,
) -> Element {
    let content = view.content;
    let layout = layout(content);
    let class = match layout {
        Layout::Eleven => "scale row eleven",
        Layout::Row => "scale row",
        Layout::List => "scale list",
        Layout::RowOrList => "scale row or-list",
        Layout::Drawings => "scale drawings",
    };
    let key = Gesture::Key(content.scale, content.right_to_left);
    let mut scale = element("div", class)
        .with(Attribute::Part, "scale")
        .on("keydown", view.link, key)
        .on("mouseout", view.link, Gesture::Hover(None));
    for score in content.scale.scores() {
        let class = match (chosen == Some(score), pointed >= Some(score)) {
            (true, _) => "cell on full",
            (_, true) => "cell full",
            _ => "cell",
        };
        let radio = element("input", "")
            .with(Attribute::Type, "radio")
            .with(Attribute::Name, "score")
            .hook("score")
            .value(AttrValue::Static(ascii(score)))
            .checked(checked == Some(score))
            .set(Attribute::Label, label(content, score))
            .on("click", view.link, Gesture::Choose(score));
        // Where nothing can be sent without a score, the browser says so.
        let radio =
            if view.showing.is_one_step() { radio.with(Attribute::Required, "") } else { radio };
        let face = match (layout, content.display) {
            (Layout::Drawings, Display::Stars) => icon::star(),
            (Layout::Drawings, _) => icon::face(score - content.scale.min()),
            _ => element("b", "").text(content.numeral(score)),
        };
        let cell = element("label", class)
            .with(Attribute::Part, "score")
            .on("mouseover", view.link, Gesture::Hover(Some(score)))
            .add(radio)
            .add(face);
        scale = scale.add(match layout {
            Layout::List | Layout::RowOrList => {
                cell.add(element("span", "").text(content.step(score)))
            }
            _ => cell,
        });
    }
    scale
}

/// The radio's name: its numeral, and its own name or that of the end it is.
fn label(content: &Content, score: u8) -> AttrValue {
    let step = content.step(score);
    let name = if step.is_empty() { content.end(score) } else { step };
    [&*content.numeral(score), " ", &name].concat().into()
}
