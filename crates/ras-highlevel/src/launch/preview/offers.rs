//! What the service says about the offers that a launch would make ads for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::launch::engine::{Draft, Item};
use crate::{Error, OfferCheck, Ras, RetailerId};

/// An offer of a plan whose ad would be refused, would not serve, or is in doubt.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlannedOffer {
    /// Its place in the plan, such as `ad_groups[0].offers[2]`.
    pub path: String,
    /// Its retailer.
    pub retailer: RetailerId,
    /// What the service says about it.
    #[serde(flatten)]
    pub check: OfferCheck,
}

/// Asks about the offers of these items, each retailer's at once; only those come back
/// with which something is the matter.
pub(crate) async fn check(
    ras: &Ras,
    items: &[Item],
    missing: impl Fn(usize) -> bool,
) -> Result<Vec<PlannedOffer>, Error> {
    let mut asked: BTreeMap<&str, Vec<(String, &RetailerId, &str)>> = BTreeMap::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let (Draft::ProductAd { retailer, offer }, Some(group)) = (&item.draft, item.ad_group)
        else {
            continue;
        };
        let place = places.entry(group).or_default();
        // The campaign is the first item, and the ad groups follow it.
        let path = format!("ad_groups[{}].offers[{place}]", group.saturating_sub(1));
        *place += 1;
        if missing(index) {
            let offers = asked.entry(retailer.as_str()).or_default();
            offers.push((path, retailer, offer));
        }
    }
    let mut found = Vec::new();
    for (retailer, offers) in asked {
        let ids = offers.iter().map(|(_, _, offer)| *offer);
        let checks = ras.products().check_offers(retailer, ids).await?;
        for ((path, retailer, _), check) in offers.into_iter().zip(checks) {
            if check.verdict != crate::OfferVerdict::Ok {
                let retailer = retailer.clone();
                found.push(PlannedOffer {
                    path,
                    retailer,
                    check,
                });
            }
        }
    }
    Ok(found)
}
