//! Where alerts and digests go: which addresses a document may name, and its secrets apart from it.

use koe_shared::site::{
    Channel, Destination, DestinationSecrets, SiteDocument, SiteError, SiteRule,
};

use super::Reached;
use crate::addresses::{Addresses, is_plain_email};

/// Takes the secrets out of a document that an owner sends, once each address that is new in it is one that may be
/// called. One that was taken in before is judged again when it is called: it keeps nobody from saving something else.
pub(super) fn settle(
    document: &mut SiteDocument,
    before: Option<&SiteDocument>,
    known: &DestinationSecrets,
    reached: Reached<'_>,
) -> Result<DestinationSecrets, SiteError> {
    let was_there = |destination: &Destination| {
        let mut before = before.into_iter().flat_map(SiteDocument::destinations);
        before.any(|(_, one)| one.address() == destination.address())
    };
    let addresses = Addresses::new(&[reached.host().to_owned()], reached.allowed);
    for (place, destination) in document.destinations() {
        if let Err((channel, why)) = judge(destination, &addresses)
            && !was_there(destination)
        {
            let field = format!("{place}.{}", channel.field());
            return Err(SiteError::at(field, SiteRule::Address(why)));
        }
    }
    document.take_secrets(known)
}

fn judge(destination: &Destination, addresses: &Addresses) -> Result<(), (Channel, String)> {
    let Some((channel, address)) = destination.address() else { return Ok(()) };
    let is_hidden = channel.is_secret() && !address.contains(':');
    match channel {
        Channel::Email if is_plain_email(address) => Ok(()),
        Channel::Email => Err((channel, "this is no plain e-mail address".to_owned())),
        // Shown by its last characters: it was judged when it was given.
        _ if is_hidden => Ok(()),
        _ => addresses.judge(address).map(drop).map_err(|refused| (channel, refused.to_string())),
    }
}
