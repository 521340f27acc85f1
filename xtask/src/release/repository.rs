//! The public repository of a release, as the deploy button needs it.

use std::fmt;
use std::str::FromStr;

/// Where Cloudflare's deploy button can clone from. Servers of one's own are not among them.
const HOSTS: [&str; 2] = ["https://github.com/", "https://gitlab.com/"];

/// An address such as `https://github.com/you/koe`, without `.git` at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repository(String);

/// Why an address will not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RepositoryError {
    /// It is neither at GitHub nor at GitLab.
    Host { given: String },
    /// It does not name an owner and a repository.
    Path { given: String },
}

impl fmt::Display for RepositoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host { given } => write!(
                f,
                "{given:?} is neither at https://github.com/ nor at https://gitlab.com/, and the \
                 deploy button takes no other; without --repo the release has no button"
            ),
            Self::Path { given } => write!(
                f,
                "{given:?} does not name an owner and a repository, such as \
                 https://github.com/you/koe"
            ),
        }
    }
}

impl std::error::Error for RepositoryError {}

impl FromStr for Repository {
    type Err = RepositoryError;

    fn from_str(given: &str) -> Result<Self, RepositoryError> {
        let host = HOSTS.into_iter().find(|host| given.starts_with(host));
        let host = host.ok_or_else(|| RepositoryError::Host { given: given.to_owned() })?;
        let path = given[host.len()..].trim_end_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_name = |part: &str| !part.is_empty() && part.chars().all(plain);
        let parts: Vec<&str> = path.split('/').collect();
        if parts.len() < 2 || !parts.iter().all(|part| is_name(part)) {
            return Err(RepositoryError::Path { given: given.to_owned() });
        }
        Ok(Self(format!("{host}{path}")))
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_at_github_or_gitlab_will_do() {
        for (given, taken) in [
            ("https://github.com/you/koe", "https://github.com/you/koe"),
            ("https://github.com/you/koe.git", "https://github.com/you/koe"),
            ("https://gitlab.com/group/part/koe/", "https://gitlab.com/group/part/koe"),
        ] {
            assert_eq!(given.parse::<Repository>().unwrap().to_string(), taken);
        }
    }

    #[test]
    fn any_other_is_refused_with_why() {
        for given in [
            "https://git.example/you/koe",
            "git@github.com:you/koe",
            "https://github.com.evil.example/a/b",
        ] {
            let why = given.parse::<Repository>().unwrap_err();
            assert!(matches!(why, RepositoryError::Host { .. }), "{given}");
            assert!(why.to_string().starts_with(&format!("{given:?} is neither at")), "{why}");
        }
        for given in [
            "https://github.com/you",
            "https://github.com/",
            "https://gitlab.com/a/b?c",
            "https://github.com/a//b",
        ] {
            let why = given.parse::<Repository>().unwrap_err();
            assert!(matches!(why, RepositoryError::Path { .. }), "{given}");
        }
    }
}
