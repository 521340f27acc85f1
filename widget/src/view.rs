//! What the prompt looks like, state by state. Pure drawing: nothing in here decides anything.

mod asking;
mod follow_up;
mod icon;
mod receipt;
mod scale;

use yew::prelude::*;

use crate::host::Placement;
use crate::panel::{Field, Message, Panel, Showing};
use crate::stage::Focus;
use crate::state::{Answer, Delivery, Event, Receipt, State};
use crate::words::Word;

type Link = html::Scope<Panel>;

/// The panel with whatever step it is at.
pub(crate) fn panel(showing: &Showing, link: &Link) -> Html {
    let content = &showing.content;
    let word = |word| content.word(word);
    let (tag, kind) = match showing.placement {
        Placement::Popover => ("section", "panel floating popover"),
        Placement::Inline => ("section", "panel inline"),
        Placement::Modal => ("dialog", "panel floating modal"),
    };
    let eleven = content.scale.points() == 11;
    let class = [kind, if eleven { " wide " } else { " " }, &content.position].concat();
    let step = match showing.drawn {
        State::Commenting(answer) | State::Sending(answer) | State::Failed(answer, _) => {
            follow_up::step(showing, link, answer)
        }
        State::Thanked(answer, receipt) => receipt::step(showing, link, answer, receipt),
        State::Asking { .. } | State::Dismissed(_) => asking::step(showing, link),
    };
    let status = if showing.announced { status(showing) } else { AttrValue::default() };
    let close = (!showing.stays()).then(|| {
        let label = word(Word::Close);
        html! {
            <button type="button" class="close" data-koe="close" aria-label={label}
                onclick={on(link, Event::Close)}>{icon::draw(icon::CROSS)}</button>
        }
    });
    let escape = {
        let (link, stays) = (link.clone(), showing.stays());
        // Escape also ends the composition of a Japanese word; that one is not meant for the panel.
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() && !stays {
                event.prevent_default();
                link.send_message(Message::Told(Event::Close));
            }
        }
    };
    html! {
        <@{tag} {class} data-koe="panel" data-state={showing.state.word()}
            role={(tag == "section").then_some("region")} aria-label={word(Word::Label)}
            lang={&content.lang} dir={if content.right_to_left { "rtl" } else { "ltr" }}
            style={&content.style} onkeydown={escape}>
            {step}
            {close}
            <p class="unseen" role="status">{status}</p>
        </@>
    }
}

/// What is read out politely.
fn status(showing: &Showing) -> AttrValue {
    let word = |word| showing.content.word(word);
    match showing.drawn {
        State::Asking { .. } | State::Dismissed(_) => {
            [&*word(Word::Label), ". ", &word(Word::Question)].concat().into()
        }
        State::Commenting(answer) => word(strip_word(answer)),
        State::Sending(_) => word(Word::Sending),
        State::Failed(_, lost) => word(follow_up::lost_word(lost)),
        State::Thanked(answer, receipt) => {
            let (title, text) = receipt::title(showing, answer, receipt);
            [&*title, ". ", &text].concat().into()
        }
    }
}

/// The key under which the step is drawn: another key is another step, which fades in.
fn key(state: State) -> &'static str {
    match state {
        State::Asking { .. } | State::Dismissed(_) => "asking",
        State::Commenting(_) | State::Sending(_) | State::Failed(..) => "follow-up",
        State::Thanked(_, Receipt::Waiting) => "waiting",
        State::Thanked(_, Receipt::TakenBack(_)) => "taken-back",
        State::Thanked(..) => "receipt",
    }
}

/// Where the focus goes when `after` follows `before`: nowhere unless it was inside already and the
/// element that had it is gone or means something else now.
pub(crate) fn next_focus(before: State, after: State, focus: Focus) -> Option<&'static str> {
    let typed = match after {
        State::Thanked(_, Receipt::Confirming { again: false }) => "[data-koe=keep]",
        State::Thanked(_, Receipt::Rows) if key(before) == key(after) => "[data-koe=take-back]",
        _ if key(before) == key(after) => return None,
        State::Asking { answer: Some(_), .. } => ":checked",
        State::Asking { .. } => "[data-koe=score]",
        State::Commenting(_) | State::Failed(..) => "textarea",
        State::Thanked(_, Receipt::Waiting) => "[data-koe=done]",
        _ => ".step",
    };
    match focus {
        Focus::Outside => None,
        Focus::Typed => Some(typed),
        Focus::Pointed => Some(".step"),
    }
}

/// The chosen score, what became of it, and the way to change it.
fn strip(showing: &Showing, link: &Link, answer: Answer) -> Html {
    let content = &showing.content;
    let pending = answer.delivery == Delivery::Pending;
    html! {
        <div class="strip" data-koe="strip">
            <span class="chip">{content.numeral(answer.score)}</span>
            if pending {
                <span class="spinner" />
            }
            <span>{content.word(strip_word(answer))}</span>
            if !pending {
                <button type="button" class="link" data-koe="change"
                    onclick={on(link, Event::Change)}>{content.word(Word::Change)}</button>
            }
        </div>
    }
}

fn strip_word(answer: Answer) -> Word {
    match answer.delivery {
        Delivery::Pending => Word::Sending,
        Delivery::Stored => Word::Recorded,
        Delivery::Saved | Delivery::Failed => Word::SavedOnDevice,
    }
}

/// A sentence on soft ground with its icon.
fn note(path: &'static str, warns: bool, text: AttrValue) -> Html {
    html! {
        <p class={if warns { "note warns" } else { "note" }}>{icon::draw(path)}<span>{text}</span></p>
    }
}

/// A button that tells the prompt of an event.
fn button(
    link: &Link,
    class: &'static str,
    hook: &'static str,
    event: Event,
    content: Html,
) -> Html {
    html! {
        <button type="button" {class} data-koe={hook} onclick={on(link, event)}>{content}</button>
    }
}

/// A click that tells the prompt of an event. The second half of a double click tells nothing: the
/// step may have changed under it, and it would hit a button that it was not meant for.
fn on(link: &Link, event: Event) -> Callback<MouseEvent> {
    let link = link.clone();
    Callback::from(move |click: MouseEvent| {
        if click.detail() < 2 {
            link.send_message(Message::Told(event));
        }
    })
}

/// An edit of a field.
fn edits(link: &Link, field: Field) -> Callback<InputEvent> {
    let link = link.clone();
    Callback::from(move |event: InputEvent| {
        link.send_message(Message::Edited(field, event.target_unchecked_into()));
    })
}
