//! One prompt on show: what it asks, where it stands, what it is doing and what is written in it.

use js_sys::Date;
use wasm_bindgen::JsValue;
use yew::AttrValue;

use crate::content::{Content, JsObject, ascii};
use crate::draft::{Draft, Revision};
use crate::host::Host;
use crate::state::{Delivery, Effect, Event, Lost, Receipt, State};

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

/// Where a prompt stands, as far as that makes a difference to its steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    /// Over the page, or in a frame that is: it can go.
    Over,
    /// In its place in the page.
    Inline,
    /// On a page of its own: question and comment are one step.
    Page,
}

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
    /// When the delivery of the newest revision ended, by the visitor's clock.
    pub(crate) settled_at: Option<Date>,
    /// What was sent with the newest revision.
    sent: Draft,
    /// What the newest revision carried that the server is known to have.
    stored: Draft,
    /// Whether anything was written since.
    unsent: bool,
}

impl Showing {
    /// A prompt with its question, unanswered.
    pub(crate) fn new(host: Host, content: Content, placement: Placement) -> Self {
        let score = |key| {
            let given = host.get(key).plain();
            content.scale.scores().find(|score| ascii(*score) == given)
        };
        let state = match score("answered") {
            Some(score) => State::answered(score, host.fate()),
            None => State::asking(score("preselected")),
        };
        Self {
            host,
            content,
            placement,
            state,
            drawn: state,
            hovered: None,
            draft: Draft::default(),
            address_refused: false,
            announced: false,
            settled_at: None,
            sent: Draft::default(),
            stored: Draft::default(),
            unsent: false,
        }
    }

    /// Whether the panel is part of the page, and so never goes.
    pub(crate) fn stays(&self) -> bool {
        matches!(self.placement, Placement::Inline | Placement::Page)
    }

    /// Whether question and comment are one step.
    pub(crate) fn is_one_step(&self) -> bool {
        self.placement == Placement::Page
    }

    /// Whether nothing is left to do after a refusal in this state: the bare score was refused, and
    /// nothing is written that could be said otherwise.
    pub(crate) fn is_over(&self, state: State) -> bool {
        matches!(state, State::Refused(_, Lost::Score)) && !self.unsent && !self.is_one_step()
    }

    /// Where the answer can be seen later, once it is stored.
    pub(crate) fn receipt(&self) -> Option<AttrValue> {
        self.host.call("receipt", &JsValue::UNDEFINED).as_string().map(AttrValue::from)
    }

    /// The comment as the newest revision carries it.
    pub(crate) fn comment_sent(&self) -> Option<AttrValue> {
        let comment = self.sent.comment.trim();
        (!comment.is_empty()).then(|| comment.to_owned().into())
    }

    /// Takes over what was written but never sent in the prompt before, if it asked the same.
    pub(crate) fn take_over(&mut self, last: Self) {
        if last.unsent && last.content.survey() == self.content.survey() {
            self.draft = last.draft;
            self.unsent = true;
        }
    }

    /// Applies an event to the state; returns the state before, and what has to be done.
    pub(crate) fn apply(&mut self, event: Event) -> (State, Effect) {
        let before = self.state;
        let (state, effect) = before.next(event);
        self.state = state;
        self.hovered = None;
        if let Event::Delivered(_) = event {
            self.settled_at = Some(Date::new_0());
        }
        match event {
            Event::Delivered(Delivery::Stored) => self.stored = self.sent.clone(),
            // What was refused is part of no later revision, unless it is sent once more.
            Event::Delivered(Delivery::Refused) | Event::Erased(Delivery::Refused) => {
                self.unsent |= self.sent != self.stored;
                self.sent = self.stored.clone();
            }
            _ => {}
        }
        if !matches!(state, State::Dismissed(_)) {
            self.drawn = state;
        }
        // What was taken back is not offered again.
        if let State::Thanked(_, Receipt::TakenBack(_)) = state {
            self.draft = Draft::default();
            self.stored = Draft::default();
            self.commit();
        }
        (before, effect)
    }

    /// From here on, what is written now is part of every revision.
    pub(crate) fn commit(&mut self) {
        self.sent = self.draft.clone();
        self.unsent = false;
    }

    /// The revision that gives `score`: each carries the whole outcome so far.
    pub(crate) fn said(&self, score: u8) -> Revision<'_> {
        self.sent.revision(score, self.content.asks(score))
    }

    /// From here on, the status is read out.
    pub(crate) fn announce(&mut self) -> bool {
        self.announced = true;
        true
    }

    /// The event that sending the follow-up is; none when the address can't be one
    /// (`address_refused`), or when there is no score to send.
    pub(crate) fn submitted(&mut self) -> Option<Event> {
        self.address_refused = false;
        let asks = self.content.asks(self.state.score()?);
        self.address_refused = self.draft.needs_address(asks);
        (!self.address_refused).then(|| Event::Submitted { blank: self.draft.is_blank(asks) })
    }

    /// Takes note of the score under the pointer; tells whether it is another one.
    pub(crate) fn hover(&mut self, score: Option<u8>) -> bool {
        let changed = self.hovered != score;
        self.hovered = score;
        changed
    }

    /// Takes over what stands in a field; tells whether anything else has to be drawn for it.
    pub(crate) fn edit(&mut self, field: Field, element: &JsObject) -> bool {
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
