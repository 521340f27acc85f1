//! The stages of a journey, and the comments that were written at each.

use std::cmp::Reverse;

use koe_shared::answer::OTHER;
use koe_shared::metadata::Metadata;
use koe_shared::site::SiteDocument;

use super::reply::{Stage, StageComment};
use crate::notes::touchpoints;
use crate::reports::comments::Comment;
use crate::sites::Declared;

/// Comments of a stage, at most.
const COMMENTS: usize = 2;

/// The stages in the order of the document's touchpoints, and at the end the touchpoints that have none.
pub(super) struct Stages(Vec<(Option<String>, Vec<String>)>);

impl Stages {
    /// The stages of a document. What no stage has stands at the end, where there is such a thing: a touchpoint that
    /// is declared, or answers from one that is not.
    pub(super) fn of(document: &SiteDocument, has_answers: impl Fn(&str) -> bool) -> Self {
        let mut stages: Vec<(Option<String>, Vec<String>)> = Vec::new();
        let mut rest = Vec::new();
        for id in touchpoints(document) {
            let own = document.touchpoints.iter().find(|touchpoint| touchpoint.id == *id);
            let name =
                own.and_then(|touchpoint| touchpoint.stage.as_ref()).map(ToString::to_string);
            let place = stages.iter().position(|(known, _)| *known == name);
            match (name, place) {
                (None, _) => rest.push(id.to_string()),
                (Some(_), Some(place)) => stages[place].1.push(id.to_string()),
                (name, None) => stages.push((name, vec![id.to_string()])),
            }
        }
        if has_answers(OTHER) {
            rest.push(OTHER.to_owned());
        }
        if !rest.is_empty() {
            stages.push((None, rest));
        }
        Self(stages)
    }

    /// The touchpoints of each.
    pub(super) fn touchpoints(&self) -> impl Iterator<Item = &[String]> {
        self.0.iter().map(|(_, touchpoints)| touchpoints.as_slice())
    }

    /// The stages, each with its lowest comments.
    pub(super) fn with_comments(&self, declared: &Declared, comments: Vec<Comment>) -> Vec<Stage> {
        let mut found: Vec<Vec<Comment>> = self.0.iter().map(|_| Vec::new()).collect();
        for comment in comments {
            let Ok(metadata) = Metadata::decode(&comment.entry.metadata) else { continue };
            let touchpoint = declared.touchpoint(&metadata);
            let place = self.touchpoints().position(|own| own.iter().any(|id| id == touchpoint));
            if let Some(place) = place {
                found[place].push(comment);
            }
        }
        let stages = self.0.iter().zip(found);
        let stages = stages.map(|((name, touchpoints), mut comments)| {
            let commented = comments.len();
            comments.sort_by_key(|comment| (height(comment), Reverse(comment.entry.time_ms)));
            comments.truncate(COMMENTS);
            Stage {
                name: name.clone(),
                touchpoints: touchpoints.clone(),
                comments: comments.into_iter().map(StageComment::of).collect(),
                commented,
            }
        });
        stages.collect()
    }
}

/// How high a score lies on its scale, in ten-thousandths of it: comments on several scales stand in one order.
fn height(comment: &Comment) -> u32 {
    let scale = comment.score.scale();
    let steps = u32::from(scale.max() - scale.min());
    u32::from(comment.score.value() - scale.min()) * 10_000 / steps
}
