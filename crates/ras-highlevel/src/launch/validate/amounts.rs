//! Bids and budgets.

use rust_decimal::Decimal;

use super::finding::Report;
use super::rules::{
    self, HIGHEST_BID, HIGHEST_BUDGET, HIGHEST_PERCENT, LOWEST_BID, LOWEST_BUDGET, Rule,
};
use crate::{CampaignPlan, Usd};

pub(super) fn check(plan: &CampaignPlan, report: &mut Report) {
    let (path, range) = ("daily_budget", (LOWEST_BUDGET, HIGHEST_BUDGET));
    // A budget that is wrong itself says nothing about bids.
    let mut budget = None;
    if check_range(path, plan.daily_budget, &rules::BUDGET, range, report) {
        check_cents(path, plan.daily_budget, report);
        budget = Some(plan.daily_budget);
    }
    let percent = plan.top_of_search.unwrap_or_default();
    let percent = Some(percent).filter(|percent| (1..=HIGHEST_PERCENT).contains(percent));
    let mut highest: Option<(String, Usd)> = None;
    for (path, bid) in plan.bids() {
        if !check_range(&path, bid, &rules::BID, (LOWEST_BID, HIGHEST_BID), report) {
            continue;
        }
        check_cents(&path, bid, report);
        if let Some(budget) = budget.filter(|budget| bid > *budget) {
            report.error(
                &rules::BID_OVER_BUDGET,
                path,
                format!("{bid} a click is more than {budget} a day"),
                format!(
                    "write {} or less, or set daily_budget to {} or more",
                    budget.amount(),
                    bid.amount()
                ),
            );
            continue;
        }
        if let Some(percent) = percent
            && raised(bid, percent).amount() > HIGHEST_BID
        {
            let problem = told_raise("it", bid, percent);
            let fix = "lower the bid, or top_of_search";
            report.error(&rules::RAISED_BID, path, problem, fix);
            continue;
        }
        if highest.as_ref().is_none_or(|(_, highest)| bid > *highest) {
            highest = Some((path, bid));
        }
    }
    // Once and not for every keyword: it may well be meant.
    if let (Some(percent), Some(budget), Some((path, bid))) = (percent, budget, highest)
        && raised(bid, percent) > budget
    {
        let problem = format!(
            "{}: more than {budget} a day",
            told_raise(&path, bid, percent)
        );
        let fix = "lower the bids or top_of_search, or raise daily_budget";
        report.warning(&rules::RAISED_OVER_BUDGET, "top_of_search", problem, fix);
    }
}

/// What a click may cost at the top of search.
fn raised(bid: Usd, percent: i32) -> Usd {
    let factor = Decimal::ONE + Decimal::new(percent.into(), 2);
    Usd::from((bid.amount() * factor).normalize())
}

fn told_raise(what: &str, bid: Usd, percent: i32) -> String {
    let raised = raised(bid, percent);
    format!("{what} bids {bid}, which becomes {raised} at the top of search")
}

fn check_range(
    path: &str,
    amount: Usd,
    rule: &Rule,
    (lowest, highest): (Decimal, Decimal),
    report: &mut Report,
) -> bool {
    let (problem, fix) = if amount.amount() == Decimal::ZERO {
        let problem = format!("it is missing, or {amount}");
        (problem, format!("write {lowest} or more"))
    } else if amount.amount() < lowest {
        let problem = format!("{amount} is less than {}", Usd::from(lowest));
        (problem, format!("write {lowest} or more"))
    } else if amount.amount() > highest {
        let problem = format!("{amount} is more than {}", Usd::from(highest));
        (problem, format!("write {highest} or less"))
    } else {
        return true;
    };
    report.error(rule, path, problem, fix);
    false
}

fn check_cents(path: &str, amount: Usd, report: &mut Report) {
    if amount.amount().normalize().scale() > 2 {
        let cents = amount.amount().round_dp(2);
        let problem = format!("{amount} has fractions of a cent, which the service may round");
        report.warning(&rules::CENTS, path, problem, format!("write {cents}"));
    }
}
