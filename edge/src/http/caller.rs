//! Who calls, as the request tells: an address, and the page that sends.

use http::header::ORIGIN;
use http::{HeaderMap, Uri};

use super::origin::is_request_origin;
use crate::answers::{Page, Visitor};
use crate::app::Edge;
use crate::limits::Client;

/// Where Cloudflare writes the address of a caller.
const ADDRESS: &str = "cf-connecting-ip";

/// The client whose call it is.
pub(crate) fn client(headers: &HeaderMap) -> Client {
    let told = headers.get(ADDRESS).and_then(|address| address.to_str().ok());
    Client::at(told.unwrap_or_default())
}

/// The visitor who sends a public write.
pub(crate) fn visitor<'a>(edge: &'a Edge, headers: &HeaderMap, uri: &Uri) -> Visitor<'a> {
    Visitor {
        limits: edge.limits(),
        clock: edge.clock(),
        client: client(headers),
        page: page(headers, uri),
    }
}

/// The page that sends, by the origin that its browser reports.
fn page(headers: &HeaderMap, uri: &Uri) -> Page {
    let Some(origin) = headers.get(ORIGIN) else { return Page::None };
    let origin = origin.to_str().unwrap_or_default();
    if is_request_origin(origin, headers, uri) { Page::Own } else { Page::Of(origin.to_owned()) }
}

#[cfg(test)]
mod tests {
    use http::header::HOST;

    use super::*;

    #[test]
    fn only_the_own_origin_with_its_scheme_is_the_own_page() {
        let uri: Uri = "https://koe.example/v1/answers".parse().unwrap();
        let of = |origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ORIGIN, origin.parse().unwrap());
            page(&headers, &uri)
        };
        assert_eq!(page(&HeaderMap::new(), &uri), Page::None);
        assert_eq!(of("https://koe.example"), Page::Own);
        for foreign in ["http://koe.example", "https://shop.example", "null", ""] {
            assert_eq!(of(foreign), Page::Of(foreign.to_owned()));
        }
    }

    #[test]
    fn without_a_whole_address_the_host_is_the_own_origin() {
        let mut headers = HeaderMap::new();
        let uri: Uri = "/v1/answers".parse().unwrap();
        headers.insert(ORIGIN, "http://localhost:8787".parse().unwrap());
        assert_eq!(page(&headers, &uri), Page::Of("http://localhost:8787".to_owned()));
        headers.insert(HOST, "localhost:8787".parse().unwrap());
        assert_eq!(page(&headers, &uri), Page::Own);
    }
}
