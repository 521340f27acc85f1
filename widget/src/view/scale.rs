//! The scale: a group of native radios in four clothes. Where the pointer stands is told to the
//! panel, because the name of that step is spelled out below.

use koe_shared::metric::Metric;
use yew::prelude::*;

use super::{Link, icon};
use crate::host::{Content, Display};
use crate::keys;
use crate::panel::{Message, Showing};
use crate::stage;
use crate::state::{Event, State};

/// The scores in ASCII: values of the radios, whatever the language writes.
const VALUES: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

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
    match (content.scale.metric(), content.display, content.steps.len()) {
        (Metric::Nps, ..) => Layout::Eleven,
        (Metric::Ces, _, 5) => Layout::List,
        (Metric::Ces, _, 7) => Layout::RowOrList,
        (Metric::Csat, Display::Stars | Display::Faces, _) => Layout::Drawings,
        _ => Layout::Row,
    }
}

/// The score that the eye is on: pointed at, moved to or chosen.
pub(super) fn pointed(showing: &Showing) -> Option<u8> {
    let State::Asking { at, answer, .. } = showing.drawn else { return None };
    showing.hovered.or(at).or(answer.map(|answer| answer.score))
}

/// The radios.
pub(super) fn draw(showing: &Showing, link: &Link) -> Html {
    let content = &showing.content;
    let class = match layout(content) {
        Layout::Eleven => "scale row eleven",
        Layout::Row => "scale row",
        Layout::List => "scale list",
        Layout::RowOrList => "scale row or-list",
        Layout::Drawings => "scale drawings",
    };
    let left = link.callback(|_: MouseEvent| Message::Hovered(None));
    html! {
        <div {class} onmouseout={left} onkeydown={keys(showing, link)}>
            {for content.scale.scores().map(|score| cell(showing, link, score))}
        </div>
    }
}

fn cell(showing: &Showing, link: &Link, score: u8) -> Html {
    let State::Asking { at, answer, .. } = showing.drawn else { return Html::default() };
    let content = &showing.content;
    let layout = layout(content);
    let chosen = answer.map(|answer| answer.score);
    let name = content.step(score);
    let face = match (layout, content.display) {
        (Layout::Drawings, Display::Stars) => icon::star(),
        (Layout::Drawings, _) => icon::face(score - content.scale.min()),
        _ => html! { <b>{content.numeral(score)}</b> },
    };
    let spelled = matches!(layout, Layout::List | Layout::RowOrList)
        .then(|| html! { <span>{name.clone()}</span> });
    let filled = content.display == Display::Stars && pointed(showing) >= Some(score);
    let class = match (chosen == Some(score), filled) {
        (true, _) => "cell on full",
        (_, true) => "cell full",
        _ => "cell",
    };
    let over = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| link.send_message(Message::Hovered(Some(score))))
    };
    let confirm = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| {
            link.send_message(Message::Told(Event::Confirmed(score)));
        })
    };
    html! {
        <label {class} onmouseover={over}>
            <input type="radio" name="score" data-koe="score" value={value(score)}
                checked={at.or(chosen) == Some(score)} aria-label={label(content, score, name)}
                onclick={confirm} />
            {face}{spelled}
        </label>
    }
}

/// The radio's name: its numeral, and its own name or that of the end it is.
fn label(content: &Content, score: u8, name: Option<AttrValue>) -> AttrValue {
    let numeral = content.numeral(score);
    match name.or_else(|| super::asking::end(content, score)) {
        Some(name) => [&*numeral, " ", &name].concat().into(),
        None => numeral,
    }
}

fn keys(showing: &Showing, link: &Link) -> Callback<KeyboardEvent> {
    let (link, scale) = (link.clone(), showing.content.scale);
    let right_to_left = showing.content.right_to_left;
    Callback::from(move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.alt_key() || event.meta_key();
        let radio: web_sys::HtmlInputElement = event.target_unchecked_into();
        let at = radio.value();
        let Some(at) = VALUES.iter().position(|value| *value == at) else { return };
        let told = keys::read(&event.key(), at as u8, scale, right_to_left);
        if let Some(told) = told.filter(|_| !held) {
            event.prevent_default();
            link.send_message(Message::Told(told));
            if let Event::Moved(score) = told {
                stage::move_focus(&["[value='", value(score), "']"].concat());
            }
        }
    })
}

fn value(score: u8) -> &'static str {
    VALUES.get(usize::from(score)).copied().unwrap_or_default()
}
