//! What belongs to the campaign itself.

use std::collections::HashSet;

use jiff::civil::Date;

use super::finding::Report;
use super::rules::{self, HIGHEST_PERCENT, MOST_TAGS};
use super::{amounts, names};
use crate::CampaignPlan;
use crate::launch::engine::{INST_TAG, PLAN_TAG, RUN_TAG};

pub(super) fn check(plan: &CampaignPlan, today: Option<Date>, report: &mut Report) {
    names::check_campaign(&plan.name, report);
    if plan.key.as_ref().is_some_and(|key| key.trim().is_empty()) {
        let fix = "name the launch, or remove the key";
        report.error(&rules::KEY, "key", "it is blank", fix);
    }
    check_targeting(plan, report);
    amounts::check(plan, report);
    check_dates(plan, today, report);
    if let Some(id) = &plan.portfolio
        && id.as_str().parse::<u64>().is_err()
    {
        let problem = format!("`{id}` is no identifier of Amazon's");
        let fix = "write the portfolio's number, or remove it";
        report.error(&rules::ID, "portfolio", problem, fix);
    }
    if let Some(percent) = plan.top_of_search
        && !(0..=HIGHEST_PERCENT).contains(&percent)
    {
        let problem = format!("{percent} % is not between 0 and 900 %");
        let fix = format!("write {} or remove it", percent.clamp(0, HIGHEST_PERCENT));
        report.error(&rules::TOP_OF_SEARCH, "top_of_search", problem, fix);
    }
    check_tags(plan, report);
}

fn check_targeting(plan: &CampaignPlan, report: &mut Report) {
    let Some(word) = plan.targeting.unknown() else {
        return;
    };
    let problem = match word.is_empty() {
        true => "it is missing".to_owned(),
        false => format!("`{word}` is no targeting"),
    };
    let fix = "write `auto` or `manual`";
    report.error(&rules::TARGETING, "targeting", problem, fix);
}

fn check_dates(plan: &CampaignPlan, today: Option<Date>, report: &mut Report) {
    if let (Some(start), Some(today)) = (plan.start_date, today)
        && start < today
    {
        let problem = format!("{start} is in the past");
        let fix = format!("write {today} or later, or remove it to start today");
        report.error(&rules::START_DATE, "start_date", problem, fix);
    }
    let Some(end) = plan.end_date else { return };
    let (problem, fix) = match (plan.start_date, today) {
        (Some(start), _) if end < start => (
            format!("{end} is before the first day, {start}"),
            format!("write {start} or later, or remove it for a campaign without end"),
        ),
        (_, Some(today)) if end < today => (
            format!("{end} is in the past"),
            format!("write {today} or later, or remove it for a campaign without end"),
        ),
        _ => return,
    };
    report.error(&rules::END_DATE, "end_date", problem, fix);
}

fn check_tags(plan: &CampaignPlan, report: &mut Report) {
    if plan.tags.len() > MOST_TAGS {
        let count = plan.tags.len();
        let fix = format!("remove {}", count - MOST_TAGS);
        report.error(&rules::TAGS, "tags", format!("there are {count} tags"), fix);
    }
    let mut keys = HashSet::new();
    for (index, tag) in plan.tags.iter().enumerate() {
        let path = format!("tags[{index}].key");
        let key = tag.key.as_str();
        let reserved = |own: &&str| own.eq_ignore_ascii_case(key.trim());
        if key.trim().is_empty() {
            report.error(
                &rules::TAG,
                path,
                "it is blank",
                "name the tag, or remove it",
            );
        } else if [RUN_TAG, PLAN_TAG, INST_TAG].iter().any(reserved) {
            let problem = format!("`{key}` is how a launch knows its own campaign");
            report.error(&rules::RESERVED_TAG, path, problem, "choose another key");
        } else if !keys.insert(key) {
            let problem = format!("`{key}` stands twice: it is unknown which value counts");
            report.warning(&rules::TAG, path, problem, "remove one of the two");
        }
    }
}
