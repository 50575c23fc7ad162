//! The four nouns behind one trait.

use ras_highlevel::{
    AdGroup, AdGroupFilter, Campaign, CampaignFilter, Entity, Pages, ProductAd, ProductAdFilter,
    Ras, Target, TargetFilter,
};

use crate::output::Record;

/// An entity that commands can list and change.
pub(crate) trait Noun: Record + Entity {
    /// Entities of a profile.
    fn list(ras: &Ras, filter: Self::Filter) -> Pages<Self>;

    /// The filter for these ids.
    fn by_ids(ids: &[String]) -> Self::Filter;

    fn id(&self) -> &str;
}

macro_rules! noun {
    ($entity:ident, $filter:ident, $resource:ident) => {
        impl Noun for $entity {
            fn list(ras: &Ras, filter: Self::Filter) -> Pages<Self> {
                ras.$resource().list(filter)
            }

            fn by_ids(ids: &[String]) -> Self::Filter {
                $filter::new().ids(ids)
            }

            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    };
}

noun!(Campaign, CampaignFilter, campaigns);
noun!(AdGroup, AdGroupFilter, ad_groups);
noun!(ProductAd, ProductAdFilter, product_ads);
noun!(Target, TargetFilter, targets);
