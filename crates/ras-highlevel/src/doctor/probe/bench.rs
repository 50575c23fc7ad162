//! The campaigns that a probe measures with.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Measured, Probed};
use crate::observer::millis;
use crate::{
    Campaign, CampaignFilter, CampaignId, Error, ItemErrorKind, NewCampaign, Ras, Reach, State,
    Targeting, Usd,
};

/// Between two looks at a list, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The lowest daily budget (US limits of Sponsored Products); a PAUSED campaign spends none.
const LOWEST_BUDGET: u32 = 1;

const TAG: &str = "ras-probe";

/// The campaigns of one probe.
#[derive(Debug)]
pub(super) struct Bench {
    ras: Ras,
    patience: Duration,
    name: String,
    /// The value of the tag, and the end of the name.
    nonce: String,
    /// What exists for certain and is not archived.
    live: Vec<CampaignId>,
    archived: Vec<CampaignId>,
    /// A create may have had its effect, or may still have it.
    in_doubt: bool,
}

/// The first campaign, and when it was there.
#[derive(Debug)]
pub(super) struct Begun {
    id: CampaignId,
    at: Instant,
    tagged: bool,
}

impl Bench {
    pub(super) fn new(ras: Ras, patience: Duration) -> Result<Self, Error> {
        let nonce = getrandom::u64().map_err(|_| Error::config("no source of chance"))?;
        let nonce = format!("{nonce:016x}");
        Ok(Self {
            ras,
            patience,
            name: format!("ras probe {nonce}"),
            nonce,
            live: Vec::new(),
            archived: Vec::new(),
            in_doubt: false,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Creates the first campaign, without its tag where that is refused.
    pub(super) async fn first(&mut self) -> Result<Begun, Error> {
        let (created, tagged) = match self.create(true).await {
            Err(error) if refuses_tags(&error) => (self.create(false).await, false),
            created => (created, true),
        };
        let at = Instant::now();
        let id = match created {
            Ok(id) => id,
            // It may be there all the same, and then it is as good as any.
            Err(error) if self.in_doubt => self.appeared().await.ok_or(error)?,
            Err(error) => return Err(error),
        };
        Ok(Begun { id, at, tagged })
    }

    pub(super) async fn measure(&mut self, begun: Begun, probed: &mut Probed) {
        self.look_for(&begun, probed).await;
        probed.names_unique = self.is_taken().await;
        match self.archive().await {
            Ok(at) => self.look_for_archived(&begun.id, at, probed).await,
            Err(error) => probed.archived_after_ms = unknown(&error),
        }
        probed.archived_names_free = match self.is_taken().await {
            Measured::Known(taken) => Measured::Known(!taken),
            why => why,
        };
    }

    /// Archives what is left, also what appears late.
    pub(super) async fn clean_up(mut self, probed: &mut Probed) {
        if self.in_doubt {
            // Found or not, the rest is archived.
            let _ = self.appeared().await;
        }
        // What could not be archived stays in `live`.
        let _ = self.archive().await;
        probed.archived = self.archived;
        probed.left = self.live;
        probed.in_doubt = self.in_doubt;
    }

    async fn create(&mut self, tagged: bool) -> Result<CampaignId, Error> {
        let budget = Usd::dollars(LOWEST_BUDGET);
        let mut new = NewCampaign::new(&self.name, Targeting::Manual, budget).state(State::Paused);
        if tagged {
            new = new.tag(TAG, &self.nonce);
        }
        let created = match self.ras.campaigns().create([new]).await {
            Ok(batch) => batch.all(),
            Err(error) => Err(error),
        };
        let created = created.and_then(|ids| ids.into_iter().next().ok_or_else(Error::no_answer));
        match &created {
            Ok(id) => self.live.push(id.clone()),
            Err(error) => self.in_doubt |= error.reach() == Reach::Unknown,
        }
        created
    }

    /// Whether the name is refused to another campaign.
    async fn is_taken(&mut self) -> Measured<bool> {
        match self.create(false).await {
            Ok(_) => Measured::Known(false),
            Err(error) if is_of_kind(&error, ItemErrorKind::DuplicateValue) => {
                Measured::Known(true)
            }
            Err(error) => unknown(&error),
        }
    }

    /// Waits for a campaign of the name that is not known yet.
    async fn appeared(&mut self) -> Option<CampaignId> {
        let known: Vec<CampaignId> = self.live.iter().chain(&self.archived).cloned().collect();
        let look = || async {
            let found = self.listed(self.named()).await?;
            Ok(found.into_iter().find(|it| !known.contains(&it.id)))
        };
        let (found, _) = self.wait(look).await.ok()??;
        self.in_doubt = false;
        self.live.push(found.id.clone());
        Some(found.id)
    }

    async fn look_for(&self, begun: &Begun, probed: &mut Probed) {
        let look = || async {
            let found = self.listed(self.named()).await?;
            Ok(found.into_iter().find(|it| it.id == begun.id))
        };
        let (found, at) = match self.wait(look).await {
            Ok(Some(found)) => found,
            Ok(None) => {
                probed.visible_after_ms = self.not_seen();
                return;
            }
            Err(error) => {
                probed.visible_after_ms = unknown(&error);
                return;
            }
        };
        probed.visible_after_ms = Measured::Known(millis(at - begun.at));
        let tag = |tag: &crate::Tag| tag.key == TAG && tag.value == self.nonce;
        probed.tags_kept = Measured::Known(begun.tagged && found.tags.iter().any(tag));
        let other_case = CampaignFilter::new().names([self.name.to_uppercase()]);
        probed.names_fold_case = match self.listed(other_case).await {
            Ok(found) => Measured::Known(found.iter().any(|it| it.id == begun.id)),
            Err(error) => unknown(&error),
        };
    }

    /// Archives all that is live, and says when that was answered.
    async fn archive(&mut self) -> Result<Instant, Error> {
        if self.live.is_empty() {
            return Ok(Instant::now());
        }
        let batch = self.ras.campaigns().delete(&self.live).await?;
        let at = Instant::now();
        let gone: Vec<CampaignId> = batch.ok().map(|(_, id)| id.clone()).collect();
        self.live.retain(|id| !gone.contains(id));
        self.archived.extend(gone);
        batch.all().map(|_| at)
    }

    async fn look_for_archived(&self, id: &CampaignId, archived: Instant, probed: &mut Probed) {
        let one = CampaignFilter::new().ids([id]);
        let look = || async {
            let any_state = self.listed(one.clone()).await?;
            if let Some(found) = any_state.first() {
                return Ok((found.state == State::Archived).then_some(true));
            }
            let found = self.listed(one.clone().states([State::Archived])).await?;
            Ok((!found.is_empty()).then_some(false))
        };
        match self.wait(look).await {
            Ok(Some((listed, at))) => {
                probed.archived_after_ms = Measured::Known(millis(at - archived));
                probed.archived_listed = Measured::Known(listed);
            }
            Ok(None) => probed.archived_after_ms = self.not_seen(),
            Err(error) => probed.archived_after_ms = unknown(&error),
        }
    }

    fn named(&self) -> CampaignFilter {
        CampaignFilter::new().names([&self.name])
    }

    async fn listed(&self, filter: CampaignFilter) -> Result<Vec<Campaign>, Error> {
        self.ras.campaigns().list(filter).all().await
    }

    /// Looks again and again until there is something to see, or no patience left.
    async fn wait<T, F>(&self, look: impl Fn() -> F) -> Result<Option<(T, Instant)>, Error>
    where
        F: Future<Output = Result<Option<T>, Error>>,
    {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(seen) = look().await? {
                return Ok(Some((seen, Instant::now())));
            }
            if begun.elapsed() + pause > self.patience {
                return Ok(None);
            }
            sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    fn not_seen<T>(&self) -> Measured<T> {
        let seconds = self.patience.as_secs_f64();
        Measured::Unknown(format!("nothing was seen of it within {seconds} seconds"))
    }
}

fn unknown<T>(error: &Error) -> Measured<T> {
    Measured::Unknown(error.to_string())
}

fn is_of_kind(error: &Error, kind: ItemErrorKind) -> bool {
    error.items().iter().any(|it| *it.kind() == kind)
}

fn refuses_tags(error: &Error) -> bool {
    let mut places = error.items().iter().filter_map(|it| it.location());
    places.any(|place| place.contains(".tags"))
}
