//! What of a plan exceeds the caller's own guardrails.

use super::finding::{Report, Severity};
use super::rules::Rule;
use crate::guardrails::{MAX_BID, MAX_DAILY_BUDGET, MAX_ENTITIES};
use crate::launch::engine::items;
use crate::{CampaignPlan, Guardrails, Usd};

const BID: Rule = rule("guarded_bid");
const BUDGET: Rule = rule("guarded_budget");
const ENTITIES: Rule = rule("guarded_entities");

/// The limit is the caller's, and told with each finding.
const fn rule(code: &'static str) -> Rule {
    Rule {
        code,
        limit: "",
        source: "your guardrails",
    }
}

pub(super) fn check(plan: &CampaignPlan, rails: &Guardrails, report: &mut Report) {
    if let Some(most) = rails.max_daily_budget {
        check_amount(
            &BUDGET,
            MAX_DAILY_BUDGET,
            "daily_budget",
            plan.daily_budget,
            most,
            report,
        );
    }
    if let Some(most) = rails.max_bid {
        for (path, bid) in plan.bids() {
            check_amount(&BID, MAX_BID, &path, bid, most, report);
        }
    }
    let count = items(plan).len();
    if let Some(most) = rails.max_entities.filter(|most| count > *most) {
        report.add_with_limit(
            Severity::Error,
            &ENTITIES,
            "ad_groups".to_owned(),
            format!(
                "{count} entities, the campaign included, exceed the guardrail {MAX_ENTITIES} of {most}"
            ),
            format!("{MAX_ENTITIES} = {most}"),
            "make several plans of it, or raise the guardrail when it is meant".to_owned(),
        );
    }
}

fn check_amount(rule: &Rule, rail: &str, path: &str, amount: Usd, most: Usd, report: &mut Report) {
    if amount <= most {
        return;
    }
    report.add_with_limit(
        Severity::Error,
        rule,
        path.to_owned(),
        format!("{amount} exceeds the guardrail {rail} of {most}"),
        format!("{rail} = {}", most.amount()),
        format!(
            "write {} or less, or raise the guardrail when it is meant",
            most.amount()
        ),
    );
}
