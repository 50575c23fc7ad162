//! Rules for product ads.

use std::time::Duration;

use ras_core::ras::types::{
    CreateProductAdInput, CreateProductAdsRequest, DeleteProductAdsRequest, EntityState,
    EntityType, ErrorDetail, ListProductAdsRequest, MalformedValueErrorReason, ProductAdOutput,
    UpdateProductAdInput, UpdateProductAdsRequest, ValueLimitErrorReason,
};

use super::{
    Kind, Verdict, all_good, check_first_state, check_parents, check_present, check_room,
    check_state, editable, open_ad_group, open_campaign,
};
use crate::behavior::Lag;
use crate::item_error::{self, At};
use crate::world::{Entity, Scene, Table, World};

/// Product ads.
#[derive(Debug)]
pub(crate) enum ProductAds {}

impl Kind for ProductAds {
    const PLURAL: &'static str = "productAds";
    const SINGULAR: &'static str = "productAd";
    const ID: &'static str = "productAdId";
    const ID_FILTER: &'static str = "productAdIdFilter";

    type Create = CreateProductAdInput;
    type CreateBody = CreateProductAdsRequest;
    type Update = UpdateProductAdInput;
    type UpdateBody = UpdateProductAdsRequest;
    type DeleteBody = DeleteProductAdsRequest;
    type ListBody = ListProductAdsRequest;
    type Entity = ProductAdOutput;

    fn created_items(body: CreateProductAdsRequest) -> Vec<CreateProductAdInput> {
        body.product_ads
    }

    fn updated_items(body: UpdateProductAdsRequest) -> Vec<UpdateProductAdInput> {
        body.product_ads
    }

    fn deleted_ids(body: DeleteProductAdsRequest) -> Vec<String> {
        body.product_ad_id_filter.include
    }

    fn archiving(id: String) -> UpdateProductAdInput {
        UpdateProductAdInput::new(id).with_state(EntityState::Archived)
    }

    fn table(world: &World) -> &Table<ProductAdOutput> {
        &world.product_ads
    }

    fn lag(lag: &Lag) -> Duration {
        lag.product_ads
    }

    fn create(
        world: &mut World,
        scene: &Scene<'_>,
        at: &At,
        item: CreateProductAdInput,
    ) -> Verdict {
        open_campaign(world, scene, &item.campaign_id, at)?;
        let group = open_ad_group(world, scene, &item.ad_group_id, &item.campaign_id, at)?;
        let mut errors = Vec::new();
        check_first_state(&item.state, at, &mut errors);
        if item.retailer_id != group.retailer_id {
            errors.push(item_error::not_allowed(
                ValueLimitErrorReason::NotInList,
                "Retailer is not that of the ad group",
                at.cause("retailerId", &item.retailer_id),
                &[&group.retailer_id],
            ));
        }
        let offer = scene
            .seed
            .shop(&item.retailer_id)
            .and_then(|shop| shop.offer(&item.retailer_offer_id));
        check_offer_id(&item.retailer_offer_id, at, &mut errors);
        // An offer that does not exist has no kind of error of its own.
        if errors.is_empty() && !offer.is_some_and(|offer| offer.eligible) {
            let cause = at.cause("retailerOfferId", &item.retailer_offer_id);
            let message = "Product is ineligible for advertising";
            errors.push(item_error::ineligible(message, cause));
        }
        let mut ad = ProductAdOutput::new(
            item.ad_group_id,
            item.campaign_id,
            "",
            item.retailer_id,
            item.retailer_offer_id,
            item.state,
        );
        if world.product_ads.is_taken(&ad.natural_key(), None) {
            let message = format!(
                "ProductAd with campaignId={}, adGroupId={}, retailerOfferId={} already exists!",
                ad.campaign_id, ad.ad_group_id, ad.retailer_offer_id
            );
            let cause = at.cause("retailerOfferId", &ad.retailer_offer_id);
            errors.push(item_error::duplicate(&message, cause));
        }
        let siblings = world.product_ads.living_below(&ad.ad_group_id);
        check_room(scene, siblings, at, &mut errors);
        all_good(errors)?;
        ad.product_ad_id = world.product_ads.next_id();
        let id = ad.product_ad_id.clone();
        world.product_ads.put(ad, scene.now);
        Ok(id)
    }

    fn update(
        world: &mut World,
        scene: &Scene<'_>,
        at: &At,
        item: UpdateProductAdInput,
    ) -> Verdict {
        let id = item.product_ad_id;
        let cause = at.cause(Self::ID, &id);
        let noun = (EntityType::ProductAd, "product ad");
        let mut ad = editable(&world.product_ads, scene, &id, cause.clone(), noun)?.clone();
        check_parents(world, &ad.campaign_id, Some(&ad.ad_group_id), cause)?;
        let mut errors = Vec::new();
        check_state(item.state.as_ref(), at, &mut errors);
        all_good(errors)?;
        ad.state = item.state.unwrap_or(ad.state);
        world.product_ads.put(ad, scene.now);
        Ok(id)
    }
}

/// Checks the form of an offer's id, of which nothing but its text is known.
fn check_offer_id(id: &str, at: &At, errors: &mut Vec<ErrorDetail>) {
    check_present(id, "retailerOfferId", at, errors);
    if id.trim() != id {
        let reason = MalformedValueErrorReason::LeadingOrTrailingWhitespace;
        let message = "Retailer offer id must not start or end with a blank";
        let cause = at.cause("retailerOfferId", id);
        errors.push(item_error::malformed(reason, message, cause, None));
    }
}
