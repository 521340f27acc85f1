//! What a touchpoint is about, told by its name: a comment has to fit.

use crate::id::TouchpointId;

/// What happened just before the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Somebody was helped.
    Helped,
    /// Something was paid.
    Paid,
    /// Something was bought or delivered.
    Bought,
    /// Anything else.
    Any,
}

/// Parts of a touchpoint's name, and what they tell. The first that fits counts.
const TELLING: [(&str, Moment); 16] = [
    ("support", Moment::Helped),
    ("help", Moment::Helped),
    ("contact", Moment::Helped),
    ("inquiry", Moment::Helped),
    ("call", Moment::Helped),
    ("care", Moment::Helped),
    ("checkout", Moment::Paid),
    ("payment", Moment::Paid),
    ("cart", Moment::Paid),
    ("paid", Moment::Paid),
    ("purchase", Moment::Bought),
    ("order", Moment::Bought),
    ("deliver", Moment::Bought),
    ("shipping", Moment::Bought),
    ("arrival", Moment::Bought),
    ("unboxing", Moment::Bought),
];

impl Moment {
    /// What a touchpoint of that name is about.
    #[must_use]
    pub fn of(touchpoint: &TouchpointId) -> Self {
        let name = touchpoint.as_str();
        let told = TELLING.iter().find(|(part, _)| name.contains(part));
        told.map_or(Self::Any, |(_, moment)| *moment)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_name_tells_what_a_touchpoint_is_about() {
        let of = |name: &str| Moment::of(&name.parse().unwrap());
        assert_eq!(of("after-support"), Moment::Helped);
        assert_eq!(of("after-sales-call"), Moment::Helped);
        assert_eq!(of("checkout"), Moment::Paid);
        assert_eq!(of("post-purchase"), Moment::Bought);
        assert_eq!(of("reading"), Moment::Any);
    }
}
