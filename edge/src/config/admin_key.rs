//! The admin key of a deployment, and what counts as none.

use std::fmt;

/// The fewest characters of an admin key. Twenty random ones can't be guessed, not even in years at
/// the pace that refused keys are allowed; what people make up is mostly shorter.
pub const MIN_ADMIN_KEY: usize = 20;

/// What stands in the place of the key in a release's example of secrets. It is long enough to be one,
/// and everybody knows it: so it counts as none.
pub const EXAMPLE_ADMIN_KEY: &str = "replace-this-with-a-long-random-text";

/// The Worker secret `ADMIN_KEY`. `Debug` does not show it.
#[derive(Clone)]
pub struct AdminKey(String);

/// Why a deployment has no admin key. The length of a key that is too short is withheld: whoever has no
/// key reads this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAdminKey {
    /// The secret is not set, or it is blank.
    Missing,
    /// It has under [`MIN_ADMIN_KEY`] characters.
    TooShort,
    /// It is [`EXAMPLE_ADMIN_KEY`].
    Example,
}

impl AdminKey {
    /// Takes the secret, without the white space around it.
    ///
    /// # Errors
    /// It counts as none.
    pub fn new(secret: &str) -> Result<Self, NoAdminKey> {
        let key = secret.trim();
        if key.is_empty() {
            Err(NoAdminKey::Missing)
        } else if key.chars().count() < MIN_ADMIN_KEY {
            Err(NoAdminKey::TooShort)
        } else if key.eq_ignore_ascii_case(EXAMPLE_ADMIN_KEY) {
            Err(NoAdminKey::Example)
        } else {
            Ok(Self(key.to_owned()))
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminKey(…)")
    }
}

impl fmt::Display for NoAdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the Worker secret ADMIN_KEY is not set",
            Self::TooShort => "the Worker secret ADMIN_KEY is too short",
            Self::Example => "the Worker secret ADMIN_KEY is the example's, which everybody knows",
        })
    }
}

impl std::error::Error for NoAdminKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_no_key_says_why() {
        for (secret, why) in [
            ("", NoAdminKey::Missing),
            (" \n", NoAdminKey::Missing),
            ("a", NoAdminKey::TooShort),
            ("nineteen-characters", NoAdminKey::TooShort),
            (" nineteen-characters ", NoAdminKey::TooShort),
            (EXAMPLE_ADMIN_KEY, NoAdminKey::Example),
            (" replace-this-with-a-long-random-TEXT\n", NoAdminKey::Example),
        ] {
            assert_eq!(AdminKey::new(secret).unwrap_err(), why, "{secret:?}");
        }
        assert_eq!(
            AdminKey::new(" twenty-characters-20 ").unwrap().as_str(),
            "twenty-characters-20"
        );
    }

    #[test]
    fn a_key_is_not_shown() {
        assert_eq!(format!("{:?}", AdminKey::new("twenty-characters-20")), "Ok(AdminKey(…))");
    }
}
