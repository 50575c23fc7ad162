//! Many launches in one go, in bounded memory.

mod report;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

pub use report::{BulkFailure, BulkReport};

use super::{CampaignTree, Launch, LaunchError, RunId};
use crate::ProfileId;

/// How many launches go on at once, in all and for one profile.
///
/// All calls of a profile share its pace whatever the number here: more launches of one
/// profile at once hide the time of each answer, and do not send more.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use futures_util::stream;
/// use ras_highlevel::{Bulk, CampaignPlan, Ras, Runs};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// # let folder = tempfile::tempdir()?;
/// let runs = Runs::new(folder.path());
/// let names = ["Spring", "Summer", "Autumn"];
/// let launches = names.into_iter().map(|name| {
///     let plan = CampaignPlan::from_toml(&format!(
///         r#"
///         name = "{name}"
///         targeting = "auto"
///         daily_budget = 10
///         [[ad_groups]]
///         name = "Sneakers"
///         retailer = "24483676143932"
///         default_bid = 0.75
///         offers = ["OFFER-01-0001"]
///         "#
///     ));
///     // One for each profile: `ras.account().ras(profile)`.
///     Ok(ras.launch(&plan?).runs(&runs))
/// });
/// let launches: Vec<_> = launches.collect::<Result<_, ras_highlevel::PlanError>>()?;
/// let report = Bulk::new().run(stream::iter(launches)).report().await;
/// assert_eq!(report.launched, 3);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing happens until `run`"]
pub struct Bulk {
    at_once: usize,
    per_profile: usize,
    look_ahead: usize,
}

/// Launches under way: a stream of their ends, in the order in which they end.
///
/// Nothing happens unless it is polled. Dropping it stops all launches and loses nothing
/// that their journals do not bring back.
#[must_use = "nothing happens unless it is read"]
pub struct BulkRun {
    limits: Bulk,
    source: Option<Pin<Box<dyn Stream<Item = Launch> + Send>>>,
    /// How many have come from the source.
    taken: u64,
    waiting: VecDeque<(u64, Launch)>,
    running: FuturesUnordered<Pin<Box<dyn Future<Output = BulkEnd> + Send>>>,
    busy: BTreeMap<ProfileId, usize>,
}

/// How one of many launches has ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkEnd {
    /// Its position in the source, from 0.
    pub position: u64,
    /// Its profile.
    pub profile: ProfileId,
    /// The name of its campaign.
    pub name: String,
    /// Its run.
    pub run: RunId,
    /// The campaign, or why there is none.
    pub end: Result<CampaignTree, LaunchError>,
}

impl Default for Bulk {
    fn default() -> Self {
        Self {
            at_once: 64,
            per_profile: 4,
            look_ahead: 1024,
        }
    }
}

impl Bulk {
    /// 64 launches at once, 4 of each profile.
    pub fn new() -> Self {
        Self::default()
    }

    /// Launches that go on at once.
    pub fn at_once(mut self, launches: usize) -> Self {
        self.at_once = launches.max(1);
        self
    }

    /// Launches of one profile that go on at once.
    pub fn per_profile(mut self, launches: usize) -> Self {
        self.per_profile = launches.max(1);
        self
    }

    /// Launches that are taken from the source before they can start, 1024 unless set:
    /// where many of one profile follow each other, others are found behind them.
    pub fn look_ahead(mut self, launches: usize) -> Self {
        self.look_ahead = launches;
        self
    }

    /// Launches whatever comes from a source, which is only read as far as needed.
    pub fn run(self, launches: impl Stream<Item = Launch> + Send + 'static) -> BulkRun {
        BulkRun {
            limits: self,
            source: Some(Box::pin(launches)),
            taken: 0,
            waiting: VecDeque::new(),
            running: FuturesUnordered::new(),
            busy: BTreeMap::new(),
        }
    }
}

impl BulkRun {
    /// Goes on to the end and counts.
    pub async fn report(mut self) -> BulkReport {
        let mut report = BulkReport::default();
        while let Some(end) = self.next().await {
            report.add(&end);
        }
        report
    }

    /// Takes from the source what there is room for.
    fn take(&mut self, cx: &mut Context<'_>) {
        while self.waiting.len() <= self.limits.look_ahead {
            let Some(source) = &mut self.source else {
                return;
            };
            match source.as_mut().poll_next(cx) {
                Poll::Ready(Some(launch)) => {
                    self.waiting.push_back((self.taken, launch));
                    self.taken += 1;
                }
                Poll::Ready(None) => self.source = None,
                Poll::Pending => return,
            }
        }
    }

    /// Starts the oldest launches whose profiles are not busy.
    fn start(&mut self) {
        while self.running.len() < self.limits.at_once {
            let (busy, most) = (&self.busy, self.limits.per_profile);
            let free = |(_, launch): &(u64, Launch)| {
                busy.get(launch.profile()).is_none_or(|count| *count < most)
            };
            let Some((position, launch)) = self
                .waiting
                .iter()
                .position(free)
                .and_then(|place| self.waiting.remove(place))
            else {
                return;
            };
            *self.busy.entry(launch.profile().clone()).or_default() += 1;
            self.running.push(Box::pin(end_of(position, launch)));
        }
    }
}

async fn end_of(position: u64, launch: Launch) -> BulkEnd {
    BulkEnd {
        position,
        profile: launch.profile().clone(),
        name: launch.name().to_owned(),
        run: launch.run_id(),
        end: launch.await,
    }
}

impl Stream for BulkRun {
    type Item = BulkEnd;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<BulkEnd>> {
        let bulk = self.get_mut();
        bulk.take(cx);
        bulk.start();
        match bulk.running.poll_next_unpin(cx) {
            Poll::Ready(Some(end)) => {
                if let Some(count) = bulk.busy.get_mut(&end.profile) {
                    *count -= 1;
                    if *count == 0 {
                        bulk.busy.remove(&end.profile);
                    }
                }
                Poll::Ready(Some(end))
            }
            Poll::Ready(None) if bulk.source.is_none() => Poll::Ready(None),
            _ => Poll::Pending,
        }
    }
}

impl fmt::Debug for BulkRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkRun")
            .field("running", &self.running.len())
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}
