//! Every column of the five report types, once: field, variant, wire name, type, and what
//! becomes of it when rows are summed.
//!
//! Columns come in groups, because the types share them; `kinds.rs` puts the groups
//! together. Names, types and attribution windows are Amazon's (column reference of
//! reporting version 3).

/// Hands the columns of a group to another macro.
macro_rules! columns {
    (days => $then:ident! $state:tt) => {
        $then! { $state
            /// The day, in daily reports.
            date Date "date": Date, Key;
            /// The first day that the row counts, in summaries.
            start_date StartDate "startDate": Date, Earliest;
            /// The last day that the row counts, in summaries.
            end_date EndDate "endDate": Date, Latest;
        }
    };
    (shown => $then:ident! $state:tt) => {
        $then! { $state
            /// How often ads were shown.
            impressions Impressions "impressions": i64, Sum;
            /// Clicks on ads.
            clicks Clicks "clicks": i64, Sum;
        }
    };
    (figures => $then:ident! $state:tt) => {
        $then! { $state
            /// What the clicks cost.
            cost Cost "cost": Usd, Sum;
            /// Cost by clicks.
            cost_per_click CostPerClick "costPerClick": Usd, Ratio("cost", "clicks");
            /// Clicks by impressions.
            click_through_rate ClickThroughRate "clickThroughRate": Decimal, Ratio("clicks", "impressions");
            /// Shoppers who put the product on a list.
            add_to_list AddToList "addToList": i64, Sum;
            /// Orders within one day of a click.
            purchases_1d Purchases1d "purchases1d": i64, Sum, 1;
            /// Orders within 7 days of a click.
            purchases_7d Purchases7d "purchases7d": i64, Sum, 7;
            /// Orders within 14 days of a click.
            purchases_14d Purchases14d "purchases14d": i64, Sum, 14;
            /// Orders within 30 days of a click.
            purchases_30d Purchases30d "purchases30d": i64, Sum, 30;
            /// Orders of the advertised product within one day of a click.
            purchases_same_sku_1d PurchasesSameSku1d "purchasesSameSku1d": i64, Sum, 1;
            /// Orders of the advertised product within 7 days of a click.
            purchases_same_sku_7d PurchasesSameSku7d "purchasesSameSku7d": i64, Sum, 7;
            /// Orders of the advertised product within 14 days of a click.
            purchases_same_sku_14d PurchasesSameSku14d "purchasesSameSku14d": i64, Sum, 14;
            /// Orders of the advertised product within 30 days of a click.
            purchases_same_sku_30d PurchasesSameSku30d "purchasesSameSku30d": i64, Sum, 30;
            /// Units sold within one day of a click.
            units_sold_clicks_1d UnitsSoldClicks1d "unitsSoldClicks1d": i64, Sum, 1;
            /// Units sold within 7 days of a click.
            units_sold_clicks_7d UnitsSoldClicks7d "unitsSoldClicks7d": i64, Sum, 7;
            /// Units sold within 14 days of a click.
            units_sold_clicks_14d UnitsSoldClicks14d "unitsSoldClicks14d": i64, Sum, 14;
            /// Units sold within 30 days of a click.
            units_sold_clicks_30d UnitsSoldClicks30d "unitsSoldClicks30d": i64, Sum, 30;
            /// Units of the advertised product sold within one day of a click.
            units_sold_same_sku_1d UnitsSoldSameSku1d "unitsSoldSameSku1d": i64, Sum, 1;
            /// Units of the advertised product sold within 7 days of a click.
            units_sold_same_sku_7d UnitsSoldSameSku7d "unitsSoldSameSku7d": i64, Sum, 7;
            /// Units of the advertised product sold within 14 days of a click.
            units_sold_same_sku_14d UnitsSoldSameSku14d "unitsSoldSameSku14d": i64, Sum, 14;
            /// Units of the advertised product sold within 30 days of a click.
            units_sold_same_sku_30d UnitsSoldSameSku30d "unitsSoldSameSku30d": i64, Sum, 30;
            /// Value of the sales within one day of a click.
            sales_1d Sales1d "sales1d": Usd, Sum, 1;
            /// Value of the sales within 7 days of a click.
            sales_7d Sales7d "sales7d": Usd, Sum, 7;
            /// Value of the sales within 14 days of a click.
            sales_14d Sales14d "sales14d": Usd, Sum, 14;
            /// Value of the sales within 30 days of a click.
            sales_30d Sales30d "sales30d": Usd, Sum, 30;
            /// Value of the sales of the advertised product within one day of a click.
            attributed_sales_same_sku_1d AttributedSalesSameSku1d "attributedSalesSameSku1d": Usd, Sum, 1;
            /// Value of the sales of the advertised product within 7 days of a click.
            attributed_sales_same_sku_7d AttributedSalesSameSku7d "attributedSalesSameSku7d": Usd, Sum, 7;
            /// Value of the sales of the advertised product within 14 days of a click.
            attributed_sales_same_sku_14d AttributedSalesSameSku14d "attributedSalesSameSku14d": Usd, Sum, 14;
            /// Value of the sales of the advertised product within 30 days of a click.
            attributed_sales_same_sku_30d AttributedSalesSameSku30d "attributedSalesSameSku30d": Usd, Sum, 30;
            /// Books borrowed on Kindle Unlimited.
            qualified_borrows QualifiedBorrows "qualifiedBorrows": i64, Sum;
            /// Estimated royalty of those borrows; Amazon counts it in whole numbers.
            royalty_qualified_borrows RoyaltyQualifiedBorrows "royaltyQualifiedBorrows": i64, Sum;
            /// Kindle pages read within 14 days of a click.
            kindle_edition_normalized_pages_read_14d KindleEditionNormalizedPagesRead14d "kindleEditionNormalizedPagesRead14d": i64, Sum, 14;
            /// Royalty of those pages.
            kindle_edition_normalized_pages_royalties_14d KindleEditionNormalizedPagesRoyalties14d "kindleEditionNormalizedPagesRoyalties14d": Usd, Sum, 14;
        }
    };
    (spend => $then:ident! $state:tt) => {
        $then! { $state
            /// What the clicks cost: the same as `cost`.
            spend Spend "spend": Usd, Sum;
        }
    };
    (other_sku => $then:ident! $state:tt) => {
        $then! { $state
            /// Value of the sales of other products within 7 days of a click.
            sales_other_sku_7d SalesOtherSku7d "salesOtherSku7d": Usd, Sum, 7;
            /// Units of other products sold within 7 days of a click.
            units_sold_other_sku_7d UnitsSoldOtherSku7d "unitsSoldOtherSku7d": i64, Sum, 7;
            /// Advertising cost of sales: cost by the sales within 7 days of a click.
            acos_clicks_7d AcosClicks7d "acosClicks7d": Decimal, Ratio("cost", "sales7d"), 7;
            /// Advertising cost of sales: cost by the sales within 14 days of a click.
            acos_clicks_14d AcosClicks14d "acosClicks14d": Decimal, Ratio("cost", "sales14d"), 14;
            /// Return on ad spend: the sales within 7 days of a click by cost.
            roas_clicks_7d RoasClicks7d "roasClicks7d": Decimal, Ratio("sales7d", "cost"), 7;
            /// Return on ad spend: the sales within 14 days of a click by cost.
            roas_clicks_14d RoasClicks14d "roasClicks14d": Decimal, Ratio("sales14d", "cost"), 14;
        }
    };
    (campaign_name => $then:ident! $state:tt) => {
        $then! { $state
            /// Name of the campaign.
            campaign_name CampaignName "campaignName": Text, Name("campaignId");
            /// State of the campaign.
            campaign_status CampaignStatus "campaignStatus": State, Latest;
        }
    };
    (campaign => $then:ident! $state:tt) => {
        $then! { $state
            /// Id of the campaign.
            campaign_id CampaignId "campaignId": IdNumber<CampaignId>, Key;
            /// Budget of the campaign.
            campaign_budget_amount CampaignBudgetAmount "campaignBudgetAmount": Usd, Latest;
            /// Whether the budget is for a day or for all time.
            campaign_budget_type CampaignBudgetType "campaignBudgetType": Text, Latest;
            /// Currency of the budget.
            campaign_budget_currency_code CampaignBudgetCurrencyCode "campaignBudgetCurrencyCode": Text, Latest;
        }
    };
    (budget_rules => $then:ident! $state:tt) => {
        $then! { $state
            /// Budget while a budget rule holds.
            campaign_rule_based_budget_amount CampaignRuleBasedBudgetAmount "campaignRuleBasedBudgetAmount": Usd, Latest;
            /// Id of the budget rule that holds.
            campaign_applicable_budget_rule_id CampaignApplicableBudgetRuleId "campaignApplicableBudgetRuleId": Text, Latest;
            /// Name of the budget rule that holds.
            campaign_applicable_budget_rule_name CampaignApplicableBudgetRuleName "campaignApplicableBudgetRuleName": Text, Latest;
        }
    };
    (top_of_search => $then:ident! $state:tt) => {
        $then! { $state
            /// Share of the impressions at the top of a search that were won of those that could be.
            top_of_search_impression_share TopOfSearchImpressionShare "topOfSearchImpressionShare": Decimal, Lost;
        }
    };
    (strategy => $then:ident! $state:tt) => {
        $then! { $state
            /// Bidding strategy of the campaign.
            campaign_bidding_strategy CampaignBiddingStrategy "campaignBiddingStrategy": Text, Latest;
        }
    };
    (ad_group => $then:ident! $state:tt) => {
        $then! { $state
            /// Name of the ad group.
            ad_group_name AdGroupName "adGroupName": Text, Name("adGroupId");
            /// Id of the ad group.
            ad_group_id AdGroupId "adGroupId": IdNumber<AdGroupId>, Key;
        }
    };
    (ad_status => $then:ident! $state:tt) => {
        $then! { $state
            /// State of the ad group.
            ad_status AdStatus "adStatus": State, Latest;
        }
    };
    (placement => $then:ident! $state:tt) => {
        $then! { $state
            /// Where the ad stood.
            placement_classification PlacementClassification "placementClassification": Text, Key;
        }
    };
    (target => $then:ident! $state:tt) => {
        $then! { $state
            /// Id of the target, keyword or not.
            keyword_id KeywordId "keywordId": IdNumber<TargetId>, Key;
            /// The keyword, or the expression of another target.
            keyword Keyword "keyword": Text, Name("keywordId");
            /// Bid of the target.
            keyword_bid KeywordBid "keywordBid": Usd, Latest;
            /// What kind of target it is.
            keyword_type KeywordType "keywordType": KeywordType, Key;
            /// What kind of target it is, in another column of Amazon's.
            match_type MatchType "matchType": KeywordType, Key;
            /// The target as text.
            targeting Targeting "targeting": Text, Name("keywordId");
            /// State of the target.
            ad_keyword_status AdKeywordStatus "adKeywordStatus": State, Latest;
        }
    };
    (portfolio => $then:ident! $state:tt) => {
        $then! { $state
            /// Id of the portfolio that the campaign is in.
            portfolio_id PortfolioId "portfolioId": IdNumber<PortfolioId>, Latest;
        }
    };
    (search_term => $then:ident! $state:tt) => {
        $then! { $state
            /// What the shopper typed; `*` where there was no search.
            search_term SearchTerm "searchTerm": Text, Key;
        }
    };
    (ad => $then:ident! $state:tt) => {
        $then! { $state
            /// Id of the product ad.
            ad_id AdId "adId": IdNumber<ProductAdId>, Key;
            /// Amazon's number of the advertised product; Amazon does not say what it is for RAS.
            advertised_asin AdvertisedAsin "advertisedAsin": Text, Key;
            /// The advertiser's number of the advertised product; Amazon does not say what it is for RAS.
            advertised_sku AdvertisedSku "advertisedSku": Text, Key;
        }
    };
    (invalid => $then:ident! $state:tt) => {
        $then! { $state
            /// Impressions, invalid ones included.
            gross_impressions GrossImpressions "grossImpressions": i64, Sum;
            /// Clicks, invalid ones included.
            gross_click_throughs GrossClickThroughs "grossClickThroughs": i64, Sum;
            /// Impressions that were taken out as invalid.
            invalid_impressions InvalidImpressions "invalidImpressions": i64, Sum;
            /// Clicks that were taken out as invalid, and cost nothing.
            invalid_click_throughs InvalidClickThroughs "invalidClickThroughs": i64, Sum;
            /// Invalid impressions by all impressions.
            invalid_impression_rate InvalidImpressionRate "invalidImpressionRate": Decimal, Ratio("invalidImpressions", "grossImpressions");
            /// Invalid clicks by all clicks.
            invalid_click_through_rate InvalidClickThroughRate "invalidClickThroughRate": Decimal, Ratio("invalidClickThroughs", "grossClickThroughs");
        }
    };
}
pub(super) use columns;
