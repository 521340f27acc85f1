//! The row of scores for an e-mail: as HTML to copy, as it will look, and as plain text.
//!
//! Mail programs know no stylesheet, so what is copied carries its style in every cell. That text never becomes
//! markup of the desk: what is shown here is drawn by classes.

use koe_shared::answer::Channel;
use koe_shared::locale::Direction;
use maud::{Markup, html};

use super::link::Place;
use crate::pages::asked::LocalizedSurvey;
use crate::pages::numeral::numeral;

const CELL: &str = "border:1px solid #858d97;padding:0;text-align:center";
const SCORE: &str = "display:block;padding:11px 4px;min-width:26px;color:#15191e;\
    font:500 15px/20px sans-serif;text-decoration:none";
const ASKED: &str = "padding:0 0 12px;color:#15191e;font:600 16px/24px sans-serif";
const QUIET: &str = "padding:0 0 4px;color:#545c66;font:14px/20px sans-serif";
const END: &str = "padding:8px 0 0;color:#545c66;font:13px/18px sans-serif";

/// One row of links, a link a score.
pub(crate) struct ScoreRow<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) asked: &'a LocalizedSurvey,
}

impl ScoreRow<'_> {
    fn scores(&self) -> impl Iterator<Item = (u8, String, String)> {
        let scale = self.asked.scale;
        (scale.min()..=scale.max()).map(|score| {
            let address = self.place.scored(Channel::Email, score);
            (score, numeral(score, self.asked.locale()), address)
        })
    }

    /// How many scores there are.
    fn count(&self) -> usize {
        usize::from(self.asked.scale.max() - self.asked.scale.min()) + 1
    }

    fn direction(&self) -> &'static str {
        match self.asked.locale().direction() {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }

    /// What is pasted into a mail.
    pub(crate) fn html(&self) -> String {
        let texts = &self.asked.content.texts;
        let (count, half) = (self.count(), self.count() / 2);
        let sides = match self.asked.locale().direction() {
            Direction::Ltr => ["left", "right"],
            Direction::Rtl => ["right", "left"],
        };
        let table = html! {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" lang=(self.asked.locale())
                dir=(self.direction()) style="border-collapse:collapse" { "\n"
                @if let Some(statement) = &texts.statement {
                    tr { td colspan=(count) style=(QUIET) { (texts.question) } } "\n"
                    tr { td colspan=(count) style=(ASKED) { (statement) } } "\n"
                } @else {
                    tr { td colspan=(count) style=(ASKED) { (texts.question) } } "\n"
                }
                tr { "\n"
                    @for (_, numeral, address) in self.scores() {
                        td style=(CELL) { a href=(address) style=(SCORE) { (numeral) } } "\n"
                    }
                } "\n"
                tr {
                    td colspan=(half) style=(format!("{END};text-align:{}", sides[0])) { (texts.low) }
                    td colspan=(count - half) style=(format!("{END};text-align:{}", sides[1])) { (texts.high) }
                } "\n"
            }
        };
        table.into_string()
    }

    /// How it will look, on the white of a mail.
    pub(crate) fn preview(&self) -> Markup {
        let texts = &self.asked.content.texts;
        html! {
            div.mail lang=(self.asked.locale()) dir=(self.direction()) {
                @if texts.statement.is_some() { p.quiet { (texts.question) } }
                p.asked { (texts.statement.as_deref().unwrap_or(&texts.question)) }
                div.mail-scale {
                    div.mail-row {
                        @for (_, numeral, address) in self.scores() {
                            a href=(address) target="_blank" rel="noopener" { (numeral) }
                        }
                    }
                    div.mail-ends { span { (texts.low) } span { (texts.high) } }
                }
            }
        }
    }

    /// The same without markup.
    pub(crate) fn text(&self) -> String {
        let texts = &self.asked.content.texts;
        let asked = [Some(&texts.question), texts.statement.as_ref()];
        let asked: Vec<&str> = asked.into_iter().flatten().map(String::as_str).collect();
        let line = |(score, numeral, address): (u8, String, String)| match self.asked.name(score) {
            "" => format!("{numeral}\n{address}\n"),
            name => format!("{numeral} {name}\n{address}\n"),
        };
        format!("{}\n\n{}", asked.join("\n"), self.scores().map(line).collect::<String>())
    }
}
