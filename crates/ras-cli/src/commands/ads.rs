//! `ras ads`.

use ras_highlevel::{ProductAd, ProductAdFilter};

use super::entities::{Listed, verbs};

mod create;
mod update;

use create::Create;
use update::Update;

verbs!(ProductAd, "product ads");

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only ads of this campaign
    #[arg(long, value_name = "ID")]
    campaign: Vec<String>,
    /// Only ads of this ad group
    #[arg(long, value_name = "ID")]
    ad_group: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

impl List {
    fn filter(&self) -> ProductAdFilter {
        let mut filter = ProductAdFilter::new().states(self.listed.states());
        if !self.campaign.is_empty() {
            filter = filter.campaigns(&self.campaign);
        }
        if !self.ad_group.is_empty() {
            filter = filter.ad_groups(&self.ad_group);
        }
        filter
    }
}
