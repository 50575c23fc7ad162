//! Serving status, computed from the states upward.
//!
//! Amazon does not say which reason wins when several apply. Here the entity's own state
//! comes first, then that of its ad group and its campaign, then what the entity lacks.

use ras_core::DateTime;
use ras_core::ras::types::{
    AdGroupExtendedData, AdGroupOutput, AdGroupServingStatus, AdGroupServingStatusDetailItem,
    AdGroupServingStatusReason, CampaignExtendedData, CampaignOutput, CampaignServingStatus,
    CampaignServingStatusDetailItem, CampaignServingStatusReason, EntityState,
    ProductAdExtendedData, ProductAdOutput, ProductAdServingStatus,
    ProductAdServingStatusDetailItem, ProductAdServingStatusReason, TargetExtendedData,
    TargetOutput, TargetServingStatus, TargetServingStatusDetailItem, TargetServingStatusReason,
};

use super::{Row, Scene, World};

/// An entity as lists show it, with its extended data.
pub(crate) trait Shown: Sized {
    fn shown(row: &Row<Self>, world: &World, scene: &Scene<'_>) -> Self;
}

macro_rules! shown {
    ($entity:ident, $data:ident, $status:ident, $item:ident, $reason:ident) => {
        impl Shown for $entity {
            fn shown(row: &Row<Self>, world: &World, scene: &Scene<'_>) -> Self {
                let status = world.status(&row.entity, scene);
                let reason = $reason::from(format!("{status}_DETAIL"));
                let data = $data::new()
                    .with_serving_status($status::from(status))
                    .with_serving_status_details(vec![$item::new().with_name(reason)])
                    .with_creation_date_time(DateTime::from(row.created))
                    .with_last_update_date_time(DateTime::from(row.updated));
                row.entity.clone().with_extended_data(data)
            }
        }
    };
}

shown!(
    CampaignOutput,
    CampaignExtendedData,
    CampaignServingStatus,
    CampaignServingStatusDetailItem,
    CampaignServingStatusReason
);
shown!(
    AdGroupOutput,
    AdGroupExtendedData,
    AdGroupServingStatus,
    AdGroupServingStatusDetailItem,
    AdGroupServingStatusReason
);
shown!(
    ProductAdOutput,
    ProductAdExtendedData,
    ProductAdServingStatus,
    ProductAdServingStatusDetailItem,
    ProductAdServingStatusReason
);
shown!(
    TargetOutput,
    TargetExtendedData,
    TargetServingStatus,
    TargetServingStatusDetailItem,
    TargetServingStatusReason
);

/// Finds the status of one kind of entity.
trait Status<T> {
    fn status(&self, entity: &T, scene: &Scene<'_>) -> &'static str;
}

impl Status<CampaignOutput> for World {
    fn status(&self, campaign: &CampaignOutput, scene: &Scene<'_>) -> &'static str {
        campaign_obstacle(campaign, scene)
            .or_else(|| self.campaign_gap(&campaign.campaign_id))
            .unwrap_or("CAMPAIGN_STATUS_ENABLED")
    }
}

impl Status<AdGroupOutput> for World {
    fn status(&self, group: &AdGroupOutput, scene: &Scene<'_>) -> &'static str {
        ad_group_obstacle(group)
            .or_else(|| self.obstacle_above(None, &group.campaign_id, scene))
            .or_else(|| self.ad_group_gap(&group.ad_group_id))
            .unwrap_or("AD_GROUP_STATUS_ENABLED")
    }
}

impl Status<ProductAdOutput> for World {
    fn status(&self, ad: &ProductAdOutput, scene: &Scene<'_>) -> &'static str {
        let shop = scene.seed.shop(&ad.retailer_id);
        let offer = shop.and_then(|shop| shop.offer(&ad.retailer_offer_id));
        let out_of_stock = offer.is_some_and(|offer| !offer.in_stock);
        own_obstacle(&ad.state, "AD_PAUSED", "AD_ARCHIVED")
            .or_else(|| self.obstacle_above(Some(&ad.ad_group_id), &ad.campaign_id, scene))
            .or_else(|| out_of_stock.then_some("OUT_OF_STOCK"))
            .or_else(|| self.ad_group_gap(&ad.ad_group_id))
            .unwrap_or("AD_STATUS_LIVE")
    }
}

impl Status<TargetOutput> for World {
    fn status(&self, target: &TargetOutput, scene: &Scene<'_>) -> &'static str {
        let group = target.ad_group_id.as_deref();
        own_obstacle(
            &target.state,
            "TARGETING_CLAUSE_PAUSED",
            "TARGETING_CLAUSE_ARCHIVED",
        )
        .or_else(|| self.obstacle_above(group, &target.campaign_id, scene))
        .or_else(|| match group {
            Some(group) => self.ad_group_gap(group),
            None => self.campaign_gap(&target.campaign_id),
        })
        .unwrap_or("TARGETING_CLAUSE_STATUS_LIVE")
    }
}

impl World {
    fn obstacle_above(
        &self,
        ad_group_id: Option<&str>,
        campaign_id: &str,
        scene: &Scene<'_>,
    ) -> Option<&'static str> {
        let group = ad_group_id.and_then(|id| self.ad_groups.get(id));
        let campaign = self.campaigns.get(campaign_id);
        group
            .and_then(ad_group_obstacle)
            .or_else(|| campaign.and_then(|campaign| campaign_obstacle(campaign, scene)))
    }

    fn campaign_gap(&self, campaign_id: &str) -> Option<&'static str> {
        let complete = self
            .ad_groups
            .living_below(campaign_id)
            .any(|group| self.ad_group_gap(&group.ad_group_id).is_none());
        (!complete).then_some("CAMPAIGN_INCOMPLETE")
    }

    fn ad_group_gap(&self, ad_group_id: &str) -> Option<&'static str> {
        let has_ad = self.product_ads.living_below(ad_group_id).next().is_some();
        let has_target = self
            .targets
            .living_below(ad_group_id)
            .any(|target| !target.negative);
        (!has_ad || !has_target).then_some("AD_GROUP_INCOMPLETE")
    }
}

fn campaign_obstacle(campaign: &CampaignOutput, scene: &Scene<'_>) -> Option<&'static str> {
    own_obstacle(&campaign.state, "CAMPAIGN_PAUSED", "CAMPAIGN_ARCHIVED").or_else(|| {
        let ended = campaign.end_date.is_some_and(|end| end < scene.today);
        let pending = campaign.start_date > scene.today;
        match (ended, pending) {
            (true, _) => Some("ENDED"),
            (false, true) => Some("PENDING_START_DATE"),
            (false, false) => None,
        }
    })
}

fn ad_group_obstacle(group: &AdGroupOutput) -> Option<&'static str> {
    own_obstacle(&group.state, "AD_GROUP_PAUSED", "AD_GROUP_ARCHIVED")
}

fn own_obstacle(
    state: &EntityState,
    paused: &'static str,
    archived: &'static str,
) -> Option<&'static str> {
    match state {
        EntityState::Paused => Some(paused),
        EntityState::Archived => Some(archived),
        _ => None,
    }
}
