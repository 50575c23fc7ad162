//! A plan with everything that it says.

use ras_highlevel::{
    AdGroupPlan, AutoMatch, CampaignPlan, NegativeKeywordPlan, NegativeProductPlan, Targeting, Usd,
};

use super::tree::Branches;

/// Lines of the same kind that are shown; of thousands of keywords nobody reads more.
const SOME: usize = 50;

/// A plan as a tree.
pub(crate) fn plan_tree(plan: &CampaignPlan) -> String {
    let mut out = format!(
        "campaign \"{}\"  {}  {} a day  {}\n",
        plan.name,
        plan.targeting,
        plan.daily_budget,
        days(plan)
    );
    let lines = campaign(plan);
    let mut branches = Branches::new(&mut out, "", lines.len() + plan.ad_groups.len());
    for line in lines {
        branches.add(line);
    }
    for group in &plan.ad_groups {
        let indent = branches.add(format!(
            "ad group \"{}\"  retailer {}  default bid {}",
            group.name, group.retailer, group.default_bid
        ));
        let lines = ad_group(group, plan.targeting == Targeting::Auto);
        let mut below = Branches::new(branches.out, &indent, lines.len());
        for line in lines {
            below.add(line);
        }
    }
    out
}

fn days(plan: &CampaignPlan) -> String {
    let from = plan.start_date.map(|day| format!("from {day}"));
    let from = from.unwrap_or_else(|| "from the day of its launch".to_owned());
    match plan.end_date {
        Some(day) => format!("{from} to {day}"),
        None => from,
    }
}

fn campaign(plan: &CampaignPlan) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(plan.key.as_ref().map(|key| format!("key {key}")));
    lines.extend(plan.portfolio.as_ref().map(|id| format!("portfolio {id}")));
    let raised = |percent| format!("bids raised by {percent} % at the top of search");
    lines.extend(plan.top_of_search.map(raised));
    let tags = plan.tags.iter();
    lines.extend(tags.map(|tag| format!("tag {} = {}", tag.key, tag.value)));
    some(&mut lines, negative_keywords(&plan.negative_keywords));
    some(&mut lines, negative_products(&plan.negative_products));
    lines
}

fn ad_group(group: &AdGroupPlan, auto: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let offers = group.offers.iter().map(|offer| format!("offer {offer}"));
    some(&mut lines, offers.collect());
    let own = |bid: Option<Usd>| match bid {
        Some(bid) => format!("bid {bid}"),
        None => format!("bid {}, the default", group.default_bid),
    };
    if auto {
        let bids = &group.auto_bids;
        let all = [
            (AutoMatch::CloseMatch, bids.close_match),
            (AutoMatch::LooseMatch, bids.loose_match),
            (AutoMatch::Substitutes, bids.substitutes),
            (AutoMatch::Complements, bids.complements),
        ];
        lines.extend(all.map(|(matching, bid)| match bid {
            Some(bid) => format!("automatic target {matching}  bid {bid}"),
            None => format!("automatic target {matching}  Amazon's bid"),
        }));
    }
    let keywords = group.keywords.iter();
    let keywords =
        keywords.map(|it| format!("{} \"{}\"  {}", it.matching, it.keyword, own(it.bid)));
    some(&mut lines, keywords.collect());
    let products = group.products.iter();
    let products = products.map(|it| format!("product {}  {}", it.offer, own(it.bid)));
    some(&mut lines, products.collect());
    some(&mut lines, negative_keywords(&group.negative_keywords));
    some(&mut lines, negative_products(&group.negative_products));
    lines
}

fn negative_keywords(keywords: &[NegativeKeywordPlan]) -> Vec<String> {
    let line = |it: &NegativeKeywordPlan| format!("negative {} \"{}\"", it.matching, it.keyword);
    keywords.iter().map(line).collect()
}

fn negative_products(products: &[NegativeProductPlan]) -> Vec<String> {
    let products = products.iter();
    products
        .map(|product| format!("negative product {}", product.offer))
        .collect()
}

/// Adds lines, or some of them and how many there are besides.
fn some(lines: &mut Vec<String>, mut more: Vec<String>) {
    let rest = more.len().saturating_sub(SOME);
    if rest > 1 {
        let what = more.get(SOME).and_then(|line| line.split(' ').next());
        let what = what.unwrap_or_default().to_owned();
        more.truncate(SOME);
        more.push(format!("and {rest} more of this kind ({what} …)"));
    }
    lines.extend(more);
}
