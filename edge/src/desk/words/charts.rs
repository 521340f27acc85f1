//! The texts of charts and their tables.

use crate::desk::language::{Bilingual, both};

pub(crate) const NOW: Bilingual = both("今期", "Now");
pub(crate) const BEFORE: Bilingual = both("前期", "Before");
pub(crate) const PERIOD: Bilingual = both("期間", "Period");
pub(crate) const SCORES: Bilingual = both("スコアと区間", "Scores and intervals");
pub(crate) const SCORE: Bilingual = both("スコア", "Score");
pub(crate) const INTERVAL: Bilingual = both("区間", "Interval");
pub(crate) const NO_INTERVAL: Bilingual =
    both("区間なし (全員が同じ評価)", "No interval: all answers alike");
pub(crate) const DISTRIBUTION: Bilingual = both("評価の分布", "Distribution of scores");
pub(crate) const ANSWERS: Bilingual = both("件数", "Answers");
pub(crate) const DETRACTORS: Bilingual = both("批判者", "Detractors");
pub(crate) const PASSIVES: Bilingual = both("中立者", "Passives");
pub(crate) const PROMOTERS: Bilingual = both("推奨者", "Promoters");
pub(crate) const AGREE: Bilingual = both("そう思う", "agree");
pub(crate) const SATISFIED: Bilingual = both("満足", "satisfied");
