//! `ras products`: what a retailer sells.

use anyhow::Result;
use clap::Subcommand;
use futures_util::TryStreamExt as _;
use ras_highlevel::{Eligibility, ProductFilter, RetailerId};

use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::ProductRecord;

/// So many fit on a screen or two; a retailer can have thousands.
const LIMIT: usize = 50;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Search a retailer's products by their titles
    Search(Search),
    /// Show single products with all that is known about them
    Show {
        /// Their offers, by the retailer's identifiers
        #[arg(required = true, value_name = "OFFER")]
        offers: Vec<String>,
        /// The retailer
        #[arg(long, value_name = "ID")]
        retailer: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Search {
    /// A text of the title; all products unless set
    text: Option<String>,
    /// The retailer
    #[arg(long, value_name = "ID")]
    retailer: String,
    /// Only products that may be advertised
    #[arg(long)]
    eligible: bool,
    /// No more than so many
    #[arg(long, value_name = "COUNT", default_value_t = LIMIT)]
    limit: usize,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::Search(asked) => search(&asked, context).await,
        Command::Show { offers, retailer } => show(&offers, &retailer, context).await,
    }
}

async fn search(asked: &Search, context: &Context) -> Result<()> {
    let mut filter = ProductFilter::new(asked.retailer.as_str());
    if let Some(text) = &asked.text {
        filter = filter.text(text);
    }
    let ras = context.ras().await?;
    let progress = context.progress(None, "reading products");
    let mut pages = ras.products().list(filter);
    let mut out = context.output.begin::<ProductRecord>();
    let mut count = 0;
    while count < asked.limit {
        let Some(product) = pages.try_next().await? else {
            break;
        };
        if asked.eligible && product.eligibility != Some(Eligibility::Eligible) {
            continue;
        }
        count += 1;
        out.push(&ProductRecord {
            retailer: RetailerId::from(&asked.retailer),
            product,
        })?;
    }
    drop(progress);
    out.end()?;
    if count == asked.limit {
        context.output.note(format_args!(
            "there may be more: --limit says how many are shown"
        ));
    }
    Ok(())
}

async fn show(offers: &[String], retailer: &str, context: &Context) -> Result<()> {
    let ras = context.ras().await?;
    let found = ras.products().lookup(retailer, offers).await?;
    let mut records = Vec::new();
    for (offer, product) in offers.iter().zip(found) {
        let product = product.ok_or_else(|| {
            Failure::new(
                Class::Refused,
                format!("retailer {retailer} has no offer {offer}"),
            )
            .hint("search for it: `ras products search TEXT --retailer ID`")
        })?;
        records.push(ProductRecord {
            retailer: RetailerId::from(retailer),
            product,
        });
    }
    match &records[..] {
        [one] => context.output.one(one),
        several => context.output.list(several),
    }
}
