//! Which cases are asked for.

use std::collections::BTreeSet;

use koe_shared::folding::folded;

use crate::cases::{Case, NOBODY, State};
use crate::reports::query::{Params, QueryError, open_range};
use crate::sites::{Calendar, Declared, Span};

pub(crate) const STATE: &str = "state";
pub(crate) const ASSIGNEE: &str = "assignee";
pub(crate) const LATE: &str = "late";
pub(crate) const PERSON: &str = "person";
pub(crate) const TEXT: &str = "q";

/// Which states are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Whatever is left to do.
    Active,
    /// Whatever is closed.
    Closed,
    /// One state.
    One(State),
}

impl Wanted {
    const NAMES: &str = "active, closed, open, contacted, resolved or unresolvable";

    /// The states of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "active" => Some(Self::Active),
            "closed" => Some(Self::Closed),
            name => State::from_name(name).map(Self::One),
        }
    }

    fn holds(self, state: State) -> bool {
        match self {
            Self::Active => state.is_active(),
            Self::Closed => !state.is_active(),
            Self::One(one) => one == state,
        }
    }
}

/// A query for cases.
pub(super) struct CasesQuery {
    /// When they were opened. What is left to do is listed whenever it was opened.
    pub(super) span: Span,
    touchpoint: Option<String>,
    /// The touchpoints of the one department.
    department: Option<BTreeSet<String>>,
    state: Option<Wanted>,
    assignee: Option<String>,
    late: Option<bool>,
    person: Option<String>,
    /// Folded, as comments are before they are searched.
    search: Option<String>,
    pub(super) cursor: Option<String>,
}

impl CasesQuery {
    pub(super) fn read(
        mut params: Params,
        (declared, calendar): (&Declared, &Calendar),
    ) -> Result<Self, QueryError> {
        let query = Self {
            span: open_range(calendar, &mut params)?,
            touchpoint: params.take("touchpoint"),
            department: params.parse_with("department", "a department of the site", |id| {
                declared.department(id).cloned()
            })?,
            state: params.parse_with(STATE, Wanted::NAMES, Wanted::from_name)?,
            assignee: params.take(ASSIGNEE),
            late: params.parse(LATE, "true or false")?,
            person: params.take(PERSON),
            search: params.take(TEXT).map(|text| folded(&text)),
            cursor: params.take("cursor"),
        };
        params.finish()?;
        Ok(query)
    }

    /// Whether a case is at the touchpoints that are asked for.
    pub(super) fn is_at(&self, case: &Case) -> bool {
        let at = case.opening.touchpoint.as_deref();
        self.touchpoint.as_deref().is_none_or(|asked| at == Some(asked))
            && self.department.as_ref().is_none_or(|owned| at.is_some_and(|at| owned.contains(at)))
    }

    /// Whether a case is of the range: opened in it, or still to be done.
    pub(super) fn is_of_range(&self, case: &Case) -> bool {
        case.state().is_active() || self.span.contains(case.opening.at)
    }

    /// Whether a case is listed.
    pub(super) fn lists(&self, case: &Case, is_late: bool) -> bool {
        let assignee = case.assignee();
        self.state.is_none_or(|wanted| wanted.holds(case.state()))
            && self.assignee.as_deref().is_none_or(|asked| match asked {
                NOBODY => assignee.is_none(),
                asked => assignee == Some(asked),
            })
            && self.late.is_none_or(|asked| asked == is_late)
            && self
                .person
                .as_deref()
                .is_none_or(|asked| case.opening.person.as_deref() == Some(asked))
    }

    /// Whether a search looks into comments.
    pub(super) const fn is_search(&self) -> bool {
        self.search.is_some()
    }

    /// Whether a comment holds the text that is looked for.
    pub(super) fn finds(&self, comment: Option<&str>) -> bool {
        self.search
            .as_ref()
            .is_none_or(|text| comment.is_some_and(|comment| folded(comment).contains(text)))
    }
}
