//! What the prompt looks like, state by state, after its question. Nothing in here decides anything.

mod asking;
mod element;
mod follow_up;
mod gesture;
mod icon;
mod receipt;

use koe_shared::sentence;
use yew::html::Scope;
use yew::{AttrValue, Html};

use self::element::{Attribute, Element, element};
use self::gesture::Gesture;
pub(crate) use self::gesture::on_scale;
use crate::app::App;
use crate::bridge::{Focus, Reflection};
use crate::content::Content;
use crate::showing::Showing;
use crate::state::{Answer, Delivery, Event, Receipt, State};
use crate::words::Word;

/// What every part is drawn from.
#[derive(Clone, Copy)]
struct View<'a> {
    showing: &'a Showing,
    content: &'a Content,
    link: &'a Scope<App>,
}

/// The step that a prompt is at, without the question.
pub(crate) fn step(showing: &Showing, link: &Scope<App>) -> Html {
    let view = View { showing, content: &showing.content, link };
    match showing.drawn {
        State::Refused(answer, _) if showing.is_over(showing.drawn) => receipt::end(view, answer),
        State::Commenting(answer)
        | State::Sending(answer)
        | State::Failed(answer, _)
        | State::Refused(answer, _)
            if !showing.is_one_step() =>
        {
            follow_up::step(view, answer)
        }
        State::Thanked(answer, receipt) => receipt::step(view, answer, receipt),
        _ => return asking::step(view),
    }
    .done()
}

/// What the panel is to show besides the step.
pub(crate) fn reflection(showing: &Showing, link: &Scope<App>) -> Reflection {
    let view = View { showing, content: &showing.content, link };
    let checked = showing.drawn.score();
    let confirmed = showing.drawn.answer().map(|answer| answer.score);
    let asks = key(showing, showing.drawn) == "asking" && !showing.is_one_step();
    let spoken = if showing.announced { view.status() } else { AttrValue::default() };
    Reflection {
        state: showing.state.word(),
        asks,
        // Where a selected score is sent without being confirmed, it looks confirmed.
        chosen: if showing.is_one_step() { checked } else { confirmed },
        checked,
        pointed: showing.hovered.or(checked),
        spoken,
    }
}

/// The key under which the step is drawn: another key is another step, which fades in.
fn key(showing: &Showing, state: State) -> &'static str {
    match state {
        State::Asking { .. } | State::Dismissed(_) => "asking",
        State::Refused(..) if showing.is_over(state) => "refused",
        State::Thanked(_, Receipt::Waiting) => "waiting",
        State::Thanked(_, Receipt::TakenBack(_)) => "taken-back",
        State::Thanked(..) => "receipt",
        _ if showing.is_one_step() => "asking",
        _ => "follow-up",
    }
}

/// Where the focus goes when a state follows `before`: nowhere unless it was inside already and the
/// element that had it is gone or means something else now.
pub(crate) fn next_focus(showing: &Showing, before: State, focus: Focus) -> Option<&'static str> {
    let after = showing.state;
    let same_step = key(showing, before) == key(showing, after);
    let typed = match after {
        State::Thanked(_, Receipt::Confirming { again: false }) => "[data-koe=keep]",
        State::Thanked(_, Receipt::Rows) if same_step => "[data-koe=take-back]",
        State::Thanked(_, Receipt::NotTakenBack) => ".step",
        _ if same_step => return None,
        State::Asking { answer: Some(_), .. } => ":checked",
        State::Asking { .. } => "[data-koe=score]",
        State::Refused(..) if showing.is_over(after) => ".step button",
        State::Commenting(_) | State::Failed(..) | State::Refused(..) => "textarea",
        State::Thanked(_, Receipt::Waiting) => "[data-koe=done]",
        _ => ".step",
    };
    match focus {
        Focus::Outside => None,
        Focus::Typed => Some(typed),
        Focus::Pointed => Some(".step"),
    }
}

impl View<'_> {
    fn word(self, word: Word) -> AttrValue {
        self.content.word(word)
    }

    /// A step's outermost element, which can take the focus when the pointer brought it inside.
    fn step(self, name: &'static str, class: &'static str) -> Element {
        element(name, class)
            .with(Attribute::TabIndex, "-1")
            .key(key(self.showing, self.showing.drawn))
    }

    /// What is read out politely.
    fn status(self) -> AttrValue {
        let (first, second) = match self.showing.drawn {
            State::Asking { .. } | State::Dismissed(_) => {
                (self.word(Word::Label), self.word(Word::Question))
            }
            State::Commenting(answer) => return self.word(strip_word(answer)),
            State::Sending(_) => return self.word(Word::Sending),
            State::Failed(answer, lost) | State::Refused(answer, lost) => {
                return self.word(follow_up::lost_word(answer, lost));
            }
            State::Thanked(answer, receipt) => receipt::title(self, answer, receipt),
        };
        sentence::joined(&first, &second, &self.word(Word::Stop)).into()
    }

    /// A button that tells the prompt of an event.
    fn button(self, class: &'static str, hook: &'static str, event: Event) -> Element {
        let part = if class == "link" { class } else { "button" };
        element("button", class)
            .with(Attribute::Type, "button")
            .with(Attribute::Part, part)
            .hook(hook)
            .on("click", self.link, Gesture::Press(event))
    }

    /// The chosen score, what became of it, and the way to change it.
    fn strip(self, answer: Answer) -> Element {
        // Without an answer and without a draft, a panel that can close offers nothing but that.
        let changes = match answer.delivery {
            Delivery::Pending => false,
            Delivery::Refused => self.showing.stays() || !self.showing.is_over(self.showing.drawn),
            _ => true,
        };
        let change =
            || self.button("link", "change", Event::Change).word(self.content, Word::Change);
        element("div", "strip")
            .hook("strip")
            .add(element("b", "chip").text(self.content.numeral(answer.score)))
            .maybe((answer.delivery == Delivery::Pending).then(spinner))
            .add(element("span", "").word(self.content, strip_word(answer)))
            .maybe(changes.then(change))
    }
}

fn strip_word(answer: Answer) -> Word {
    match answer.delivery {
        Delivery::Pending => Word::Sending,
        Delivery::Stored => Word::Recorded,
        Delivery::Saved | Delivery::Failed => Word::SavedOnDevice,
        Delivery::Unkept | Delivery::Refused => Word::NotRecorded,
    }
}

fn spinner() -> Element {
    element("i", "spinner")
}

/// A sentence on soft ground with its icon.
fn note(class: &'static str, path: &'static str, text: AttrValue) -> Element {
    element("p", class).add(icon::draw(path)).add(element("span", "").text(text))
}
