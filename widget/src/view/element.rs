//! Elements, built one call at a time.
//!
//! Yew's `html!` writes every element out at the place where it stands; for this prompt that is
//! 12 KB more of WebAssembly than calls that all end in the same few functions.

use std::rc::Rc;

use yew::html::Scope;
use yew::virtual_dom::{Key, ListenerKind, VNode, VTag, VText};
use yew::{AttrValue, Html};

use super::gesture::{Gesture, On};
use crate::panel::Panel;

/// An element under construction.
pub(super) struct Element(Box<VTag>);

/// An element of this name and class.
#[inline(never)]
pub(super) fn element(name: &'static str, class: &'static str) -> Element {
    let element = Element(Box::new(VTag::new(AttrValue::Static(name))));
    if class.is_empty() { element } else { element.with("class", class) }
}

impl Element {
    /// With an attribute of a fixed value.
    #[inline(never)]
    pub(super) fn with(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, AttrValue::Static(value))
    }

    /// With an attribute.
    #[inline(never)]
    pub(super) fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// With the name that tests find it by.
    pub(super) fn hook(self, name: &'static str) -> Self {
        self.with("data-koe", name)
    }

    /// With a key: another key is another element.
    pub(super) fn key(mut self, key: &'static str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// With what stands in a field.
    pub(super) fn value(mut self, value: AttrValue) -> Self {
        self.0.set_value(Some(value));
        self
    }

    /// With a box ticked or a radio checked, or not.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// With an answer to a gesture.
    #[inline(never)]
    pub(super) fn on(mut self, kind: ListenerKind, link: &Scope<Panel>, gesture: Gesture) -> Self {
        self.0.add_listener(Rc::new(On { kind, link: link.clone(), gesture }));
        self
    }

    /// With a text at its end.
    #[inline(never)]
    pub(super) fn text(mut self, text: AttrValue) -> Self {
        self.0.add_child(VText::new(text).into());
        self
    }

    /// With another element at its end.
    #[inline(never)]
    pub(super) fn add(mut self, child: Self) -> Self {
        self.0.add_child(child.done());
        self
    }

    /// With another element at its end, or with the empty place of one: Yew tells children apart by
    /// their place.
    #[inline(never)]
    pub(super) fn maybe(mut self, child: Option<Self>) -> Self {
        self.0.add_child(child.map(Self::done).unwrap_or_default());
        self
    }

    /// The finished element.
    pub(super) fn done(self) -> Html {
        VNode::VTag(Rc::new(*self.0))
    }
}
