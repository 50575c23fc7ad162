//! `ras campaigns`.

use ras_highlevel::{Campaign, CampaignFilter};

use super::entities::{self, Listed, verbs};

mod create;
mod update;

use create::Create;
use update::Changed;

type Update = entities::Update<Changed>;

verbs!(Campaign, "campaigns");

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only campaigns whose name contains this text
    #[arg(long, value_name = "TEXT")]
    name: Vec<String>,
    #[command(flatten)]
    listed: Listed,
}

impl List {
    fn filter(&self) -> CampaignFilter {
        let mut filter = CampaignFilter::new().states(self.listed.states());
        if !self.name.is_empty() {
            filter = filter.names_containing(&self.name);
        }
        filter
    }
}
