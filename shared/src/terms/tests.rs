use super::{COMPARED_FROM, Distinctive, Term, Terms, terms_of};
use crate::metric::Bucket::{self, Detractor, Passive, Promoter};
use crate::words::Text;

/// The terms of a comment, in words.
#[track_caller]
fn check(comment: &str, terms: &str) {
    assert_eq!(terms_of(&Text::of(comment)).join(" "), terms, "{comment}");
}

#[test]
fn terms_are_runs_of_kanji_runs_of_katakana_and_latin_words() {
    check("店員の対応が悪く、レジも遅い", "レジ 対応 店員");
    check("スタッフの説明がとても丁寧", "スタッフ 丁寧 説明");
    check("ｽﾀｯﾌ、人々、ーー、ラー", "スタッフ ラー 人々");
    check("Too EXPENSIVE, and the Café is cold!", "café cold expensive");
    check("Le prix est trop élevé", "prix élevé");
    check("本当に今回の配送は大変", "配送");
    check("送料shipping送料", "shipping 送料");
    check("Ａｂｃ", "abc");
    check("Ça m’étonne; œuvre", "étonne œuvre");
    check("", "");
    check("👍 ok ¯\\_(ツ)_/¯ ÷×", "");
}

#[test]
fn an_elided_article_is_no_part_of_its_word() {
    check("l'accueil d’abord qu'il J'AIME jusqu'ici lorsqu'arrive", "abord accueil aime arrive");
    check("presqu'île aujourd'hui dell'acqua", "acqua presqu'île");
    check("don't can’t it's shop's we'll", "shop");
    check("'quoted' ''", "quoted");
}

#[test]
fn addresses_numbers_and_codes_are_masked() {
    check("mail hanako.sato+shop@example.co.jp please", "mail");
    check("panier https://www.example.com/panier?client=martin merci", "merci panier");
    check("look www.example.com/martin or martin.com", "look");
    check("fin.Livraison", "fin livraison");
    check("call 090-1234-5678, (03) 1234 5678, +81 90 1234 5678", "call");
    check("〒150-0001 東京都", "東京都");
    check("commande 123456 ref AB12345X order ps5", "commande order ref");
    check("SW1A 1AA, K1A 0B1", "");
    check("ＦＡＸ：０９０１２３４５６７８", "fax");
}

#[test]
fn names_before_titles_are_masked() {
    check("田中さんの接客", "接客");
    check("山田タロウさんとSuzukiさん、佐藤 様", "");
    check("担当の鈴木様より連絡", "担当 連絡");
    check("高橋氏が説明", "説明");
    check("マイク・スミスさん", "");
    // Words that only look like titles.
    check("仕様と模様と同様の様子、様々な様式", "仕様 同様 様子 様式 模様");
    check("氏名と彼氏", "彼氏 氏名");
    check("たくさんの商品がさんざん", "商品");
    // What it misses: the page says so.
    check("田中という店員", "店員 田中");
}

#[test]
fn long_words_and_floods_are_no_terms() {
    check(&"a".repeat(4_000), "");
    check(&"漢".repeat(4_000), "");
    check(&"👍".repeat(4_000), "");
    check(&"x".repeat(30), &"x".repeat(30));
    check(&"x".repeat(31), "");
    check("\u{202e}evil\u{202c} <script>alert(1)</script>", "alert evil script");
}

fn counted(comments: &[(Bucket, &str, usize)]) -> Terms {
    let mut terms = Terms::default();
    for (bucket, comment, times) in comments {
        for _ in 0..*times {
            terms.add(*bucket, &Text::of(comment));
        }
    }
    terms
}

fn told(term: &str, detractors: u64, promoters: u64) -> (String, u64, u64) {
    (term.to_owned(), detractors, promoters)
}

fn of(terms: &[Term]) -> Vec<(String, u64, u64)> {
    terms.iter().map(|term| told(&term.term, term.detractors, term.promoters)).collect()
}

/// Detractors 10 × 送料, 2 × 店員, 20 × 品物; passives 4 × 送料; promoters 2 × 送料, 14 × 店員, 20 × 品物; each so
/// many times. The figures were computed in Python from the paper's formulas.
#[test]
fn a_worked_example_gives_the_z_of_the_paper() {
    let example = |times: usize| {
        let terms = counted(&[
            (Detractor, "送料", 10 * times),
            (Detractor, "店員", 2 * times),
            (Detractor, "品物", 20 * times),
            (Passive, "送料", 4 * times),
            (Promoter, "送料", 2 * times),
            (Promoter, "店員", 14 * times),
            (Promoter, "品物", 20 * times),
        ]);
        let Distinctive { detractors, promoters } = terms.distinctive(12).unwrap();
        let told = |terms: Vec<Term>| -> Vec<String> {
            terms.iter().map(|term| format!("{} {:.6}", term.term, term.z)).collect()
        };
        (told(detractors), told(promoters))
    };
    let (detractors, promoters) = example(1);
    assert_eq!(detractors, ["送料 1.665978"]);
    assert_eq!(promoters, ["店員 -2.040851"]);
    let (detractors, promoters) = example(20);
    assert_eq!(detractors, ["送料 7.450480", "品物 2.131335"]);
    assert_eq!(promoters, ["店員 -9.126961"]);
}

#[test]
fn a_term_counts_once_a_comment() {
    let once = counted(&[(Detractor, "送料", 8), (Promoter, "店員", 8)]);
    let often = counted(&[(Detractor, "送料！送料！送料！", 8), (Promoter, "店員と店員", 8)]);
    assert_eq!(once.distinctive(5), often.distinctive(5));
}

#[test]
fn below_five_comments_on_a_side_nothing_is_compared() {
    for (detractors, promoters) in [(0, 0), (4, 100), (100, 4), (5, 5)] {
        let terms = counted(&[(Detractor, "送料", detractors), (Promoter, "店員", promoters)]);
        let is_compared = detractors.min(promoters) as u64 >= COMPARED_FROM;
        assert_eq!(terms.distinctive(5).is_some(), is_compared, "{detractors} {promoters}");
    }
    // Comments that say nothing are comments all the same.
    let silent = counted(&[(Detractor, "👎", 5), (Promoter, "", 5)]);
    assert_eq!(silent.distinctive(5), Some(Distinctive::default()));
}

#[test]
fn what_both_sides_write_alike_is_not_distinctive() {
    let terms = counted(&[(Detractor, "商品 送料", 50), (Promoter, "商品 店員", 50)]);
    let told = terms.distinctive(5).unwrap();
    assert_eq!(of(&told.detractors), [self::told("送料", 50, 0)]);
    assert_eq!(of(&told.promoters), [self::told("店員", 0, 50)]);
    // The only term there is.
    let only = counted(&[(Detractor, "商品", 50), (Promoter, "商品", 5)]);
    assert_eq!(only.distinctive(5), Some(Distinctive::default()));
}

#[test]
fn a_side_is_cut_to_the_most_distinctive() {
    let terms = counted(&[
        (Detractor, "送料 値段 梱包", 40),
        (Detractor, "送料", 40),
        (Promoter, "店員", 80),
    ]);
    let told = terms.distinctive(1).unwrap();
    assert_eq!(of(&told.detractors), [self::told("送料", 80, 0)]);
}
