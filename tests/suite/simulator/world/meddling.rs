//! What users and rivals do to a campaign meanwhile, and how an entity begins.

use super::*;

impl World {
    /// What a user does.
    pub(in crate::simulator) fn meddle(&mut self, meddling: Meddling) {
        let roots: Vec<u64> = self.roots().map(|root| root.id).collect();
        let root = roots.first().copied();
        let now = self.now;
        self.trace.at(now, || format!("    a user {meddling:?}"));
        match meddling {
            Meddling::Archives => {
                let live = |ent: &&Ent| ent.item().is_some() && !ent.archived();
                let ours: Vec<u64> = self.ents.iter().filter(live).map(|ent| ent.id).collect();
                let which = self
                    .dice
                    .below(ours.len() as u64, ask::SHAPE, ours.len() as u64);
                if let Some(id) = ours.get(which as usize).copied() {
                    self.meddled.push(id);
                    self.change(id, false, |ent| ent.truth.state = EntityState::Archived);
                }
            }
            Meddling::Renames => {
                if let Some(root) = root {
                    self.meddled.push(root);
                    self.change(root, false, |ent| "Boots".clone_into(&mut ent.truth.key));
                }
            }
            Meddling::AddsStranger | Meddling::AddsCopy => {
                let copied = self
                    .ents
                    .iter()
                    .find(|ent| ent.kind == Kind::Target && ent.item().is_some() && self.live(ent));
                let Some(mut ent) = copied.cloned() else {
                    return;
                };
                ent.shown = None;
                if meddling == Meddling::AddsStranger {
                    ent.origin = Origin::Foreign;
                    "+BROAD|boots".clone_into(&mut ent.truth.key);
                }
                let id = self.push(ent);
                self.meddled.push(id);
            }
            Meddling::AddsTwin => {
                self.add_twin();
            }
        }
    }

    pub(super) fn add_twin(&mut self) -> u64 {
        let name = &self.scenario.plan.read().name;
        let mut twin = Ent::new(Kind::Campaign, 0, 0, name, Origin::Foreign);
        twin.truth.state = EntityState::Enabled;
        self.push(twin)
    }
}

impl Ent {
    pub(in crate::simulator) fn new(
        kind: Kind,
        campaign: u64,
        group: u64,
        key: &str,
        origin: Origin,
    ) -> Self {
        Self {
            id: 0,
            kind,
            campaign,
            group,
            origin,
            created: 0,
            visible: 0,
            changed: 0,
            truth: Entity {
                id: String::new(),
                ad_group: (group > 0).then(|| group.to_string()),
                key: key.to_owned(),
                state: EntityState::Paused,
                tags: Vec::new(),
            },
            shown: None,
            bid: None,
        }
    }
}
