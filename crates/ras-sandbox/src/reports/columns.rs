//! The columns of each report type, as Amazon's pages on report types list them.

/// Figures of every type but the one on invalid traffic.
const FIGURES: [&str; 34] = [
    "impressions",
    "addToList",
    "qualifiedBorrows",
    "royaltyQualifiedBorrows",
    "clicks",
    "costPerClick",
    "clickThroughRate",
    "cost",
    "purchases1d",
    "purchases7d",
    "purchases14d",
    "purchases30d",
    "purchasesSameSku1d",
    "purchasesSameSku7d",
    "purchasesSameSku14d",
    "purchasesSameSku30d",
    "unitsSoldClicks1d",
    "unitsSoldClicks7d",
    "unitsSoldClicks14d",
    "unitsSoldClicks30d",
    "sales1d",
    "sales7d",
    "sales14d",
    "sales30d",
    "attributedSalesSameSku1d",
    "attributedSalesSameSku7d",
    "attributedSalesSameSku14d",
    "attributedSalesSameSku30d",
    "unitsSoldSameSku1d",
    "unitsSoldSameSku7d",
    "unitsSoldSameSku14d",
    "unitsSoldSameSku30d",
    "kindleEditionNormalizedPagesRead14d",
    "kindleEditionNormalizedPagesRoyalties14d",
];

const TIMES: [&str; 3] = ["date", "startDate", "endDate"];

/// Figures of the types below campaigns.
const RATIOS: [&str; 6] = [
    "salesOtherSku7d",
    "unitsSoldOtherSku7d",
    "acosClicks7d",
    "acosClicks14d",
    "roasClicks7d",
    "roasClicks14d",
];

const CAMPAIGN: [&str; 6] = [
    "campaignName",
    "campaignId",
    "campaignStatus",
    "campaignBudgetAmount",
    "campaignBudgetType",
    "campaignBudgetCurrencyCode",
];

const CAMPAIGN_MORE: [&str; 4] = [
    "campaignRuleBasedBudgetAmount",
    "campaignApplicableBudgetRuleId",
    "campaignApplicableBudgetRuleName",
    "topOfSearchImpressionShare",
];

const CAMPAIGN_REPORT: [&str; 2] = ["campaignBiddingStrategy", "spend"];

const AD_GROUP: [&str; 2] = ["adGroupName", "adGroupId"];

const TARGET: [&str; 8] = [
    "keywordId",
    "keyword",
    "portfolioId",
    "keywordBid",
    "keywordType",
    "matchType",
    "targeting",
    "adKeywordStatus",
];

const AD: [&str; 5] = [
    "adId",
    "portfolioId",
    "spend",
    "advertisedAsin",
    "advertisedSku",
];

const INVALID: [&str; 10] = [
    "campaignName",
    "campaignStatus",
    "clicks",
    "grossClickThroughs",
    "grossImpressions",
    "impressions",
    "invalidClickThroughRate",
    "invalidClickThroughs",
    "invalidImpressionRate",
    "invalidImpressions",
];

/// What a report type offers with this grouping; nothing when it cannot be grouped so.
pub(super) fn allowed(report_type: &str, group_by: &str) -> Vec<&'static str> {
    let parts: &[&[&'static str]] = match (report_type, group_by) {
        ("spCampaigns", "campaign") => &[
            &FIGURES,
            &TIMES,
            &CAMPAIGN_REPORT,
            &CAMPAIGN,
            &CAMPAIGN_MORE,
        ],
        ("spCampaigns", "adGroup") => {
            &[&FIGURES, &TIMES, &CAMPAIGN_REPORT, &AD_GROUP, &["adStatus"]]
        }
        ("spCampaigns", "campaignPlacement") => &[
            &FIGURES,
            &TIMES,
            &CAMPAIGN_REPORT,
            &CAMPAIGN,
            &CAMPAIGN_MORE,
            &["placementClassification"],
        ],
        ("spTargeting", "targeting") => &[
            &FIGURES,
            &TIMES,
            &RATIOS,
            &CAMPAIGN,
            &AD_GROUP,
            &TARGET,
            &["topOfSearchImpressionShare"],
        ],
        ("spSearchTerm", "searchTerm") => &[
            &FIGURES,
            &TIMES,
            &RATIOS,
            &CAMPAIGN,
            &AD_GROUP,
            &TARGET,
            &["searchTerm"],
        ],
        ("spAdvertisedProduct", "advertiser") => {
            &[&FIGURES, &TIMES, &RATIOS, &CAMPAIGN, &AD_GROUP, &AD]
        }
        ("spGrossAndInvalids", "campaign") => &[&TIMES, &INVALID],
        _ => &[],
    };
    parts.iter().flat_map(|part| part.iter().copied()).collect()
}
