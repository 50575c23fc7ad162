//! `ras ads create`.

use anyhow::Result;
use ras_highlevel::{AdGroup, NewProductAd, ProductAd, State};

use super::super::entities::{StateChoice, create, fetch};
use crate::args::Writing;
use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// The offers to advertise, by the retailer's identifiers
    #[arg(required = true, value_name = "OFFER")]
    offers: Vec<String>,
    /// The ad group they belong to, which also says campaign and retailer
    #[arg(long, value_name = "ID")]
    ad_group: String,
    /// The state to begin with
    #[arg(long, value_enum, default_value = "enabled")]
    state: StateChoice,
    #[command(flatten)]
    writing: Writing,
}

impl Create {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        let ras = context.ras().await?;
        let groups = fetch::<AdGroup>(&ras, std::slice::from_ref(&self.ad_group)).await?;
        let new = groups.iter().flat_map(|group| {
            self.offers.iter().map(|offer| {
                let new = NewProductAd::new(&group.campaign, &group.id, &group.retailer, offer);
                (offer.clone(), new.state(State::from(self.state)))
            })
        });
        create::<ProductAd>(context, &ras, self.writing, new.collect()).await
    }
}
