//! Rules for ad groups, which bring the automatic targets of automatic campaigns.

use std::time::Duration;

use jiff::SignedDuration;
use ras_core::Money;
use ras_core::ras::types::{
    AdGroupOutput, AutoMatchType, AutoTarget, BiddingErrorReason, CampaignOutput,
    CreateAdGroupInput, CreateAdGroupsRequest, CurrencyCode, DeleteAdGroupsRequest, EntityState,
    EntityType, ErrorDetail, ListAdGroupsRequest, TargetBidOutput, TargetDetails, TargetLevel,
    TargetOutput, TargetType, TargetingType, UpdateAdGroupInput, UpdateAdGroupsRequest,
    ValueLimitErrorReason,
};
use rust_decimal::Decimal;

use super::{
    Kind, Verdict, all_good, check_first_state, check_parents, check_present, check_room,
    check_state, editable, limits, names, open_campaign,
};
use crate::behavior::Lag;
use crate::item_error::{self, At};
use crate::world::{Entity, Scene, Table, World};

const LONGEST_NAME: usize = 255;
/// Lowest bid per click in the US.
pub(super) const LOWEST_BID: Money = Money::new(Decimal::from_parts(2, 0, 0, false, 2));
/// Highest bid per click in the US.
pub(super) const HIGHEST_BID: Money = Money::new(Decimal::ONE_THOUSAND);

/// Ad groups.
#[derive(Debug)]
pub(crate) enum AdGroups {}

impl Kind for AdGroups {
    const PLURAL: &'static str = "adGroups";
    const SINGULAR: &'static str = "adGroup";
    const ID: &'static str = "adGroupId";
    const ID_FILTER: &'static str = "adGroupIdFilter";

    type Create = CreateAdGroupInput;
    type CreateBody = CreateAdGroupsRequest;
    type Update = UpdateAdGroupInput;
    type UpdateBody = UpdateAdGroupsRequest;
    type DeleteBody = DeleteAdGroupsRequest;
    type ListBody = ListAdGroupsRequest;
    type Entity = AdGroupOutput;

    fn created_items(body: CreateAdGroupsRequest) -> Vec<CreateAdGroupInput> {
        body.ad_groups
    }

    fn updated_items(body: UpdateAdGroupsRequest) -> Vec<UpdateAdGroupInput> {
        body.ad_groups
    }

    fn deleted_ids(body: DeleteAdGroupsRequest) -> Vec<String> {
        body.ad_group_id_filter.include
    }

    fn archiving(id: String) -> UpdateAdGroupInput {
        UpdateAdGroupInput::new(id).with_state(EntityState::Archived)
    }

    fn table(world: &World) -> &Table<AdGroupOutput> {
        &world.ad_groups
    }

    fn lag(lag: &Lag) -> Duration {
        lag.ad_groups
    }

    fn create(world: &mut World, scene: &Scene<'_>, at: &At, item: CreateAdGroupInput) -> Verdict {
        let campaign = open_campaign(world, scene, &item.campaign_id, at)?;
        let automatic = campaign.targeting_type == TargetingType::Auto;
        let mut errors = Vec::new();
        check_first_state(&item.state, at, &mut errors);
        let active = scene
            .seed
            .shop(&item.retailer_id)
            .is_some_and(|shop| shop.is_active());
        if !active && !item.retailer_id.is_empty() {
            // No kind of error is made for retailers.
            errors.push(item_error::not_allowed(
                ValueLimitErrorReason::NotInList,
                "Retailer does not exist or is not active",
                at.cause("retailerId", &item.retailer_id),
                &[],
            ));
        }
        let mut group = AdGroupOutput::new(
            "",
            item.campaign_id,
            item.default_bid,
            item.name,
            item.retailer_id,
            item.state,
        );
        check_present(&group.retailer_id, "retailerId", at, &mut errors);
        check(world, campaign, &group, at, &mut errors);
        let siblings = world.ad_groups.living_below(&group.campaign_id);
        check_room(scene, siblings, at, &mut errors);
        all_good(errors)?;
        group.ad_group_id = world.ad_groups.next_id();
        let id = group.ad_group_id.clone();
        if automatic {
            add_automatic_targets(world, scene, &group);
        }
        world.ad_groups.put(group, scene.now);
        Ok(id)
    }

    fn update(world: &mut World, scene: &Scene<'_>, at: &At, item: UpdateAdGroupInput) -> Verdict {
        let id = item.ad_group_id;
        let cause = at.cause(Self::ID, &id);
        let noun = (EntityType::AdGroup, "ad group");
        let mut group = editable(&world.ad_groups, scene, &id, cause.clone(), noun)?.clone();
        check_parents(world, &group.campaign_id, None, cause)?;
        let mut errors = Vec::new();
        check_state(item.state.as_ref(), at, &mut errors);
        group.name = item.name.unwrap_or(group.name);
        group.default_bid = item.default_bid.unwrap_or(group.default_bid);
        group.state = item.state.unwrap_or(group.state);
        if let Some(campaign) = world.campaigns.get(&group.campaign_id)
            && !group.is_archived()
        {
            check(world, campaign, &group, at, &mut errors);
        }
        all_good(errors)?;
        world.ad_groups.put(group, scene.now);
        Ok(id)
    }
}

/// Checks what holds for new and changed ad groups alike.
fn check(
    world: &World,
    campaign: &CampaignOutput,
    group: &AdGroupOutput,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    names::check(&group.name, "Ad group name", LONGEST_NAME, at, errors);
    let id = Some(group.ad_group_id.as_str());
    if world.ad_groups.is_taken(&group.natural_key(), id) {
        let message = format!("AdGroup with name={} already exists!", group.name);
        let cause = at.cause("name", &group.name);
        errors.push(item_error::duplicate(&message, cause));
    }
    let bid = group.default_bid;
    let budget = campaign.budget.budget;
    let (reason, message, upper) = if !(LOWEST_BID..=HIGHEST_BID).contains(&bid) {
        let message = "Bid is outside the range allowed by the marketplace";
        (
            BiddingErrorReason::BidOutOfMarketPlaceRange,
            message,
            HIGHEST_BID,
        )
    } else if bid > budget {
        let message = "Bid is greater than the budget of the campaign";
        (BiddingErrorReason::BidGtBudget, message, budget)
    } else {
        return;
    };
    let cause = at.cause("defaultBid", bid);
    errors.push(item_error::bidding(
        reason,
        message,
        cause,
        limits(LOWEST_BID, upper),
    ));
}

/// Adds the four targets that Amazon makes, with the default bid for lack of a better one.
fn add_automatic_targets(world: &mut World, scene: &Scene<'_>, group: &AdGroupOutput) {
    let match_types = [
        AutoMatchType::KeywordsCloseMatch,
        AutoMatchType::KeywordsLooseMatch,
        AutoMatchType::ProductSubstitutes,
        AutoMatchType::ProductComplements,
    ];
    let behavior = &scene.behavior;
    let lag = SignedDuration::try_from(behavior.auto_targets_lag).unwrap_or_default();
    let late = scene.now.saturating_add(lag).ok();
    for (place, match_type) in match_types.into_iter().enumerate() {
        let details = TargetDetails::new().with_auto_target(AutoTarget::new(match_type));
        let target = TargetOutput::new(
            group.campaign_id.as_str(),
            false,
            EntityState::Enabled,
            details,
            world.targets.next_id(),
            TargetLevel::AdGroup,
            TargetType::Auto,
        )
        .with_ad_group_id(group.ad_group_id.as_str())
        .with_bid(TargetBidOutput::new(group.default_bid, CurrencyCode::Usd));
        let is_late = place >= behavior.auto_targets_at_once;
        world
            .targets
            .add(target, scene.now, late.filter(|_| is_late));
    }
}
