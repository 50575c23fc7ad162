//! A campaign with everything below it, as the service has it.

use futures_util::future::try_join3;
use serde::Serialize;

use crate::{
    AdGroup, AdGroupFilter, Campaign, CampaignFilter, CampaignId, Error, ProductAd,
    ProductAdFilter, Ras, Target, TargetFilter,
};

/// A campaign with everything below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CampaignTree {
    /// The campaign.
    pub campaign: Campaign,
    /// Its ad groups.
    pub ad_groups: Vec<AdGroupTree>,
    /// The negative targets of the whole campaign.
    pub negative_targets: Vec<Target>,
}

/// An ad group with everything below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdGroupTree {
    /// The ad group.
    pub ad_group: AdGroup,
    /// Its product ads.
    pub product_ads: Vec<ProductAd>,
    /// Its targets, positive and negative.
    pub targets: Vec<Target>,
}

/// Reads a campaign with everything below it; none when it does not exist.
pub(super) async fn read(ras: &Ras, id: &CampaignId) -> Result<Option<CampaignTree>, Error> {
    let campaigns = ras
        .campaigns()
        .list(CampaignFilter::new().ids([id]))
        .all()
        .await?;
    let Some(campaign) = campaigns.into_iter().find(|campaign| campaign.id == *id) else {
        return Ok(None);
    };
    let (ad_groups, ads, targets) = try_join3(
        ras.ad_groups()
            .list(AdGroupFilter::new().campaigns([id]))
            .all(),
        ras.product_ads()
            .list(ProductAdFilter::new().campaigns([id]))
            .all(),
        ras.targets()
            .list(TargetFilter::new().campaigns([id]))
            .all(),
    )
    .await?;
    Ok(Some(build(campaign, ad_groups, ads, targets)))
}

/// Puts what was listed in its places.
pub(super) fn build(
    campaign: Campaign,
    ad_groups: impl IntoIterator<Item = AdGroup>,
    mut ads: Vec<ProductAd>,
    mut targets: Vec<Target>,
) -> CampaignTree {
    let ad_groups = ad_groups
        .into_iter()
        .map(|ad_group| AdGroupTree {
            product_ads: ads
                .extract_if(.., |ad| ad.ad_group == ad_group.id)
                .collect(),
            targets: targets
                .extract_if(.., |target| target.ad_group.as_ref() == Some(&ad_group.id))
                .collect(),
            ad_group,
        })
        .collect();
    CampaignTree {
        campaign,
        ad_groups,
        negative_targets: targets,
    }
}
