//! The list: those of the comments that are asked for, in their order, a page of them.

use std::cmp::Reverse;

use koe_shared::themes::Themes;

use super::judged::{Judged, ShownComment};
use crate::reports::query::{CommentsQuery, Narrowing, Only, Order};

/// Comments of a page.
const PAGE: usize = 30;

/// A page of the list.
pub(crate) struct Listed {
    pub(crate) comments: Vec<ShownComment>,
    /// How many the whole list has.
    pub(crate) n: usize,
    /// How many of these are urgent, and stand first; none where the newest stand first.
    pub(crate) urgent: Option<usize>,
    /// How many stand on the pages before.
    pub(crate) before: usize,
    /// This page, from 1 on.
    pub(crate) page: usize,
    /// How many pages there are.
    pub(crate) pages: usize,
    /// Whether less is listed than was read.
    pub(crate) is_narrowed: bool,
}

impl Listed {
    /// Comments come the newest first. A page behind the last is the last.
    pub(super) fn of(comments: &[Judged], query: &CommentsQuery, themes: &Themes) -> Self {
        let asked = &query.narrowing;
        let theme = asked
            .theme
            .as_ref()
            .and_then(|asked| themes.names().iter().position(|name| name.to_string() == *asked));
        let mut listed: Vec<&Judged> =
            comments.iter().filter(|comment| comment.is_listed(asked, theme)).collect();
        let urgent = (query.order == Order::Urgent).then(|| {
            // Stable: of two as urgent the newer one first, and so all that are not.
            listed.sort_by_key(|comment| {
                Reverse(if comment.is(Only::Urgent) { comment.urgency.sum() } else { 0 })
            });
            listed.iter().filter(|comment| comment.is(Only::Urgent)).count()
        });
        let pages = listed.len().div_ceil(PAGE).max(1);
        let page = query.page.min(pages);
        let before = (page - 1) * PAGE;
        let shown = listed.iter().skip(before).take(PAGE);
        Self {
            comments: shown.filter_map(|comment| comment.shown()).collect(),
            n: listed.len(),
            urgent,
            before,
            page,
            pages,
            is_narrowed: *asked != Narrowing::default(),
        }
    }
}
