//! Elements, built one call at a time.
//!
//! Yew's `html!` writes every element out at the place where it stands; calls that all end in the
//! same few functions make a much smaller module.

use std::rc::Rc;

use yew::html::Scope;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VNode, VTag, VText,
};
use yew::{AttrValue, Html, NodeRef};

use super::gesture::{Gesture, On};
use crate::app::App;
use crate::content::Content;
use crate::words::Word;

macro_rules! attributes {
    ($($attribute:ident = $name:literal,)*) => {
        /// The attributes that elements of the prompt have.
        #[derive(Clone, Copy)]
        pub(super) enum Attribute {
            $(#[doc = concat!("`", $name, "`")] $attribute,)*
        }

        /// Their names. Every element has a place for all of them: Yew takes a slice of names that
        /// never changes, and would bring a hash map for anything else.
        const NAMES: &[&str] = &[$($name,)*];
    };
}

attributes! {
    Class = "class",
    Part = "part",
    Koe = "data-koe",
    Hidden = "aria-hidden",
    Invalid = "aria-invalid",
    Disabled = "aria-disabled",
    DescribedBy = "aria-describedby",
    Dir = "dir",
    TabIndex = "tabindex",
    Type = "type",
    Id = "id",
    For = "for",
    MaxLength = "maxlength",
    ReadOnly = "readonly",
    AutoComplete = "autocomplete",
    Method = "method",
    NoValidate = "novalidate",
    Href = "href",
    Target = "target",
    Rel = "rel",
    ViewBox = "viewBox",
    Lines = "d",
}

/// An element under construction. One pointer, so that calls are small.
pub(super) struct Element(Box<Parts>);

struct Parts {
    name: &'static str,
    key: Option<Key>,
    attributes: Box<[Option<AttributeOrProperty>]>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<VNode>,
    value: Option<AttrValue>,
    checked: Option<bool>,
}

/// An element of this name and class.
#[inline(never)]
pub(super) fn element(name: &'static str, class: &'static str) -> Element {
    let element = Element(Box::new(Parts {
        name,
        key: None,
        attributes: NAMES.iter().map(|_| None).collect(),
        listeners: Vec::new(),
        children: Vec::new(),
        value: None,
        checked: None,
    }));
    if class.is_empty() { element } else { element.with(Attribute::Class, class) }
}

impl Element {
    /// With an attribute of a fixed value.
    #[inline(never)]
    pub(super) fn with(self, attribute: Attribute, value: &'static str) -> Self {
        self.set(attribute, AttrValue::Static(value))
    }

    /// With an attribute.
    #[inline(never)]
    pub(super) fn set(mut self, attribute: Attribute, value: AttrValue) -> Self {
        if let Some(place) = self.0.attributes.get_mut(attribute as usize) {
            *place = Some(AttributeOrProperty::Attribute(value));
        }
        self
    }

    /// With the name that tests find it by.
    pub(super) fn hook(self, name: &'static str) -> Self {
        self.with(Attribute::Koe, name)
    }

    /// With a key: another key is another element.
    pub(super) fn key(mut self, key: &'static str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// With what stands in a field.
    pub(super) fn value(mut self, value: AttrValue) -> Self {
        self.0.value = Some(value);
        self
    }

    /// With a box ticked or a radio checked, or not.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.checked = Some(checked);
        self
    }

    /// With an answer to the gesture that the browser calls `event`.
    #[inline(never)]
    pub(super) fn on(mut self, event: &'static str, link: &Scope<App>, gesture: Gesture) -> Self {
        let on = On { event, link: link.clone(), gesture };
        self.0.listeners.push(Some(Rc::new(on)));
        self
    }

    /// With a text at its end.
    #[inline(never)]
    pub(super) fn text(self, text: AttrValue) -> Self {
        self.child(VText::new(text).into())
    }

    /// With one of the prompt's words at its end.
    #[inline(never)]
    pub(super) fn word(self, content: &Content, word: Word) -> Self {
        self.text(content.word(word))
    }

    /// With another element at its end.
    #[inline(never)]
    pub(super) fn add(self, child: Self) -> Self {
        self.child(child.done())
    }

    /// With another element at its end, or with the empty place of one: Yew tells children apart by
    /// their place.
    #[inline(never)]
    pub(super) fn maybe(self, child: Option<Self>) -> Self {
        self.child(child.map(Self::done).unwrap_or_default())
    }

    /// With anything at its end.
    #[inline(never)]
    pub(super) fn child(mut self, child: Html) -> Self {
        self.0.children.push(child);
        self
    }

    /// The finished element, made by the constructors that `html!` calls: those that Yew documents
    /// set one part after the other, and bring what it takes to drop the part that was there.
    pub(super) fn done(self) -> Html {
        let Parts { name, key, attributes, listeners, children, value, checked } = *self.0;
        let attributes = Attributes::Dynamic { keys: NAMES, values: attributes };
        let listeners = Listeners::Pending(listeners.into());
        let place = NodeRef::default();
        let tag = match name {
            "input" => VTag::__new_input(value, checked, place, key, attributes, listeners),
            "textarea" => VTag::__new_textarea(value, None, place, key, attributes, listeners),
            _ => {
                let children = VList::with_children(children, None).into();
                VTag::__new_other(name.into(), place, key, attributes, listeners, children)
            }
        };
        VNode::VTag(Rc::new(tag))
    }
}
