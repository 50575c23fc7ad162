//! `ras targets create`.

use anyhow::Result;
use ras_highlevel::{AdGroup, KeywordMatch, NewTarget, State, Target, Usd};

use super::super::entities::{StateChoice, create, fetch};
use super::MatchChoice;
use super::from_file::FromFile;
use crate::args::Writing;
use crate::context::Context;

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// The keywords to bid on
    #[arg(value_name = "KEYWORD", required_unless_present_any = ["offer", "from"])]
    keywords: Vec<String>,
    /// How a search must relate to the keywords; give it several times for several targets each
    #[arg(long = "match", value_enum, default_value = "broad")]
    matches: Vec<MatchChoice>,
    /// The offers whose pages to bid on
    #[arg(long, value_name = "OFFER")]
    offer: Vec<String>,
    /// The ad group they belong to, which also says the campaign
    #[arg(long, value_name = "ID", required_unless_present = "from")]
    ad_group: Option<String>,
    /// The bid in dollars a click; the ad group's default bid unless set
    #[arg(long, value_name = "USD")]
    bid: Option<Usd>,
    /// The state to begin with
    #[arg(long, value_enum, default_value = "enabled")]
    state: StateChoice,
    #[command(flatten)]
    from_file: FromFile,
    #[command(flatten)]
    writing: Writing,
}

impl Create {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        if let Some(from) = &self.from_file.from {
            return self.from_file.run(from, self.writing, context).await;
        }
        let ras = context.ras().await?;
        let groups = fetch::<AdGroup>(&ras, self.ad_group.as_slice()).await?;
        let new = groups.iter().flat_map(|group| self.of(group));
        create::<Target>(context, &ras, self.writing, new.collect()).await
    }

    fn of(&self, group: &AdGroup) -> Vec<(String, NewTarget)> {
        let bid = self.bid.unwrap_or(group.default_bid);
        let state = State::from(self.state);
        let mut new = Vec::new();
        for keyword in &self.keywords {
            for matching in &self.matches {
                let matching = KeywordMatch::from(*matching);
                let name = format!("{} \"{keyword}\"", matching.as_str().to_lowercase());
                let target = NewTarget::keyword(&group.campaign, &group.id, keyword, matching, bid);
                new.push((name, target.state(state.clone())));
            }
        }
        for offer in &self.offer {
            let target = NewTarget::product(&group.campaign, &group.id, offer, bid);
            new.push((format!("offer {offer}"), target.state(state.clone())));
        }
        new
    }
}
