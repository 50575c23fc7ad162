//! From credentials to offers that can be advertised: sections 1 to 3 of Amazon's guide.
//!
//! `cargo run -p ras-highlevel --example first_look -- coffee`
//!
//! Talks to a sandbox of its own, or to Amazon when `RAS_CLIENT_ID`, `RAS_CLIENT_SECRET`,
//! `RAS_REFRESH_TOKEN` and `RAS_PROFILE` are set. Nothing is created or changed.

use std::error::Error;
use std::io::{self, Write};

use futures_util::TryStreamExt;
use ras_highlevel::{ProductFilter, Ras, RasBuilder, RetailerFilter};
use ras_sandbox::Sandbox;

/// How many retailers and products are shown.
const SHOWN: usize = 3;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).unwrap_or_default();
    let mut out = io::stdout();
    if let Some(amazon) = from_environment() {
        return walk(amazon, &text, &mut out).await;
    }
    let sandbox = Sandbox::start().await?;
    walk(of_sandbox(&sandbox), &text, &mut out).await
}

fn from_environment() -> Option<RasBuilder> {
    let read = |name: &str| std::env::var(name).ok();
    let builder = Ras::builder()
        .client_id(read("RAS_CLIENT_ID")?)
        .client_secret(read("RAS_CLIENT_SECRET")?)
        .refresh_token(read("RAS_REFRESH_TOKEN")?)
        .profile(read("RAS_PROFILE")?);
    Some(builder)
}

pub(crate) fn of_sandbox(sandbox: &Sandbox) -> RasBuilder {
    let fake = sandbox.credentials();
    Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
}

/// The walk itself; `text` narrows the products.
pub(crate) async fn walk(
    builder: RasBuilder,
    text: &str,
    out: &mut (impl Write + Send),
) -> Result<(), Box<dyn Error>> {
    // Sections 1.1 to 1.4: access, headers and address. The doctor tries them one by one.
    let diagnosis = builder.clone().doctor().examine().await;
    writeln!(out, "{diagnosis}\n")?;
    if let Some(failing) = diagnosis.failing() {
        return Err(format!("begin with the {}", failing.layer).into());
    }
    let ras = builder.build()?;
    writeln!(out, "profiles of this login:")?;
    for profile in ras.profiles().review().await? {
        writeln!(out, "  {profile}")?;
    }

    // Section 2.2.1: retailers, whose ids an ad group and its ads need.
    let mut retailers = ras.retailers().list(RetailerFilter::new());
    let mut first = None;
    writeln!(out, "\nretailers:")?;
    for _ in 0..SHOWN {
        let Some(retailer) = retailers.try_next().await? else {
            break;
        };
        let name = retailer.name.as_deref().unwrap_or("?");
        writeln!(
            out,
            "  {name}, {}",
            retailer.domain.as_deref().unwrap_or("?")
        )?;
        first = first.or(retailer.id);
    }
    let retailer = first.ok_or("no retailer")?;

    // Section 3: products, whose offer ids a product ad needs.
    let mut products = ras
        .products()
        .list(ProductFilter::new(&retailer).text(text));
    let mut offers = Vec::new();
    writeln!(
        out,
        "\nproducts of retailer {retailer} with `{text}` in their titles:"
    )?;
    while offers.len() < SHOWN {
        let Some(product) = products.try_next().await? else {
            break;
        };
        let title = product.title.as_deref().unwrap_or("?");
        let price = product.price.as_ref().map(ToString::to_string);
        writeln!(out, "  {title}, {}", price.as_deref().unwrap_or("?"))?;
        offers.extend(product.offer);
    }

    // Before ads are made for them. The last one is ineligible in the sandbox, and unknown
    // to Amazon.
    offers.push("OFFER-01-0009".to_owned());
    writeln!(out, "\noffers:")?;
    for check in ras.products().check_offers(&retailer, offers).await? {
        writeln!(out, "  {check}")?;
    }
    Ok(())
}
