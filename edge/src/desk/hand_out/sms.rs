//! The text of an SMS: short enough that, with its address, it costs little.
//!
//! A message holds 160 signs of the GSM alphabet, or 70 of any other. The address comes on top.

/// Signs of the GSM alphabet in a message.
const GSM: usize = 160;
/// Signs of a message that has any other.
const OTHER: usize = 70;
/// The alphabet, beside letters and digits of ASCII.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Signs of it that count twice.
const TWICE: &str = "^{}\\[~]|€";

/// What stands before the address, how many signs it has, and how many it may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sms {
    pub(crate) text: String,
    pub(crate) signs: usize,
    pub(crate) bound: usize,
}

impl Sms {
    /// The question, after who asks it; cut at the end where it is too long.
    pub(crate) fn of(name: &str, question: &str) -> Self {
        // The one who asks may have a name of a hundred characters.
        let whole = if question.contains(name) {
            question.to_owned()
        } else {
            format!("{name}: {question}")
        };
        let bound = if whole.chars().all(|sign| width(sign).is_some()) { GSM } else { OTHER };
        let size = |text: &str| {
            text.chars()
                .map(|sign| match bound {
                    GSM => width(sign).unwrap_or(1),
                    _ => sign.len_utf16(),
                })
                .sum::<usize>()
        };
        if size(&whole) <= bound {
            return Self { signs: size(&whole), text: whole, bound };
        }
        // Three dots are GSM, the one sign is not.
        let end = if bound == GSM { "..." } else { "…" };
        let mut text = whole;
        while size(&text) + size(end) > bound {
            text.pop();
        }
        let text = format!("{}{end}", text.trim_end());
        Self { signs: size(&text), text, bound }
    }
}

/// The places that a sign of the GSM alphabet takes; none for any other sign.
fn width(sign: char) -> Option<usize> {
    if sign.is_ascii_alphanumeric() || ALPHABET.contains(sign) {
        Some(1)
    } else {
        TWICE.contains(sign).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_names_who_asks_once() {
        let sms =
            Sms::of("Kokage", "How likely are you to recommend Kokage to a friend or colleague?");
        assert_eq!(
            (sms.text.as_str(), sms.bound),
            ("How likely are you to recommend Kokage to a friend or colleague?", 160)
        );
        assert_eq!(sms.signs, sms.text.len());
        assert_eq!(Sms::of("Kokage", "How was it?").text, "Kokage: How was it?");
    }

    #[test]
    fn japanese_has_seventy_signs() {
        let sms = Sms::of(
            "こかげ道具店",
            "こかげ道具店を友人や同僚に勧める可能性は、どのくらいありますか？",
        );
        assert_eq!((sms.signs, sms.bound), (sms.text.chars().count(), 70));
        let cut = Sms::of(&"長".repeat(100), "どうでしたか？");
        assert_eq!((cut.signs, cut.bound), (70, 70));
        assert!(cut.text.ends_with('…'));
    }

    #[test]
    fn what_is_too_long_is_cut_by_the_rules_of_its_alphabet() {
        let cut = Sms::of("Kokage", &"word ".repeat(50));
        assert!(cut.signs <= 160 && cut.text.ends_with("..."), "{cut:?}");
        assert_eq!(Sms::of("", "{}").signs, 4);
        assert_eq!(Sms::of("", "👍").signs, 2);
        for name in ["Ω", "é", "a\"b"] {
            assert_eq!(Sms::of(name, name).bound, 160, "{name}");
        }
        assert_eq!(Sms::of("ê", "ê").bound, 70);
    }
}
