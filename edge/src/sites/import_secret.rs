//! The secret of a site: names of imported rows and hashes of persons are HMACs under it.
//!
//! It is derived, not drawn. Somebody who sets a site up and gets no reply does it again, perhaps where storage
//! does not show the first try yet. Two secrets would make two persons of one: an erasure would find only one of
//! them, and a file would be imported twice.

use hmac::{Hmac, KeyInit, Mac};
use koe_shared::id::SiteId;
use sha2::Sha256;

use crate::config::AdminKey;
use crate::hex;

/// The secret of a site that is set up under an admin key. It is stored with the site then, and stays when the
/// admin key changes.
pub(super) fn import_secret(site: &SiteId, admin: &AdminKey) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(admin.as_str().as_bytes());
    let mac = mac.expect("HMAC takes a key of any length");
    // Other uses of the same key have words of their own.
    let digest = mac.chain_update("koe import secret\n").chain_update(site.as_str()).finalize();
    hex::encode(&digest.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_one_secret_and_no_other_site_has_it() {
        let key = |last: char| AdminKey::new(&format!("a-long-random-admin-key-{last}")).unwrap();
        let of = |site: &str, last| import_secret(&site.parse().unwrap(), &key(last));
        assert_eq!(of("kokage", '1'), of("kokage", '1'));
        assert_eq!(of("kokage", '1').len(), 64);
        assert_ne!(of("kokage", '1'), of("kokag", '1'));
        assert_ne!(of("kokage", '1'), of("kokage", '2'));
    }
}
