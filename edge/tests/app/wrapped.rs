//! Storage that stands before another one and changes some of its calls.

use std::sync::Arc;

use koe_edge::store::{List, Page, Store, StoreFuture};

/// The calls that go on as they are to the store behind, which is in the field of that name:
/// `passes_on!(0: get, put)`.
macro_rules! passes_on {
    (@get $inner:tt) => {
        fn get<'a>(
            &'a self,
            key: &'a str,
        ) -> koe_edge::store::StoreFuture<'a, Option<koe_edge::store::Entry>> {
            self.$inner.get(key)
        }
    };
    (@get_many $inner:tt) => {
        fn get_many<'a>(
            &'a self,
            keys: &'a [String],
        ) -> koe_edge::store::StoreFuture<'a, Vec<Option<String>>> {
            self.$inner.get_many(keys)
        }
    };
    (@put $inner:tt) => {
        fn put<'a>(
            &'a self,
            key: &'a str,
            put: koe_edge::store::Put<'a>,
        ) -> koe_edge::store::StoreFuture<'a, ()> {
            self.$inner.put(key, put)
        }
    };
    (@delete $inner:tt) => {
        fn delete<'a>(&'a self, key: &'a str) -> koe_edge::store::StoreFuture<'a, ()> {
            self.$inner.delete(key)
        }
    };
    (@list $inner:tt) => {
        fn list<'a>(
            &'a self,
            list: koe_edge::store::List<'a>,
        ) -> koe_edge::store::StoreFuture<'a, koe_edge::store::Page> {
            self.$inner.list(list)
        }
    };
    ($inner:tt: $($call:ident),+) => { $($crate::wrapped::passes_on!(@$call $inner);)+ };
}

pub(crate) use passes_on;

/// A storage whose lists show nothing yet.
pub(crate) struct Unlisted(pub(crate) Arc<dyn Store>);

impl Store for Unlisted {
    passes_on!(0: get, get_many, put, delete);

    fn list<'a>(&'a self, _: List<'a>) -> StoreFuture<'a, Page> {
        Box::pin(async { Ok(Page::default()) })
    }
}
