//! Calls that may be repeated: lists, sets and archiving, each bounded in time.

use std::collections::BTreeSet;
use std::time::Duration;

use super::mutant::broken;
use super::{
    CallFailed, Change, Clock, Engine, Entity, EntityState, Journal, Kind, Moment, Page, Query,
    Remedy, Service, Stop,
};

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
/// More pages than any tree has; a list that goes on is broken.
const MOST_PAGES: usize = 1000;

/// Growing, jittered pauses that end when the run's patience does.
#[derive(Debug)]
pub(super) struct Patience {
    step: &'static str,
    ends: Moment,
    pause: Duration,
}

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    pub(super) fn patience(&self, step: &'static str) -> Patience {
        Patience {
            step,
            ends: self.clock.now() + self.settings.patience,
            pause: FIRST_PAUSE,
        }
    }

    /// The next pause: at least what the service asked for.
    pub(super) async fn pause(
        &mut self,
        patience: &mut Patience,
        asked: Option<Duration>,
        failed: CallFailed,
    ) -> Result<(), Stop> {
        let jitter = 500 + self.clock.roll() % 501;
        let own = patience.pause * u32::try_from(jitter).unwrap_or(1000) / 1000;
        patience.pause = (patience.pause * 2).min(LONGEST_PAUSE);
        let wake = self.clock.now() + own.max(asked.unwrap_or_default());
        if wake > patience.ends {
            return Err(Stop::parked(patience.step, failed, asked.map(|_| wake)));
        }
        let wait = self.clock.now().until(wake);
        self.clock.sleep(wait).await;
        Ok(())
    }

    /// All entities of a list, and when the reading began that they come from.
    ///
    /// A list of several pages may miss what moves while it is read: only two readings
    /// of the same ids are believed.
    pub(super) async fn list(
        &mut self,
        step: &'static str,
        query: &Query,
    ) -> Result<(Moment, Vec<Entity>), Stop> {
        let mut patience = self.patience(step);
        let mut before: Option<BTreeSet<String>> = None;
        loop {
            // Taken before the request: what is applied while it travels proves nothing.
            let begun = self.clock.now();
            let (mut entities, pages) = self.read(query, &mut patience).await?;
            let ids: BTreeSet<String> = entities.iter().map(|entity| entity.id.clone()).collect();
            if pages == 1 || broken!(self, StalePageRead) || before.as_ref() == Some(&ids) {
                if broken!(self, ArchivedIsLive) {
                    for entity in &mut entities {
                        entity.state = EntityState::Paused;
                    }
                }
                return Ok((begun, entities));
            }
            if before.replace(ids).is_some() {
                let failed = CallFailed {
                    remedy: Remedy::TryAgain(None),
                    why: "the list changes faster than it can be read".to_owned(),
                    source: None,
                };
                self.pause(&mut patience, None, failed).await?;
            }
        }
    }

    /// One reading of all pages.
    async fn read(
        &mut self,
        query: &Query,
        patience: &mut Patience,
    ) -> Result<(Vec<Entity>, usize), Stop> {
        let (mut entities, mut token) = (Vec::new(), None);
        for count in 1..=MOST_PAGES {
            let page = self.page(query, token, patience).await?;
            entities.extend(page.entities);
            token = page.next;
            if token.is_none() || broken!(self, FirstPageOnly) {
                entities.sort_by(|a, b| a.id.cmp(&b.id));
                entities.dedup_by(|a, b| a.id == b.id);
                return Ok((entities, count));
            }
        }
        Err(Stop::failed(
            patience.step,
            CallFailed {
                remedy: Remedy::GiveUp,
                why: "the list does not end".to_owned(),
                source: None,
            },
        ))
    }

    /// One page, asked for again when it does not come.
    async fn page(
        &mut self,
        query: &Query,
        token: Option<String>,
        patience: &mut Patience,
    ) -> Result<Page, Stop> {
        loop {
            let failed = match self.service.list(query, token.clone()).await {
                Ok(page) => {
                    patience.pause = FIRST_PAUSE;
                    return Ok(page);
                }
                Err(failed) => failed,
            };
            match failed.remedy {
                Remedy::TryAgain(asked) => self.pause(patience, asked, failed).await?,
                _ => return Err(Stop::failed(patience.step, failed)),
            }
        }
    }

    /// Sets values; an entity that is not found may only be young.
    pub(super) async fn set(&mut self, step: &'static str, change: &Change) -> Result<(), Stop> {
        let mut patience = self.patience(step);
        let known_by = self.clock.now() + self.settings.visible_within;
        loop {
            let Err(failed) = self.service.set(change).await else {
                return Ok(());
            };
            match failed.remedy {
                Remedy::TryAgain(asked) => self.pause(&mut patience, asked, failed).await?,
                Remedy::NotFound if self.clock.now() < known_by => {
                    self.pause(&mut patience, None, failed).await?;
                }
                _ => return Err(Stop::failed(step, failed)),
            }
        }
    }

    pub(super) async fn archive(
        &mut self,
        step: &'static str,
        kind: Kind,
        ids: &[String],
    ) -> Result<(), Stop> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut patience = self.patience(step);
        let known_by = self.clock.now() + self.settings.visible_within;
        loop {
            let Err(failed) = self.service.archive(kind, ids).await else {
                return Ok(());
            };
            match failed.remedy {
                Remedy::TryAgain(asked) => self.pause(&mut patience, asked, failed).await?,
                Remedy::NotFound if self.clock.now() < known_by => {
                    self.pause(&mut patience, None, failed).await?;
                }
                _ => return Err(Stop::failed(step, failed)),
            }
        }
    }
}
