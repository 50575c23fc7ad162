//! The columns of a bulksheet.

/// A column, in the order of Amazon's guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Product,
    Entity,
    Operation,
    CampaignId,
    AdGroupId,
    TargetId,
    ProductAdId,
    PortfolioId,
    Retailer,
    RetailerId,
    RetailerOfferId,
    Name,
    State,
    StartDate,
    EndDate,
    TargetingType,
    TargetType,
    TargetLevel,
    Budget,
    BudgetType,
    Sku,
    AdGroupDefaultBid,
    Negative,
    Bid,
    CurrencyCode,
    KeywordText,
    KeywordMatchType,
    AutoMatchType,
    BiddingStrategy,
    BiddingAdjustmentPlacement,
    BiddingAdjustmentPercentage,
    /// Stands in downloads, and not in the guide: read, never written.
    ProductTargetingExpression,
}

const HEADERS: [(Column, &str); 32] = [
    (Column::Product, "Product"),
    (Column::Entity, "Entity"),
    (Column::Operation, "Operation"),
    (Column::CampaignId, "Campaign ID"),
    (Column::AdGroupId, "Ad Group ID"),
    (Column::TargetId, "Target ID"),
    (Column::ProductAdId, "Product Ad ID"),
    (Column::PortfolioId, "Portfolio ID"),
    (Column::Retailer, "Retailer"),
    (Column::RetailerId, "Retailer ID"),
    (Column::RetailerOfferId, "Retailer Offer ID"),
    (Column::Name, "Name"),
    (Column::State, "State"),
    (Column::StartDate, "Start Date"),
    (Column::EndDate, "End Date"),
    (Column::TargetingType, "Targeting Type"),
    (Column::TargetType, "Target Type"),
    (Column::TargetLevel, "Target Level"),
    (Column::Budget, "Budget"),
    (Column::BudgetType, "Budget Type"),
    (Column::Sku, "SKU"),
    (Column::AdGroupDefaultBid, "Ad Group Default Bid"),
    (Column::Negative, "Negative"),
    (Column::Bid, "Bid"),
    (Column::CurrencyCode, "Currency Code"),
    (Column::KeywordText, "Keyword Text"),
    (Column::KeywordMatchType, "Keyword Match Type"),
    (Column::AutoMatchType, "Auto Match Type"),
    (Column::BiddingStrategy, "Bidding Strategy"),
    (
        Column::BiddingAdjustmentPlacement,
        "Bidding Adjustment Placement",
    ),
    (
        Column::BiddingAdjustmentPercentage,
        "Bidding Adjustment Percentage",
    ),
    (
        Column::ProductTargetingExpression,
        "Product Targeting Expression",
    ),
];

/// What a download tells about the past, which no plan has.
const FIGURES: [&str; 11] = [
    "Impressions",
    "Clicks",
    "Click-through Rate",
    "Spend",
    "Sales",
    "Orders",
    "Units",
    "Conversion Rate",
    "ACOS",
    "CPC",
    "ROAS",
];

impl Column {
    /// The columns that are written, in their order.
    pub(crate) fn written() -> impl Iterator<Item = Self> {
        let columns = HEADERS.iter().map(|(column, _)| *column);
        columns.filter(|column| *column != Self::ProductTargetingExpression)
    }

    pub(crate) fn header(self) -> &'static str {
        HEADERS[self as usize].1
    }

    /// The column with this header, in small or capital letters.
    pub(crate) fn of(header: &str) -> Option<Self> {
        let is = |(_, name): &&(Self, &str)| name.eq_ignore_ascii_case(header.trim());
        HEADERS.iter().find(is).map(|(column, _)| *column)
    }
}

/// Whether a column holds figures of a download.
pub(crate) fn is_figure(header: &str) -> bool {
    let header = header.trim();
    FIGURES.iter().any(|name| name.eq_ignore_ascii_case(header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_its_own_header() {
        for (index, (column, header)) in HEADERS.iter().enumerate() {
            assert_eq!(*column as usize, index, "{header}");
            assert_eq!(
                Column::of(&format!(" {} ", header.to_uppercase())),
                Some(*column)
            );
        }
    }
}
