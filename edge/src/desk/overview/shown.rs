//! What is shown, for all parts of the overview.

use crate::desk::report::Ground;
use crate::reports::Summary;

/// The overview of a site.
pub(crate) struct Overview<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) summary: &'a Summary,
}
