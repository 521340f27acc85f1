//! Whose call it is, as far as limits tell callers apart: an address, held in memory only and never
//! logged.

use std::net::{IpAddr, Ipv6Addr};

/// The bits of an IPv6 address that name a network: a home or an office has all the others to itself.
const NETWORK: u128 = u128::MAX << 64;

/// One IPv4 address, or one IPv6 network of 64 bits. Callers without an address count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    /// The client at an address as text; one that can't be read counts as none.
    pub(crate) fn at(address: &str) -> Self {
        // An IPv4 address that comes as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
        let address = address.trim().parse().map(|address: IpAddr| address.to_canonical());
        Self(address.ok().map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(host) => Ipv6Addr::from_bits(host.to_bits() & NETWORK).into(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Client;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(Client::at(one) == Client::at(other), same, "{one} {other}");
    }

    #[test]
    fn hosts_of_an_ipv6_network_are_one_and_its_neighbours_are_not() {
        check("2001:db8::1", "2001:db8::11", true);
        check("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true);
        check("2001:db8::1", "2001:db8:0:1::1", false);
        check("2001:DB8:0:0:1::", " 2001:db8::", true);
    }

    #[test]
    fn an_ipv4_address_is_one_however_it_is_written() {
        check("192.0.2.1", "::ffff:192.0.2.1", true);
        check("192.0.2.1", "::FFFF:c000:0201", true);
        check("192.0.2.1", "192.0.2.2", false);
        check("::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
    }

    #[test]
    fn whoever_tells_no_address_is_one() {
        check("", "unknown", true);
        check("", "0.0.0.0", false);
    }
}
