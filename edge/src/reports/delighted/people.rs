//! `people.json`: the persons who answered a survey, page by page.
//!
//! A person is whom the owner named by an id: the entries that lead from a person to their answers lie
//! together in storage (see [`keys`](crate::store::keys)), newest first, so one list tells a person with the
//! times of their first and their newest answer. Persons come in the order of their keys, which is no order
//! to a reader. Who left only a contact is told with the answer.

use std::collections::HashMap;
use std::vec;

use jiff::Timestamp;
use koe_shared::id::SurveyId;
use koe_shared::metadata::{Flags, Metadata};

use super::PAGES;
use super::error::DelightedError;
use super::query::{Lists, PeopleQuery};
use super::responses::counts;
use super::view::{Known, Person as PersonView, seconds};
use crate::answers::{Person, RespondentId, ScanPosition, Value};
use crate::reports::listing::Question;
use crate::reports::query::{Params, QueryError, shown};
use crate::sites::Site;
use crate::store::keys::{self, Block, Rank, Slot};
use crate::store::{List, Listed, MAX_BULK, MAX_PAGE, Store, StoreError};

/// The parameter of a page's cursor.
pub(crate) const PEOPLE_CURSOR: &str = "page_info";

/// Digits of a person's key that a cursor holds: 128 bits tell any two apart.
const CURSOR_DIGITS: usize = 32;
/// List pages and bulk reads after which a page of people is given as it is, be it short or empty.
const ENOUGH_PAGES: u32 = 50;
const ENOUGH_READS: u32 = 400;
/// Newest answers of a person that are looked at: of one that was just taken back the next one tells.
const NEWEST: usize = 2;

/// A page of people.
pub(crate) struct People {
    pub(crate) people: Vec<PersonView>,
    /// Where the next page begins; `None` at the end.
    pub(crate) cursor: Option<String>,
}

/// A page of the persons who answered a survey.
///
/// 1. The query, the cursor.
/// 2. Entries are listed until enough persons are known by them.
/// 3. Their newest answers say who they are. One of whom no answer does is left out.
/// 4. A page may be short, even empty, while more follow. Only a cursor of `None` is the end.
pub(crate) async fn list_people(
    store: &dyn Store,
    site: &Site,
    survey: &SurveyId,
    (mut params, lists): (Params, Lists),
    now: Timestamp,
) -> Result<People, DelightedError> {
    // 1.
    let question = Question::of_people(site, survey, &params.beside(&[PEOPLE_CURSOR, "per_page"]));
    let position = params.take(PEOPLE_CURSOR).map(|text| position(&question, &text));
    let position = position.transpose()?;
    let query = PeopleQuery::read(params, lists, now)?;
    let mut walk = Walk::new(store, site, survey, now, position);
    let (mut people, mut found, mut reads) = (Vec::new(), Vec::new(), 0);
    loop {
        // 2.
        let next = walk.next().await?;
        let is_end = next.is_none();
        found.extend(next.filter(|person| query.may_be(site, person)));
        let is_enough = walk.pages >= ENOUGH_PAGES || reads >= ENOUGH_READS;
        if !is_end && !is_enough && people.len() + found.len() < query.per_page {
            continue;
        }
        // 3.
        let told = told(store, site, std::mem::take(&mut found), &mut reads).await?;
        people.extend(told.into_iter().filter(|person| query.is_of(person)));
        // 4.
        if is_end || is_enough || people.len() == query.per_page {
            let cursor = walk.position().map(|position| question.encode(&position));
            return Ok(People { people, cursor });
        }
    }
}

fn position(question: &Question<'_>, text: &str) -> Result<ScanPosition, QueryError> {
    question.decode(text).map_err(|_| no_cursor(text))
}

fn no_cursor(text: &str) -> QueryError {
    let expected = "the page_info of a reply to the same parameters".to_owned();
    QueryError::Value { name: PEOPLE_CURSOR.to_owned(), value: shown(text), expected }
}

impl PeopleQuery {
    /// Whether a person may be one that is asked for, before it is read who they are.
    fn may_be(&self, site: &Site, person: &Found) -> bool {
        // Who left no contact has an e-mail address only where that is the id.
        let is_id = |email: &str| email.parse().is_ok_and(|id: RespondentId| person.is(&id, site));
        let may_have =
            |email: &String| person.has_contact || is_id(email) || is_id(&email.to_lowercase());
        self.span.contains_ms(person.first_ms) && self.email.as_ref().is_none_or(may_have)
    }

    fn is_of(&self, person: &PersonView) -> bool {
        self.email.as_ref().is_none_or(|email| person.known.has_email(email))
    }
}

/// A person, as the entries tell.
struct Found {
    /// The person in keys.
    digits: String,
    first_ms: u64,
    newest_ms: u64,
    /// The newest answers, and the newest one with a contact.
    answers: Vec<Told>,
    has_contact: bool,
}

/// An answer of a person: where its newest revision is, and the tombstones that would hide it.
struct Told {
    key: String,
    tombstones: [String; 2],
}

impl Found {
    /// Whether an id is this person's.
    fn is(&self, id: &RespondentId, site: &Site) -> bool {
        id.person(site) == Person::of_key(&self.digits)
    }

    /// Who it is, by values that were read; `None` where no answer says so any more.
    fn known(&self, site: &Site, values: &HashMap<String, String>) -> Option<Known> {
        let mut known = self.answers.iter().filter_map(|told| {
            let is_hidden = told.tombstones.iter().any(|hides| values.contains_key(hides));
            let value = values.get(&told.key).filter(|_| !is_hidden)?;
            let value: Value = serde_json::from_str(value).ok()?;
            let names = value.respondent.as_ref()?.parse().is_ok_and(|id| self.is(&id, site));
            // A revision shows only under the person whom it names now.
            names.then_some(value)
        });
        let newest = known.next()?;
        let contact = newest.contact.or_else(|| known.find_map(|value| value.contact));
        Known::of(newest.respondent, contact)
    }
}

/// The persons of whom an answer still says who they are.
async fn told(
    store: &dyn Store,
    site: &Site,
    found: Vec<Found>,
    reads: &mut u32,
) -> Result<Vec<PersonView>, StoreError> {
    let told = found.iter().flat_map(|person| &person.answers);
    let keys = told.flat_map(|told| [&told.key].into_iter().chain(&told.tombstones)).cloned();
    let keys: Vec<String> = keys.collect();
    let mut values = HashMap::new();
    for chunk in keys.chunks(MAX_BULK) {
        *reads += 1;
        let read = chunk.iter().zip(store.get_many(chunk).await?);
        values.extend(read.filter_map(|(key, value)| Some((key.clone(), value?))));
    }
    let view = |person: Found| {
        Some(PersonView {
            known: person.known(site, &values)?,
            created_at: seconds(person.first_ms),
            last_sent_at: (),
            last_responded_at: seconds(person.newest_ms),
            next_survey_scheduled_at: (),
        })
    };
    Ok(found.into_iter().filter_map(view).collect())
}

/// A walk over the persons of a site who answered a survey.
struct Walk<'a> {
    store: &'a dyn Store,
    site: &'a Site,
    survey: &'a SurveyId,
    /// When the first hour begins whose answers live.
    oldest: Timestamp,
    prefix: String,
    /// The cursor of the page at hand.
    at: Option<String>,
    /// What is left of it.
    keys: vec::IntoIter<Listed>,
    next: Next,
    pages: u32,
    /// The digits of the last person that was passed on.
    last: String,
    /// The person whose entries are being read.
    open: Option<Open>,
}

/// What follows the page at hand.
enum Next {
    Page(Option<String>),
    End,
}

/// A person whose entries are being read.
struct Open {
    digits: String,
    /// The cursor of the page that the first entry is in.
    at: Option<String>,
    /// The digits of the answer that the last entry is of.
    last_id: String,
    found: Option<Found>,
}

impl<'a> Walk<'a> {
    fn new(
        store: &'a dyn Store,
        site: &'a Site,
        survey: &'a SurveyId,
        now: Timestamp,
        position: Option<ScanPosition>,
    ) -> Self {
        let (at, last) = position.map_or_else(Default::default, |at| (at.cursor, at.last_id));
        Self {
            store,
            site,
            survey,
            oldest: site.record.retention().oldest(now),
            prefix: keys::persons(&site.id),
            at: None,
            keys: Vec::new().into_iter(),
            next: Next::Page(at),
            pages: 0,
            last,
            open: None,
        }
    }

    /// Where to go on after the last person; `None` at the end.
    fn position(&self) -> Option<ScanPosition> {
        let open = self.open.as_ref()?;
        let (cursor, last_id) = (open.at.clone(), self.last.clone());
        Some(ScanPosition { block: Block::all(), cursor, last_id })
    }

    /// The next person; `None` at the end.
    async fn next(&mut self) -> Result<Option<Found>, DelightedError> {
        loop {
            while let Some(listed) = self.keys.next() {
                if let Some(found) = self.note(&listed) {
                    return Ok(Some(found));
                }
            }
            match std::mem::replace(&mut self.next, Next::End) {
                Next::Page(cursor) => self.list(cursor).await?,
                Next::End => return Ok(self.open.take().and_then(|open| open.found)),
            }
        }
    }

    async fn list(&mut self, cursor: Option<String>) -> Result<(), DelightedError> {
        if self.pages == PAGES {
            return Err(DelightedError::TooFar);
        }
        self.pages += 1;
        let list = List { prefix: &self.prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = self.store.list(list).await.map_err(|error| match (error, &cursor) {
            (StoreError::Cursor, Some(cursor)) => no_cursor(cursor).into(),
            (error, _) => DelightedError::Store(error),
        })?;
        self.keys = page.keys.into_iter();
        self.next = page.cursor.map_or(Next::End, |cursor| Next::Page(Some(cursor)));
        self.at = cursor;
        Ok(())
    }

    /// Notes an entry; returns the person before it, where it is the first of another.
    fn note(&mut self, listed: &Listed) -> Option<Found> {
        let digits = keys::person_of(&self.prefix, &listed.key)?;
        let slot = Slot::parse(&listed.key)?;
        let short = digits.get(..CURSOR_DIGITS)?;
        if short <= self.last.as_str() {
            return None;
        }
        let mut before = None;
        if self.open.as_ref().is_none_or(|open| open.digits != digits) {
            let open = Open {
                digits: digits.to_owned(),
                at: self.at.clone(),
                last_id: String::new(),
                found: None,
            };
            before = self.open.replace(open);
        }
        if let Some(before) = &before {
            before.digits[..CURSOR_DIGITS].clone_into(&mut self.last);
        }
        let (site, survey, oldest) = (self.site, self.survey, self.oldest);
        if let Some(open) = self.open.as_mut().filter(|open| open.last_id != slot.id) {
            slot.id.clone_into(&mut open.last_id);
            open.note(slot, listed, (site, survey, oldest));
        }
        before.and_then(|before| before.found)
    }
}

impl Open {
    /// Notes the newest revision of an answer, if it is one that counts for the survey.
    fn note(
        &mut self,
        slot: Slot<'_>,
        listed: &Listed,
        (site, survey, oldest): (&Site, &SurveyId, Timestamp),
    ) -> Option<()> {
        let metadata = Metadata::decode(listed.metadata.as_deref()?).ok()?;
        let (id, time_ms) = (slot.public_id()?, slot.time_ms()?);
        let lives = i64::try_from(time_ms).is_ok_and(|ms| oldest.as_millisecond() <= ms);
        (lives && counts(&metadata, survey)).then_some(())?;
        let found = self.found.get_or_insert_with(|| Found {
            digits: self.digits.clone(),
            first_ms: time_ms,
            newest_ms: time_ms,
            answers: Vec::new(),
            has_contact: false,
        });
        // Entries come newest first.
        found.first_ms = time_ms;
        let is_first_contact = metadata.flags.has(Flags::CONTACT) && !found.has_contact;
        if found.answers.len() < NEWEST || is_first_contact {
            let tombstones = Rank::TOMBSTONES.map(|rank| keys::answer(&site.id, &id, rank));
            found.answers.push(Told { key: keys::answer(&site.id, &id, slot.rank), tombstones });
        }
        found.has_contact |= is_first_contact;
        Some(())
    }
}
