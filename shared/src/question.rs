//! What a question looks like: a group of native radios in four layouts, as a tree of markup.
//!
//! Said here alone. The edge writes the tree as HTML for its pages, and into the text file, from which
//! the prompt's script builds nodes; style sheets are in `widget/look`.

mod drawings;
mod element;
#[cfg(test)]
mod tests;

pub use drawings::{ALERT, TICK};
pub use element::{Attribute, Element, Node, Tag};

use crate::locale::Locale;
use crate::metric::Scale;
use crate::numeral::in_numerals;
use crate::prompt_content::PromptTexts;
use crate::site::Display;

/// Who shows the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A script, which marks scores, and shows the name of the one that is pointed at.
    ByScript,
    /// A page that has no script: its form comes with a score, or with none.
    InForm(Option<u8>),
}

impl Shown {
    /// An element that a page may style by this name, where it has no other way to reach it.
    fn part(self, tag: Tag, name: &str) -> Element {
        let part = if self == Self::ByScript { name } else { "" };
        Element::new(tag).with(Attribute::Part, part)
    }
}

/// A question with its scale.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The legal scores.
    pub scale: Scale,
    /// What the scores are drawn as.
    pub display: Display,
    /// The language, which may have numerals of its own.
    pub locale: &'a Locale,
    /// The words.
    pub texts: &'a PromptTexts,
}

/// How the scores are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Eleven numerals: one row, or two staggered ones.
    Eleven,
    /// Five or seven numerals in a row.
    Row,
    /// Five named steps: a list, or columns where there is room.
    List,
    /// Seven named steps: a row of numerals, or a list where there is no room.
    RowOrList,
    /// Five stars.
    Stars,
    /// Five faces.
    Faces,
}

impl Layout {
    /// The class of the scale.
    const fn scale(self) -> &'static str {
        match self {
            Self::Eleven => "scale row eleven",
            Self::Row => "scale row",
            Self::List => "scale list",
            Self::RowOrList => "scale row or-list",
            Self::Stars | Self::Faces => "scale drawings",
        }
    }

    /// The class of the group: where there is room, all but a list stand beside the legend.
    const fn group(self) -> &'static str {
        match self {
            Self::List => "",
            Self::Stars | Self::Faces => "drawn beside",
            Self::Eleven | Self::Row | Self::RowOrList => "beside",
        }
    }

    const fn is_drawn(self) -> bool {
        matches!(self, Self::Stars | Self::Faces)
    }
}

impl Question<'_> {
    /// The group of radios with its legend.
    #[must_use]
    pub fn tree(&self, shown: Shown) -> Element {
        let group = Element::new(Tag::Fieldset)
            .with(Attribute::Class, self.layout().group())
            .add(self.legend(shown))
            .add(self.cells(shown));
        if self.layout() == Layout::List { group } else { group.add(self.ends(shown)) }
    }

    fn layout(&self) -> Layout {
        let named = !self.texts.steps.is_empty();
        match (self.scale, self.display) {
            (Scale::Nps, _) => Layout::Eleven,
            (Scale::Ces5, _) if named => Layout::List,
            (Scale::Ces7, _) if named => Layout::RowOrList,
            (Scale::Csat, Display::Stars) => Layout::Stars,
            (Scale::Csat, Display::Faces) => Layout::Faces,
            _ => Layout::Row,
        }
    }

    /// With a statement to agree with, the question is the quiet line above it.
    fn legend(&self, shown: Shown) -> Element {
        let PromptTexts { question, statement, .. } = self.texts;
        let legend = shown.part(Tag::Legend, "question");
        // The place of the greeting, which the script fills or removes. A form knows no name.
        let greeting = (shown == Shown::ByScript)
            .then(|| Element::new(Tag::Small).with(Attribute::Hook, "greeting"));
        let legend = legend.extend(greeting);
        match statement {
            Some(statement) => legend
                .add(Element::new(Tag::Small).add(question.as_str()))
                .add([" ", statement].concat()),
            None => legend.add(question.as_str()),
        }
    }

    fn cells(&self, shown: Shown) -> Element {
        shown
            .part(Tag::Div, "scale")
            .with(Attribute::Class, self.layout().scale())
            .extend(self.scale.scores().map(|score| self.cell(score, shown)))
    }

    /// One score: its radio, and what is seen of it.
    fn cell(&self, score: u8, shown: Shown) -> Element {
        let layout = self.layout();
        let place = usize::from(score - self.scale.min());
        let seen = match layout {
            Layout::Stars => drawings::star(),
            Layout::Faces => drawings::face(place),
            _ => hidden(Tag::B).add(self.numeral(score)),
        };
        let listed = matches!(layout, Layout::List | Layout::RowOrList);
        let cell = shown
            .part(Tag::Label, "score")
            .with(Attribute::Class, "cell")
            .add(self.radio(score, shown))
            .add(seen)
            .extend(listed.then(|| hidden(Tag::Span).add(self.name(score))));
        match shown {
            // Nothing else shows the name of a score between the ends.
            Shown::InForm(_) if layout != Layout::List => {
                cell.with(Attribute::Title, self.name(score))
            }
            _ => cell,
        }
    }

    fn radio(&self, score: u8, shown: Shown) -> Element {
        let label = [&self.numeral(score), " ", self.name(score)].concat();
        let radio = Element::new(Tag::Input)
            .with(Attribute::Type, "radio")
            .with(Attribute::Name, "score")
            .with(Attribute::Hook, "score")
            .with(Attribute::Value, score.to_string())
            .with(Attribute::AriaLabel, label.trim_end());
        let Shown::InForm(chosen) = shown else { return radio };
        let bucket = self.scale.bucket(score).map_or("", |bucket| bucket.as_str());
        let checked = if chosen == Some(score) { "checked" } else { "" };
        // The bucket decides, without a script, what else is asked.
        radio.with(Attribute::Bucket, bucket).with(Attribute::Checked, checked)
    }

    /// Both ends, and between them the names of all steps, of which a script shows one. The radios
    /// have these names themselves.
    fn ends(&self, shown: Shown) -> Element {
        let end = |score: u8| {
            let numeral = || Element::new(Tag::B).add(self.numeral(score));
            Element::new(Tag::Span)
                .extend((!self.layout().is_drawn()).then(numeral))
                .add(self.end(score))
        };
        let steps = || {
            let names =
                self.texts.steps.iter().map(|name| Element::new(Tag::Span).add(name.as_str()));
            Element::new(Tag::Span).with(Attribute::Class, "live").extend(names)
        };
        hidden(Tag::Div)
            .with(Attribute::Class, "ends")
            .add(end(self.scale.min()))
            .extend((shown == Shown::ByScript).then(steps))
            .add(end(self.scale.max()))
    }

    /// The name of a score: its own, or that of the end it is; empty where it has none.
    fn name(&self, score: u8) -> &str {
        let place = usize::from(score - self.scale.min());
        self.texts.steps.get(place).map_or_else(|| self.end(score), String::as_str)
    }

    fn end(&self, score: u8) -> &str {
        match score {
            _ if score == self.scale.min() => &self.texts.low,
            _ if score == self.scale.max() => &self.texts.high,
            _ => "",
        }
    }

    fn numeral(&self, score: u8) -> String {
        in_numerals(&score.to_string(), self.locale.as_str())
    }
}

/// What a screen reader skips, since the radio says it.
fn hidden(tag: Tag) -> Element {
    Element::new(tag).with(Attribute::AriaHidden, "true")
}
