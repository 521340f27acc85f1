//! `{name}` and `{name|fallback}` in the owner's own texts, where nobody has told a name.

/// A text for a visitor without a name: the fallback takes the place, or the place vanishes together
/// with what only stood there for the name.
pub(crate) fn nameless(text: &str) -> String {
    const BEGIN: &str = "{name";
    /// What follows a name and nothing else.
    const CLINGS: [&str; 4] = ["さん、", "、", ", ", "، "];
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, place)) = rest.split_once(BEGIN) {
        let Some((fallback, after)) = place.split_once('}') else { break };
        let fallback = match fallback.strip_prefix('|') {
            Some(fallback) => fallback,
            None if fallback.is_empty() => "",
            // Some other word that begins alike.
            None => {
                said.extend([before, BEGIN]);
                rest = place;
                continue;
            }
        };
        said.extend([before, fallback]);
        let cling = CLINGS.iter().find(|cling| fallback.is_empty() && after.starts_with(**cling));
        rest = &after[cling.map_or(0, |cling| cling.len())..];
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::nameless;

    #[test]
    fn without_a_name_its_place_vanishes_or_is_filled() {
        for (text, said) in [
            ("How was it?", "How was it?"),
            ("{name}, how was it?", "how was it?"),
            ("{name|Friend}, how was it?", "Friend, how was it?"),
            ("{name}さん、いかがでしたか？", "いかがでしたか？"),
            ("{name|お客}さま、{name}、いかが？", "お客さま、いかが？"),
            ("{names} {name {name|x", "{names} {name {name|x"),
        ] {
            assert_eq!(nameless(text), said, "{text}");
        }
    }
}
