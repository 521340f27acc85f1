//! Which addresses an alert may be sent to.
//!
//! An owner names any address, and the deployment calls it. So an address has to be a public name under https: none
//! of the deployment's own, none of a private network, none with a password. A name that a DNS server points at a
//! private address passes: only the runtime sees what a name resolves to.

use std::fmt;

use url::{Host, Url};

/// The longest address, in bytes: more than Slack and Teams hand out.
const MAX_BYTES: usize = 2_048;
/// The longest e-mail address, in bytes, by RFC 5321.
const MAX_EMAIL_BYTES: usize = 254;
/// The longest part before the `@`, in bytes, by RFC 5321.
const MAX_LOCAL_BYTES: usize = 64;
/// The longest name, and the longest label of a name, in bytes, by RFC 1035.
const MAX_HOST_BYTES: usize = 253;
const MAX_LABEL_BYTES: usize = 63;
/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 64;
/// Names that mean something inside of one network only, or never a web server.
const RESERVED: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "onion"];

/// The judge of the addresses that a deployment calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Addresses {
    own_hosts: Vec<String>,
    allowed: Vec<String>,
}

/// Why an address is not called. It never repeats a path or a query: they may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is longer than anybody needs.
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It holds a character that has no place in an address, or that a parser would drop or change.
    Character {
        /// The character.
        given: char,
    },
    /// It is not an absolute address with a host.
    Unreadable,
    /// Another scheme than https.
    Scheme {
        /// The scheme.
        given: String,
    },
    /// A user name or a password.
    UserInfo,
    /// Another port than 443.
    Port {
        /// The port.
        given: u16,
    },
    /// An IP address, in whatever spelling.
    IpAddress {
        /// The address in its usual spelling.
        given: String,
    },
    /// A dot at the end of the host.
    TrailingDot {
        /// The host.
        host: String,
    },
    /// A host of a private network or of another system than the web.
    Reserved {
        /// The host.
        host: String,
    },
    /// A host without a dot inside.
    NoDot {
        /// The host.
        host: String,
    },
    /// A host that the rules of domain names forbid.
    IllegalHost {
        /// The host.
        host: String,
    },
    /// A host of this deployment.
    OwnHost {
        /// The host.
        host: String,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes } => {
                write!(f, "the address has {bytes} bytes, and {MAX_BYTES} are allowed")
            }
            Self::Character { given } => write!(f, "the address holds the character {given:?}"),
            Self::Unreadable => {
                f.write_str("the address can't be read: https://host/path is wanted")
            }
            Self::Scheme { given } => write!(f, "scheme {given} is not https"),
            Self::UserInfo => f.write_str("the address holds a user name or a password"),
            Self::Port { given } => write!(f, "port {given} is not 443"),
            Self::IpAddress { given } => write!(f, "host {given} is an IP address, not a name"),
            Self::TrailingDot { host } => write!(f, "host {host} ends with a dot"),
            Self::Reserved { host } => write!(f, "host {host} is not public"),
            Self::NoDot { host } => write!(f, "host {host} has no dot inside"),
            Self::IllegalHost { host } => write!(f, "host {host} is not a legal domain name"),
            Self::OwnHost { host } => write!(f, "host {host} is this deployment itself"),
        }
    }
}

impl Addresses {
    /// A judge for a deployment that is reached under `own_hosts`. An entry of `allowed` is `host:port`: its address
    /// passes whatever else it is, also under plain http.
    pub(crate) fn new(own_hosts: &[String], allowed: &[String]) -> Self {
        let own_hosts = own_hosts.iter().map(|host| usual_spelling(host)).collect();
        let allowed = allowed.iter().map(|entry| entry.trim().to_ascii_lowercase()).collect();
        Self { own_hosts, allowed }
    }

    /// Judges an address, and gives it in the spelling that has to be called.
    ///
    /// 1. What a parser would drop or change is refused before it is parsed.
    /// 2. A user name and a password are refused in every address.
    /// 3. What the deployment allows by name passes.
    /// 4. The scheme, the port and the host of any other address are judged.
    ///
    /// # Errors
    /// [`Refused`] names the first rule that the address breaks.
    pub(crate) fn judge(&self, given: &str) -> Result<Url, Refused> {
        // 1.
        if given.len() > MAX_BYTES {
            return Err(Refused::TooLong { bytes: given.len() });
        }
        if let Some(given) = given.chars().find(|c| is_out_of_place(*c)) {
            return Err(Refused::Character { given });
        }
        let url = Url::parse(given).map_err(|_| Refused::Unreadable)?;
        // 2.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::UserInfo);
        }
        // 3.
        if self.allows(&url) {
            return Ok(url);
        }
        // 4.
        if url.scheme() != "https" {
            return Err(Refused::Scheme { given: shown(url.scheme()) });
        }
        let authority = authority(given).ok_or(Refused::Unreadable)?;
        if authority.contains('@') {
            return Err(Refused::UserInfo);
        }
        if let Some(given) = url.port() {
            return Err(Refused::Port { given });
        }
        self.judge_host(&url.host().ok_or(Refused::Unreadable)?)?;
        Ok(url)
    }

    fn judge_host(&self, host: &Host<&str>) -> Result<(), Refused> {
        let name = match host {
            Host::Domain(name) => name,
            Host::Ipv4(address) => return Err(Refused::IpAddress { given: address.to_string() }),
            Host::Ipv6(address) => return Err(Refused::IpAddress { given: address.to_string() }),
        };
        let host = shown(name);
        if name.ends_with('.') {
            return Err(Refused::TrailingDot { host });
        }
        if RESERVED.iter().any(|reserved| lies_in(name, reserved)) {
            return Err(Refused::Reserved { host });
        }
        if !name.contains('.') {
            return Err(Refused::NoDot { host });
        }
        if !is_legal_name(name) {
            return Err(Refused::IllegalHost { host });
        }
        if self.own_hosts.iter().any(|own| own == name) {
            return Err(Refused::OwnHost { host });
        }
        Ok(())
    }

    fn allows(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return false;
        };
        let is_web = matches!(url.scheme(), "http" | "https");
        let address = format!("{host}:{port}");
        is_web && self.allowed.contains(&address)
    }
}

/// Whether this is one plain e-mail address: `local@domain.tld`, the domain in ASCII or in its own script.
///
/// It is stricter than RFC 5321, so that an address needs no quoting in a header, a link or a list. It allows two
/// dots in a row and a dot before the `@`: Japanese mobile carriers gave such addresses to their customers.
pub(crate) fn is_plain_email(given: &str) -> bool {
    let Some((local, domain)) = given.split_once('@') else { return false };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$'*+-./=^_{|}~".contains(c);
    let is_local = (1..=MAX_LOCAL_BYTES).contains(&local.len())
        && !local.starts_with('.')
        && local.chars().all(is_plain);
    // The parser would decode `%`, and drop or change other characters.
    let is_readable = |c: char| c != '%' && !is_out_of_place(c);
    given.len() <= MAX_EMAIL_BYTES
        && is_local
        && domain.chars().all(is_readable)
        && matches!(Host::parse(domain), Ok(Host::Domain(name)) if is_mail_domain(&name))
}

fn is_mail_domain(name: &str) -> bool {
    name.contains('.') && !name.contains('_') && is_legal_name(name)
}

/// What no address holds unencoded, and what nobody sees in it.
fn is_out_of_place(c: char) -> bool {
    let is_invisible = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_control() || c.is_whitespace() || is_invisible || matches!(c, '\\' | '"' | '<' | '>' | '`')
}

/// What stands between `://` and the path. `None` where the slashes are missing or too many.
fn authority(given: &str) -> Option<&str> {
    let (_, rest) = given.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let scheme_ends_first = given.find(':') == given.find("://");
    (scheme_ends_first && !authority.is_empty()).then_some(authority)
}

fn lies_in(name: &str, zone: &str) -> bool {
    name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a name in ASCII keeps to RFC 1035, but for `_`, which some hosts have.
fn is_legal_name(name: &str) -> bool {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_label = |label: &str| {
        (1..=MAX_LABEL_BYTES).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_legal)
    };
    name.len() <= MAX_HOST_BYTES && name.split('.').all(is_label)
}

/// A host of a deployment as a parsed address has it: in small letters and in ASCII, without a port.
fn usual_spelling(host: &str) -> String {
    let name = host.trim().split(':').next().unwrap_or_default().trim_end_matches('.');
    Host::parse(name).map_or_else(|_| name.to_ascii_lowercase(), |host| host.to_string())
}

fn shown(value: &str) -> String {
    value.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests;
