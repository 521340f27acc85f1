//! An assistant: the clients of the Model Context Protocol for Node, which are not ours.

use crate::{
    programs::{node, printed},
    workspace,
};
use serde_json::Value;

/// A client that asks Koe, as `tests/mcp/client.mjs` knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assistant {
    /// `@modelcontextprotocol/sdk`.
    Sdk,
    /// `@modelcontextprotocol/client` as it comes.
    Client,
    /// The same, which looks for the newer version first.
    ClientAuto,
}

impl Assistant {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sdk, Self::Client, Self::ClientAuto];

    /// Lists the tools of a server and calls some. `server` is an entry of a list of servers: its address and the
    /// headers to send.
    #[track_caller]
    pub fn ask(self, server: &Value, calls: &Value) -> Value {
        let client = match self {
            Self::Sdk => "sdk",
            Self::Client => "client",
            Self::ClientAuto => "client-auto",
        };
        let told = printed(
            node()
                .arg(workspace::root().join("tests/mcp/client.mjs"))
                .env("KOE_SERVER", server.to_string())
                .env("KOE_CLIENT", client)
                .env("KOE_CALLS", calls.to_string()),
        );
        serde_json::from_str(&told).expect("it prints JSON")
    }
}
