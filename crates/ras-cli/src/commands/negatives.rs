//! `ras negatives`: what ads shall be kept away from.

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{AdGroup, Campaign, KeywordMatch, NewTarget, Target};

use super::entities::{create, fetch};
use crate::args::Writing;
use crate::context::Context;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Keep ads of a campaign or of an ad group away from searches or products.
    ///
    /// `ras targets list --negative` shows them, `ras targets archive` takes them away.
    Add(Add),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The keywords to keep away from
    #[arg(value_name = "KEYWORD", required_unless_present = "offer")]
    keywords: Vec<String>,
    /// How a search must relate to the keywords
    #[arg(long = "match", value_enum, default_value = "exact")]
    matching: NegativeMatch,
    /// Offers whose pages to keep away from
    #[arg(long, value_name = "OFFER")]
    offer: Vec<String>,
    /// For the whole campaign
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "ad_group",
        conflicts_with = "ad_group"
    )]
    campaign: Option<String>,
    /// For one ad group
    #[arg(long, value_name = "ID")]
    ad_group: Option<String>,
    /// The retailer of the offers, for a whole campaign
    #[arg(long, value_name = "ID", requires = "campaign", requires = "offer")]
    retailer: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// How a negative keyword can match; there is no broad one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum NegativeMatch {
    Exact,
    Phrase,
}

impl From<NegativeMatch> for KeywordMatch {
    fn from(matching: NegativeMatch) -> Self {
        match matching {
            NegativeMatch::Exact => Self::Exact,
            NegativeMatch::Phrase => Self::Phrase,
        }
    }
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    let Command::Add(add) = command;
    let ras = context.ras().await?;
    let mut new = Vec::new();
    if let Some(id) = &add.ad_group {
        for group in fetch::<AdGroup>(&ras, std::slice::from_ref(id)).await? {
            new.extend(add.of_ad_group(&group));
        }
    }
    if let Some(id) = &add.campaign {
        for campaign in fetch::<Campaign>(&ras, std::slice::from_ref(id)).await? {
            new.extend(add.of_campaign(&campaign)?);
        }
    }
    create::<Target>(context, &ras, add.writing, new).await
}

impl Add {
    fn of_ad_group(&self, group: &AdGroup) -> Vec<(String, NewTarget)> {
        let (campaign, id, matching) = (&group.campaign, &group.id, self.matching.into());
        let keywords = self.keywords.iter().map(|keyword| {
            let target =
                NewTarget::negative_keyword(campaign, id, keyword, KeywordMatch::clone(&matching));
            (self.label(keyword), target)
        });
        let offers = self.offer.iter().map(|offer| {
            (
                format!("not offer {offer}"),
                NewTarget::negative_product(campaign, id, offer),
            )
        });
        keywords.chain(offers).collect()
    }

    fn of_campaign(&self, campaign: &Campaign) -> Result<Vec<(String, NewTarget)>> {
        use crate::failure::{Class, Failure};
        let keywords = self.keywords.iter().map(|keyword| {
            let matching = self.matching.into();
            let target = NewTarget::campaign_negative_keyword(&campaign.id, keyword, matching);
            (self.label(keyword), target)
        });
        let mut new: Vec<_> = keywords.collect();
        for offer in &self.offer {
            let retailer = self.retailer.as_deref().ok_or_else(|| {
                Failure::new(
                    Class::Usage,
                    "an offer belongs to a retailer, and a campaign has none",
                )
                .hint("name it with --retailer ID")
            })?;
            let target = NewTarget::campaign_negative_product(&campaign.id, retailer, offer);
            new.push((format!("not offer {offer}"), target));
        }
        Ok(new)
    }

    fn label(&self, keyword: &str) -> String {
        let matching = KeywordMatch::from(self.matching);
        format!("not {} \"{keyword}\"", matching.as_str().to_lowercase())
    }
}
