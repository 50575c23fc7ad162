//! Groupings and filters that only some reports have.

use std::fmt;

use super::super::{
    AdvertisedProductReport, CampaignReport, GrossAndInvalidReport, KeywordType, SearchTermReport,
    TargetingReport,
};
use super::ReportRequest;
use crate::State;

/// What the rows of a [`CampaignReport`] are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CampaignGroup {
    /// By campaign.
    Campaign,
    /// By ad group.
    AdGroup,
    /// By campaign and where the ad stood; not together with another grouping.
    Placement,
}

impl fmt::Display for CampaignGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Campaign => "campaign",
            Self::AdGroup => "adGroup",
            Self::Placement => "campaignPlacement",
        })
    }
}

impl ReportRequest<CampaignReport> {
    /// Groups rows; by campaign unless set. The columns depend on it.
    pub fn group_by(mut self, groups: impl IntoIterator<Item = CampaignGroup>) -> Self {
        self.groups = groups.into_iter().map(|group| group.to_string()).collect();
        self
    }

    /// Only campaigns in these states; for reports that are grouped by campaign alone.
    pub fn campaign_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("campaignStatus", states)
    }

    /// Only ad groups in these states; for reports that are grouped by ad group alone.
    pub fn ad_group_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("adStatus", states)
    }

    /// Only what was shown on Amazon Business; for reports that are grouped by placement.
    pub fn amazon_business(self) -> Self {
        self.filtered("campaignSite", ["AmazonBusiness"])
    }
}

impl ReportRequest<TargetingReport> {
    /// Only targets in these states.
    pub fn target_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("adKeywordStatus", states)
    }

    /// Only targets of these kinds.
    pub fn keyword_types(self, types: impl IntoIterator<Item = KeywordType>) -> Self {
        self.filtered("keywordType", types)
    }
}

impl ReportRequest<SearchTermReport> {
    /// Only search terms that targets of these kinds found.
    pub fn keyword_types(self, types: impl IntoIterator<Item = KeywordType>) -> Self {
        self.filtered("keywordType", types)
    }
}

impl ReportRequest<AdvertisedProductReport> {
    /// Only product ads in these states.
    pub fn ad_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("adCreativeStatus", states)
    }

    /// Only product ads of campaigns in these states.
    pub fn campaign_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("campaignStatus", states)
    }
}

impl ReportRequest<GrossAndInvalidReport> {
    /// Only campaigns in these states.
    pub fn campaign_states(self, states: impl IntoIterator<Item = State>) -> Self {
        self.filtered("campaignStatus", states)
    }
}
