//! The texts that every form has.

use crate::desk::language::{Bilingual, both};

pub(crate) const COPY: Bilingual = both("コピー", "Copy");
pub(crate) const COPIED: Bilingual = both("コピーしました", "Copied");
