//! The session of a person at the desk: one signed cookie, and nothing stored.
//!
//! The cookie says whose key opened the session, until when it holds, and 128 random bits, signed with a key that
//! only `ADMIN_KEY` can make: a new one ends all sessions at once. What the key may do is not in it. It is
//! looked up at each request, so that revoking a key works within a minute here, too.
//!
//! The API never looks at this cookie: what stands on another site can't act as the owner there.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use http::header::COOKIE;
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use sha2::Sha256;

use crate::config::AdminKey;
use crate::hex;
use crate::platform::{Entropy, EntropyError};

/// What keeps the signing key of sessions apart from all else that `ADMIN_KEY` signs.
const SESSIONS: &[u8] = b"koe session 1";
/// What keeps a form's token apart from the signature of the cookie.
const TOKEN: &str = "token ";
/// The form of the payload.
const FORM: &str = "1";
/// The holder of the admin key, as the payload has it.
const ADMIN: &str = "admin";
const RANDOM_BYTES: usize = 16;

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lasting {
    /// A working day.
    Day,
    /// Where a person says that the device is their own; for the key of a site only.
    Month,
}

impl Lasting {
    fn span(self) -> SignedDuration {
        match self {
            Self::Day => SignedDuration::from_hours(12),
            Self::Month => SignedDuration::from_hours(30 * 24),
        }
    }
}

/// Whose key opened a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The admin key's.
    Admin,
    /// That of an owner key.
    Key {
        /// The site of the key.
        site: SiteId,
        /// The id of the key.
        id: String,
    },
}

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) holder: Holder,
    end: Timestamp,
    random: String,
}

/// The name of the cookie, and whether it may travel without TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jar {
    /// `__Host-koe`: over TLS, for this host alone.
    Secure,
    /// `koe`: at `http://localhost`, where a developer tries it out.
    Local,
}

impl Jar {
    /// The one that an origin can use. Only a name of this machine may do without TLS.
    pub(crate) fn of(origin: &str) -> Self {
        let host = origin.strip_prefix("http://").map(|host| match host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => host,
        });
        match host {
            Some("localhost" | "127.0.0.1" | "[::1]") => Self::Local,
            _ => Self::Secure,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-koe",
            Self::Local => "koe",
        }
    }

    /// A cookie as a reply sets it.
    fn set(self, value: &str, seconds: i64) -> String {
        let secure = match self {
            Self::Secure => "; Secure",
            Self::Local => "",
        };
        let name = self.name();
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }

    /// The cookie that ends a session in this browser.
    pub(crate) fn clear(self) -> String {
        self.set("", 0)
    }
}

impl Session {
    /// A new one.
    pub(crate) fn open(
        holder: Holder,
        lasting: Lasting,
        entropy: &Entropy,
        now: Timestamp,
    ) -> Result<Self, EntropyError> {
        let mut random = [0; RANDOM_BYTES];
        entropy(&mut random)?;
        let end = now.saturating_add(lasting.span()).unwrap_or(Timestamp::MAX);
        Ok(Self { holder, end, random: hex::encode(&random) })
    }

    /// The cookie of this session.
    pub(crate) fn cookie(&self, admin_key: &AdminKey, jar: Jar, now: Timestamp) -> String {
        let payload = self.payload();
        let signature = hex::encode(&mac(admin_key, payload.as_bytes()).finalize().into_bytes());
        let value = format!("{}.{signature}", URL_SAFE_NO_PAD.encode(payload));
        jar.set(&value, self.end.as_second() - now.as_second())
    }

    /// The open session that a request belongs to. Absent where it is over, signed otherwise or damaged.
    pub(crate) fn read(
        headers: &HeaderMap,
        admin_key: &AdminKey,
        jar: Jar,
        now: Timestamp,
    ) -> Option<Self> {
        // A host can't have two cookies of that name, but whatever stands before it can send more than one.
        cookies(headers, jar.name()).find_map(|value| {
            let (payload, signature) = value.split_once('.')?;
            let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
            mac(admin_key, &payload).verify_slice(&hex::decode(signature)?).ok()?;
            Self::parse(std::str::from_utf8(&payload).ok()?).filter(|session| session.end > now)
        })
    }

    /// What a form of this session carries, so that no other page can post in its place.
    pub(crate) fn token(&self, admin_key: &AdminKey) -> String {
        hex::encode(&self.token_mac(admin_key).finalize().into_bytes())
    }

    /// Whether a form carries the token of this session.
    pub(crate) fn has_token(&self, admin_key: &AdminKey, token: &str) -> bool {
        let token = hex::decode(token);
        token.is_some_and(|token| self.token_mac(admin_key).verify_slice(&token).is_ok())
    }

    fn token_mac(&self, admin_key: &AdminKey) -> Hmac<Sha256> {
        mac(admin_key, format!("{TOKEN}{}", self.payload()).as_bytes())
    }

    fn payload(&self) -> String {
        let holder = match &self.holder {
            Holder::Admin => ADMIN.to_owned(),
            Holder::Key { site, id } => format!("{site}/{id}"),
        };
        format!("{FORM}.{holder}.{}.{}", self.end.as_second(), self.random)
    }

    fn parse(payload: &str) -> Option<Self> {
        let mut parts = payload.split('.');
        let (form, holder) = (parts.next()?, parts.next()?);
        let (end, random) = (parts.next()?, parts.next()?);
        if form != FORM || parts.next().is_some() {
            return None;
        }
        let holder = match holder.split_once('/') {
            Some((site, id)) => Holder::Key { site: site.parse().ok()?, id: id.to_owned() },
            None if holder == ADMIN => Holder::Admin,
            None => return None,
        };
        let end = Timestamp::from_second(end.parse().ok()?).ok()?;
        Some(Self { holder, end, random: random.to_owned() })
    }
}

/// The values of the cookies of one name.
pub(crate) fn cookies<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.filter(move |(found, _)| found.trim() == name).map(|(_, value)| value.trim())
}

fn mac(admin_key: &AdminKey, text: &[u8]) -> Hmac<Sha256> {
    let keyed =
        |key: &[u8]| Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    let key = keyed(admin_key.as_str().as_bytes()).chain_update(SESSIONS).finalize().into_bytes();
    keyed(&key).chain_update(text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn admin_key(key: &str) -> AdminKey {
        AdminKey::new(key).unwrap()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + seconds).unwrap()
    }

    fn opened(holder: Holder, lasting: Lasting) -> Session {
        let entropy: Entropy = Arc::new(|buffer| {
            buffer.fill(0xab);
            Ok(())
        });
        Session::open(holder, lasting, &entropy, at(0)).unwrap()
    }

    fn of_a_key() -> Holder {
        Holder::Key { site: "kokage".parse().unwrap(), id: "0123456789abcdef".to_owned() }
    }

    /// The headers of a request that sends back what a reply has set.
    fn sent_back(set: &str) -> HeaderMap {
        let pair = set.split(';').next().unwrap();
        let line = format!("other=1; {pair}; koe=of=another");
        HeaderMap::from_iter([(COOKIE, line.parse().unwrap())])
    }

    const KEY: &str = "an admin key of some length";

    #[test]
    fn a_session_is_read_back_until_it_ends() {
        for (holder, lasting, hours) in [
            (Holder::Admin, Lasting::Day, 12),
            (of_a_key(), Lasting::Day, 12),
            (of_a_key(), Lasting::Month, 720),
        ] {
            let session = opened(holder, lasting);
            let headers = sent_back(&session.cookie(&admin_key(KEY), Jar::Secure, at(0)));
            let read = |seconds| Session::read(&headers, &admin_key(KEY), Jar::Secure, at(seconds));
            assert_eq!(read(hours * 3_600 - 1), Some(session));
            assert_eq!(read(hours * 3_600), None);
        }
    }

    #[test]
    fn another_admin_key_ends_every_session() {
        let session = opened(of_a_key(), Lasting::Day);
        let headers = sent_back(&session.cookie(&admin_key(KEY), Jar::Secure, at(0)));
        let other = admin_key("another key of some length");
        assert_eq!(Session::read(&headers, &other, Jar::Secure, at(1)), None);
        assert!(!session.has_token(&other, &session.token(&admin_key(KEY))));
    }

    #[test]
    fn no_bit_of_a_cookie_can_be_changed() {
        let session = opened(of_a_key(), Lasting::Day);
        let cookie = session.cookie(&admin_key(KEY), Jar::Secure, at(0));
        let pair = cookie.split(';').next().unwrap();
        let value = pair.strip_prefix("__Host-koe=").unwrap();
        for (place, byte) in value.bytes().enumerate() {
            let mut changed = value.as_bytes().to_vec();
            changed[place] = if byte == b'a' { b'b' } else { b'a' };
            let line = format!("__Host-koe={}", String::from_utf8(changed).unwrap());
            let headers = HeaderMap::from_iter([(COOKIE, line.parse().unwrap())]);
            let read = Session::read(&headers, &admin_key(KEY), Jar::Secure, at(1));
            assert_eq!(read, None, "{place}");
        }
    }

    #[test]
    fn a_token_belongs_to_its_session() {
        let (one, other) = (opened(Holder::Admin, Lasting::Day), opened(of_a_key(), Lasting::Day));
        let key = admin_key(KEY);
        assert!(one.has_token(&key, &one.token(&key)));
        assert!(!one.has_token(&key, &other.token(&key)));
        assert!(!one.has_token(&key, "") && !one.has_token(&key, "no hex"));
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let session = opened(Holder::Admin, Lasting::Day);
        let secure = session.cookie(&admin_key(KEY), Jar::Secure, at(0));
        assert!(secure.starts_with("__Host-koe="), "{secure}");
        let ending = "; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax";
        assert!(secure.ends_with(&format!("{ending}; Secure")), "{secure}");
        let local = session.cookie(&admin_key(KEY), Jar::Local, at(0));
        assert!(local.starts_with("koe=") && local.ends_with(ending), "{local}");
        assert_eq!(Jar::Local.clear(), "koe=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn only_this_machine_may_do_without_tls() {
        for origin in
            ["http://localhost:8787", "http://127.0.0.1:1", "http://[::1]:80", "http://localhost"]
        {
            assert_eq!(Jar::of(origin), Jar::Local, "{origin}");
        }
        for origin in ["https://localhost:1", "http://koe.example", "http://localhost.example:80"] {
            assert_eq!(Jar::of(origin), Jar::Secure, "{origin}");
        }
    }
}
