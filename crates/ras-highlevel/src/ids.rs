//! Identifiers that cannot be taken for each other.

use std::fmt;

use ras_core::Id;

/// Declares an identifier: a text that the service chose.
macro_rules! id {
    ($(#[$doc:meta] $name:ident)*) => {
        $(
            #[$doc]
            ///
            /// Amazon's identifiers are numbers of up to 64 bits, written as text.
            #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
            #[serde(transparent)]
            pub struct $name(Id);

            impl $name {
                /// The identifier as it stands on the wire.
                pub fn as_str(&self) -> &str {
                    self.0.as_str()
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    self.0.as_str()
                }
            }

            impl From<Id> for $name {
                fn from(id: Id) -> Self {
                    Self(id)
                }
            }

            impl From<$name> for Id {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl From<String> for $name {
                fn from(id: String) -> Self {
                    Self(id.into())
                }
            }

            impl From<&str> for $name {
                fn from(id: &str) -> Self {
                    Self(id.into())
                }
            }

            impl From<&String> for $name {
                fn from(id: &String) -> Self {
                    Self(id.into())
                }
            }

            impl From<&$name> for $name {
                fn from(id: &$name) -> Self {
                    id.clone()
                }
            }

            impl From<$name> for String {
                fn from(id: $name) -> Self {
                    id.0.into()
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.0)
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "{}({})", stringify!($name), self.0)
                }
            }
        )*
    };
}

id! {
    /// Identifies a campaign.
    CampaignId
    /// Identifies an ad group.
    AdGroupId
    /// Identifies a product ad.
    ProductAdId
    /// Identifies a target, positive or negative.
    TargetId
    /// Identifies a retailer, whose catalog an ad group advertises.
    RetailerId
    /// Identifies a portfolio, which groups campaigns.
    PortfolioId
    /// Identifies a profile: one advertiser in one marketplace.
    ProfileId
}
