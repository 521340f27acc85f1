//! The static assets, by the binding that `wrangler.toml` names for them.

use worker::send::{SendFuture, SendWrapper};
use worker::{Env, Fetcher, Response};

use crate::platform::{AssetError, AssetFuture, Assets};

/// The name of the binding.
const BINDING: &str = "ASSETS";

/// Where the files seem to lie: a request to the binding needs an address, and its host says nothing.
const HOST: &str = "https://assets.invalid";

/// The bound assets. Declaring them `Send` is safe, because an isolate has one thread.
pub(super) struct BoundAssets(SendWrapper<Fetcher>);

/// The assets, or nothing where a deployment does not bind them: then its files are kept by whoever deploys
/// the next release.
pub(super) fn bound(env: &Env) -> Option<BoundAssets> {
    env.assets(BINDING).ok().map(|assets| BoundAssets(SendWrapper(assets)))
}

impl Assets for BoundAssets {
    fn fetch<'a>(&'a self, path: &'a str) -> AssetFuture<'a> {
        Box::pin(SendFuture::new(async move {
            let unavailable =
                |error: worker::Error| AssetError::Unavailable { reason: error.to_string() };
            let reply = self.0.fetch(format!("{HOST}{path}"), None).await.map_err(unavailable)?;
            let status = reply.status().as_u16();
            if status != 200 {
                return Err(AssetError::Status(status));
            }
            let mut reply = Response::try_from(reply).map_err(unavailable)?;
            reply.bytes().await.map_err(unavailable)
        }))
    }
}
