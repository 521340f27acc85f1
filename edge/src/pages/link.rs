//! What a link to a hosted page brings along. The page's form carries it on in hidden fields of the
//! same names, so link and form are read alike.

use koe_shared::answer::{AnsweredAt, Channel, Respondent, Segments};

use super::fields::Fields;

const SEGMENT: &str = "segment.";

/// The circumstances of a visit to a hosted page, as its owner wrote them into the link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// The language asked for.
    pub(crate) lang: Option<String>,
    pub(crate) touchpoint: Option<AnsweredAt>,
    /// How the link reached the visitor. A page that nothing says it of was reached by a link.
    pub(crate) channel: Channel,
    pub(crate) segments: Segments,
    pub(crate) respondent: Option<Respondent>,
    /// Whether the answer is kept out of every score.
    pub(crate) is_test: bool,
    /// Whether the page stands in a frame of a page that WebAssembly can't run on.
    pub(crate) is_frame: bool,
}

impl Link {
    pub(crate) fn read(fields: &Fields) -> Self {
        let text = |name| fields.get(name).map(str::to_owned);
        let is_frame = fields.is_set("frame");
        let otherwise = if is_frame { Channel::Web } else { Channel::Link };
        let channel = fields.get("channel").and_then(Channel::from_name);
        Self {
            lang: text("lang"),
            touchpoint: fields.get("touchpoint").map(AnsweredAt::from_page),
            channel: channel.filter(|channel| *channel != Channel::Import).unwrap_or(otherwise),
            segments: Segments::from_pairs(fields.prefixed(SEGMENT)),
            respondent: text("respondent").map(|id| Respondent {
                id,
                expires_at: text("expires_at"),
                signature: text("signature"),
            }),
            is_test: fields.is_set("test"),
            is_frame,
        }
    }

    /// The names and values that say the same, but for the language, which the page itself has.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("channel".to_owned(), self.channel.as_str().to_owned())];
        let mut add = |name: &str, value: Option<&str>| {
            pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        };
        add("touchpoint", self.touchpoint.as_ref().map(AnsweredAt::as_str));
        add("test", self.is_test.then_some("1"));
        add("frame", self.is_frame.then_some("1"));
        if let Some(Respondent { id, expires_at, signature }) = &self.respondent {
            add("respondent", Some(id));
            add("expires_at", expires_at.as_deref());
            add("signature", signature.as_deref());
        }
        for (name, value) in self.segments.iter() {
            add(&format!("{SEGMENT}{name}"), Some(value));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(query: &str) -> Link {
        Link::read(&Fields::parse(query.as_bytes()))
    }

    #[test]
    fn a_form_says_what_its_link_said() {
        for query in [
            "",
            "channel=email&touchpoint=post-purchase&segment.plan=pro&segment.tier=a%26b",
            "respondent=u_42&expires_at=2026-12-31T00:00:00Z&signature=ab&test=1",
            "frame=1&touchpoint=Not%20an%20id",
        ] {
            let mut form = form_urlencoded::Serializer::new(String::new());
            let said = Link { lang: None, ..link(query) };
            assert_eq!(link(&form.extend_pairs(said.pairs()).finish()), said, "{query}");
        }
    }

    #[test]
    fn a_channel_that_is_none_is_a_link_and_a_frame_is_the_page_around_it() {
        let channel = |query| link(query).channel;
        assert_eq!(channel("channel=email"), Channel::Email);
        assert_eq!(channel(""), Channel::Link);
        assert_eq!(channel("channel=pigeon"), Channel::Link);
        assert_eq!(channel("channel=import"), Channel::Link);
        assert_eq!(channel("frame=1"), Channel::Web);
    }
}
