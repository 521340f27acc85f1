//! What is shown, and the choices of these pages, for all of their parts.

use crate::desk::language::Bilingual;
use crate::desk::report::Ground;
use crate::reports::{ASSIGNEE, CaseList, CaseView, LATE, PERSON, STATE, TEXT};

/// What this person did last: a list shows it a minute late, and the next case is the one that is not among it.
pub(crate) const DID: &str = "did";
/// The page of the list. No link carries it but that to the next one.
pub(crate) const CURSOR: &str = "cursor";
/// The answer whose case is opened by hand.
pub(crate) const CASE: &str = "case";
/// What the name of a tick begins with; the case follows.
pub(crate) const TICKED: &str = "case.";
/// What a button does: `{kind}` with the ticked ones, `{kind}.{case}` with one.
pub(crate) const DO: &str = "do";
/// The button that opens a case by hand.
pub(crate) const OPEN: &str = "open";
/// What the name of the event begins with that was seen last of a case; the case follows.
pub(crate) const SEEN: &str = "seen.";
/// The name that an assignment gives.
pub(crate) const NAME: &str = "name";
pub(crate) const WORDS: &str = "text";
pub(crate) const AT: &str = "at";
pub(crate) const AT_FIRST: &str = "at_first";

/// The choices that these pages alone have.
pub(crate) const CHOICES: [&str; 6] = [STATE, ASSIGNEE, LATE, PERSON, TEXT, DID];

/// What the forms of a page carry, for whoever may act.
#[derive(Clone, Copy)]
pub(crate) struct Forms<'a> {
    /// The token of the session.
    pub(crate) token: &'a str,
    /// The id of the form, which names the event.
    pub(crate) form: &'a str,
    /// The name of the person's key.
    pub(crate) me: &'a str,
}

/// The list of cases.
pub(crate) struct FollowUps<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) list: &'a CaseList,
    /// None for whoever may only read.
    pub(crate) forms: Option<Forms<'a>>,
    /// The case whose button waits for the next key.
    pub(crate) next: Option<&'a str>,
    /// What is wrong with the form that was sent.
    pub(crate) error: Option<String>,
    /// The cases on which somebody did something else first.
    pub(crate) changed: &'a [String],
}

/// One case.
pub(crate) struct FollowUp<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) case: &'a CaseView,
    /// None for whoever may only read.
    pub(crate) forms: Option<Forms<'a>>,
    /// What was just done, and the case that comes next.
    pub(crate) done: Option<(Bilingual, Option<&'a str>)>,
    pub(crate) error: Option<String>,
    /// What was typed, where the form is shown again.
    pub(crate) typed: Typed<'a>,
}

/// What was typed into the form of a case.
#[derive(Clone, Copy, Default)]
pub(crate) struct Typed<'a> {
    pub(crate) words: &'a str,
    pub(crate) name: Option<&'a str>,
    pub(crate) at: Option<&'a str>,
}

impl FollowUps<'_> {
    /// The link that makes a choice; all others stay.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> String {
        self.ground.address.with(&[(name, value)])
    }

    pub(super) fn say(&self, text: Bilingual) -> &'static str {
        self.ground.say(text)
    }
}

impl FollowUp<'_> {
    pub(super) fn say(&self, text: Bilingual) -> &'static str {
        self.ground.say(text)
    }
}

/// The path of one case.
pub(crate) fn path(ground: &Ground<'_>, case: &str) -> String {
    format!("{}/{case}", crate::desk::place::SitePage::Cases.path(ground.site))
}
