//! What must be true of the state, whatever was asked.

use std::collections::{HashMap, HashSet};

use ras_core::Id;
use ras_sandbox::WorldView;
use serde::Serialize;
use serde_json::Value;

/// The archived entities so far, which must stay as they are.
#[derive(Default)]
pub(super) struct Invariants {
    archived: HashMap<Id, Value>,
}

impl Invariants {
    /// How many archived entities were seen.
    pub(super) fn archived(&self) -> usize {
        self.archived.len()
    }

    /// Panics with `name` when the state is broken.
    pub(super) fn check(&mut self, world: &WorldView<'_>, name: &str) {
        let (campaigns, groups) = (world.campaigns(), world.ad_groups());
        let (ads, targets) = (world.product_ads(), world.targets());

        let parents: HashMap<&str, &str> = groups
            .iter()
            .map(|g| (g.ad_group_id.as_str(), g.campaign_id.as_str()))
            .collect();
        let known: HashMap<&str, &str> = campaigns
            .iter()
            .map(|c| (c.campaign_id.as_str(), c.targeting_type.as_str()))
            .collect();
        assert!(
            groups
                .iter()
                .all(|g| known.contains_key(g.campaign_id.as_str())),
            "{name}"
        );
        for ad in &ads {
            let parent = parents.get(ad.ad_group_id.as_str());
            assert_eq!(parent, Some(&ad.campaign_id.as_str()), "ad: {name}");
        }
        let mut auto: HashMap<&str, HashSet<String>> = HashMap::new();
        for target in &targets {
            match &target.ad_group_id {
                Some(id) => {
                    let parent = parents.get(id.as_str());
                    assert_eq!(parent, Some(&target.campaign_id.as_str()), "target: {name}");
                    if let Some(found) = &target.target_details.auto_target {
                        let new = auto
                            .entry(id)
                            .or_default()
                            .insert(found.match_type.to_string());
                        assert!(new, "an automatic target twice: {name}");
                    }
                }
                None => assert!(
                    target.negative && known.contains_key(target.campaign_id.as_str()),
                    "campaign level: {name}"
                ),
            }
        }
        for group in &groups {
            let wanted = if known[group.campaign_id.as_str()] == "AUTO" {
                4
            } else {
                0
            };
            let found = auto.get(group.ad_group_id.as_str()).map_or(0, HashSet::len);
            assert_eq!(found, wanted, "automatic targets: {name}");
        }

        let living = |state: &str| state != "ARCHIVED";
        unique(
            campaigns.iter().map(|c| &c.campaign_id),
            "campaign ids",
            name,
        );
        unique(targets.iter().map(|t| &t.target_id), "target ids", name);
        let named = campaigns.iter().filter(|c| living(c.state.as_str()));
        unique(named.map(|c| &c.name), "campaign names", name);
        let named = groups.iter().filter(|g| living(g.state.as_str()));
        unique(
            named.map(|g| (&g.campaign_id, &g.name)),
            "ad group names",
            name,
        );
        let offers = ads.iter().filter(|a| living(a.state.as_str()));
        unique(
            offers.map(|a| (&a.ad_group_id, &a.retailer_offer_id)),
            "offers",
            name,
        );
        let keys = targets
            .iter()
            .filter(|t| living(t.state.as_str()))
            .map(|t| {
                let level = t.ad_group_id.as_ref().unwrap_or(&t.campaign_id);
                let details = serde_json::to_string(&t.target_details).unwrap_or_default();
                (level, t.negative, details.to_lowercase())
            });
        unique(keys, "targets", name);

        self.stay(&campaigns, |c| (&c.campaign_id, c.state.as_str()), name);
        self.stay(&groups, |g| (&g.ad_group_id, g.state.as_str()), name);
        self.stay(&ads, |a| (&a.product_ad_id, a.state.as_str()), name);
        self.stay(&targets, |t| (&t.target_id, t.state.as_str()), name);
    }

    fn stay<'a, T: Serialize>(
        &mut self,
        entities: &'a [T],
        of: impl Fn(&'a T) -> (&'a Id, &'a str),
        name: &str,
    ) {
        for entity in entities {
            let (id, state) = of(entity);
            let Some(old) = self.archived.get(id) else {
                if state == "ARCHIVED" {
                    self.archived.insert(id.clone(), lasting(entity));
                }
                continue;
            };
            assert_eq!(old, &lasting(entity), "archived and changed: {name}");
        }
    }
}

/// An entity without what is computed from others.
fn lasting<T: Serialize>(entity: &T) -> Value {
    let mut value = serde_json::to_value(entity).unwrap_or_default();
    if let Some(data) = value["extendedData"].as_object_mut() {
        data.remove("servingStatus");
        data.remove("servingStatusDetails");
    }
    value
}

fn unique<T: std::hash::Hash + Eq>(keys: impl Iterator<Item = T>, what: &str, name: &str) {
    let mut seen = HashSet::new();
    for key in keys {
        assert!(seen.insert(key), "{what} are not unique: {name}");
    }
}
