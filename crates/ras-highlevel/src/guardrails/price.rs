//! Every place where an entity says how much may be spent.

use crate::{
    AdGroup, AdGroupId, AdGroupPatch, Campaign, CampaignPatch, NewAdGroup, NewCampaign,
    NewProductAd, NewTarget, ProductAd, ProductAdPatch, Target, TargetPatch, Usd,
};

/// What an entity, a new one or a change to one says about money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// Dollars a click.
    pub(crate) bid: Option<Usd>,
    /// Dollars a day.
    pub(crate) daily_budget: Option<Usd>,
}

/// Something that may cost money.
pub trait Priced {
    /// What it says about money.
    fn price(&self) -> Price;

    /// The ad group whose default bid counts where there is no bid.
    fn inherits_from(&self) -> Option<&AdGroupId> {
        None
    }
}

macro_rules! priced {
    ($($type:ty: $member:ident = |$it:ident| $amount:expr;)*) => {$(
        impl Priced for $type {
            fn price(&self) -> Price {
                let $it = self;
                Price { $member: $amount, ..Price::default() }
            }
        }
    )*};
}

priced! {
    Campaign: daily_budget = |it| Some(it.daily_budget);
    NewCampaign: daily_budget = |it| Some(Usd::of(it.0.budget.budget));
    CampaignPatch: daily_budget = |it| it.0.budget.as_ref().map(|budget| Usd::of(budget.budget));
    AdGroup: bid = |it| Some(it.default_bid);
    NewAdGroup: bid = |it| Some(Usd::of(it.0.default_bid));
    AdGroupPatch: bid = |it| it.0.default_bid.map(Usd::of);
    NewTarget: bid = |it| it.0.bid.as_ref().map(|bid| Usd::of(bid.bid));
    TargetPatch: bid = |it| it.0.bid.as_ref().map(|bid| Usd::of(bid.bid));
    ProductAd: bid = |_it| None;
    NewProductAd: bid = |_it| None;
    ProductAdPatch: bid = |_it| None;
}

impl Priced for Target {
    fn price(&self) -> Price {
        Price {
            bid: self.bid,
            ..Price::default()
        }
    }

    fn inherits_from(&self) -> Option<&AdGroupId> {
        self.ad_group.as_ref()
    }
}
