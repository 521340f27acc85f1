//! A small tree of markup, written in one place and shown in two: as HTML, and as nodes of a page.
//!
//! Tags and attributes are closed sets: whoever builds nodes from a tree that came over the network
//! refuses the rest, so that no tree can bring a script, a link or a style.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($(#[$doc:meta])* $set:ident as $schema:ident $ts:tt { $($(#[$name_doc:meta])* $variant:ident = $name:tt,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = $ts))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = $schema))]
        pub enum $set {
            $($(#[$name_doc])* #[serde(rename = $name)] $variant,)*
        }

        impl $set {
            /// Every one, by its name in HTML.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// Its name in HTML.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

names!(
    /// What an element of a question can be.
    Tag as QuestionTag "QuestionTag" {
        /// Bold text: a numeral.
        B = "b",
        /// A plain box.
        Div = "div",
        /// A group of fields.
        Fieldset = "fieldset",
        /// A radio. It has no end tag.
        Input = "input",
        /// What a radio is labelled with, around it.
        Label = "label",
        /// The name of a group.
        Legend = "legend",
        /// A line of a drawing.
        Path = "path",
        /// A quiet line.
        Small = "small",
        /// A piece of text.
        Span = "span",
        /// A drawing.
        Svg = "svg",
    }
);

names!(
    /// What an element of a question can be told. All are plain text to a browser.
    Attribute as QuestionAttribute "QuestionAttribute" {
        /// Whether a screen reader skips it.
        AriaHidden = "aria-hidden",
        /// How a screen reader calls it.
        AriaLabel = "aria-label",
        /// That a radio is chosen.
        Checked = "checked",
        /// What the style sheets know it by.
        Class = "class",
        /// The lines of a path.
        D = "d",
        /// The bucket of a score.
        Bucket = "data-bucket",
        /// What scripts know it by.
        Hook = "data-koe",
        /// The field of a form.
        Name = "name",
        /// What a page's own style sheet knows it by.
        Part = "part",
        /// What is shown beside the pointer.
        Title = "title",
        /// The kind of an input.
        Type = "type",
        /// What a field sends.
        Value = "value",
        /// The coordinates of a drawing.
        ViewBox = "viewBox",
    }
);

/// One element with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(optional_fields, rename = "QuestionElement")
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = QuestionElement))]
pub struct Element {
    /// What it is.
    pub tag: Tag,
    /// What it is told.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<BTreeMap<Attribute, String>>"))]
    pub attributes: BTreeMap<Attribute, String>,
    /// What is in it, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Node>>"))]
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "QuestionNode"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = QuestionNode, no_recursion))]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// An element with nothing in it.
    pub(super) const fn new(tag: Tag) -> Self {
        Self { tag, attributes: BTreeMap::new(), children: Vec::new() }
    }

    /// The same with an attribute; without one that is empty.
    pub(super) fn with(mut self, attribute: Attribute, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.attributes.insert(attribute, value);
        }
        self
    }

    /// The same with one more in it.
    pub(super) fn add(mut self, node: impl Into<Node>) -> Self {
        self.children.push(node.into());
        self
    }

    /// The same with more in it.
    pub(super) fn extend<T: Into<Node>>(mut self, nodes: impl IntoIterator<Item = T>) -> Self {
        self.children.extend(nodes.into_iter().map(Into::into));
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
