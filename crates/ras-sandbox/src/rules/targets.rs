//! Rules for targets.

use std::time::Duration;

use ras_core::Money;
use ras_core::ras::types::{
    CreateTargetInput, CreateTargetsRequest, CurrencyCode, DeleteTargetsRequest, EntityState,
    EntityType, ErrorDetail, ListTargetsRequest, TargetBidOutput, TargetLevel, TargetOutput,
    TargetType, TargetingClauseSetupErrorReason as Setup, TargetingType, UpdateTargetInput,
    UpdateTargetsRequest, ValueLimitErrorReason,
};

use super::ad_groups::{HIGHEST_BID, LOWEST_BID};
use super::{
    Kind, Verdict, all_good, check_first_state, check_parents, check_room, check_state, editable,
    limits, open_ad_group, open_campaign,
};
use crate::behavior::Lag;
use crate::item_error::{self, At};
use crate::world::{Entity, Scene, Table, World};

mod details;

/// Targets.
#[derive(Debug)]
pub(crate) enum Targets {}

impl Kind for Targets {
    const PLURAL: &'static str = "targets";
    const SINGULAR: &'static str = "target";
    const ID: &'static str = "targetId";
    const ID_FILTER: &'static str = "targetIdFilter";

    type Create = CreateTargetInput;
    type CreateBody = CreateTargetsRequest;
    type Update = UpdateTargetInput;
    type UpdateBody = UpdateTargetsRequest;
    type DeleteBody = DeleteTargetsRequest;
    type ListBody = ListTargetsRequest;
    type Entity = TargetOutput;

    fn created_items(body: CreateTargetsRequest) -> Vec<CreateTargetInput> {
        body.targets
    }

    fn updated_items(body: UpdateTargetsRequest) -> Vec<UpdateTargetInput> {
        body.targets
    }

    fn deleted_ids(body: DeleteTargetsRequest) -> Vec<String> {
        body.target_id_filter.include
    }

    fn archiving(id: String) -> UpdateTargetInput {
        UpdateTargetInput::new(id).with_state(EntityState::Archived)
    }

    fn table(world: &World) -> &Table<TargetOutput> {
        &world.targets
    }

    fn lag(lag: &Lag) -> Duration {
        lag.targets
    }

    fn create(world: &mut World, scene: &Scene<'_>, at: &At, item: CreateTargetInput) -> Verdict {
        let campaign = open_campaign(world, scene, &item.campaign_id, at)?;
        let group = match &item.ad_group_id {
            Some(id) => Some(open_ad_group(world, scene, id, &item.campaign_id, at)?),
            None => None,
        };
        let mut errors = Vec::new();
        check_first_state(&item.state, at, &mut errors);
        if group.is_none() && !item.negative {
            let message = "Only negative targets can stand without an ad group";
            errors.push(item_error::missing(message, at.place("adGroupId")));
        }
        check_targeting(&campaign.targeting_type, &item, at, &mut errors);
        let retailer_id = group.map(|group| group.retailer_id.as_str());
        details::check(&item, retailer_id, scene.seed, at, &mut errors);
        let bid = item.bid.as_ref().map(|bid| bid.bid);
        check_bid(bid, item.negative, at, &mut errors);
        let mut target = new_target(item);
        check_siblings(world, &target, at, &mut errors);
        let level = target.ad_group_id.as_ref().unwrap_or(&target.campaign_id);
        check_room(scene, world.targets.living_below(level), at, &mut errors);
        all_good(errors)?;
        target.target_id = world.targets.next_id();
        let id = target.target_id.clone();
        world.targets.put(target, scene.now);
        Ok(id)
    }

    fn update(world: &mut World, scene: &Scene<'_>, at: &At, item: UpdateTargetInput) -> Verdict {
        let id = item.target_id;
        let cause = at.cause(Self::ID, &id);
        let noun = (EntityType::TargetingClause, "targeting clause");
        let mut target = editable(&world.targets, scene, &id, cause.clone(), noun)?.clone();
        let group = target.ad_group_id.as_deref();
        check_parents(world, &target.campaign_id, group, cause)?;
        let mut errors = Vec::new();
        check_state(item.state.as_ref(), at, &mut errors);
        let bid = item.bid.as_ref().map(|bid| bid.bid);
        check_bid(bid, target.negative, at, &mut errors);
        all_good(errors)?;
        if let Some(bid) = bid {
            target.bid = Some(TargetBidOutput::new(bid, CurrencyCode::Usd));
        }
        target.state = item.state.unwrap_or(target.state);
        world.targets.put(target, scene.now);
        Ok(id)
    }
}

fn new_target(item: CreateTargetInput) -> TargetOutput {
    let level = match item.ad_group_id {
        Some(_) => TargetLevel::AdGroup,
        None => TargetLevel::Campaign,
    };
    let mut target = TargetOutput::new(
        item.campaign_id,
        item.negative,
        item.state,
        item.target_details,
        "",
        level,
        item.target_type,
    );
    target.ad_group_id = item.ad_group_id;
    target.bid = item
        .bid
        .map(|bid| TargetBidOutput::new(bid.bid, CurrencyCode::Usd));
    target
}

/// Checks whether this kind of campaign takes this kind of target.
fn check_targeting(
    targeting: &TargetingType,
    item: &CreateTargetInput,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let cause = at.cause("targetType", &item.target_type);
    if item.target_type == TargetType::Auto {
        let reason = Setup::AutoTargetingClauseCannotBeCreatedManually;
        let message = "Automatic targets cannot be created, they come with the ad group";
        errors.push(item_error::setup(reason, message, cause));
    } else if *targeting == TargetingType::Auto && !item.negative {
        let reason = Setup::TargetingTypeNotAllowedForAutoTargetingCampaign;
        let message = "Only negative keywords and negative product targets are allowed in \
                       auto-targeting campaigns";
        errors.push(item_error::setup(reason, message, cause));
    }
}

fn check_bid(bid: Option<Money>, negative: bool, at: &At, errors: &mut Vec<ErrorDetail>) {
    let Some(bid) = bid else { return };
    let cause = at.cause("bid.bid", bid);
    if negative {
        errors.push(item_error::other(
            "Negative targets cannot have a bid",
            cause,
        ));
        return;
    }
    let (reason, message) = if bid < LOWEST_BID {
        let message = "Bid is lower than the minimum allowed by the marketplace";
        (ValueLimitErrorReason::TooLow, message)
    } else if bid > HIGHEST_BID {
        let message = "Bid is higher than the maximum allowed by the marketplace";
        (ValueLimitErrorReason::TooHigh, message)
    } else {
        return;
    };
    let allowed = limits(LOWEST_BID, HIGHEST_BID);
    errors.push(item_error::range(reason, message, cause, allowed));
}

/// Checks a new target against those beside it.
fn check_siblings(world: &World, target: &TargetOutput, at: &At, errors: &mut Vec<ErrorDetail>) {
    let member = details::text_member(&target.target_type);
    let cause = || at.cause(member, details::text(&target.target_details));
    if world.targets.is_taken(&target.natural_key(), None) {
        errors.push(item_error::duplicate("Target already exists!", cause()));
    }
    let Some(group) = &target.ad_group_id else {
        return;
    };
    // All that are here already are of one type, so that the first one tells.
    let first = world
        .targets
        .living_below(group)
        .find(|sibling| !sibling.negative && sibling.target_type != TargetType::Auto);
    let conflict = first.is_some_and(|sibling| sibling.target_type != target.target_type);
    if conflict && !target.negative {
        let reason = Setup::TypeConflictInAdGroup;
        let message = "An ad group cannot have positive keywords and product targets";
        let cause = at.cause("targetType", &target.target_type);
        errors.push(item_error::setup(reason, message, cause));
    }
}
