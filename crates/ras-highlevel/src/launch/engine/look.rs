//! Making sure that the campaign is still this launch's, before anything depends on it.
//!
//! Nothing locks a campaign. Whoever takes one over says so in its tags, and everybody
//! else looks often enough to see that in time.

use super::identity::{INST_TAG, RUN_TAG, tag};
use super::mutant::broken;
use super::preflight::rank;
use super::state::Phase;
use super::{
    CallFailed, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Record, Remedy, Service,
    Stop,
};

const STEP: &str = "making sure that the campaign is still this launch's";

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Whether the campaigns of this run were looked at a short time ago.
    pub(super) fn has_looked(&self) -> bool {
        let longest = self.settings.look_again();
        let now = self.clock.now();
        self.looked
            .is_some_and(|at| at.until(now) <= longest || broken!(self, NeverLooksAgain))
    }

    /// Looks at the campaign, unless that was done a short time ago.
    pub(super) async fn look(&mut self) -> Result<(), Stop> {
        let mut patience = self.patience(STEP);
        while !self.has_looked() {
            let (begun, found) = self.list(STEP, &self.roots()).await?;
            let root = self.see(begun, &found).await?;
            // The list that lacks it counts, not how long it took.
            let young = self.state.is_young(0, begun, self.settings.visible_within);
            match root {
                Root::Listed => {}
                Root::Missing if young => {}
                Root::Missing => {
                    let (kind, id) = (Kind::Campaign, self.state.root().to_owned());
                    return Err(Stop::LostEntity { kind, id });
                }
            }
            if !self.has_looked() {
                let failed = CallFailed {
                    remedy: Remedy::TryAgain(None),
                    why: "the list takes longer than it stays true".to_owned(),
                    source: None,
                };
                self.pause(&mut patience, None, failed).await?;
            }
        }
        Ok(())
    }

    /// Takes in a list of this run's campaigns: stops when another one is ahead, and
    /// when ours is gone.
    pub(super) async fn see(&mut self, begun: Moment, found: &[Entity]) -> Result<Root, Stop> {
        let id = self.state.root().to_owned();
        let own = found.iter().find(|campaign| campaign.id == id);
        if own.is_some_and(|root| root.state == EntityState::Archived) {
            let rivals = self.rivals(found);
            // Without tags nothing tells our own second copy from another runner's
            // campaign, except that the copy is younger.
            let ahead = |rival: &&&Entity| place(rival) < (true, rank(&id));
            let winner = rivals
                .iter()
                .find(|rival| !self.state.by_name || ahead(rival));
            return Err(match winner {
                Some(winner) => self.lost(winner.id.clone()).await,
                None => Stop::LostEntity {
                    kind: Kind::Campaign,
                    id,
                },
            });
        }
        self.settle_race(begun, found, own).await?;
        if own.is_some_and(|root| self.is_unmarked(root)) {
            self.mark_by_name().await?;
        }
        if own.is_some_and(|root| self.has_moved_on(root)) {
            let (enabled, at) = (true, self.clock.now());
            self.append(&[Record::Adopted { id, enabled, at }]).await?;
        }
        self.looked = Some(begun);
        Ok(match own {
            Some(_) => Root::Listed,
            None => Root::Missing,
        })
    }

    /// Of several runners' campaigns the enabled one stays, else the oldest.
    async fn settle_race(
        &mut self,
        begun: Moment,
        found: &[Entity],
        own: Option<&Entity>,
    ) -> Result<(), Stop> {
        let root = self.state.root().to_owned();
        let rivals = self.rivals(found);
        let mine = own.map_or_else(|| (true, rank(&root)), place);
        let ahead = rivals
            .iter()
            .map(|rival| (place(rival), rival.id.clone()))
            .min()
            .filter(|(place, _)| *place < mine && !broken!(self, TieBreakByMine));
        let done = matches!(self.state.phase, Phase::Done(_));
        if let Some((_, winner)) = ahead {
            let copies = found.iter().filter(|other| self.is_copy(other));
            let mut leave: Vec<String> = copies.map(|copy| copy.id.clone()).collect();
            leave.push(root);
            self.archive("leaving the race", Kind::Campaign, &leave)
                .await?;
            return Err(self.lost(winner).await);
        }
        if !done && own.is_some_and(|own| self.is_taken(begun, own)) {
            return Err(self.lost(root).await);
        }
        if done && !broken!(self, LeavesOrphans) {
            // Whoever made them has seen by now that it has lost, or is gone.
            let orphans: Vec<String> = rivals.iter().map(|rival| rival.id.clone()).collect();
            let kind = Kind::Campaign;
            self.archive("archiving campaigns of this run", kind, &orphans)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn lost(&mut self, winner: String) -> Stop {
        let lost = Record::LostRace {
            winner: winner.clone(),
        };
        match self.append(&[lost]).await {
            Ok(()) => Stop::LostRace { winner },
            Err(stop) => stop,
        }
    }

    /// Whether a campaign is another copy of ours, as far as its tags can tell.
    pub(super) fn is_copy(&self, campaign: &Entity) -> bool {
        campaign.id != self.state.root()
            && !self.state.by_name
            && campaign.state != EntityState::Archived
            && self.is_item(0, campaign)
    }

    /// Live campaigns of this run that are not ours. Our own second copies do not run
    /// against us.
    pub(super) fn rivals<'e>(&self, found: &'e [Entity]) -> Vec<&'e Entity> {
        let root = self.state.root();
        let rival = |campaign: &&Entity| {
            campaign.id != root
                && campaign.state != EntityState::Archived
                && self.identity.owns(campaign, self.name())
                && !self.is_copy(campaign)
        };
        found.iter().filter(rival).collect()
    }

    /// Whether another journal goes on with our campaign.
    pub(super) fn is_taken(&self, begun: Moment, root: &Entity) -> bool {
        // Whoever has not waited may still be shown the tags of the journal before.
        let stale = self.settings.adopt_at_once
            && self.state.adopted
            && begun < self.state.since(0) + self.settings.visible_within;
        !stale
            && !self.state.finished
            && tag(root, INST_TAG).is_some_and(|inst| inst != self.state.inst)
            && !broken!(self, NeverLooksAgain)
    }

    /// Whether our campaign was launched by processes that our journal, an old copy,
    /// knows nothing of.
    fn has_moved_on(&self, root: &Entity) -> bool {
        self.resumed
            && root.state == EntityState::Enabled
            && self.state.phase == Phase::Building
            && !self.state.finished
            && !broken!(self, CompletesEnabled)
    }

    /// Whether nothing but its id shows that a campaign is ours.
    fn is_unmarked(&self, root: &Entity) -> bool {
        let building = matches!(self.state.phase, Phase::Building);
        building
            && tag(root, RUN_TAG).is_none()
            && !self.state.by_name
            && !self.identity.owns(root, self.name())
    }
}

/// The order of campaigns in a race: the enabled one, then the oldest.
fn place(campaign: &Entity) -> (bool, (usize, String)) {
    (campaign.state != EntityState::Enabled, rank(&campaign.id))
}

/// What a list shows of our own campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Listed,
    /// Not yet, or under another name.
    Missing,
}
