//! The Yew component: takes messages, carries out what [`crate::state`] asks for, and draws.
//!
//! It is mounted once a page and shows one prompt after another; without one it draws nothing.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use yew::html::Scope;
use yew::{Component, Context, Html};

use crate::bridge;
use crate::content::JsObject;
use crate::showing::{Field, Showing};
use crate::state::{Delivery, Effect, Event};
use crate::view;

/// How long a chosen cell is shown before the step changes, in milliseconds.
const HOLD: u32 = 160;
/// How long the panel takes to leave; the stylesheet's animation is as long.
const LEAVE: u32 = 140;
/// When the region is announced. A live region that is filled as soon as it appears stays unread.
const ANNOUNCE: u32 = 400;

/// What can happen to the panel. Those with a [`Turn`] mean nothing once their turn is over.
pub(crate) enum Message {
    /// A prompt is due.
    Show(Box<Showing>),
    /// Something happened to the prompt on show.
    Happened(Event),
    /// The visitor did something with the scale, on a score or on none.
    Scaled(JsObject, Option<u8>),
    /// The pointer stands over a score, or over none.
    Hovered(Option<u8>),
    /// A field was edited.
    Edited(Field, JsObject),
    /// The follow-up is to be sent.
    Submitted,
    /// The delivery of a revision has ended.
    Delivered(Turn, Delivery),
    /// The attempt to take the answer back has ended.
    Erased(Turn, Delivery),
    /// The time has come for something.
    Due(Turn, Due),
}

/// What waits for its time.
#[derive(Clone, Copy)]
pub(crate) enum Due {
    /// The region is named.
    Announce,
    /// The chosen cell has been shown long enough.
    Held,
    /// The panel has faded out.
    Gone,
}

/// Counts prompts and, separately, revisions, so that an outdated promise or timer is recognised.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn(u32);

/// The component.
#[derive(Default)]
pub(crate) struct App {
    /// The prompt on show, or the last one: what was written in it is kept.
    showing: Option<Box<Showing>>,
    /// Whether it is on the page.
    open: bool,
    turn: Turn,
    revision: Turn,
    /// The panel's height before the step that is being drawn, and what gets the focus after it.
    step: Option<(f64, Option<&'static str>)>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let link = ctx.link();
        match message {
            Message::Show(showing) => self.show(link, showing),
            Message::Happened(event) => self.apply(link, event),
            Message::Delivered(revision, delivery) if revision == self.revision => {
                self.apply(link, Event::Delivered(delivery))
            }
            Message::Erased(turn, delivery) if turn == self.turn => {
                self.apply(link, Event::Erased(delivery))
            }
            Message::Due(turn, due) if turn == self.turn => match due {
                Due::Announce => self.change(Showing::announce),
                Due::Held => self.apply(link, Event::Held),
                Due::Gone => self.gone(),
            },
            Message::Submitted => self.submit(link),
            Message::Scaled(event, score) => {
                let content = self.showing.as_ref().map(|showing| &showing.content);
                let meant = content.and_then(|content| view::on_scale(content, &event, score));
                if let Some(Message::Happened(Event::Moved(score))) = meant {
                    bridge::focus_score(score);
                }
                meant.is_some_and(|meant| self.update(ctx, meant))
            }
            Message::Hovered(score) => self.change(|showing| showing.hover(score)),
            Message::Edited(field, element) => self.change(|showing| showing.edit(field, &element)),
            _ => false,
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &self.showing {
            Some(showing) if self.open => view::step(showing, ctx.link()),
            _ => Html::default(),
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let step = self.step.take();
        if let Some(showing) = self.showing.as_ref().filter(|_| self.open) {
            let reflection = view::reflection(showing, ctx.link());
            bridge::reflect(&reflection, step.map(|(height, _)| height));
        }
        if let Some((_, Some(selector))) = step {
            bridge::move_focus(selector);
        }
    }
}

impl App {
    fn show(&mut self, link: &Scope<Self>, mut showing: Box<Showing>) -> bool {
        if let (true, Some(last)) = (self.open, &self.showing) {
            last.host.left(last.state.departure());
        }
        self.open = true;
        self.turn.pass();
        self.revision.pass();
        // On a page of its own the question is not in the panel before it is drawn with the comment.
        self.step = showing.is_one_step().then_some((0.0, None));
        self.after(link, ANNOUNCE, Due::Announce);
        if let Some(last) = self.showing.take() {
            showing.take_over(*last);
        }
        bridge::attach(showing.host.get("panel").unchecked_into());
        self.showing = Some(showing);
        true
    }

    fn gone(&mut self) -> bool {
        self.open = false;
        if let Some(showing) = &self.showing {
            showing.host.left(showing.state.departure());
        }
        true
    }

    fn submit(&mut self, link: &Scope<Self>) -> bool {
        let Some(showing) = &mut self.showing else { return false };
        match showing.submitted() {
            Some(event) => return self.apply(link, event),
            None if showing.address_refused => bridge::move_focus("[type=email]"),
            None => bridge::ask_for_score(),
        }
        true
    }

    fn change(&mut self, change: impl FnOnce(&mut Showing) -> bool) -> bool {
        self.showing.as_mut().is_some_and(|showing| change(showing))
    }

    fn apply(&mut self, link: &Scope<Self>, event: Event) -> bool {
        let Some(showing) = &mut self.showing else { return false };
        let height = bridge::height();
        let (before, effect) = showing.apply(event);
        let focus = view::next_focus(showing, before, bridge::focus());
        // A step that is not drawn yet keeps its focus move, unless the next step brings another.
        self.step = match self.step {
            Some((height, due)) => Some((height, focus.or(due))),
            None => Some((height, focus)),
        };
        match effect {
            Effect::None => {}
            Effect::Hold => self.after(link, HOLD, Due::Held),
            Effect::Record(score) => {
                self.send(link, score);
                self.after(link, HOLD, Due::Held);
            }
            Effect::Send(score) => {
                showing.commit();
                self.send(link, score);
            }
            Effect::Erase => {
                let turn = self.turn;
                let link = link.clone();
                showing.host.erase(move |fate| link.send_message(Message::Erased(turn, fate)));
            }
            Effect::Leave(_) => self.after(link, LEAVE, Due::Gone),
        }
        true
    }

    /// Sends `score` with what was sent before: each revision carries the whole outcome so far.
    fn send(&mut self, link: &Scope<Self>, score: u8) {
        self.revision.pass();
        let revision = self.revision;
        if let Some(showing) = &self.showing {
            let link = link.clone();
            showing.host.send(&showing.said(score), move |fate| {
                link.send_message(Message::Delivered(revision, fate));
            });
        }
    }

    fn after(&self, link: &Scope<Self>, milliseconds: u32, due: Due) {
        let (link, turn) = (link.clone(), self.turn);
        Timeout::new(milliseconds, move || link.send_message(Message::Due(turn, due))).forget();
    }
}

impl Turn {
    fn pass(&mut self) {
        self.0 = self.0.wrapping_add(1);
    }
}
