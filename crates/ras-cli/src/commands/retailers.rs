//! `ras retailers`: where can be advertised.

use anyhow::Result;
use futures_util::TryStreamExt as _;
use ras_highlevel::{Retailer, RetailerFilter};

use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only these retailers, whatever their status; all active ones unless some are named
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Only retailers whose name or domain has this text
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let mut filter = RetailerFilter::new();
    if !args.ids.is_empty() {
        filter = filter.ids(&args.ids);
    }
    let ras = context.ras().await?;
    let wanted = args.name.map(|name| name.to_lowercase());
    let has = |text: &Option<String>, wanted: &str| {
        text.as_ref()
            .is_some_and(|text| text.to_lowercase().contains(wanted))
    };
    let mut pages = ras.retailers().list(filter);
    let mut out = context.output.begin::<Retailer>();
    while let Some(retailer) = pages.try_next().await? {
        let named = wanted
            .as_ref()
            .is_none_or(|wanted| has(&retailer.name, wanted) || has(&retailer.domain, wanted));
        if named {
            out.push(&retailer)?;
        }
    }
    out.end()
}
