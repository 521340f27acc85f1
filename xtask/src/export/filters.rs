//! Which answers are asked for: the parameters of the list of answers, on the command line.

use clap::Args as ClapArgs;
use form_urlencoded::Serializer;

/// Answers of a page: as many as one reply may hold.
const LIMIT: &str = "1000";

#[derive(ClapArgs)]
#[cfg_attr(test, derive(Default))]
pub(super) struct Filters {
    /// Only the answers to this survey
    #[arg(long)]
    survey: Option<String>,
    /// Only the answers to surveys on this metric: nps, ces or csat
    #[arg(long)]
    metric: Option<String>,
    /// Only those that this touchpoint brought
    #[arg(long)]
    touchpoint: Option<String>,
    /// Only those in this language
    #[arg(long)]
    locale: Option<String>,
    /// Only those that came this way, such as email
    #[arg(long)]
    channel: Option<String>,
    /// Prompts that ended so: answered (the default), dismissed or ignored
    #[arg(long)]
    outcome: Option<String>,
    /// Only promoter, passive or detractor
    #[arg(long)]
    bucket: Option<String>,
    /// Only with, or only without a comment
    #[arg(long)]
    has_comment: Option<bool>,
    /// Only with this text in the comment
    #[arg(long)]
    q: Option<String>,
    /// Only with this segment, such as plan=pro; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    segment: Vec<(String, String)>,
    /// Any other parameter of the list of answers, such as version=2; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    filter: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = pair.ok_or_else(|| format!("{text:?} is not of the form NAME=VALUE"))?;
    if ["format", "limit", "cursor", "from", "to"].contains(&name) {
        return Err(format!("{name} is no filter"));
    }
    Ok((name.to_owned(), value.to_owned()))
}

impl Filters {
    /// The query that all pages share.
    pub(super) fn encode(&self, format: &str) -> String {
        let has_comment = self.has_comment.map(|has| has.to_string());
        let named = [
            ("survey", &self.survey),
            ("metric", &self.metric),
            ("touchpoint", &self.touchpoint),
            ("locale", &self.locale),
            ("channel", &self.channel),
            ("outcome", &self.outcome),
            ("bucket", &self.bucket),
            ("has_comment", &has_comment),
            ("q", &self.q),
        ];
        let mut query = Serializer::new(String::new());
        query.append_pair("format", format).append_pair("limit", LIMIT);
        query.extend_pairs(
            named.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))),
        );
        for (name, value) in &self.segment {
            query.append_pair(&format!("segment.{name}"), value);
        }
        query.extend_pairs(&self.filter);
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_encoded() {
        let filters = Filters {
            q: Some("配送 & a+b".to_owned()),
            survey: Some("shop-nps".to_owned()),
            has_comment: Some(true),
            segment: vec![("plan".to_owned(), "pro max".to_owned())],
            filter: vec![("version".to_owned(), "2".to_owned())],
            ..Filters::default()
        };
        assert_eq!(
            filters.encode("csv"),
            "format=csv&limit=1000&survey=shop-nps&has_comment=true\
             &q=%E9%85%8D%E9%80%81+%26+a%2Bb&segment.plan=pro+max&version=2"
        );
    }

    #[test]
    fn what_the_tool_says_itself_is_no_filter() {
        assert_eq!(pair("version=2=3"), Ok(("version".to_owned(), "2=3".to_owned())));
        for text in ["version", "=2", "cursor=1", "limit=5", "from=2026-01-01"] {
            assert!(pair(text).is_err(), "{text}");
        }
    }
}
