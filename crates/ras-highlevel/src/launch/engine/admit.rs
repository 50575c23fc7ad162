//! What comes before an intent, and what follows from tags that were not kept.

use super::{Change, Clock, Engine, Journal, Kind, Record, Remedy, Service, Stop};

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Waits until a create may go out at once, before its time is running.
    pub(super) async fn admitted(&mut self, kind: Kind) -> Result<(), Stop> {
        const STEP: &str = "getting ready for a create";
        let mut patience = self.patience(STEP);
        loop {
            let Err(failed) = self.service.admit(kind).await else {
                return Ok(());
            };
            match failed.remedy {
                Remedy::TryAgain(asked) => self.pause(&mut patience, asked, failed).await?,
                _ => return Err(Stop::failed(STEP, failed)),
            }
        }
    }

    /// Names a campaign whose tags were not kept, so that it can be found again.
    pub(super) async fn mark_by_name_unless_tagged(&mut self, kind: Kind) -> Result<(), Stop> {
        let created = kind == Kind::Campaign && self.state.id(0).is_some();
        if !created || self.state.by_name || self.state.adopted || self.service.keeps_tags() {
            return Ok(());
        }
        self.mark_by_name().await
    }

    pub(super) async fn mark_by_name(&mut self) -> Result<(), Stop> {
        let name = self.identity.suffixed(self.name());
        let rename = Change::Rename(self.state.root().to_owned(), name);
        match self.set("marking the campaign by its name", &rename).await {
            // The name is too long for a mark: the campaign is known by its id alone.
            Err(Stop::Failed { .. }) => return Ok(()),
            renamed => renamed?,
        }
        self.append(&[Record::MarkedByName]).await
    }
}
