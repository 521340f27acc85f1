//! What a key does on the scale.
//!
//! A native radio group fires `click` on every arrow key, so a page could not tell moving from
//! choosing. Here arrows, Home and End move the selection and store nothing; Enter, Space and a
//! digit confirm. Space can't be left to the browser: a radio that arrows have selected already
//! gets no `click` from it. A tap confirms by the browser's own `click`, and Tab leaves.

use koe_shared::metric::Scale;

use crate::state::Event;

/// The event that `key` (its name in `KeyboardEvent.key`) stands for while the radio of `at` has
/// the focus; `None` leaves the key to the browser. Moving wraps around, and the horizontal arrows
/// follow the direction of the text, as they do in a native radio group.
#[must_use]
pub fn read(key: &str, at: u8, scale: Scale, right_to_left: bool) -> Option<Event> {
    let forwards = match key {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "ArrowRight" => !right_to_left,
        "ArrowLeft" => right_to_left,
        "Home" => return Some(Event::Moved(scale.min())),
        "End" => return Some(Event::Moved(scale.max())),
        "Enter" | " " => return Some(Event::Confirmed(at)),
        _ => return digit(key).filter(|score| scale.contains(*score)).map(Event::Confirmed),
    };
    Some(Event::Moved(match forwards {
        true if at >= scale.max() => scale.min(),
        true => at + 1,
        false if at <= scale.min() => scale.max(),
        false => at - 1,
    }))
}

fn digit(key: &str) -> Option<u8> {
    match key.as_bytes() {
        [byte @ b'0'..=b'9'] => Some(byte - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::metric::Scale;

    use super::read;
    use crate::state::Event::{Confirmed, Moved};

    #[test]
    fn arrows_move_and_wrap_around_on_every_scale() {
        for scale in Scale::ALL {
            for at in scale.scores() {
                let next = if at == scale.max() { scale.min() } else { at + 1 };
                let before = if at == scale.min() { scale.max() } else { at - 1 };
                for key in ["ArrowRight", "ArrowDown"] {
                    assert_eq!(read(key, at, scale, false), Some(Moved(next)), "{scale}, {at}");
                }
                for key in ["ArrowLeft", "ArrowUp"] {
                    assert_eq!(read(key, at, scale, false), Some(Moved(before)), "{scale}, {at}");
                }
            }
        }
    }

    #[test]
    fn horizontal_arrows_follow_the_direction_of_the_text_and_vertical_ones_do_not() {
        let right_to_left = |key| read(key, 5, Scale::Nps, true);
        assert_eq!(right_to_left("ArrowLeft"), Some(Moved(6)));
        assert_eq!(right_to_left("ArrowRight"), Some(Moved(4)));
        assert_eq!(right_to_left("ArrowDown"), Some(Moved(6)));
        assert_eq!(right_to_left("ArrowUp"), Some(Moved(4)));
    }

    #[test]
    fn home_and_end_reach_the_ends() {
        assert_eq!(read("Home", 5, Scale::Ces7, false), Some(Moved(1)));
        assert_eq!(read("End", 5, Scale::Nps, false), Some(Moved(10)));
    }

    #[test]
    fn enter_and_space_confirm_where_the_focus_is() {
        for key in ["Enter", " "] {
            assert_eq!(read(key, 9, Scale::Nps, false), Some(Confirmed(9)), "{key:?}");
        }
    }

    #[test]
    fn a_digit_confirms_its_score_if_the_scale_has_it() {
        for scale in Scale::ALL {
            for score in 0..=9_u8 {
                let expected = scale.contains(score).then_some(Confirmed(score));
                assert_eq!(read(&score.to_string(), 3, scale, false), expected, "{scale}");
            }
        }
    }

    #[test]
    fn every_other_key_is_left_to_the_browser() {
        for key in ["Tab", "Escape", "a", "F5", "٣", "10", ""] {
            assert_eq!(read(key, 3, Scale::Nps, false), None, "{key}");
        }
    }
}
