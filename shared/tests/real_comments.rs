//! The terms and themes of 3,802 real comments with a score, in French: a language for which the project brings
//! no themes. Ten terms of either side were read and judged; they stand here.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use std::collections::BTreeMap;

use koe_shared::metric::{Bucket, Scale};
use koe_shared::score::Score;
use koe_shared::terms::{Distinctive, Term, Terms};
use koe_shared::themes::{Theme, ThemeName, Themes};
use koe_shared::words::Text;

/// Buckets with their comments.
fn comments() -> Vec<(Bucket, Text)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/garden-centre-nps.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (nps, comment) = (column("nps"), column("explication"));
    let rows = reader.records().map(Result::unwrap).filter_map(|row| {
        let score = Score::new(Scale::Nps, row[nps].parse().ok()?).unwrap();
        let comment = row[comment].trim();
        (!comment.is_empty() && comment != "NA").then(|| (score.bucket(), Text::of(comment)))
    });
    rows.collect()
}

fn distinctive(comments: &[(Bucket, Text)]) -> Distinctive {
    let mut terms = Terms::default();
    for (bucket, comment) in comments {
        terms.add(*bucket, comment);
    }
    terms.distinctive(10).unwrap()
}

/// A term with how many detractors and promoters write it.
fn told(terms: &[Term]) -> Vec<String> {
    terms
        .iter()
        .map(|term| format!("{} {}:{}", term.term, term.detractors, term.promoters))
        .collect()
}

/// RAS is "rien à signaler": nothing to report. Rapport is that of quality and price.
#[test]
fn the_unhappy_write_of_prices_and_the_happy_of_people() {
    let comments = comments();
    assert_eq!(comments.len(), 3_802);
    let Distinctive { detractors, promoters } = distinctive(&comments);
    assert_eq!(
        told(&detractors),
        [
            "prix 177:211",
            "cher 69:62",
            "rapport 38:26",
            "élevés 58:65",
            "tarifs 18:13",
            "carte 63:100",
            "élevé 11:5",
            "sert 7:1",
            "concurrents 14:9",
            "nettement 5:0",
        ]
    );
    assert_eq!(
        told(&promoters),
        [
            "personnel 49:353",
            "merci 15:187",
            "accueil 18:171",
            "agréable 13:148",
            "continuez 0:53",
            "ras 2:73",
            "conseils 14:130",
            "compétent 4:71",
            "plaisir 1:41",
            "écoute 1:45",
        ]
    );
}

/// The same comments with the scores of others: whatever stands out does by chance.
#[test]
fn with_scores_of_others_hardly_a_term_stands_out() {
    let comments = comments();
    let buckets: Vec<Bucket> = comments.iter().map(|(bucket, _)| *bucket).collect();
    let mut state = 1_u64;
    let mut by_chance = 0;
    for _ in 0..6 {
        let mut shuffled = buckets.clone();
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (place + 1);
            shuffled.swap(place, other);
        }
        let with = shuffled.into_iter().zip(&comments);
        let mixed: Vec<_> = with.map(|(bucket, (_, comment))| (bucket, comment.clone())).collect();
        let Distinctive { detractors, promoters } = distinctive(&mixed);
        by_chance += detractors.len() + promoters.len();
    }
    assert!(by_chance <= 6, "{by_chance} terms in 6 lists of both sides");
}

/// What the owner of such a site adds to the project's themes.
#[test]
fn french_themes_are_the_owners_to_add() {
    let comments = comments();
    let about = |added: &BTreeMap<String, Vec<String>>, theme: Theme| {
        let themes = Themes::of(added);
        let place = themes.names().iter().position(|name| *name == ThemeName::Known(theme));
        let place = place.unwrap();
        comments.iter().filter(|(_, text)| themes.of_comment(text).contains(&place)).count()
    };
    let none = BTreeMap::new();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let added = BTreeMap::from([
        (
            "price".to_owned(),
            words(&["prix", "cher", "chers", "chère", "tarif", "tarifs", "coûteux"]),
        ),
        ("waiting".to_owned(), words(&["attente", "attendre", "queue"])),
        (
            "staff".to_owned(),
            words(&["personnel", "vendeur", "vendeurs", "accueil", "conseil", "conseils"]),
        ),
    ]);
    let counts = [Theme::Price, Theme::Waiting, Theme::Staff]
        .map(|theme| (about(&none, theme), about(&added, theme)));
    assert_eq!(counts, [(11, 899), (12, 66), (7, 915)]);
}
