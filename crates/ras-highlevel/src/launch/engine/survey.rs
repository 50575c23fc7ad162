//! A look at the account that changes nothing: what is there of a plan already?

use super::state::State;
use super::{Clock, Engine, EntityState, Journal, Kind, Moment, Query, Record, Service, Stop};

/// What of a plan is there already.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The id of every item that exists, in the order of the plan.
    pub ids: Vec<Option<String>>,
    /// Whether its campaign may spend.
    pub enabled: bool,
    /// Why a launch would stop before it writes anything.
    pub obstacle: Option<Stop>,
}

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Looks at the account, and at what a journal says, without touching either.
    ///
    /// # Errors
    ///
    /// When a list cannot be read.
    pub async fn survey(&mut self, records: &[Record]) -> Result<Survey, Stop> {
        const STEP: &str = "looking at the account";
        self.state = State::new(self.items.len());
        records.iter().for_each(|record| self.state.apply(record));
        let mut survey = Survey {
            ids: vec![None; self.items.len()],
            enabled: false,
            obstacle: None,
        };
        let (_, found) = self.list(STEP, &self.roots()).await?;
        let known = self.state.id(0).map(str::to_owned);
        let root = match &known {
            Some(id) => found.iter().find(|root| root.id == *id).cloned(),
            None => match self.claimable(found) {
                Ok(root) => root,
                Err(obstacle) => {
                    survey.obstacle = Some(obstacle);
                    return Ok(survey);
                }
            },
        };
        let root = match root {
            Some(root) if root.state != EntityState::Archived => root,
            Some(root) => {
                let (kind, id) = (Kind::Campaign, root.id);
                survey.obstacle = Some(Stop::LostEntity { kind, id });
                return Ok(survey);
            }
            None => return Ok(survey),
        };
        survey.enabled = root.state == EntityState::Enabled;
        survey.ids[0] = Some(root.id.clone());
        // So that what lies below can be told; nobody writes it down.
        let (id, at) = (root.id.clone(), Moment::default());
        let enabled = survey.enabled;
        self.state.apply(&Record::Adopted { id, enabled, at });
        for kind in [Kind::AdGroup, Kind::ProductAd, Kind::Target] {
            let query = Query::Below(kind, root.id.clone());
            let (_, found) = self.list(STEP, &query).await?;
            for item in self.in_stage(kind, |_| true) {
                let Some(entity) = self.find(item, &found) else {
                    continue;
                };
                survey.ids[item] = Some(entity.id.clone());
                self.state.apply(&Record::Outcome {
                    item,
                    settled: super::Settled::Confirmed {
                        id: entity.id.clone(),
                    },
                    at,
                });
            }
        }
        Ok(survey)
    }
}
