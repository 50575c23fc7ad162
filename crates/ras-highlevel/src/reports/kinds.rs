//! The five report types of the guide (section 4), put together from groups of columns.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::cell::serialize_row;
use super::column::Role;
use super::columns::columns;
use super::table::{compose, define, report_type};
use super::value::{Fields, Index, Join, Mismatch, Token, Value};
use super::{
    Cell, ColumnInfo, FilterField, IdNumber, KeywordType, ReportColumn, ReportRow, ReportType,
    Text, UnknownColumn,
};
use crate::{AdGroupId, CampaignId, PortfolioId, ProductAdId, State, TargetId, Usd};

const STATES: &[&str] = &["ENABLED", "PAUSED", "ARCHIVED"];
const KEYWORD_TYPES: &[&str] = &[
    "BROAD",
    "PHRASE",
    "EXACT",
    "TARGETING_EXPRESSION",
    "TARGETING_EXPRESSION_PREDEFINED",
];

report_type! {
    /// Campaigns, ad groups or placements: `spCampaigns`.
    CampaignReport CampaignColumn CampaignRow "spCampaigns"
    [
        days campaign_name campaign ad_group ad_status placement shown spend figures
        strategy budget_rules top_of_search
    ]
}

impl ReportType for CampaignReport {
    type Column = CampaignColumn;
    type Row = CampaignRow;

    const NAME: &'static str = "spCampaigns";
    const LONGEST_RANGE: u16 = 31;
    const LOOKBACK: u16 = 95;
    const GROUPS: &'static [&'static str] = &["campaign", "adGroup", "campaignPlacement"];
    const FILTERS: &'static [FilterField] = &[
        FilterField::new("campaignStatus", STATES).of("campaign"),
        FilterField::new("adStatus", STATES).of("adGroup"),
        FilterField::new("campaignSite", &["AmazonBusiness"]).of("campaignPlacement"),
    ];
    const ESSENTIALS: &'static [CampaignColumn] = &[
        CampaignColumn::CampaignId,
        CampaignColumn::CampaignName,
        CampaignColumn::CampaignStatus,
        CampaignColumn::CampaignBudgetAmount,
        CampaignColumn::AdGroupId,
        CampaignColumn::AdGroupName,
        CampaignColumn::PlacementClassification,
        CampaignColumn::Impressions,
        CampaignColumn::Clicks,
        CampaignColumn::Cost,
        CampaignColumn::Purchases14d,
        CampaignColumn::UnitsSoldClicks14d,
        CampaignColumn::Sales14d,
    ];

    fn offers(column: CampaignColumn, groups: &[&str]) -> bool {
        use CampaignColumn::{
            AdGroupId, AdGroupName, AdStatus, CampaignApplicableBudgetRuleId,
            CampaignApplicableBudgetRuleName, CampaignBudgetAmount, CampaignBudgetCurrencyCode,
            CampaignBudgetType, CampaignId, CampaignName, CampaignRuleBasedBudgetAmount,
            CampaignStatus, PlacementClassification, TopOfSearchImpressionShare,
        };
        let needs: &[&str] = match column {
            AdGroupId | AdGroupName | AdStatus => &["adGroup"],
            PlacementClassification => &["campaignPlacement"],
            CampaignApplicableBudgetRuleId
            | CampaignApplicableBudgetRuleName
            | CampaignBudgetAmount
            | CampaignBudgetCurrencyCode
            | CampaignBudgetType
            | CampaignId
            | CampaignName
            | CampaignRuleBasedBudgetAmount
            | CampaignStatus
            | TopOfSearchImpressionShare => &["campaign", "campaignPlacement"],
            _ => return true,
        };
        needs.iter().any(|group| groups.contains(group))
    }
}

report_type! {
    /// Keywords, products and automatic targets: `spTargeting`.
    TargetingReport TargetingColumn TargetingRow "spTargeting"
    [
        days campaign_name campaign ad_group target portfolio shown figures other_sku
        top_of_search
    ]
}

impl ReportType for TargetingReport {
    type Column = TargetingColumn;
    type Row = TargetingRow;

    const NAME: &'static str = "spTargeting";
    const LONGEST_RANGE: u16 = 31;
    const LOOKBACK: u16 = 95;
    const GROUPS: &'static [&'static str] = &["targeting"];
    const FILTERS: &'static [FilterField] = &[
        FilterField::new("adKeywordStatus", STATES),
        FilterField::new("keywordType", KEYWORD_TYPES),
    ];
    const ESSENTIALS: &'static [TargetingColumn] = &[
        TargetingColumn::CampaignId,
        TargetingColumn::CampaignName,
        TargetingColumn::AdGroupId,
        TargetingColumn::KeywordId,
        TargetingColumn::Keyword,
        TargetingColumn::KeywordType,
        TargetingColumn::KeywordBid,
        TargetingColumn::Impressions,
        TargetingColumn::Clicks,
        TargetingColumn::Cost,
        TargetingColumn::Purchases14d,
        TargetingColumn::Sales14d,
    ];
}

report_type! {
    /// What shoppers typed, as far as it led to a click: `spSearchTerm`.
    SearchTermReport SearchTermColumn SearchTermRow "spSearchTerm"
    [
        days campaign_name campaign ad_group target search_term portfolio shown figures
        other_sku
    ]
}

impl ReportType for SearchTermReport {
    type Column = SearchTermColumn;
    type Row = SearchTermRow;

    const NAME: &'static str = "spSearchTerm";
    const LONGEST_RANGE: u16 = 31;
    const LOOKBACK: u16 = 95;
    const GROUPS: &'static [&'static str] = &["searchTerm"];
    const FILTERS: &'static [FilterField] = &[FilterField::new("keywordType", KEYWORD_TYPES)];
    const ESSENTIALS: &'static [SearchTermColumn] = &[
        SearchTermColumn::CampaignId,
        SearchTermColumn::CampaignName,
        SearchTermColumn::AdGroupId,
        SearchTermColumn::KeywordId,
        SearchTermColumn::Keyword,
        SearchTermColumn::MatchType,
        SearchTermColumn::SearchTerm,
        SearchTermColumn::Impressions,
        SearchTermColumn::Clicks,
        SearchTermColumn::Cost,
        SearchTermColumn::Purchases14d,
        SearchTermColumn::Sales14d,
    ];
}

report_type! {
    /// Product ads: `spAdvertisedProduct`.
    AdvertisedProductReport AdvertisedProductColumn AdvertisedProductRow "spAdvertisedProduct"
    [days campaign_name campaign ad_group ad portfolio shown spend figures other_sku]
}

impl ReportType for AdvertisedProductReport {
    type Column = AdvertisedProductColumn;
    type Row = AdvertisedProductRow;

    const NAME: &'static str = "spAdvertisedProduct";
    const LONGEST_RANGE: u16 = 31;
    const LOOKBACK: u16 = 95;
    const GROUPS: &'static [&'static str] = &["advertiser"];
    const FILTERS: &'static [FilterField] = &[
        FilterField::new("adCreativeStatus", STATES),
        // Only an example of the published document has this one.
        FilterField::new("campaignStatus", STATES),
    ];
    const ESSENTIALS: &'static [AdvertisedProductColumn] = &[
        AdvertisedProductColumn::CampaignId,
        AdvertisedProductColumn::CampaignName,
        AdvertisedProductColumn::AdGroupId,
        AdvertisedProductColumn::AdId,
        AdvertisedProductColumn::AdvertisedAsin,
        AdvertisedProductColumn::AdvertisedSku,
        AdvertisedProductColumn::Impressions,
        AdvertisedProductColumn::Clicks,
        AdvertisedProductColumn::Cost,
        AdvertisedProductColumn::Purchases14d,
        AdvertisedProductColumn::UnitsSoldClicks14d,
        AdvertisedProductColumn::Sales14d,
    ];
}

report_type! {
    /// Valid and invalid traffic of campaigns, by name: `spGrossAndInvalids`.
    GrossAndInvalidReport GrossAndInvalidColumn GrossAndInvalidRow "spGrossAndInvalids"
    [days campaign_name shown invalid]
}

impl ReportType for GrossAndInvalidReport {
    type Column = GrossAndInvalidColumn;
    type Row = GrossAndInvalidRow;

    const NAME: &'static str = "spGrossAndInvalids";
    const LONGEST_RANGE: u16 = 365;
    const LOOKBACK: u16 = 365;
    const GROUPS: &'static [&'static str] = &["campaign"];
    const FILTERS: &'static [FilterField] = &[FilterField::new("campaignStatus", STATES)];
    const ESSENTIALS: &'static [GrossAndInvalidColumn] = &[
        GrossAndInvalidColumn::CampaignName,
        GrossAndInvalidColumn::CampaignStatus,
        GrossAndInvalidColumn::Impressions,
        GrossAndInvalidColumn::GrossImpressions,
        GrossAndInvalidColumn::InvalidImpressions,
        GrossAndInvalidColumn::Clicks,
        GrossAndInvalidColumn::GrossClickThroughs,
        GrossAndInvalidColumn::InvalidClickThroughs,
    ];
}
