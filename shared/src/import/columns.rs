//! Which column of a table means what: by its own name, by the name `map` gives it, or by the export
//! that the header is known for.

use serde::Serialize;

use super::dialect::Separator;
use super::error::TableError;
use super::exports::{Export, Recognised, recognise};
use super::field::Field;
use super::map::{Ours, headers_named, pairs, places, segment_of};
use super::options::Options;
use super::proposals::{score_candidates, shown, two};
use super::questions::{holds_answer, may_be_comment, may_be_score, tells_question};
use super::record::Record;

/// A column as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Understood {
    /// Our name for it.
    #[cfg_attr(feature = "openapi", schema(example = "score"))]
    pub column: String,
    /// Its header.
    #[cfg_attr(feature = "openapi", schema(example = "How likely are you to recommend us?"))]
    pub header: String,
    /// Its place in the header, from 1.
    pub place: usize,
}

/// A column that is known and not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PassedOver {
    pub(super) place: usize,
    pub(super) column: String,
    pub(super) why: &'static str,
}

/// The places of the columns that are read; all others are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    places: [Option<usize>; Field::ALL.len()],
    segments: Vec<(String, usize)>,
    count: usize,
    pub(super) export: Option<Export>,
    /// Known columns whose cells are left out, and told.
    pub(super) passed_over: Vec<PassedOver>,
    /// The header of the time says that its times are UTC.
    pub(super) is_utc: bool,
    /// Where each row says which question it answers.
    pub(super) question: Option<usize>,
}

impl Columns {
    /// Finds the columns in a header. `second` is the record that an export adds to it.
    pub(super) fn find(
        header: &Record,
        second: Option<&Record>,
        options: &Options,
        separator: Separator,
    ) -> Result<Self, TableError> {
        let is_read = |place: &usize| !options.passed_over.contains(&(place + 1));
        let recognised = recognise(header).map(|known| known.only(is_read));
        let mut columns = Self {
            places: [None; Field::ALL.len()],
            segments: Vec::new(),
            count: header.len(),
            export: recognised.as_ref().map(|known| known.export),
            passed_over: Vec::new(),
            is_utc: false,
            question: header.iter().position(tells_question).filter(is_read),
        };
        let missing = |column: &str, candidates| TableError::NoColumn {
            column: column.to_owned(),
            header: shown(header, separator),
            separator,
            candidates,
        };
        // 1. What map says.
        for pair in pairs(&options.map, header)? {
            let mut places = places(header, &pair.theirs);
            places.retain(is_read);
            let (Some(place), other) = (places.first(), places.get(1)) else {
                let (named, header) = (pair.theirs, shown(header, separator));
                return Err(TableError::NoHeader { named, header, separator });
            };
            match (&pair.ours, other) {
                (Ours::Field(field), Some(other)) if is_vital(*field) => {
                    return Err(two(*field, *place, *other, header));
                }
                _ => columns.say(&pair.ours, *place, header)?,
            }
        }
        // 2. Our own names.
        let said = (columns.places, columns.segments.len());
        for (place, name) in header.iter().enumerate().filter(|(place, _)| is_read(place)) {
            columns.name(place, name.trim(), &said.0, header)?;
        }
        // 3. What is known of the export.
        if let Some(known) = &recognised {
            columns.learn(known, header, second)?;
        }
        if columns.has(Field::Score) {
            columns.is_utc = columns.says_utc(header);
            return Ok(columns);
        }
        Err(match (columns.question, header.iter().any(holds_answer)) {
            (Some(question), true) => TableError::RowPerQuestion {
                question: header.get(question).unwrap_or_default().to_owned(),
            },
            _ => missing("score", score_candidates(header, recognised.as_ref())),
        })
    }

    /// Takes a pair of `map`.
    fn say(&mut self, ours: &Ours, place: usize, header: &Record) -> Result<(), TableError> {
        match ours {
            Ours::Field(field) if field.is_of_own_export() && self.export != Some(Export::Koe) => {
                let theirs = header.get(place).unwrap_or_default();
                return Err(TableError::Map { pair: format!("{field}:{theirs}") });
            }
            Ours::Field(field) => match self.place(*field) {
                Some(other) if other != place => return Err(two(*field, other, place, header)),
                _ => self.places[*field as usize] = Some(place),
            },
            Ours::Segment(name) => self.segments.push((name.clone(), place)),
        }
        Ok(())
    }

    /// Takes a column by its own name. What `map` said of ours holds.
    fn name(
        &mut self,
        place: usize,
        name: &str,
        said: &[Option<usize>],
        header: &Record,
    ) -> Result<(), TableError> {
        let mut pass_over = |why| {
            let column = name.to_owned();
            self.passed_over.push(PassedOver { place, column, why });
        };
        match Ours::from_name(name) {
            Some(Ours::Field(Field::Choice)) => pass_over("choices are not kept yet"),
            Some(Ours::Field(field)) if said[field as usize].is_some() => {}
            Some(Ours::Field(field))
                if field.is_of_own_export() && self.export != Some(Export::Koe) =>
            {
                if matches!(
                    field,
                    Field::ContactEmail
                        | Field::ContactPhone
                        | Field::ContactName
                        | Field::ContactWhen
                ) {
                    pass_over(
                        "a contact is kept with the visitor's consent, which only Koe's own \
                               export shows",
                    );
                }
            }
            Some(Ours::Field(field)) => match self.places[field as usize] {
                Some(other) if is_vital(field) => return Err(two(field, other, place, header)),
                Some(_) => pass_over("a column before it has the same name"),
                None => self.places[field as usize] = Some(place),
            },
            Some(Ours::Segment(segment)) => {
                if self.segments.iter().any(|(other, _)| *other == segment) {
                    pass_over("a column before it has the same name");
                } else {
                    self.segments.push((segment, place));
                }
            }
            None if segment_of(name).is_some() => {
                pass_over("is not named with 1 to 32 of a-z, 0-9 and _, so it is left out");
            }
            None => {}
        }
        Ok(())
    }

    /// Fills in what an export is known to write.
    fn learn(
        &mut self,
        known: &Recognised,
        header: &Record,
        second: Option<&Record>,
    ) -> Result<(), TableError> {
        for (field, place) in &known.places {
            self.places[*field as usize].get_or_insert(*place);
        }
        let name = |place: usize| header.get(place).unwrap_or_default();
        let wording = |place: usize| {
            let part = second.and_then(|second| second.get(place)).unwrap_or_default();
            format!("{} {part}", name(place))
        };
        let taken: Vec<usize> = self.places.iter().flatten().copied().collect();
        let free = || known.questions.iter().copied().filter(|place| !taken.contains(place));
        if !self.has(Field::Score) {
            let mut likely =
                free().filter(|at| may_be_score(name(*at)) && !may_be_comment(&wording(*at)));
            if let Some(score) = likely.next() {
                if let Some(other) = likely.next() {
                    return Err(two(Field::Score, score, other, header));
                }
                self.places[Field::Score as usize] = Some(score);
            }
        }
        if !self.has(Field::Comment) {
            let score = self.place(Field::Score);
            let mut likely =
                free().filter(|at| Some(*at) != score && may_be_comment(&wording(*at)));
            // One of several is no more than a guess, and a comment is optional.
            if let (Some(comment), None) = (likely.next(), likely.next()) {
                self.places[Field::Comment as usize] = Some(comment);
            }
        }
        Ok(())
    }

    fn says_utc(&self, header: &Record) -> bool {
        let time = self.place(Field::AnsweredAt).and_then(|place| header.get(place));
        time.is_some_and(|name| name.trim().to_lowercase().ends_with("(utc)"))
    }

    /// How many columns the header has.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    pub(super) const fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    pub(super) const fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }

    /// Whether it is Koe's own export, whose cells stand as they were stored.
    pub(super) fn is_own(&self) -> bool {
        self.export == Some(Export::Koe)
    }

    /// The cell of a column, as it stands there.
    pub(super) fn raw<'a>(&self, record: &'a Record, field: Field) -> Option<&'a str> {
        record.get(self.place(field)?).filter(|cell| !cell.is_empty())
    }

    /// What a row says in a column. Nothing, `NA` and blanks are nothing.
    pub(super) fn get<'a>(&self, record: &'a Record, field: Field) -> Option<&'a str> {
        record.get(self.place(field)?).and_then(said)
    }

    /// The segments' names and places.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&str, usize)> {
        self.segments.iter().map(|(name, place)| (name.as_str(), *place))
    }

    /// Every column that is read, in the order of the header.
    pub(super) fn understood(&self, header: &Record) -> Vec<Understood> {
        let fields = Field::ALL.into_iter().map(Ours::Field);
        let segments = self.segments.iter().map(|(name, _)| Ours::Segment(name.clone()));
        let mut understood: Vec<Understood> = fields
            .chain(segments)
            .filter_map(|ours| {
                let place = match &ours {
                    Ours::Field(field) => self.place(*field)?,
                    Ours::Segment(name) => self.segments.iter().find(|(n, _)| n == name)?.1,
                };
                let header = header.get(place).unwrap_or_default().trim().to_owned();
                Some(Understood { column: ours.name(), header, place: place + 1 })
            })
            .collect();
        understood.sort_by_key(|column| column.place);
        understood
    }
}

/// What a cell says. Nothing, `NA` and blanks are nothing.
pub(super) fn said(cell: &str) -> Option<&str> {
    let value = cell.trim();
    (!value.is_empty() && value != "NA").then_some(value)
}

/// Whether a header names something that is read, for finding the separator.
pub(super) fn known_headers(map: &[String]) -> impl Fn(&str) -> bool {
    let named = headers_named(map);
    move |cell| {
        let cell = cell.trim();
        Ours::from_name(cell).is_some() || named.contains(&cell.to_lowercase())
    }
}

/// What decides whether and where a row counts: of two such columns none may be guessed.
const fn is_vital(field: Field) -> bool {
    matches!(
        field,
        Field::Score
            | Field::AnsweredAt
            | Field::Survey
            | Field::SurveyVersion
            | Field::Outcome
            | Field::Test
            | Field::ExternalId
            | Field::Ordinal
            | Field::Id
    )
}
