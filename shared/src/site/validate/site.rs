//! The bounds of everything but the surveys.

use jiff::tz::TimeZone;

use super::alert::destinations;
use super::{Checked, at_most, cut, number, once_each, text};
use crate::answer::{OTHER, is_segment_name};
use crate::site::error::{SiteError, SiteRule};
use crate::site::secret::SECRET_BYTES;
use crate::site::{Department, Identity, SecretUpdate, SiteDocument, origin};

const MAX_NAME_CHARS: usize = 100;
/// Twice as many as the project has wordings for: an owner may bring their own.
const MAX_LOCALES: usize = 60;
const MAX_ORIGINS: usize = 50;
pub(in crate::site) const MAX_SEGMENTS: usize = 8;
pub(in crate::site) const MAX_SEGMENT_VALUES: usize = 50;
/// No longer name and value than an answer's segments may have together.
pub(in crate::site) const MAX_SEGMENT_VALUE_CHARS: usize = 100;
pub(in crate::site) const MAX_THEMES: usize = 20;
pub(in crate::site) const MAX_THEME_NAME_CHARS: usize = 40;
pub(in crate::site) const MAX_THEME_WORDS: usize = 50;
/// One character stands in too many words.
pub(in crate::site) const MIN_THEME_WORD_CHARS: usize = 2;
pub(in crate::site) const MAX_THEME_WORD_CHARS: usize = 40;
pub(super) const MAX_TOUCHPOINTS: usize = 100;
/// A company of nine usual ones has room to grow.
pub(super) const MAX_DEPARTMENTS: usize = 20;
const MAX_DEPARTMENT_NAME_CHARS: usize = 60;
/// Each survey adds some 200 bytes to the script that every page loads.
pub(super) const MAX_SURVEYS: usize = 50;

impl SiteDocument {
    /// Holds the document against its bounds.
    ///
    /// # Errors
    /// The first that is broken, with the path of its field.
    pub fn validate(&self) -> Checked {
        text("name", &self.name, MAX_NAME_CHARS)?;
        timezone(&self.timezone)?;
        at_most("locales", self.locales.len(), MAX_LOCALES)?;
        once_each(&self.locales, |n| format!("locales[{n}]"))?;
        if !self.locales.contains(&self.locale) {
            let rule = SiteRule::LocaleNotOffered(self.locale.clone());
            return Err(SiteError::at("locale", rule));
        }
        self.validate_origins()?;
        number("theme.radius", self.theme.radius)?;
        number("cool_down_days", self.cool_down_days)?;
        secret(&self.identity)?;
        number("privacy.retention_days", self.privacy.retention_days)?;
        number("privacy.min_group", self.privacy.min_group)?;
        self.validate_segments()?;
        self.validate_themes()?;
        at_most("touchpoints", self.touchpoints.len(), MAX_TOUCHPOINTS)?;
        let ids = self.touchpoints.iter().map(|touchpoint| &touchpoint.id);
        once_each(ids, |n| format!("touchpoints[{n}].id"))?;
        let mut touchpoints = self.touchpoints.iter().enumerate();
        touchpoints.try_for_each(|(n, entry)| entry.validate(&format!("touchpoints[{n}]")))?;
        self.validate_departments()?;
        self.validate_alerts()?;
        self.validate_follow_up()?;
        if self.surveys.is_empty() {
            return Err(SiteError::at("surveys", SiteRule::Empty));
        }
        at_most("surveys", self.surveys.len(), MAX_SURVEYS)?;
        once_each(self.surveys.iter().map(|survey| &survey.id), |n| format!("surveys[{n}].id"))?;
        let mut surveys = self.surveys.iter().enumerate();
        surveys.try_for_each(|(n, survey)| survey.validate(&format!("surveys[{n}]")))
    }

    fn validate_departments(&self) -> Checked {
        at_most("departments", self.departments.len(), MAX_DEPARTMENTS)?;
        let ids = self.departments.iter().map(|department| &department.id);
        once_each(ids, |n| format!("departments[{n}].id"))?;
        for (n, department) in self.departments.iter().enumerate() {
            let Department { id: _, name, touchpoints, locale: _, to } = department;
            text(&format!("departments[{n}].name"), name, MAX_DEPARTMENT_NAME_CHARS)?;
            let field = format!("departments[{n}].touchpoints");
            at_most(&field, touchpoints.len(), MAX_TOUCHPOINTS)?;
            once_each(touchpoints, |n| format!("{field}[{n}]"))?;
            destinations(&format!("departments[{n}].to"), to)?;
        }
        Ok(())
    }

    fn validate_origins(&self) -> Checked {
        at_most("origins", self.origins.len(), MAX_ORIGINS)?;
        for (n, given) in self.origins.iter().enumerate() {
            if origin::normalised(given).is_none() {
                return Err(SiteError::at(format!("origins[{n}]"), SiteRule::Origin(cut(given))));
            }
        }
        once_each(&self.origins, |n| format!("origins[{n}]"))
    }

    fn validate_segments(&self) -> Checked {
        at_most("segments", self.segments.len(), MAX_SEGMENTS)?;
        for (name, values) in &self.segments {
            if !is_segment_name(name) {
                return Err(SiteError::at("segments", SiteRule::SegmentName(cut(name))));
            }
            let field = format!("segments.{name}");
            at_most(&field, values.len(), MAX_SEGMENT_VALUES)?;
            for (n, value) in values.iter().enumerate() {
                let field = format!("{field}[{n}]");
                if value.is_empty() || value == OTHER || value.contains(char::is_control) {
                    return Err(SiteError::at(field, SiteRule::SegmentValue(cut(value))));
                }
                text(&field, value, MAX_SEGMENT_VALUE_CHARS)?;
            }
            once_each(values, |n| format!("{field}[{n}]"))?;
        }
        Ok(())
    }

    fn validate_themes(&self) -> Checked {
        at_most("themes", self.themes.len(), MAX_THEMES)?;
        for (name, words) in &self.themes {
            let is_name = !name.trim().is_empty()
                && name.chars().count() <= MAX_THEME_NAME_CHARS
                && !name.contains(char::is_control);
            if !is_name {
                return Err(SiteError::at("themes", SiteRule::ThemeName(cut(name))));
            }
            let field = format!("themes.{name}");
            at_most(&field, words.len(), MAX_THEME_WORDS)?;
            for (n, word) in words.iter().enumerate() {
                let field = format!("{field}[{n}]");
                let chars = word.trim().chars().count();
                if chars < MIN_THEME_WORD_CHARS {
                    let rule = SiteRule::TooShort { chars, min: MIN_THEME_WORD_CHARS };
                    return Err(SiteError::at(field, rule));
                }
                text(&field, word, MAX_THEME_WORD_CHARS)?;
            }
            once_each(words, |n| format!("{field}[{n}]"))?;
        }
        Ok(())
    }
}

fn timezone(name: &str) -> Checked {
    // jiff also accepts the name of its unknown zone, which is no time zone of a place.
    match TimeZone::get(name) {
        Ok(zone) if !zone.is_unknown() => Ok(()),
        _ => Err(SiteError::at("timezone", SiteRule::UnknownTimezone(cut(name)))),
    }
}

fn secret(identity: &Identity) -> Checked {
    let SecretUpdate::Set(secret) = &identity.secret else { return Ok(()) };
    let bytes = secret.as_bytes().len();
    if SECRET_BYTES.contains(&bytes) {
        return Ok(());
    }
    let rule =
        SiteRule::SecretLength { bytes, min: *SECRET_BYTES.start(), max: *SECRET_BYTES.end() };
    Err(SiteError::at("identity.secret", rule))
}
