//! The five report types that RAS uses.

/// A report type and its limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) id: &'static str,
    pub(super) group_by: &'static [&'static str],
    /// Longest range in days.
    pub(super) longest: i32,
    /// How many days back it reaches.
    pub(super) retention: i32,
    pub(super) filters: &'static [&'static str],
}

const KINDS: [Kind; 5] = [
    Kind {
        id: "spCampaigns",
        group_by: &["campaign", "adGroup", "campaignPlacement"],
        longest: 31,
        retention: 95,
        filters: &["campaignStatus", "adStatus"],
    },
    Kind {
        id: "spTargeting",
        group_by: &["targeting"],
        longest: 31,
        retention: 95,
        filters: &["adKeywordStatus", "keywordType"],
    },
    Kind {
        id: "spSearchTerm",
        group_by: &["searchTerm"],
        longest: 31,
        retention: 95,
        filters: &["keywordType"],
    },
    Kind {
        id: "spAdvertisedProduct",
        group_by: &["advertiser"],
        longest: 31,
        retention: 95,
        filters: &["adCreativeStatus", "campaignStatus"],
    },
    Kind {
        id: "spGrossAndInvalids",
        group_by: &["campaign"],
        longest: 365,
        retention: 365,
        filters: &["campaignStatus"],
    },
];

/// Finds a report type.
pub(super) fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
