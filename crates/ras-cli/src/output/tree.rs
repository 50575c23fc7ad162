//! A campaign with everything below it.

use std::fmt::{Display, Write as _};

use ras_highlevel::{AdGroupTree, CampaignTree, ProductAd, Target, TargetKind};

/// A campaign with everything below it, as a tree.
pub(crate) fn tree(tree: &CampaignTree) -> String {
    let campaign = &tree.campaign;
    let mut out = format!(
        "campaign {} \"{}\"  {}  {} a day  {}\n",
        campaign.id, campaign.name, campaign.targeting, campaign.daily_budget, campaign.state
    );
    let mut branches = Branches::new(
        &mut out,
        "",
        tree.ad_groups.len() + tree.negative_targets.len(),
    );
    for group in &tree.ad_groups {
        let indent = branches.add(ad_group(group));
        let children = group.product_ads.len() + group.targets.len();
        let mut below = Branches::new(branches.out, &indent, children);
        for ad in &group.product_ads {
            below.add(product_ad(ad));
        }
        for item in &group.targets {
            below.add(target(item));
        }
    }
    for item in &tree.negative_targets {
        branches.add(target(item));
    }
    out
}

/// Draws the lines of one level.
pub(super) struct Branches<'a> {
    pub(super) out: &'a mut String,
    indent: String,
    left: usize,
}

impl<'a> Branches<'a> {
    pub(super) fn new(out: &'a mut String, indent: &str, count: usize) -> Self {
        Self {
            out,
            indent: indent.to_owned(),
            left: count,
        }
    }

    /// Adds a line and returns the indent of what stands below it.
    pub(super) fn add(&mut self, line: impl Display) -> String {
        self.left = self.left.saturating_sub(1);
        let (branch, below) = match self.left {
            0 => ("└─", "   "),
            _ => ("├─", "│  "),
        };
        let _ = writeln!(self.out, "{}{branch} {line}", self.indent);
        format!("{}{below}", self.indent)
    }
}

fn ad_group(group: &AdGroupTree) -> String {
    let group = &group.ad_group;
    format!(
        "ad group {} \"{}\"  retailer {}  default bid {}  {}",
        group.id, group.name, group.retailer, group.default_bid, group.state
    )
}

fn product_ad(ad: &ProductAd) -> String {
    format!("product ad {}  offer {}  {}", ad.id, ad.offer, ad.state)
}

fn target(target: &Target) -> String {
    let what = match &target.kind {
        TargetKind::Keyword { keyword, matching } => format!("{matching} \"{keyword}\""),
        TargetKind::Auto(matching) => matching.to_string(),
        TargetKind::Product { offer, .. } => format!("offer {offer}"),
        other => format!("{other:?}"),
    };
    let kind = if target.negative {
        "negative target"
    } else {
        "target"
    };
    let bid = target
        .bid
        .map(|bid| format!("  bid {bid}"))
        .unwrap_or_default();
    format!("{kind} {}  {what}{bid}  {}", target.id, target.state)
}
