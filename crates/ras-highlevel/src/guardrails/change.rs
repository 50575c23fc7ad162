//! By how much an update changes what is there.

use std::collections::{BTreeSet, HashMap};

use ras_core::Id;
use rust_decimal::Decimal;

use super::breach::{refuse_any, unread};
use super::{MAX_CHANGE_PERCENT, Priced};
use crate::resources::Resource;
use crate::resources::wire::Wire;
use crate::{AdGroup, AdGroupFilter, AdGroupId, Error, Ras, Usd};

/// Refuses patches that change a bid or a budget by more than so many percent.
pub(super) async fn check<E: Wire>(
    ras: &Ras,
    operation: &'static str,
    percent: u32,
    patches: &[E::Patch],
) -> Result<(), Error> {
    let costs = |patch: &&E::Patch| patch.price() != super::Price::default();
    let ids: BTreeSet<&str> = patches.iter().filter(costs).map(E::patched).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let present = Present::<E>::read(ras, operation, ids).await?;
    let mut breaches = Vec::new();
    for (position, patch) in patches.iter().enumerate() {
        let (id, wanted) = (E::patched(patch), patch.price());
        let amounts = [
            ("bid", wanted.bid, present.bid(id)),
            (
                "daily budget",
                wanted.daily_budget,
                present.daily_budget(id),
            ),
        ];
        for (what, wanted, present) in amounts {
            let Some(wanted) = wanted else { continue };
            if let Some(breach) = exceeds(percent, what, present, wanted) {
                breaches.push(format!("item {position}: {breach}"));
            }
        }
    }
    refuse_any(operation, &breaches)
}

/// What is wrong with a change, if anything.
fn exceeds(percent: u32, what: &str, present: Option<Usd>, wanted: Usd) -> Option<String> {
    let rail = format!("the guardrail {MAX_CHANGE_PERCENT} of {percent}");
    let Some(present) = present else {
        return Some(format!(
            "the present {what} is not known, and so not whether {wanted} exceeds {rail}"
        ));
    };
    let (old, new) = (present.amount(), wanted.amount());
    let allowed = old.checked_mul(percent.into()).unwrap_or(Decimal::MAX);
    let changed = (new - old).abs();
    let hundredfold = changed.checked_mul(100.into()).unwrap_or(Decimal::MAX);
    (hundredfold > allowed)
        .then(|| format!("the {what} would go from {present} to {wanted}, which exceeds {rail}"))
}

/// What is there now.
struct Present<E> {
    entities: HashMap<String, E>,
    /// The default bids of ad groups whose targets have none of their own.
    defaults: HashMap<AdGroupId, Usd>,
}

impl<E: Wire> Present<E> {
    async fn read(ras: &Ras, operation: &'static str, ids: BTreeSet<&str>) -> Result<Self, Error> {
        let failed = |error| unread(operation, MAX_CHANGE_PERCENT, error);
        let ids = ids.into_iter().map(|id| E::Id::from(Id::from(id)));
        let listed = Resource::<E>::new(ras).list(E::of_ids(ids.collect()));
        let entities = listed.all().await.map_err(failed)?;
        let bare = entities
            .iter()
            .filter(|entity| entity.price().bid.is_none());
        let groups: BTreeSet<&AdGroupId> = bare.filter_map(E::inherits_from).collect();
        let mut defaults = HashMap::new();
        if !groups.is_empty() {
            let filter = AdGroupFilter::new().ids(groups.into_iter().cloned());
            let listed = Resource::<AdGroup>::new(ras).list(filter);
            for group in listed.all().await.map_err(failed)? {
                defaults.insert(group.id, group.default_bid);
            }
        }
        let entities = entities.into_iter();
        Ok(Self {
            entities: entities
                .map(|entity| (entity.id().to_owned(), entity))
                .collect(),
            defaults,
        })
    }

    fn bid(&self, id: &str) -> Option<Usd> {
        let entity = self.entities.get(id)?;
        let inherited = || self.defaults.get(entity.inherits_from()?).copied();
        entity.price().bid.or_else(inherited)
    }

    fn daily_budget(&self, id: &str) -> Option<Usd> {
        self.entities.get(id)?.price().daily_budget
    }
}

#[cfg(test)]
mod tests {
    use super::exceeds;
    use crate::Usd;

    #[track_caller]
    fn check(percent: u32, from: u32, to: u32, exceeded: bool) {
        let found = exceeds(percent, "bid", Some(Usd::cents(from)), Usd::cents(to));
        assert_eq!(
            found.is_some(),
            exceeded,
            "{percent} %, {from} to {to}: {found:?}"
        );
    }

    #[test]
    fn a_change_may_reach_the_limit_and_not_exceed_it() {
        check(50, 100, 150, false);
        check(50, 100, 151, true);
        check(50, 100, 50, false);
        check(50, 100, 49, true);
        check(0, 100, 100, false);
        check(0, 100, 101, true);
        check(100, 100, 200, false);
        check(100, 100, 2, false);
        check(900, 2, 20, false);
        check(900, 2, 21, true);
    }

    #[test]
    fn from_nothing_every_change_is_too_much() {
        check(1000, 0, 1, true);
        check(0, 0, 0, false);
    }

    #[test]
    fn what_is_not_known_does_not_pass() {
        assert!(exceeds(50, "bid", None, Usd::cents(1)).is_some());
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let most = Usd::from(rust_decimal::Decimal::MAX);
        assert!(exceeds(50, "bid", Some(Usd::cents(1)), most).is_some());
        assert!(exceeds(u32::MAX, "bid", Some(most), most).is_none());
    }
}
