//! Rules for campaigns.

use std::time::Duration;

use ras_core::Money;
use ras_core::Patch;
use ras_core::ras::types::{
    BiddingStrategy, BudgetErrorReason, BudgetInput, BudgetOutput, BudgetType, CampaignOutput,
    CreateCampaignInput, CreateCampaignsRequest, DateErrorReason, DeleteCampaignsRequest,
    EntityState, EntityType, ErrorDetail, ListCampaignsRequest, TargetingType, UpdateCampaignInput,
    UpdateCampaignsRequest,
};
use rust_decimal::Decimal;

use super::{
    Kind, Verdict, all_good, check_first_state, check_room, check_state, editable, limits, names,
    wrong_enum,
};
use crate::behavior::{Lag, TagSupport};
use crate::item_error::{self, At};
use crate::profile::AccountKind;
use crate::world::{Entity, Scene, Table, World};

const LONGEST_NAME_OF_SELLER: usize = 128;
const LONGEST_NAME_OF_VENDOR: usize = 116;
const LOWEST_BUDGET: Money = Money::new(Decimal::ONE);
pub(super) const HIGHEST_BUDGET: Money = Money::new(Decimal::from_parts(1_000_000, 0, 0, false, 0));

mod checks;

use checks::{
    check_end, check_placements, check_portfolio, check_raised_bids, check_start, check_tags,
    check_target_bids,
};

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
            if changed.budget.budget < old.budget.budget {
                check_target_bids(world, &changed, at, &mut errors);
            }
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
        // An agency gets no further than its scope header.
        AccountKind::Vendor | AccountKind::Agency => LONGEST_NAME_OF_VENDOR,
        AccountKind::Seller => LONGEST_NAME_OF_SELLER,
    };
    names::check(&campaign.name, "Campaign name", longest, at, errors);
    if is_name_taken(world, scene, campaign) {
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

fn is_name_taken(world: &World, scene: &Scene<'_>, campaign: &CampaignOutput) -> bool {
    let id = campaign.campaign_id.as_str();
    let key = campaign.natural_key();
    let by_archived = || {
        let mut rows = world.campaigns.rows().iter().map(|row| &row.entity);
        rows.any(|other| other.is_archived() && other.name == key && other.campaign_id != id)
    };
    let behavior = &scene.behavior;
    (behavior.unique_campaign_names && world.campaigns.is_taken(&key, Some(id)))
        || (behavior.archived_names_taken && by_archived())
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
