//! The Yew component: takes messages, carries out what [`crate::state`] asks for, and draws.
//!
//! It is mounted once a page and shows one prompt after another; without one it draws nothing.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::draft::Draft;
use crate::host::{self, Content, Host, Placement};
use crate::stage;
use crate::state::{Delivery, Departure, Effect, Event, Receipt, State};
use crate::view;

/// How long a chosen cell is shown before the step changes, in milliseconds.
const HOLD: u32 = 160;
/// How long the panel takes to leave; the stylesheet's animation is as long.
const LEAVE: u32 = 140;
/// When the region is announced. A live region that is filled as soon as it appears stays unread.
const ANNOUNCE: u32 = 400;

/// What can happen to the panel.
pub(crate) enum Message {
    /// A prompt is due.
    Show(Host, Box<Content>, Placement),
    /// Something happened to the prompt on show.
    Told(Event),
    /// The pointer stands over a score, or over none.
    Hovered(Option<u8>),
    /// A field was edited.
    Edited(Field, web_sys::HtmlInputElement),
    /// The follow-up was sent.
    Submitted,
    /// The revision of this number, of the prompt of this number, met its fate.
    Delivered(Turn, Delivery),
    /// Taking back the answer of the prompt of this number met its fate.
    Erased(Turn, Delivery),
    /// It is time to name the region.
    Announce(Turn),
    /// The panel has faded out.
    Gone(Turn, Departure),
    /// The chosen cell has been shown long enough.
    Held(Turn),
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

/// Counts prompts and revisions, so that an old promise or timer is told from the newest.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn(u32);

/// The prompt on show.
pub(crate) struct Showing {
    pub(crate) host: Host,
    pub(crate) content: Box<Content>,
    pub(crate) placement: Placement,
    pub(crate) state: State,
    /// What is drawn: the state, or while the panel fades out the one before.
    pub(crate) drawn: State,
    pub(crate) hovered: Option<u8>,
    pub(crate) draft: Draft,
    /// Whether the address was refused by the last attempt to send.
    pub(crate) address_refused: bool,
    /// Whether the region has been named.
    pub(crate) announced: bool,
    /// When the answer was saved on this device, as the language writes it.
    pub(crate) saved_at: Option<AttrValue>,
    /// What was sent with the newest revision.
    sent: Draft,
}

/// The component.
#[derive(Default)]
pub(crate) struct Panel {
    showing: Option<Showing>,
    /// What was written in the prompt before, by survey.
    kept: Option<(String, Draft)>,
    turn: Turn,
    revision: Turn,
    /// What to do once the new step is drawn.
    drawn: Drawn,
}

#[derive(Default)]
struct Drawn {
    height: i32,
    focus: Option<&'static str>,
    step: bool,
}

impl Component for Panel {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let link = ctx.link();
        if let Message::Show(host, content, placement) = message {
            self.show(link, host, content, placement);
            return true;
        }
        if let Message::Gone(turn, departure) = message {
            return turn == self.turn && self.gone(departure);
        }
        let (turn, revision) = (self.turn, self.revision);
        let Some(showing) = &mut self.showing else { return false };
        let event = match message {
            Message::Told(event) => event,
            Message::Held(of) if of == turn => Event::Held,
            Message::Delivered(of, delivery) if of == revision => {
                if delivery == Delivery::Saved {
                    showing.saved_at = host::now(&showing.content.lang);
                }
                Event::Delivered(delivery)
            }
            Message::Erased(of, delivery) if of == turn => Event::Erased(delivery),
            Message::Submitted => match showing.submitted() {
                Some(event) => event,
                None => {
                    stage::move_focus("[type=email]");
                    return true;
                }
            },
            Message::Hovered(score) => return showing.hover(score),
            Message::Edited(field, element) => return showing.edit(field, &element),
            Message::Announce(of) if of == turn => {
                showing.announced = true;
                return true;
            }
            _ => return false,
        };
        self.tell(link, event)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &self.showing {
            Some(showing) => view::panel(showing, ctx.link()),
            None => Html::default(),
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if self.showing.is_none() || !std::mem::take(&mut self.drawn.step) {
            return;
        }
        stage::raise_dialog();
        stage::fit_ends();
        stage::follow_height(self.drawn.height);
        if let Some(selector) = self.drawn.focus.take() {
            stage::move_focus(selector);
        }
    }
}

impl Panel {
    fn show(
        &mut self,
        link: &html::Scope<Self>,
        host: Host,
        content: Box<Content>,
        placement: Placement,
    ) {
        self.leave_draft();
        let draft = match self.kept.take() {
            Some((survey, draft)) if survey == content.survey => draft,
            _ => Draft::default(),
        };
        self.turn = self.turn.next();
        self.revision = self.revision.next();
        self.drawn = Drawn { step: true, ..Drawn::default() };
        self.showing = Some(Showing {
            host,
            content,
            placement,
            state: State::START,
            drawn: State::START,
            hovered: None,
            draft,
            address_refused: false,
            announced: false,
            saved_at: None,
            sent: Draft::default(),
        });
        after(link, ANNOUNCE, Message::Announce(self.turn));
    }

    /// What was written but never sent stays for the next time the survey is shown on this page.
    fn leave_draft(&mut self) {
        if let Some(showing) = self.showing.take()
            && showing.draft != showing.sent
        {
            self.kept = Some((showing.content.survey, showing.draft));
        }
    }

    fn gone(&mut self, departure: Departure) -> bool {
        stage::close();
        if let Some(showing) = &self.showing {
            showing.host.left(departure);
        }
        self.leave_draft();
        true
    }

    fn tell(&mut self, link: &html::Scope<Self>, event: Event) -> bool {
        let Some(showing) = &mut self.showing else { return false };
        let before = showing.state;
        let (state, effect) = before.next(event);
        if state == before && effect == Effect::None {
            return false;
        }
        self.drawn = Drawn {
            height: stage::height(),
            focus: view::next_focus(before, state, stage::focus()),
            step: true,
        };
        showing.hovered = None;
        showing.state = state;
        if !matches!(state, State::Dismissed(_)) {
            showing.drawn = state;
        }
        if let State::Thanked(_, Receipt::TakenBack(_)) = state {
            showing.draft = Draft::default();
            showing.sent = Draft::default();
        }
        let turn = self.turn;
        match effect {
            Effect::None => {}
            Effect::Hold => after(link, HOLD, Message::Held(turn)),
            Effect::Record(score) => {
                self.send(link, score);
                after(link, HOLD, Message::Held(turn));
            }
            Effect::Send(score) => {
                showing.sent = showing.draft.clone();
                self.send(link, score);
            }
            Effect::Erase => {
                let host = showing.host.clone();
                link.send_future(async move { Message::Erased(turn, host.erase().await) });
            }
            Effect::Leave(departure) => after(link, LEAVE, Message::Gone(turn, departure)),
        }
        true
    }

    /// Sends `score` with what was sent before: each revision carries the whole outcome so far.
    fn send(&mut self, link: &html::Scope<Self>, score: u8) {
        self.revision = self.revision.next();
        let revision = self.revision;
        let Some(showing) = &self.showing else { return };
        let said = host::revision(&showing.sent.revision(score, showing.content.asks(score)));
        let host = showing.host.clone();
        link.send_future(async move { Message::Delivered(revision, host.send(&said).await) });
    }
}

impl Showing {
    /// Whether the panel is part of the page, and so never goes.
    pub(crate) fn stays(&self) -> bool {
        self.placement == Placement::Inline
    }

    /// The comment as the newest revision carries it.
    pub(crate) fn comment_sent(&self) -> Option<AttrValue> {
        let comment = self.sent.comment.trim();
        (!comment.is_empty()).then(|| comment.to_owned().into())
    }

    fn submitted(&mut self) -> Option<Event> {
        let asks = self.content.asks(self.state.answer()?.score);
        self.address_refused = self.draft.needs_address(asks);
        (!self.address_refused).then(|| Event::Submitted { blank: self.draft.is_blank(asks) })
    }

    fn hover(&mut self, score: Option<u8>) -> bool {
        std::mem::replace(&mut self.hovered, score) != score
    }

    /// Takes over what stands in a field; tells whether anything else has to be drawn for it.
    fn edit(&mut self, field: Field, element: &web_sys::HtmlInputElement) -> bool {
        let draft = &mut self.draft;
        match field {
            Field::Comment => draft.comment = element.value(),
            Field::Email => draft.email = element.value(),
            Field::Name => draft.name = element.value(),
            Field::Reply => draft.reply = element.checked(),
            Field::Publish => draft.publish = element.checked(),
        }
        matches!(field, Field::Reply | Field::Publish)
    }
}

impl Turn {
    fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

fn after(link: &html::Scope<Panel>, milliseconds: u32, message: Message) {
    let link = link.clone();
    Timeout::new(milliseconds, move || link.send_message(message)).forget();
}
