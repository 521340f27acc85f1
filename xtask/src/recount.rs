//! `recount`: has the hours of a range counted again, for a storage that was slower than ten minutes.

use anyhow::Result;
use clap::Args as ClapArgs;
use koe_shared::id::SiteId;
use serde_json::Value;

use crate::owner::{Owner, origin};

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The deployment's address
    #[arg(long, env = "KOE_URL", value_parser = origin, default_value = "http://localhost:8787")]
    url: String,
    /// A key with the scope `write` of this site, or the admin key
    #[arg(long, env = "KOE_KEY", hide_env_values = true)]
    key: String,
    /// The site whose hours to count again
    #[arg(long)]
    site: SiteId,
    /// The first day, or the first instant
    #[arg(long)]
    from: String,
    /// The first day or instant after the range; at most 800 hours later
    #[arg(long)]
    to: String,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("from", &args.from)
        .append_pair("to", &args.to)
        .finish();
    let path = format!("/v1/sites/{}/recount?{query}", args.site);
    let reply = Owner::new(&args.url, &args.key).json("POST", &path, &Value::Null)?;
    println!("{} hours will be counted again, some twenty minutes from now", reply["hours"]);
    Ok(())
}
