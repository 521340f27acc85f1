//! What is shown, for all parts of the journey.

use crate::desk::language::Bilingual;
use crate::desk::report::Ground;
use crate::reports::Journey;

/// The journey of a site.
pub(crate) struct JourneyPage<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) journey: &'a Journey,
}

impl JourneyPage<'_> {
    pub(super) fn say(&self, text: Bilingual) -> &'static str {
        self.ground.say(text)
    }
}
