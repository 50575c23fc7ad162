//! Members that a plan does not have, with the one that was probably meant.

use super::finding::{Report, Severity};
use super::rules;
use crate::CampaignPlan;
use crate::launch::plan::{Part, Stray};

/// What others call a member: the contract, the guide, or habit. Without blanks,
/// strokes and capitals.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("budget", "daily_budget"),
    ("targetingtype", "targeting"),
    ("dynamicbidding", "top_of_search"),
    ("placementbidding", "top_of_search"),
    ("placements", "top_of_search"),
    ("portfolioid", "portfolio"),
    ("retailerid", "retailer"),
    ("bid", "default_bid"),
    ("ads", "offers"),
    ("productads", "offers"),
    ("retailerofferids", "offers"),
    ("retailerofferid", "offers"),
    ("retailerofferid", "offer"),
    ("productid", "offer"),
    ("targets", "keywords"),
    ("text", "keyword"),
    ("matchtype", "match"),
    ("negatives", "negative_keywords"),
];

/// How alike two names must be for one to be a misspelling of the other.
const ALIKE: f64 = 0.85;

pub(super) fn check(plan: &CampaignPlan, report: &mut Report) {
    for stray in plan.strays() {
        let members = stray.part.members();
        let fix = match meant(&stray) {
            Some(Meant::Nothing(why)) => format!("remove it: {why}"),
            Some(Meant::Member(member)) => format!("write `{member}`"),
            None => "remove it".to_owned(),
        };
        let limit = format!("{} has: {}", stray.part, members.join(", "));
        let problem = format!("{} has no `{}`", stray.part, stray.name);
        report.add_with_limit(
            Severity::Error,
            &rules::MEMBER,
            stray.path(),
            problem,
            limit,
            fix,
        );
    }
}

#[derive(Debug, PartialEq)]
enum Meant {
    Member(&'static str),
    Nothing(&'static str),
}

fn meant(stray: &Stray<'_>) -> Option<Meant> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = plain(stray.name);
    match (stray.part, name.as_str()) {
        (_, "state") => {
            return Some(Meant::Nothing(
                "a launch creates the campaign PAUSED and enables it when all is there",
            ));
        }
        (Part::NegativeKeyword | Part::NegativeProduct, "bid") => {
            return Some(Meant::Nothing("what is negative has no bid"));
        }
        _ => {}
    }
    let members = stray.part.members();
    let own = members.iter().map(|member| (plain(member), *member));
    let others = OTHER_NAMES.iter().filter(|(_, of)| members.contains(of));
    let others = others.map(|(other, of)| ((*other).to_owned(), *of));
    let alike = own
        .chain(others)
        .map(|(other, member)| (strsim::jaro_winkler(&other, &name), member));
    let nearest = alike.max_by(|(a, _), (b, _)| a.total_cmp(b));
    nearest
        .filter(|(alike, _)| *alike >= ALIKE)
        .map(|(_, member)| Meant::Member(member))
}
