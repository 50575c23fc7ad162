//! What a plan says and no sheet can.

use jiff::civil::Date;
use ras_highlevel::{AdGroupPlan, CampaignPlan};

use super::super::finding::{Finding, Place};

const BY_HAND: &str = "add it in the advertising console, or launch the plan with ras launch";

/// What a sheet does not say of a plan, or says in another way.
pub(super) fn lost(file: &str, plan: &CampaignPlan, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |path: String, problem: String, fix: &str| {
        let plan = file.to_owned();
        findings.push(Finding::warning(Place::Member { plan, path }, problem, fix));
    };
    if plan.key.is_some() {
        let problem = "a sheet has no key: it is left out";
        let fix = "nothing: it names launches only";
        add("key".to_owned(), problem.to_owned(), fix);
    }
    if plan.start_date.is_none() {
        let problem = format!("a sheet must name the first day: it is {today}");
        let fix = "set it in the plan for another day";
        add("start_date".to_owned(), problem, fix);
    }
    let lists = [
        ("tags", plan.tags.len(), "tags"),
        (
            "negative_keywords",
            plan.negative_keywords.len(),
            "negative keywords of a whole campaign",
        ),
        (
            "negative_products",
            plan.negative_products.len(),
            "negative products",
        ),
    ];
    for (path, count, what) in lists {
        if count > 0 {
            add(path.to_owned(), no_place(count, what), BY_HAND);
        }
    }
    for (index, group) in plan.ad_groups.iter().enumerate() {
        let path = format!("ad_groups[{index}]");
        of_ad_group(&path, group, &mut add);
    }
    findings
}

/// Two plans in one sheet, which Amazon tells apart by their names.
pub(super) fn same_name(file: &str, first: &str) -> Finding {
    let place = Place::Member {
        plan: file.to_owned(),
        path: "name".to_owned(),
    };
    let problem = format!("{first} has the same name, and Amazon wants it to be unique");
    Finding::warning(place, problem, "give one of them another name")
}

fn of_ad_group(path: &str, group: &AdGroupPlan, add: &mut impl FnMut(String, String, &str)) {
    let lists = [
        ("products", group.products.len(), "product targets"),
        (
            "negative_products",
            group.negative_products.len(),
            "negative products",
        ),
    ];
    for (member, count, what) in lists {
        if count > 0 {
            add(format!("{path}.{member}"), no_place(count, what), BY_HAND);
        }
    }
    if let Some(bid) = group.auto_bids.complements {
        let problem = format!("a sheet has no word for complements, whose bid is {bid}");
        add(format!("{path}.auto_bids.complements"), problem, BY_HAND);
    }
    let without_bid = group
        .keywords
        .iter()
        .filter(|keyword| keyword.bid.is_none());
    let count = without_bid.count();
    if count > 0 {
        let problem = format!(
            "a sheet must name the bid of a keyword: {count} have the default of {}",
            group.default_bid
        );
        let fix = "nothing, unless the default is to change later";
        add(format!("{path}.keywords"), problem, fix);
    }
}

fn no_place(count: usize, what: &str) -> String {
    format!("no document says how a sheet writes {what}: {count} left out")
}
