//! What an imported row is known by: its name, and a hash of all it says.
//!
//! A name is an HMAC under a secret of the site that never changes, of what makes a row itself:
//!
//! | row | made of |
//! | --- | --- |
//! | of Koe's own export | its public id |
//! | with an `external_id` | survey and that |
//! | any other | survey, time as written, score, comment, respondent, and its place among equal rows |
//!
//! So it is the same in every file, in whatever order, and nobody without the secret can tell from a name what
//! the row said. The survey is part of it: one file may bring the answers to two, each person and moment
//! with a score on either. The random bits of an answer's id are those of its name, so that two imports which
//! do not see each other write the same key.

use std::collections::HashMap;
use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use koe_shared::answer::AnsweredAt;
use koe_shared::id::{AnswerId, PublicId, SiteId};
use koe_shared::import::Row;
use koe_shared::locale::Locale;
use koe_shared::score::Score;
use sha2::Sha256;

/// Digits of a name.
pub(super) const NAME_DIGITS: usize = 32;

/// The name of a row: hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(String);

impl Name {
    /// Reads the digits of a name.
    pub(super) fn read(digits: &[u8]) -> Option<Self> {
        let text = str::from_utf8(digits).ok()?;
        (text.len() == NAME_DIGITS).then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the answer that a row of this name is, at a time.
    pub(super) fn id(&self, time_ms: u64, site: &SiteId) -> PublicId {
        let bits = u128::from_str_radix(&self.0, 16).unwrap_or_default();
        // The same step as for a visitor's id, so that all keys are made alike.
        AnswerId::new(time_ms, bits).public(site)
    }
}

/// Names the rows of a request, which have to come in the order of the file.
pub(super) struct Namer<'a> {
    /// A key of any length, as HMAC takes it.
    secret: &'a [u8],
    /// How many equal rows came before.
    seen: HashMap<String, u32>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(secret: &'a [u8]) -> Self {
        Self { secret, seen: HashMap::new() }
    }

    /// The name of the next row.
    pub(super) fn name(&mut self, row: &Row) -> Name {
        if let Some(own) = &row.own {
            return self.hash(&format!("own\n{}", own.id));
        }
        let survey = row.survey.as_str();
        if let Some(id) = &row.external_id {
            return self.hash(&format!("external\n{survey}\n{id}"));
        }
        let mut content = Fields::of("content");
        content.add(survey).add(&row.written_at);
        content.add(&row.score.map_or_else(String::new, |score| score.value().to_string()));
        content.maybe(row.comment.as_deref()).maybe(row.respondent.as_deref());
        let place = self.seen.entry(content.0.clone()).or_default();
        *place += 1;
        content.add(&row.ordinal.unwrap_or(*place).to_string());
        self.hash(&content.0)
    }

    fn hash(&self, text: &str) -> Name {
        Name(hash(self.secret, text))
    }
}

/// A hash of all that a row says. The time is the one that is written, so a row says the same whatever the
/// time zone of the site.
pub(super) fn fields(secret: &[u8], row: &Row) -> String {
    let mut fields = Fields::of("fields");
    fields.add(row.survey.as_str()).add(&row.written_at).add(row.outcome.as_str());
    fields.maybe(row.says_version.then(|| row.survey_version.to_string()).as_deref());
    fields.maybe(row.score.map(Score::value).map(|score| score.to_string()).as_deref());
    fields.maybe(row.comment.as_deref()).maybe(row.respondent.as_deref());
    fields.maybe(row.touchpoint.as_ref().map(AnsweredAt::as_str));
    fields.maybe(row.locale.as_ref().map(Locale::as_str));
    fields.add(row.channel.as_str()).maybe(row.page.as_deref());
    fields.add(if row.publish { "publish" } else { "" }).add(if row.test { "test" } else { "" });
    let contact = row.contact.as_ref();
    for part in [
        contact.and_then(|contact| contact.email.as_deref()),
        contact.and_then(|contact| contact.phone.as_deref()),
        contact.and_then(|contact| contact.name.as_deref()),
        contact.and_then(|contact| contact.when.as_deref()),
    ] {
        fields.maybe(part);
    }
    for (name, value) in row.segments.iter() {
        fields.add(name).add(value);
    }
    hash(secret, &fields.0)
}

/// The first half of an HMAC, in hexadecimal.
fn hash(secret: &[u8], text: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    let digest = mac.chain_update(text).finalize().into_bytes();
    crate::hex::encode(&digest[..16])
}

/// Texts one after the other, each behind its length, so that no two lists make the same.
struct Fields(String);

impl Fields {
    fn of(kind: &str) -> Self {
        Self(format!("{kind}\n"))
    }

    fn add(&mut self, text: &str) -> &mut Self {
        // Writing to a string can't fail.
        let _ = write!(self.0, "{}:{text}", text.len());
        self
    }

    fn maybe(&mut self, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            return self.add(text);
        }
        self.0.push('-');
        self
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::answer::{Channel, Outcome, Segments};
    use koe_shared::import::OwnId;
    use koe_shared::instant::Instant;
    use koe_shared::metric::Scale;

    use super::*;

    fn row() -> Row {
        let Instant(answered_at) = "2026-11-20T10:00:00Z".parse().unwrap();
        Row {
            line: 2,
            survey: "shop-nps".parse().unwrap(),
            survey_version: 1,
            says_version: false,
            outcome: Outcome::Answered,
            score: Some(Score::new(Scale::Nps, 9).unwrap()),
            answered_at,
            written_at: "2026-11-20 10:00".to_owned(),
            comment: None,
            touchpoint: None,
            locale: None,
            respondent: None,
            external_id: None,
            channel: Channel::Import,
            page: None,
            publish: false,
            test: false,
            contact: None,
            segments: Segments::default(),
            ordinal: None,
            own: None,
        }
    }

    fn external(id: &str) -> Row {
        Row { external_id: Some(id.to_owned()), ..row() }
    }

    fn name(row: &Row) -> Name {
        Namer::new(b"secret").name(row)
    }

    #[test]
    fn names_are_pinned_since_a_file_may_come_again_after_years() {
        let own = OwnId { id: PublicId::new(7, 7), revision: 1, received_at: None };
        for (row, pinned) in [
            (row(), "1406ffa9f52f23bfe9474844b0ce2bad"),
            (external("2368"), "77654c05c2b450c0bfb1796f0f7be0c8"),
            (Row { own: Some(own), ..row() }, "9666cc163cde199ceb7fca8fb18b64f9"),
        ] {
            assert_eq!(name(&row).as_str(), pinned, "{row:?}");
        }
        assert_eq!(fields(b"secret", &row()), "cfc4d1ddf3d9a8e519f4d485f2ded81b");
        // As an earlier release made it, so that a row of it is written over and not doubled.
        let id = name(&external("2368")).id(1_795_230_245_678, &"kokage".parse().unwrap());
        let secret: AnswerId = "01a1fc0f-a32e-7302-bfb1-796f0f7be0c8".parse().unwrap();
        assert_eq!(id, secret.public(&"kokage".parse().unwrap()));
    }

    /// Rows that differ in something from one another.
    fn others() -> Vec<Row> {
        let text = |text: &str| Some(text.to_owned());
        vec![
            Row { survey: "visit-nps".parse().unwrap(), ..row() },
            Row { written_at: "2026-11-20T10:00".to_owned(), ..row() },
            Row { score: Score::new(Scale::Nps, 8).ok(), ..row() },
            Row { score: None, outcome: Outcome::Dismissed, ..row() },
            Row { comment: text(""), ..row() },
            Row { comment: text("u_1"), ..row() },
            Row { respondent: text("u_1"), ..row() },
        ]
    }

    #[test]
    fn whatever_makes_a_row_itself_makes_another_name() {
        let mut rows = others();
        rows.extend([row(), external("a1"), external("a2")]);
        rows.push(Row { survey: "visit-nps".parse().unwrap(), ..external("a1") });
        rows.push(Row { ordinal: Some(2), ..row() });
        let names: std::collections::HashSet<Name> = rows.iter().map(name).collect();
        assert_eq!(names.len(), rows.len());
        assert_ne!(name(&row()), Namer::new(b"other").name(&row()));
    }

    #[test]
    fn all_else_makes_the_same_name_and_says_something_else() {
        let mut said = vec![fields(b"secret", &row())];
        let mut rows = vec![
            Row { says_version: true, ..row() },
            Row { says_version: true, survey_version: 2, ..row() },
            Row {
                touchpoint: Some(
                    "till".parse().map(koe_shared::answer::AnsweredAt::Touchpoint).unwrap(),
                ),
                ..row()
            },
            Row { locale: "ja".parse().ok(), ..row() },
            Row { channel: Channel::Email, ..row() },
            Row { page: Some("/".to_owned()), ..row() },
            Row { publish: true, ..row() },
            Row { test: true, ..row() },
            Row {
                segments: Segments::from_pairs([("plan".to_owned(), "pro".to_owned())]),
                ..row()
            },
        ];
        for part in ["email", "phone", "name", "when"] {
            let contact = serde_json::json!({ part: "x", "consent": true });
            rows.push(Row { contact: serde_json::from_value(contact).unwrap(), ..row() });
        }
        for other in rows {
            assert_eq!(name(&other), name(&row()), "{other:?}");
            said.push(fields(b"secret", &other));
        }
        said.extend(others().iter().map(|other| fields(b"secret", other)));
        let distinct: std::collections::BTreeSet<&String> = said.iter().collect();
        assert_eq!(distinct.len(), said.len());
        // Another line, another place and the time as it is read in another zone say nothing.
        let Instant(answered_at) = "2026-11-20T01:00:00Z".parse().unwrap();
        let same = Row { line: 7, answered_at, survey_version: 3, ..row() };
        assert_eq!((name(&same), fields(b"secret", &same)), (name(&row()), said[0].clone()));
    }

    #[test]
    fn equal_rows_are_told_apart_by_their_place_among_them() {
        let mut namer = Namer::new(b"secret");
        let [first, _, second] = [row(), others().remove(2), row()].map(|row| namer.name(&row));
        assert_eq!(first, name(&Row { ordinal: Some(1), ..row() }));
        assert_eq!(second, name(&Row { ordinal: Some(2), ..row() }));
        assert_ne!(first, second);
    }
}
