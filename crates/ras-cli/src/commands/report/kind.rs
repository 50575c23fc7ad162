//! The five types of reports, as they can be typed.

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Campaigns, ad groups or placements
    Campaigns,
    /// Targets
    Targeting,
    /// What shoppers have searched for
    SearchTerms,
    /// Advertised products
    Products,
    /// Valid and invalid traffic
    Invalids,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [
        Self::Campaigns,
        Self::Targeting,
        Self::SearchTerms,
        Self::Products,
        Self::Invalids,
    ];

    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Campaigns => "campaigns",
            Self::Targeting => "targeting",
            Self::SearchTerms => "search-terms",
            Self::Products => "products",
            Self::Invalids => "invalids",
        }
    }
}

/// Runs code that is generic over the report type with the one that a [`Kind`] stands for.
macro_rules! with_type {
    ($kind:expr, $R:ident => $body:expr) => {
        match $kind {
            $crate::commands::report::kind::Kind::Campaigns => {
                type $R = ras_highlevel::reports::CampaignReport;
                $body
            }
            $crate::commands::report::kind::Kind::Targeting => {
                type $R = ras_highlevel::reports::TargetingReport;
                $body
            }
            $crate::commands::report::kind::Kind::SearchTerms => {
                type $R = ras_highlevel::reports::SearchTermReport;
                $body
            }
            $crate::commands::report::kind::Kind::Products => {
                type $R = ras_highlevel::reports::AdvertisedProductReport;
                $body
            }
            $crate::commands::report::kind::Kind::Invalids => {
                type $R = ras_highlevel::reports::GrossAndInvalidReport;
                $body
            }
        }
    };
}
pub(super) use with_type;
