//! `ras ad-groups create`.

use anyhow::Result;
use ras_highlevel::{AdGroup, NewAdGroup, State, Usd};

use super::super::entities::{StateChoice, create};
use crate::args::Writing;
use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// Their names
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// The campaign they belong to
    #[arg(long, value_name = "ID")]
    campaign: String,
    /// The retailer whose offers they advertise
    #[arg(long, value_name = "ID")]
    retailer: String,
    /// The bid in dollars a click where a target has none of its own
    #[arg(long, value_name = "USD")]
    default_bid: Usd,
    /// The state to begin with
    #[arg(long, value_enum, default_value = "enabled")]
    state: StateChoice,
    #[command(flatten)]
    writing: Writing,
}

impl Create {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        let ras = context.ras().await?;
        let new = self.names.iter().map(|name| {
            let (campaign, retailer) = (self.campaign.as_str(), self.retailer.as_str());
            let new = NewAdGroup::new(campaign, retailer, name, self.default_bid);
            (name.clone(), new.state(State::from(self.state)))
        });
        create::<AdGroup>(context, &ras, self.writing, new.collect()).await
    }
}
