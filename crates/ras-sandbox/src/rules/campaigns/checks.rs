//! Checks of the members of a campaign, each on its own.

use jiff::civil::Date;
use ras_core::Money;
use ras_core::ras::types::{
    BiddingErrorReason, BudgetErrorReason, CampaignOutput, DateErrorReason, ErrorCause,
    ErrorDetail, MalformedValueErrorReason, Placement, PlacementBidAdjustment, Tag, TargetOutput,
    TargetType, ValueLimitErrorReason,
};
use rust_decimal::Decimal;

use crate::behavior::TagSupport;
use crate::item_error::{self, At};
use crate::rules::ad_groups::{HIGHEST_BID, LOWEST_BID};
use crate::rules::campaigns::HIGHEST_BUDGET;
use crate::rules::{check_present, limits, wrong_enum};
use crate::world::World;

const MOST_TAGS: usize = 50;
const MOST_PLACEMENTS: usize = 5;
const PERCENTAGES: std::ops::RangeInclusive<i32> = 0..=900;

pub(super) fn check_placements(
    placements: &[PlacementBidAdjustment],
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
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
pub(super) fn check_raised_bids(
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

/// Checks that a budget was not lowered below the bid of a target.
pub(super) fn check_target_bids(
    world: &World,
    campaign: &CampaignOutput,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let amount = campaign.budget.budget;
    let groups = world.ad_groups.living_below(&campaign.campaign_id);
    let targets = groups.flat_map(|group| world.targets.living_below(&group.ad_group_id));
    let bid = |target: &&TargetOutput| target.bid.as_ref().map(|bid| bid.bid);
    let Some(highest) = targets.max_by_key(bid).filter(|it| bid(it) > Some(amount)) else {
        return;
    };
    let (reason, message) = match highest.target_type {
        TargetType::Auto => (
            BudgetErrorReason::BudgetLtPredefinedTargetBids,
            "Budget is lower than the bid of an automatic target",
        ),
        _ => (
            BudgetErrorReason::BudgetLtKeywordBids,
            "Budget is lower than the bid of a keyword",
        ),
    };
    let cause = at.cause("budget.budget", amount);
    let lower = bid(&highest).unwrap_or(amount);
    errors.push(item_error::budget(
        reason,
        message,
        cause,
        limits(lower, HIGHEST_BUDGET),
    ));
}

/// Checks the form of a portfolio's id; portfolios themselves are another API.
pub(super) fn check_portfolio(campaign: &CampaignOutput, at: &At, errors: &mut Vec<ErrorDetail>) {
    if let Some(id) = &campaign.portfolio_id
        && id.parse::<u64>().is_err()
    {
        errors.push(item_error::no_parent(at.cause("portfolioId", id)));
    }
}

pub(super) fn check_tags(
    tags: &[Tag],
    support: TagSupport,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
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

pub(super) fn check_start(start: Date, today: Date, at: &At, errors: &mut Vec<ErrorDetail>) {
    if start < today {
        errors.push(item_error::date(
            DateErrorReason::StartDateEarlierThanToday,
            "Start date cannot be in the past",
            at.cause("startDate", start),
        ));
    }
}

pub(super) fn check_end(
    campaign: &CampaignOutput,
    today: Date,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
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
