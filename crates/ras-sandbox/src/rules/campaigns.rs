//! Rules for campaigns.

use std::time::Duration;

use jiff::civil::Date;
use ras_core::Money;
use ras_core::Patch;
use ras_core::ras::types::{
    BiddingErrorReason, BiddingStrategy, BudgetErrorReason, BudgetInput, BudgetOutput, BudgetType,
    CampaignOutput, CreateCampaignInput, CreateCampaignsRequest, DateErrorReason,
    DeleteCampaignsRequest, EntityState, EntityType, ErrorCause, ErrorDetail, ListCampaignsRequest,
    MalformedValueErrorReason, Placement, PlacementBidAdjustment, Tag, TargetingType,
    UpdateCampaignInput, UpdateCampaignsRequest, ValueLimitErrorReason,
};
use rust_decimal::Decimal;

use super::ad_groups::{HIGHEST_BID, LOWEST_BID};
use super::{
    Kind, Verdict, all_good, check_first_state, check_present, check_room, check_state, editable,
    limits, names, wrong_enum,
};
use crate::behavior::{Lag, TagSupport};
use crate::item_error::{self, At};
use crate::profile::AccountKind;
use crate::world::{Entity, Scene, Table, World};

const LONGEST_NAME_OF_SELLER: usize = 128;
const LONGEST_NAME_OF_VENDOR: usize = 116;
const LOWEST_BUDGET: Money = Money::new(Decimal::ONE);
const HIGHEST_BUDGET: Money = Money::new(Decimal::from_parts(1_000_000, 0, 0, false, 0));
const MOST_TAGS: usize = 50;
const MOST_PLACEMENTS: usize = 5;
const PERCENTAGES: std::ops::RangeInclusive<i32> = 0..=900;

/// Campaigns.
#[derive(Debug)]
pub(crate) enum Campaigns {}

impl Kind for Campaigns {
    const PLURAL: &'static str = "campaigns";
    const SINGULAR: &'static str = "campaign";
    const ID: &'static str = "campaignId";
    const ID_FILTER: &'static str = "campaignIdFilter";

    type Create = CreateCampaignInput;
    type CreateBody = CreateCampaignsRequest;
    type Update = UpdateCampaignInput;
    type UpdateBody = UpdateCampaignsRequest;
    type DeleteBody = DeleteCampaignsRequest;
    type ListBody = ListCampaignsRequest;
    type Entity = CampaignOutput;

    fn created_items(body: CreateCampaignsRequest) -> Vec<CreateCampaignInput> {
        body.campaigns
    }

    fn updated_items(body: UpdateCampaignsRequest) -> Vec<UpdateCampaignInput> {
        body.campaigns
    }

    fn deleted_ids(body: DeleteCampaignsRequest) -> Vec<String> {
        body.campaign_id_filter.include
    }

    fn archiving(id: String) -> UpdateCampaignInput {
        UpdateCampaignInput::new(id).with_state(EntityState::Archived)
    }

    fn table(world: &World) -> &Table<CampaignOutput> {
        &world.campaigns
    }

    fn lag(lag: &Lag) -> Duration {
        lag.campaigns
    }

    fn create(world: &mut World, scene: &Scene<'_>, at: &At, item: CreateCampaignInput) -> Verdict {
        let mut errors = Vec::new();
        check_first_state(&item.state, at, &mut errors);
        if let TargetingType::Unknown(value) = &item.targeting_type {
            let allowed = TargetingType::KNOWN;
            errors.push(wrong_enum(at, "targetingType", value.as_str(), allowed));
        }
        let mut campaign = CampaignOutput::new(
            budget_output(&item.budget),
            "",
            item.dynamic_bidding,
            item.name,
            item.start_date.unwrap_or(scene.today),
            item.state,
            item.targeting_type,
        );
        campaign.end_date = item.end_date;
        campaign.portfolio_id = item.portfolio_id;
        campaign.tags = item.tags;
        check_start(campaign.start_date, scene.today, at, &mut errors);
        check_end(&campaign, scene.today, at, &mut errors);
        check(world, scene, &campaign, at, &mut errors);
        let living = world.campaigns.rows().iter().map(|row| &row.entity);
        let living = living.filter(|campaign| !campaign.is_archived());
        check_room(scene, living, at, &mut errors);
        all_good(errors)?;
        if scene.behavior.tags == TagSupport::Dropped {
            campaign.tags.clear();
        }
        campaign.campaign_id = world.campaigns.next_id();
        let id = campaign.campaign_id.clone();
        world.campaigns.put(campaign, scene.now);
        Ok(id)
    }

    fn update(world: &mut World, scene: &Scene<'_>, at: &At, item: UpdateCampaignInput) -> Verdict {
        let id = item.campaign_id.clone();
        let noun = (EntityType::Campaign, "campaign");
        let old = editable(&world.campaigns, scene, &id, at.cause(Self::ID, &id), noun)?;
        let mut errors = Vec::new();
        check_state(item.state.as_ref(), at, &mut errors);
        let mut changed = changed(old, &item);
        if changed.start_date != old.start_date {
            if old.start_date <= scene.today {
                let reason = DateErrorReason::UpdatingReadOnlyStartDate;
                let message = "Start date of a campaign that has started cannot be changed";
                let cause = at.cause("startDate", changed.start_date);
                errors.push(item_error::date(reason, message, cause));
            } else {
                check_start(changed.start_date, scene.today, at, &mut errors);
            }
        }
        if changed.end_date != old.end_date || changed.start_date != old.start_date {
            check_end(&changed, scene.today, at, &mut errors);
        }
        if changed.state != EntityState::Archived {
            check(world, scene, &changed, at, &mut errors);
        }
        all_good(errors)?;
        if scene.behavior.tags == TagSupport::Dropped {
            changed.tags.clear();
        }
        world.campaigns.put(changed, scene.now);
        Ok(id)
    }
}

fn changed(old: &CampaignOutput, item: &UpdateCampaignInput) -> CampaignOutput {
    let mut campaign = old.clone();
    if let Some(name) = &item.name {
        campaign.name.clone_from(name);
    }
    if let Some(budget) = &item.budget {
        campaign.budget = budget_output(budget);
    }
    if let Some(state) = &item.state {
        campaign.state = state.clone();
    }
    if let Some(start) = item.start_date {
        campaign.start_date = start;
    }
    if let Some(tags) = &item.tags {
        campaign.tags.clone_from(tags);
    }
    if let Some(bidding) = &item.dynamic_bidding {
        if let Some(strategy) = &bidding.strategy {
            campaign.dynamic_bidding.strategy = strategy.clone();
        }
        if let Some(placements) = &bidding.placement_bidding {
            campaign
                .dynamic_bidding
                .placement_bidding
                .clone_from(placements);
        }
    }
    apply(&item.end_date, &mut campaign.end_date);
    apply(&item.portfolio_id, &mut campaign.portfolio_id);
    campaign
}

fn apply<T: Clone>(patch: &Patch<T>, value: &mut Option<T>) {
    match patch {
        Patch::Keep => {}
        Patch::Clear => *value = None,
        Patch::Set(new) => *value = Some(new.clone()),
    }
}

fn budget_output(budget: &BudgetInput) -> BudgetOutput {
    BudgetOutput::new(budget.budget, budget.budget_type.clone())
        .with_effective_budget(budget.budget)
}

/// Checks what holds for new and changed campaigns alike.
fn check(
    world: &World,
    scene: &Scene<'_>,
    campaign: &CampaignOutput,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let longest = match scene.profile.kind {
        AccountKind::Vendor => LONGEST_NAME_OF_VENDOR,
        AccountKind::Seller => LONGEST_NAME_OF_SELLER,
    };
    names::check(&campaign.name, "Campaign name", longest, at, errors);
    let id = Some(campaign.campaign_id.as_str());
    let taken = || world.campaigns.is_taken(&campaign.natural_key(), id);
    if scene.behavior.unique_campaign_names && taken() {
        let message = format!("Campaign with name={} already exists!", campaign.name);
        let cause = at.cause("name", &campaign.name);
        errors.push(item_error::duplicate(&message, cause));
    }
    check_budget(world, campaign, at, errors);
    if let BiddingStrategy::Unknown(value) = &campaign.dynamic_bidding.strategy {
        let member = "dynamicBidding.strategy";
        errors.push(wrong_enum(
            at,
            member,
            value.as_str(),
            BiddingStrategy::KNOWN,
        ));
    }
    check_placements(&campaign.dynamic_bidding.placement_bidding, at, errors);
    check_raised_bids(world, campaign, at, errors);
    check_portfolio(campaign, at, errors);
    check_tags(&campaign.tags, scene.behavior.tags, at, errors);
}

fn check_budget(world: &World, campaign: &CampaignOutput, at: &At, errors: &mut Vec<ErrorDetail>) {
    if let BudgetType::Unknown(value) = &campaign.budget.budget_type {
        let member = "budget.budgetType";
        errors.push(wrong_enum(at, member, value.as_str(), BudgetType::KNOWN));
    }
    let amount = campaign.budget.budget;
    let highest_bid = world
        .ad_groups
        .living_below(&campaign.campaign_id)
        .map(|group| group.default_bid)
        .max();
    let (reason, message) = if amount < LOWEST_BUDGET {
        let message = "Budget is lower than the minimum allowed by the marketplace";
        (BudgetErrorReason::BudgetTooLow, message)
    } else if amount > HIGHEST_BUDGET {
        let message = "Budget is higher than the maximum allowed by the marketplace";
        (BudgetErrorReason::BudgetTooHigh, message)
    } else if highest_bid.is_some_and(|bid| bid > amount) {
        let message = "Budget is lower than the default bid of an ad group";
        (BudgetErrorReason::BudgetLtDefaultBids, message)
    } else {
        return;
    };
    let cause = at.cause("budget.budget", amount);
    let allowed = limits(LOWEST_BUDGET, HIGHEST_BUDGET);
    errors.push(item_error::budget(reason, message, cause, allowed));
}

fn check_placements(placements: &[PlacementBidAdjustment], at: &At, errors: &mut Vec<ErrorDetail>) {
    if placements.len() > MOST_PLACEMENTS {
        let cause = at.cause("dynamicBidding.placementBidding", placements.len());
        errors.push(too_many(MOST_PLACEMENTS, "placements", cause));
    }
    for (index, adjustment) in placements.iter().enumerate() {
        let member = format!("dynamicBidding.placementBidding[{index}]");
        if let Placement::Unknown(value) = &adjustment.placement {
            let member = format!("{member}.placement");
            errors.push(wrong_enum(at, &member, value.as_str(), Placement::KNOWN));
        }
        let percentage = adjustment.percentage;
        let reason = if percentage < *PERCENTAGES.start() {
            ValueLimitErrorReason::TooLow
        } else if percentage > *PERCENTAGES.end() {
            ValueLimitErrorReason::TooHigh
        } else {
            continue;
        };
        errors.push(item_error::range(
            reason,
            "Placement percentage must be between 0 and 900",
            at.cause(&format!("{member}.percentage"), percentage),
            (
                PERCENTAGES.start().to_string(),
                PERCENTAGES.end().to_string(),
            ),
        ));
    }
}

/// Checks that no bid leaves the range of the marketplace when a placement raises it.
fn check_raised_bids(
    world: &World,
    campaign: &CampaignOutput,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let placements = &campaign.dynamic_bidding.placement_bidding;
    let Some(highest) = placements.iter().map(|p| p.percentage).max() else {
        return;
    };
    let factor = Decimal::ONE + Decimal::new(i64::from(highest), 2);
    let groups = world.ad_groups.living_below(&campaign.campaign_id);
    let raised = groups
        .map(|group| group.default_bid.amount() * factor)
        .max();
    if raised.is_some_and(|bid| Money::new(bid) > HIGHEST_BID) {
        errors.push(item_error::bidding(
            BiddingErrorReason::BidOutOfMarketPlaceRange,
            "A bid is outside the range allowed by the marketplace once the placement raises it",
            at.cause("dynamicBidding.placementBidding", highest),
            limits(LOWEST_BID, HIGHEST_BID),
        ));
    }
}

/// Checks the form of a portfolio's id; portfolios themselves are another API.
fn check_portfolio(campaign: &CampaignOutput, at: &At, errors: &mut Vec<ErrorDetail>) {
    if let Some(id) = &campaign.portfolio_id
        && id.parse::<u64>().is_err()
    {
        errors.push(item_error::no_parent(at.cause("portfolioId", id)));
    }
}

fn check_tags(tags: &[Tag], support: TagSupport, at: &At, errors: &mut Vec<ErrorDetail>) {
    if support == TagSupport::Refused && !tags.is_empty() {
        let message = "Tags are not supported for this advertiser";
        let reason = MalformedValueErrorReason::PatternNotMatched;
        errors.push(item_error::malformed(
            reason,
            message,
            at.place("tags"),
            None,
        ));
    }
    for (index, tag) in tags.iter().enumerate() {
        check_present(&tag.key, &format!("tags[{index}].key"), at, errors);
    }
    if tags.len() > MOST_TAGS {
        errors.push(too_many(MOST_TAGS, "tags", at.cause("tags", tags.len())));
    }
}

fn too_many(most: usize, what: &str, cause: ErrorCause) -> ErrorDetail {
    let message = format!("A campaign has at most {most} {what}");
    let reason = ValueLimitErrorReason::TooHigh;
    item_error::range(reason, &message, cause, ("0".to_owned(), most.to_string()))
}

fn check_start(start: Date, today: Date, at: &At, errors: &mut Vec<ErrorDetail>) {
    if start < today {
        errors.push(item_error::date(
            DateErrorReason::StartDateEarlierThanToday,
            "Start date cannot be in the past",
            at.cause("startDate", start),
        ));
    }
}

fn check_end(campaign: &CampaignOutput, today: Date, at: &At, errors: &mut Vec<ErrorDetail>) {
    let Some(end) = campaign.end_date else { return };
    let (reason, message) = if end < campaign.start_date {
        let message = "Start date cannot be after the end date";
        (DateErrorReason::StartDateAfterEndDate, message)
    } else if end < today {
        let message = "End date cannot be in the past";
        (DateErrorReason::EndDateEarlierThanToday, message)
    } else {
        return;
    };
    errors.push(item_error::date(reason, message, at.cause("endDate", end)));
}
