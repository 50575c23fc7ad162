//! Which targets.

use ras_highlevel::{TargetFilter, TargetType};

/// Which targets, by what they are and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Selection {
    /// Only targets of this campaign
    #[arg(long, value_name = "ID")]
    campaign: Vec<String>,
    /// Only targets of this ad group
    #[arg(long, value_name = "ID")]
    ad_group: Vec<String>,
    /// Only targets of this type
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    types: Vec<TypeChoice>,
    /// Only keywords that contain this text
    #[arg(long, value_name = "TEXT")]
    keyword: Vec<String>,
}

/// A type that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TypeChoice {
    Auto,
    Keyword,
    Product,
}

impl Selection {
    /// Whether nothing says which campaigns or ad groups.
    pub(crate) fn is_everything(&self) -> bool {
        self.campaign.is_empty() && self.ad_group.is_empty()
    }

    pub(crate) fn filter(&self) -> TargetFilter {
        let mut filter = TargetFilter::new();
        if !self.campaign.is_empty() {
            filter = filter.campaigns(&self.campaign);
        }
        if !self.ad_group.is_empty() {
            filter = filter.ad_groups(&self.ad_group);
        }
        if !self.types.is_empty() {
            filter = filter.types(self.types.iter().map(|it| match it {
                TypeChoice::Auto => TargetType::Auto,
                TypeChoice::Keyword => TargetType::Keyword,
                TypeChoice::Product => TargetType::Product,
            }));
        }
        if !self.keyword.is_empty() {
            filter = filter.keywords_containing(&self.keyword);
        }
        filter
    }
}
