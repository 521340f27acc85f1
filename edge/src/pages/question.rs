//! The question and its scale, as a group of native radios.

use koe_shared::answer::MAX_COMMENT_UNITS;
use koe_shared::metric::{Bucket, Metric};
use koe_shared::site::Display;
use maud::{Markup, html};

use super::asked::Asked;
use super::icon;
use super::numeral::numeral;
use super::typed::Typed;

/// How the scores are laid out; the prompt does the same.
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
    Stars,
    Faces,
}

impl Layout {
    fn of(asked: &Asked) -> Self {
        let content = &asked.content;
        let named = !content.texts.steps.is_empty();
        match (content.metric, content.display, asked.scale.points()) {
            (Metric::Nps, ..) => Self::Eleven,
            (Metric::Ces, _, 5) if named => Self::List,
            (Metric::Ces, ..) if named => Self::RowOrList,
            (Metric::Csat, Display::Stars, _) => Self::Stars,
            (Metric::Csat, Display::Faces, _) => Self::Faces,
            _ => Self::Row,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Eleven => "scale row eleven",
            Self::Row => "scale row",
            Self::List => "scale list",
            Self::RowOrList => "scale row or-list",
            Self::Stars => "scale drawings stars",
            Self::Faces => "scale drawings",
        }
    }

    const fn is_drawn(self) -> bool {
        matches!(self, Self::Stars | Self::Faces)
    }
}

/// The question with its scale. `problem` says what is wrong with the choice.
pub(crate) fn question(asked: &Asked, chosen: Option<u8>, problem: Option<&str>) -> Markup {
    let texts = &asked.content.texts;
    let layout = Layout::of(asked);
    html! {
        fieldset class=[layout.is_drawn().then_some("drawn")] aria-describedby=[problem.map(|_| "problem")] {
            legend {
                @if let Some(statement) = &texts.statement {
                    small { (texts.question) } " " (statement)
                } @else {
                    (texts.question)
                }
            }
            div class=(layout.class()) {
                @for score in asked.scale.scores() { (cell(asked, layout, score, chosen)) }
            }
            @if layout != Layout::List { (ends(asked, layout)) }
            @if let Some(problem) = problem { (note("problem", problem)) }
        }
    }
}

/// The field of the comment.
pub(crate) fn comment_field(typed: &Typed) -> Markup {
    html! {
        textarea id="comment" name="comment" rows="3" maxlength=(MAX_COMMENT_UNITS)
            dir="auto" data-koe="comment" {
            // A line end that follows the tag is not the field's.
            "\n" (typed.comment.as_deref().unwrap_or_default())
        }
    }
}

/// A sentence that warns.
pub(crate) fn note(id: &str, sentence: &str) -> Markup {
    html! { p.note.warns id=(id) role="alert" { (icon::alert()) span { (sentence) } } }
}

fn cell(asked: &Asked, layout: Layout, score: u8, chosen: Option<u8>) -> Markup {
    let numeral = numeral(score, asked.locale());
    let name = asked.name(score);
    let label = [numeral.as_str(), name].join(" ");
    let place = usize::from(score - asked.scale.min());
    html! {
        label.cell title=[(layout != Layout::List && !name.is_empty()).then_some(name)] {
            input type="radio" name="score" value=(score) aria-label=(label.trim_end())
                data-koe="score" data-bucket=[asked.scale.bucket(score).map(bucket_name)]
                checked[chosen == Some(score)];
            @match layout {
                Layout::Stars => (icon::star()),
                Layout::Faces => (icon::face(place)),
                _ => b aria-hidden="true" { (numeral) },
            }
            @if matches!(layout, Layout::List | Layout::RowOrList) { span aria-hidden="true" { (name) } }
        }
    }
}

/// The names of the ends. The first and the last radio are named after them, so that a screen reader
/// need not hear them twice.
fn ends(asked: &Asked, layout: Layout) -> Markup {
    let end = |score: u8, name: &str| {
        html! {
            span {
                @if !layout.is_drawn() { b { (numeral(score, asked.locale())) } }
                (name)
            }
        }
    };
    html! {
        div.ends aria-hidden="true" {
            (end(asked.scale.min(), &asked.content.texts.low))
            (end(asked.scale.max(), &asked.content.texts.high))
        }
    }
}

/// The word for a bucket, in classes and attributes.
pub(crate) const fn bucket_name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Detractor => "detractor",
        Bucket::Passive => "passive",
        Bucket::Promoter => "promoter",
    }
}
