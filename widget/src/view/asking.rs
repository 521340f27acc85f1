//! The question, its scale and the names of the ends.

use koe_shared::metric::Metric;
use yew::prelude::*;

use super::scale::{self, Layout};
use super::{Link, key};
use crate::host::Content;
use crate::panel::Showing;
use crate::words::Word;

/// The first step.
pub(super) fn step(showing: &Showing, link: &Link) -> Html {
    let content = &showing.content;
    let word = |word| content.word(word);
    let statement = word(Word::Statement);
    let layout = scale::layout(content);
    // With a statement to agree with, the question is the quiet line above it.
    let question = if statement.is_empty() {
        html! { {word(Word::Question)} }
    } else {
        html! { <><small>{word(Word::Question)}</small>{statement}</> }
    };
    let class = match layout {
        Layout::List => "question",
        Layout::Drawings => "question drawn beside",
        _ => "question beside",
    };
    let footnote = (content.scale.metric() == Metric::Nps && !showing.stays())
        .then(|| html! { <p class="footnote">{word(Word::Footnote)}</p> });
    html! {
        <div class="step body" tabindex="-1" key={key(showing.drawn)}>
            <fieldset {class}>
                <legend>{question}</legend>
                {scale::draw(showing, link)}
                if layout != Layout::List {
                    {ends(showing, layout)}
                }
            </fieldset>
            {footnote}
        </div>
    }
}

/// The name of the lowest or the highest score.
pub(super) fn end(content: &Content, score: u8) -> Option<AttrValue> {
    let word = match score {
        _ if score == content.scale.min() => Word::Low,
        _ if score == content.scale.max() => Word::High,
        _ => return None,
    };
    Some(content.word(word)).filter(|name| !name.is_empty())
}

/// Both ends, and between them the step that is pointed at. Hidden from screen readers: the radios
/// have these names themselves.
fn ends(showing: &Showing, layout: Layout) -> Html {
    let content = &showing.content;
    let scale = content.scale;
    let numeral =
        |score| (layout != Layout::Drawings).then(|| html! { <b>{content.numeral(score)}</b> });
    let pointed = scale::pointed(showing);
    let names = scale.scores().filter_map(|score| {
        let name = content.step(score)?;
        Some(html! { <span class={(pointed == Some(score)).then_some("on")}>{name}</span> })
    });
    html! {
        <div class="ends" aria-hidden="true">
            <span>{numeral(scale.min())}{content.word(Word::Low)}</span>
            <span class="live">{for names}</span>
            <span>{numeral(scale.max())}{content.word(Word::High)}</span>
        </div>
    }
}
