//! `ras ad-groups`.

use ras_highlevel::{AdGroup, AdGroupFilter};

use super::entities::{self, Listed, verbs};

mod create;
mod update;

use create::Create;
use update::Changed;

type Update = entities::Update<Changed>;

verbs!(AdGroup, "ad groups");

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only ad groups of this campaign
    #[arg(long, value_name = "ID")]
    campaign: Vec<String>,
    /// Only ad groups whose name contains this text
    #[arg(long, value_name = "TEXT")]
    name: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

impl List {
    fn filter(&self) -> AdGroupFilter {
        let mut filter = AdGroupFilter::new().states(self.listed.states());
        if !self.campaign.is_empty() {
            filter = filter.campaigns(&self.campaign);
        }
        if !self.name.is_empty() {
            filter = filter.names_containing(&self.name);
        }
        filter
    }
}
