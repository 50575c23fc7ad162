//! The twelve shapes of a 207, read as one.

use ras_core::ras::types::{
    CreateAdGroupsResponse, CreateCampaignsResponse, CreateProductAdsResponse,
    CreateTargetsResponse, DeleteAdGroupsResponse, DeleteCampaignsResponse,
    DeleteProductAdsResponse, DeleteTargetsResponse, ErrorDetail, UpdateAdGroupsResponse,
    UpdateCampaignsResponse, UpdateProductAdsResponse, UpdateTargetsResponse,
};

use crate::ItemError;

type Successes = Vec<(i32, Option<String>)>;
type Failures = Vec<(i32, Vec<ItemError>)>;

/// The answer to a call with many items.
pub(crate) trait BulkAnswer {
    /// Index and id of what succeeded; index and errors of what was refused.
    fn into_outcomes(self) -> (Successes, Failures);
}

macro_rules! bulk_answers {
    ($($answer:ident.$plural:ident[$id:ident])*) => {
        $(
            impl BulkAnswer for $answer {
                fn into_outcomes(self) -> (Successes, Failures) {
                    let success = self.$plural.success.into_iter();
                    let error = self.$plural.error.into_iter();
                    (
                        success.map(|item| (item.index, item.$id)).collect(),
                        error.map(|item| (item.index, errors(&item.errors))).collect(),
                    )
                }
            }
        )*
    };
}

bulk_answers! {
    CreateCampaignsResponse.campaigns[campaign_id]
    UpdateCampaignsResponse.campaigns[campaign_id]
    DeleteCampaignsResponse.campaigns[campaign_id]
    CreateAdGroupsResponse.ad_groups[ad_group_id]
    UpdateAdGroupsResponse.ad_groups[ad_group_id]
    DeleteAdGroupsResponse.ad_groups[ad_group_id]
    CreateProductAdsResponse.product_ads[product_ad_id]
    UpdateProductAdsResponse.product_ads[product_ad_id]
    DeleteProductAdsResponse.product_ads[product_ad_id]
    CreateTargetsResponse.targets[target_id]
    UpdateTargetsResponse.targets[target_id]
    DeleteTargetsResponse.targets[target_id]
}

fn errors(details: &[ErrorDetail]) -> Vec<ItemError> {
    details.iter().map(ItemError::from_core).collect()
}
