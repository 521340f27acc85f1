//! A key that a form of the desk makes.
//!
//! The key follows from the form's id and the deployment's admin key, so that it is stored nowhere, and the
//! same form sent twice makes one key and is shown it again: a second click, or a reply that got lost. That
//! holds for the form's hour. After it a form makes no key, so that nobody finds one in an old tab.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use koe_shared::id::SiteId;
use sha2::Sha256;

use super::form_id::FormId;
use super::key_request::KeyRequest;
use super::owner_key::{ID_BYTES, OwnerKey, SECRET_BYTES, written};
use crate::config::AdminKey;
use crate::store::{Store, StoreError};

/// Why a form makes no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormKeyError {
    /// The form was shown more than an hour ago.
    Over,
    /// Its key was revoked, or made under another admin key.
    Gone,
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for FormKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Over => write!(f, "this form is more than an hour old: open the page again"),
            Self::Gone => {
                write!(f, "the key that this form made was revoked: open the page again")
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// Makes the key of a form, or finds the one that it has made within its hour. The second part is the key
/// itself, to be shown.
pub(crate) async fn create_by_form(
    store: &dyn Store,
    site: &SiteId,
    request: KeyRequest,
    (form, admin): (FormId, &AdminKey),
    now: Timestamp,
) -> Result<(OwnerKey, String), FormKeyError> {
    if !form.is_of_this_hour(now) {
        return Err(FormKeyError::Over);
    }
    let (id, key) = key_of(site, form, admin);
    let stored = OwnerKey::create_once(store, site, request, (id, &key), now).await;
    let stored = stored.map_err(FormKeyError::Store)?.ok_or(FormKeyError::Gone)?;
    Ok((stored, key))
}

/// The id of a form's key, and the key itself.
fn key_of(site: &SiteId, form: FormId, admin: &AdminKey) -> (String, String) {
    let mac = Hmac::<Sha256>::new_from_slice(admin.as_str().as_bytes());
    let mac = mac.expect("HMAC takes a key of any length");
    // A site's id holds no line end, so what is hashed can't be cut apart differently.
    let mac = mac.chain_update("koe owner key of a form\n").chain_update(site.as_str());
    let digest = mac.chain_update("\n").chain_update(form.as_bytes()).finalize().into_bytes();
    let id: [u8; ID_BYTES] = form.random().to_be_bytes();
    written(site, &id, &digest[..SECRET_BYTES])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::SignedDuration;

    use super::*;
    use crate::sites::owner_key::parse_key;
    use crate::sites::scope::Scope;
    use crate::store::MemoryStore;

    fn request(name: &str) -> KeyRequest {
        KeyRequest { name: name.to_owned(), scope: Scope::Care, departments: Vec::new() }
    }

    fn start() -> Timestamp {
        Timestamp::from_second(1_795_230_000).unwrap()
    }

    fn admin(text: &str) -> AdminKey {
        AdminKey::new(text).unwrap()
    }

    #[test]
    fn the_key_of_a_form_is_pinned() {
        let (form, site) = (FormId::new(start(), 5), "kokage".parse().unwrap());
        let (id, key) = key_of(&site, form, &admin("admin-key-of-a-deployment"));
        assert_eq!(id, "8000000000000005");
        assert_eq!(parse_key(&key), Some((site.clone(), &*id)));
        assert_eq!(key, PINNED);
        let other = key_of(&"kokage-2".parse().unwrap(), form, &admin("admin-key-of-a-deployment"));
        assert_ne!(other.1.rsplit('_').next(), key.rsplit('_').next());
    }

    const PINNED: &str =
        "koe_kokage_8000000000000005_80d1471a48ba6e17c9fa1837850ae194c7f87b4403224122";

    #[tokio::test]
    async fn a_form_that_is_sent_twice_makes_one_key_and_shows_it_again_for_an_hour() {
        let store = MemoryStore::new(Arc::new(start));
        let (site, form): (SiteId, _) = ("kokage".parse().unwrap(), FormId::new(start(), 5));
        let admin = admin("admin-key-of-a-deployment");
        let send = async |name: &str, minutes: i64| {
            let now = start() + SignedDuration::from_mins(minutes);
            create_by_form(&store, &site, request(name), (form, &admin), now).await
        };
        let (first, key) = send("Anna", 0).await.unwrap();
        assert_eq!(send("Anna once more", 60).await, Ok((first.clone(), key)));
        assert_eq!(OwnerKey::list(&store, &site).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(send("Anna", 61).await, Err(FormKeyError::Over));

        let now = start() + SignedDuration::from_mins(5);
        first.revoke(&store, &site, now).await.unwrap();
        assert_eq!(send("Anna", 6).await, Err(FormKeyError::Gone));
        assert_eq!(OwnerKey::list(&store, &site).await.unwrap(), []);
        assert_eq!(OwnerKey::load(&store, &site, "8000000000000005").await, Ok(None));
    }
}
