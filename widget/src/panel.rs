//! The Yew component: takes messages, carries out what [`crate::state`] asks for, and draws.
//!
//! It is mounted once a page and shows one prompt after another; without one it draws nothing.

use gloo::timers::callback::Timeout;
use js_sys::Date;
use yew::html::Scope;
use yew::{AttrValue, Component, Context, Html};

use crate::content::{Bag, Content};
use crate::draft::Draft;
use crate::host::Host;
use crate::stage;
use crate::state::{Delivery, Effect, Event, Receipt, State};
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
    Told(Event),
    /// The pointer stands over a score, or over none.
    Hovered(Option<u8>),
    /// A field was edited.
    Edited(Field, Bag),
    /// The follow-up is to be sent.
    Submitted,
    /// A revision met its fate.
    Delivered(Turn, Delivery),
    /// Taking back met its fate.
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

/// The fields of the follow-up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The comment.
    Comment,
    /// Whether a reply is wished for.
    Reply,
    /// Where to reply.
    Email,
    /// Whether the comment may be quoted.
    Publish,
    /// The name to show.
    Name,
}

/// Where a prompt stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    /// In a corner of the window; a sheet at the bottom of a phone.
    Popover,
    /// In its place in the page.
    Inline,
    /// In the middle, over the page, holding the focus.
    Modal,
}

/// Counts prompts, and apart from them revisions, so that an old promise or timer is known for one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn(u32);

/// The prompt on show.
pub(crate) struct Showing {
    pub(crate) host: Host,
    pub(crate) content: Content,
    pub(crate) placement: Placement,
    pub(crate) state: State,
    /// What is drawn: the state, or while the panel fades out the one before.
    pub(crate) drawn: State,
    pub(crate) hovered: Option<u8>,
    pub(crate) draft: Draft,
    /// Whether the last attempt to send was refused for the address.
    pub(crate) address_refused: bool,
    /// Whether the region has been named.
    pub(crate) announced: bool,
    /// When the newest revision met its fate, by the visitor's clock.
    pub(crate) settled_at: Option<Date>,
    /// What was sent with the newest revision.
    sent: Draft,
    /// Whether anything was written since.
    unsent: bool,
}

/// The component.
#[derive(Default)]
pub(crate) struct Panel {
    /// The prompt on show, or the last one: what was written in it is kept.
    showing: Option<Box<Showing>>,
    open: bool,
    turn: Turn,
    revision: Turn,
    /// The panel's height before the step that is being drawn, and what gets the focus after it.
    step: Option<(f64, Option<&'static str>)>,
}

impl Component for Panel {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let link = ctx.link();
        match message {
            Message::Show(showing) => self.show(link, showing),
            Message::Told(event) => self.tell(link, event),
            Message::Delivered(revision, delivery) if revision == self.revision => {
                self.tell(link, Event::Delivered(delivery))
            }
            Message::Erased(turn, delivery) if turn == self.turn => {
                self.tell(link, Event::Erased(delivery))
            }
            Message::Due(turn, due) if turn == self.turn => match due {
                Due::Announce => self.change(Showing::announce),
                Due::Held => self.tell(link, Event::Held),
                Due::Gone => self.gone(),
            },
            Message::Submitted => self.submit(link),
            Message::Hovered(score) => self.change(|showing| showing.hover(score)),
            Message::Edited(field, element) => self.change(|showing| showing.edit(field, &element)),
            _ => false,
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &self.showing {
            Some(showing) if self.open => view::panel(showing, ctx.link()),
            _ => Html::default(),
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some((height, focus)) = self.step.take() {
            stage::settle(height, focus);
        }
    }
}

impl Panel {
    fn show(&mut self, link: &Scope<Self>, mut showing: Box<Showing>) -> bool {
        if let Some(last) = self.showing.take() {
            if self.open {
                last.host.left(last.state.departure());
            }
            // What was written but never sent stays for the next time the survey is shown here.
            if last.unsent && last.content.survey() == showing.content.survey() {
                showing.draft = last.draft;
                showing.unsent = true;
            }
        }
        self.showing = Some(showing);
        self.open = true;
        self.turn.pass();
        self.revision.pass();
        self.step = Some((0.0, None));
        self.after(link, ANNOUNCE, Due::Announce);
        true
    }

    fn gone(&mut self) -> bool {
        self.open = false;
        stage::close();
        if let Some(showing) = &self.showing {
            showing.host.left(showing.state.departure());
        }
        true
    }

    fn submit(&mut self, link: &Scope<Self>) -> bool {
        match self.showing.as_mut().and_then(|showing| showing.submitted()) {
            Some(event) => self.tell(link, event),
            None => true,
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Showing) -> bool) -> bool {
        self.showing.as_mut().is_some_and(|showing| change(showing))
    }

    fn tell(&mut self, link: &Scope<Self>, event: Event) -> bool {
        let Some(showing) = &mut self.showing else { return false };
        let before = showing.state;
        let (state, effect) = before.next(event);
        self.step = Some((stage::height(), view::next_focus(before, state, stage::focus())));
        showing.hovered = None;
        showing.enter(state);
        if let Event::Delivered(_) = event {
            showing.settled_at = Some(Date::new_0());
        }
        match effect {
            Effect::None => {}
            Effect::Hold => self.after(link, HOLD, Due::Held),
            Effect::Record(score) => {
                self.send(link, score);
                self.after(link, HOLD, Due::Held);
            }
            Effect::Send(score) => {
                showing.sent = showing.draft.clone();
                showing.unsent = false;
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
            let asks = showing.content.asks(score);
            let said = showing.sent.revision(score, asks);
            let link = link.clone();
            showing.host.send(&said, move |fate| {
                link.send_message(Message::Delivered(revision, fate));
            });
        }
    }

    fn after(&self, link: &Scope<Self>, milliseconds: u32, due: Due) {
        let (link, turn) = (link.clone(), self.turn);
        Timeout::new(milliseconds, move || link.send_message(Message::Due(turn, due))).forget();
    }
}

impl Showing {
    /// A prompt with its question, unanswered.
    pub(crate) fn new(host: Host, content: Content, placement: Placement) -> Self {
        Self {
            host,
            content,
            placement,
            state: State::START,
            drawn: State::START,
            hovered: None,
            draft: Draft::default(),
            address_refused: false,
            announced: false,
            settled_at: None,
            sent: Draft::default(),
            unsent: false,
        }
    }

    /// Whether the panel is part of the page, and so never goes.
    pub(crate) fn stays(&self) -> bool {
        self.placement == Placement::Inline
    }

    /// The comment as the newest revision carries it.
    pub(crate) fn comment_sent(&self) -> Option<AttrValue> {
        let comment = self.sent.comment.trim();
        (!comment.is_empty()).then(|| comment.to_owned().into())
    }

    fn enter(&mut self, state: State) {
        match state {
            State::Dismissed(_) => {}
            // What was taken back is not offered again.
            State::Thanked(_, Receipt::TakenBack(_)) => {
                self.draft = Draft::default();
                self.sent = Draft::default();
                self.unsent = false;
                self.drawn = state;
            }
            _ => self.drawn = state,
        }
        self.state = state;
    }

    fn announce(&mut self) -> bool {
        self.announced = true;
        true
    }

    /// The event that sending the follow-up is, unless its address can't be one.
    fn submitted(&mut self) -> Option<Event> {
        let asks = self.content.asks(self.state.answer()?.score);
        self.address_refused = self.draft.needs_address(asks);
        if self.address_refused {
            stage::move_focus("[type=email]");
            return None;
        }
        Some(Event::Submitted { blank: self.draft.is_blank(asks) })
    }

    fn hover(&mut self, score: Option<u8>) -> bool {
        let changed = self.hovered != score;
        self.hovered = score;
        changed
    }

    /// Takes over what stands in a field; tells whether anything else has to be drawn for it.
    fn edit(&mut self, field: Field, element: &Bag) -> bool {
        self.unsent = true;
        let draft = &mut self.draft;
        let text = match field {
            Field::Comment => &mut draft.comment,
            Field::Email => &mut draft.email,
            Field::Name => &mut draft.name,
            Field::Reply | Field::Publish => {
                let ticked =
                    if field == Field::Reply { &mut draft.reply } else { &mut draft.publish };
                *ticked = element.get("checked").is_truthy();
                return true;
            }
        };
        *text = element.get("value").as_string().unwrap_or_default();
        false
    }
}

impl Turn {
    fn pass(&mut self) {
        self.0 = self.0.wrapping_add(1);
    }
}
