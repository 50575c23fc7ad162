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
    /// What rows can be filtered by, for each way to group them.
    filters: &'static [(&'static str, &'static [&'static str])],
}

const KINDS: [Kind; 5] = [
    Kind {
        id: "spCampaigns",
        group_by: &["campaign", "adGroup", "campaignPlacement"],
        longest: 31,
        retention: 95,
        filters: &[
            ("campaign", &["campaignStatus"]),
            ("adGroup", &["adStatus"]),
            ("campaignPlacement", &["campaignSite"]),
        ],
    },
    Kind {
        id: "spTargeting",
        group_by: &["targeting"],
        longest: 31,
        retention: 95,
        filters: &[("targeting", &["adKeywordStatus", "keywordType"])],
    },
    Kind {
        id: "spSearchTerm",
        group_by: &["searchTerm"],
        longest: 31,
        retention: 95,
        filters: &[("searchTerm", &["keywordType"])],
    },
    Kind {
        id: "spAdvertisedProduct",
        group_by: &["advertiser"],
        longest: 31,
        retention: 95,
        filters: &[("advertiser", &["adCreativeStatus", "campaignStatus"])],
    },
    Kind {
        id: "spGrossAndInvalids",
        group_by: &["campaign"],
        longest: 365,
        retention: 365,
        filters: &[("campaign", &["campaignStatus"])],
    },
];

impl Kind {
    /// The fields that every one of these groupings can be filtered by.
    pub(super) fn filters(&self, groups: &[String]) -> Vec<&'static str> {
        let of = |group: &str| {
            let found = self.filters.iter().find(|(known, _)| *known == group);
            found.map_or(&[][..], |(_, fields)| *fields)
        };
        let Some((first, others)) = groups.split_first() else {
            return Vec::new();
        };
        let common = |field: &&&str| others.iter().all(|group| of(group).contains(*field));
        of(first).iter().filter(common).copied().collect()
    }
}

/// Finds a report type.
pub(super) fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
