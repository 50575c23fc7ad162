//! The service's enums in this crate's words. All of them survive new values.

use std::fmt;

use ras_core::{ras, retailers};

/// Declares an open enum, which mostly stands for one of ras-core's.
macro_rules! open_enum {
    (
        $(#[$doc:meta])*
        $name:ident $(= $core:path)? { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
            /// A value that this version of the SDK does not know; read it with `as_str`.
            Unknown($crate::Unknown),
        }

        impl $name {
            /// The value as it stands on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    other => Self::Unknown($crate::open_enums::Unknown::new(other)),
                }
            }
        }

        $(
            // Methods and no `From`: no public signature names a type of the wire.
            #[allow(dead_code, reason = "each enum is used in one direction or in both")]
            impl $name {
                pub(crate) fn of(wire: &$core) -> Self {
                    Self::from(wire.as_str())
                }

                pub(crate) fn wire(&self) -> $core {
                    <$core>::from(self.as_str())
                }
            }
        )?

        #[allow(dead_code, reason = "some enums are only ever sent")]
        impl $name {
            /// The known values, as they stand on the wire.
            pub(crate) const KNOWN: &[&str] = &[$($wire,)*];

            /// The value, when this version does not know it.
            pub(crate) fn unknown(&self) -> Option<&str> {
                match self {
                    Self::Unknown(value) => Some(value.as_str()),
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use open_enum;

/// The text of a value that this version of the SDK does not know.
///
/// It cannot be built outside of this crate: code that matched on a guessed value
/// would silently stop matching in the version that learns the value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown(Box<str>);

impl Unknown {
    pub(crate) fn new(value: &str) -> Self {
        Self(value.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

open_enum! {
    /// The state that the advertiser has set; see the serving status for whether it serves.
    State = ras::types::EntityState {
        /// May serve.
        Enabled = "ENABLED",
        /// Does not serve until it is enabled again.
        Paused = "PAUSED",
        /// Ended for good: cannot be changed any more.
        Archived = "ARCHIVED",
    }
}

open_enum! {
    /// Who chooses the targets of a campaign. It cannot be changed later.
    Targeting = ras::types::TargetingType {
        /// Amazon creates four targets for every ad group.
        Auto = "AUTO",
        /// The advertiser creates the targets.
        Manual = "MANUAL",
    }
}

open_enum! {
    /// What a budget is for.
    BudgetType = ras::types::BudgetType {
        /// For a day, on the average of a month.
        Daily = "DAILY",
    }
}

open_enum! {
    /// How the bids of a campaign are adjusted.
    BiddingStrategy = ras::types::BiddingStrategy {
        /// They stay as they are, apart from adjustments for places.
        Manual = "MANUAL",
    }
}

open_enum! {
    /// Where an ad stands.
    Placement = ras::types::Placement {
        /// At the top of the first page of search results.
        TopOfSearch = "PLACEMENT_TOP",
    }
}

open_enum! {
    /// What a target matches.
    TargetType = ras::types::TargetType {
        /// What Amazon chooses, in auto campaigns.
        Auto = "AUTO",
        /// Searches.
        Keyword = "KEYWORD",
        /// Pages of products.
        Product = "PRODUCT",
    }
}

open_enum! {
    /// How a search must relate to a keyword.
    KeywordMatch = ras::types::KeywordMatchType {
        /// All words in any order, variants and other words included.
        Broad = "BROAD",
        /// The words in this order, other words around them.
        Phrase = "PHRASE",
        /// The words in this order and nothing else but close variants.
        Exact = "EXACT",
    }
}

open_enum! {
    /// Which of the four automatic targets of an ad group.
    ///
    /// Amazon's guide also writes `SEARCH_CLOSE_MATCH` and `SEARCH_LOOSE_MATCH` for the
    /// first two; on the wire they are `KEYWORDS_…`.
    AutoMatch = ras::types::AutoMatchType {
        /// Searches close to the product.
        CloseMatch = "KEYWORDS_CLOSE_MATCH",
        /// Searches loosely related to the product.
        LooseMatch = "KEYWORDS_LOOSE_MATCH",
        /// Pages of products that go with the product.
        Complements = "PRODUCT_COMPLEMENTS",
        /// Pages of products that replace the product.
        Substitutes = "PRODUCT_SUBSTITUTES",
    }
}

open_enum! {
    /// Whether a retailer can be advertised on.
    RetailerStatus = retailers::types::RetailerStatus {
        /// Can be advertised on.
        Active = "ACTIVE",
        /// Cannot be advertised on for now.
        Inactive = "INACTIVE",
        /// Has left.
        Retired = "RETIRED",
    }
}

open_enum! {
    /// Whether a product can be bought; plain text in the contract, which describes these.
    Availability = String {
        /// In stock.
        InStock = "IN_STOCK",
        /// In stock, in small numbers.
        InStockScarce = "IN_STOCK_SCARCE",
        /// None left for now.
        OutOfStock = "OUT_OF_STOCK",
        /// Not out yet; orders are taken.
        Preorder = "PREORDER",
        /// Ships after a waiting time.
        LeadTime = "LEADTIME",
        /// To be had from a later day on.
        AvailableDate = "AVAILABLE_DATE",
    }
}

open_enum! {
    /// Whether a product may be advertised; plain text in the contract, which describes these.
    Eligibility = String {
        /// May be advertised.
        Eligible = "ELIGIBLE",
        /// May not be advertised.
        Ineligible = "INELIGIBLE",
    }
}
