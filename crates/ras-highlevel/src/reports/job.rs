//! The life of a report: asked for, adopted, watched, cancelled.

mod answers;

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use ras_core::reports::Client;
use ras_core::reports::operations::{CREATE_ASYNC_REPORT, DELETE_ASYNC_REPORT, GET_ASYNC_REPORT};
use ras_core::reports::types::{AsyncReport, CreateAsyncReportRequest};
use tokio::time::{Instant, sleep};

use answers::{duplicate, failed, is_early, is_passing, late, note};

use super::days::{split, today_at};
use super::handle::is_same;
use super::{Report, ReportHandle, ReportRequest, ReportStatus, ReportType, refused};
use crate::{Error, Ras, Reach};

/// Amazon speaks of up to three hours.
const PATIENCE: Duration = Duration::from_secs(3 * 3600);

/// Between two looks at a report: the first pause, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(120));

/// Unpacked bytes of one file. The largest that users tell of are a third of this.
const MAX_SIZE: u64 = 10 << 30;

/// The reports of a profile; see [the module](super).
///
/// Settings belong to this value and its clones.
#[derive(Clone, Debug)]
#[must_use = "settings are those of this value"]
pub struct Reports {
    pub(super) ras: Ras,
    pub(super) max_size: u64,
    today: Option<Date>,
    lookback: Option<u16>,
    patience: Duration,
    pauses: (Duration, Duration),
}

impl Reports {
    pub(crate) fn new(ras: &Ras) -> Self {
        Self {
            ras: ras.clone(),
            max_size: MAX_SIZE,
            today: None,
            lookback: None,
            patience: PATIENCE,
            pauses: PAUSES,
        }
    }

    /// How long [`wait`](Self::wait) and [`start`](Self::start) go on; three hours unless
    /// set, which is as long as Amazon takes.
    pub fn patience(mut self, longest: Duration) -> Self {
        self.patience = longest;
        self
    }

    /// The first pause between two looks at a report, and the longest; 2 seconds and 2
    /// minutes unless set. Each is half as long again as the one before, and varies by
    /// a quarter.
    pub fn poll_every(mut self, first: Duration, longest: Duration) -> Self {
        self.pauses = (first, longest);
        self
    }

    /// The largest file that is read; ten GiB unless set.
    ///
    /// # Units
    ///
    /// Bytes of each part, unpacked.
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = bytes;
        self
    }

    /// Takes this day for today, instead of that of the clock in Los Angeles.
    pub fn today(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// How far back a range may begin, for advertisers whose figures Amazon keeps longer
    /// than it documents; [`ReportType::LOOKBACK`] unless set. What Amazon does not have
    /// it refuses.
    ///
    /// # Units
    ///
    /// Days before today.
    pub fn lookback(mut self, days: u16) -> Self {
        self.lookback = Some(days);
        self
    }

    /// Checks a request and splits it into parts that Amazon accepts; sends nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Rejected`](crate::ErrorKind::Rejected) with
    /// [`Reach::NotSent`](crate::Reach::NotSent), naming what does not fit and what does.
    pub fn plan<R: ReportType>(
        &self,
        request: &ReportRequest<R>,
    ) -> Result<ReportHandle<R>, Error> {
        let today = self.today.unwrap_or_else(|| today_at(Timestamp::now()));
        let lookback = self.lookback.unwrap_or(R::LOOKBACK);
        let (first, last) = request.days.resolve(today, R::NAME, lookback)?;
        let days = split(first, last, R::LONGEST_RANGE);
        ReportHandle::new(request, self.ras.profile(), days)
    }

    /// Asks for the parts of a report that nobody has asked for yet, or that failed.
    ///
    /// When Amazon says that it makes the same report already, that one is adopted. When
    /// it takes another one for the same, this waits until that is made.
    ///
    /// # Errors
    ///
    /// The handle keeps the parts that were asked for: start again with it.
    ///
    /// # Retries
    ///
    /// Unlike other creates, a report is asked for again when the outcome is unknown: if
    /// it is being made, Amazon says so and it is adopted, and at worst there is a second
    /// one, which costs nothing.
    ///
    /// # Source
    ///
    /// `POST /reporting/reports`. Amazon recommends one or two requests for each type and
    /// day.
    pub async fn start<R: ReportType>(&self, handle: &mut ReportHandle<R>) -> Result<(), Error> {
        self.check_profile(handle)?;
        let deadline = Instant::now() + self.patience;
        for place in 0..handle.parts.len() {
            let Some(part) = handle.parts.get(place) else {
                break;
            };
            if part.id.is_some() && part.status != Some(ReportStatus::Failed) {
                continue;
            }
            let request = handle.wire(part);
            let report = self.create(&request, deadline).await?;
            if let Some(part) = handle.parts.get_mut(place) {
                note(part, &report);
            }
        }
        Ok(())
    }

    /// Looks once at every part that is not made yet, and notes how far it is.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unavailable`](crate::ErrorKind::Unavailable) with Amazon's reason
    /// when a part could not be made: [`start`](Self::start) asks for it again.
    pub async fn poll<R: ReportType>(&self, handle: &mut ReportHandle<R>) -> Result<(), Error> {
        self.check_profile(handle)?;
        for part in &mut handle.parts {
            let Some(id) = part.id.clone() else {
                return Err(refused("a part of the report was not asked for: start it"));
            };
            if !part.status.as_ref().is_some_and(ReportStatus::is_final) {
                note(part, &self.look(&id).await?);
            }
            if part.status == Some(ReportStatus::Failed) {
                return Err(failed(part));
            }
        }
        Ok(())
    }

    /// Waits until a report is made.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) when it is not in time: it is
    /// still being made, and the handle is good for another wait. And as
    /// [`poll`](Self::poll).
    ///
    /// # Retries
    ///
    /// A look that fails on the way is made again until the time is over.
    pub async fn wait<R: ReportType>(
        &self,
        handle: &mut ReportHandle<R>,
    ) -> Result<Report<R>, Error> {
        self.wait_with(handle, |_| ()).await
    }

    /// As [`wait`](Self::wait), and shows the handle after every look.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    pub async fn wait_with<R: ReportType>(
        &self,
        handle: &mut ReportHandle<R>,
        mut seen: impl FnMut(&ReportHandle<R>) + Send,
    ) -> Result<Report<R>, Error> {
        let deadline = Instant::now() + self.patience;
        let mut looks = 0;
        loop {
            let missed = match self.poll(handle).await {
                Ok(()) => None,
                Err(error) if is_passing(&error, handle) => Some(error),
                Err(error) => return Err(error),
            };
            seen(handle);
            if handle.is_complete() {
                return Ok(Report::new(self, handle.clone()));
            }
            let pause = self.pause(looks);
            if Instant::now() + pause > deadline {
                return Err(missed.unwrap_or_else(|| late(handle)));
            }
            sleep(pause).await;
            looks += 1;
        }
    }

    /// Asks for a report and waits until it is made.
    ///
    /// When the process ends meanwhile, so does this. Keep a [`ReportHandle`] where that
    /// matters.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), [`start`](Self::start) and [`wait`](Self::wait).
    pub async fn fetch<R: ReportType>(
        &self,
        request: &ReportRequest<R>,
    ) -> Result<Report<R>, Error> {
        let mut handle = self.plan(request)?;
        self.start(&mut handle).await?;
        self.wait(&mut handle).await
    }

    /// Cancels the parts of a report that still wait, and forgets them in the handle.
    ///
    /// # Errors
    ///
    /// The first refusal: Amazon cancels what is
    /// [`Pending`](ReportStatus::Pending), and nothing else.
    ///
    /// # Source
    ///
    /// `DELETE /reporting/reports/{reportId}`.
    pub async fn cancel<R: ReportType>(&self, handle: &mut ReportHandle<R>) -> Result<(), Error> {
        self.check_profile(handle)?;
        for part in &mut handle.parts {
            let Some(id) = &part.id else { continue };
            let client = self.client();
            let send = |call| {
                let client = client.clone();
                async move { client.delete_async_report(&call, id).await }
            };
            let transport = &self.ras.inner().transport;
            transport.call(&DELETE_ASYNC_REPORT, send).await?;
            part.id = None;
            part.status = None;
        }
        Ok(())
    }

    /// The report with this id, as it is now.
    pub(super) async fn look(&self, id: &str) -> Result<AsyncReport, Error> {
        let client = self.client();
        let send = |call| {
            let client = client.clone();
            async move { client.get_async_report(&call, id).await }
        };
        let transport = &self.ras.inner().transport;
        let answer = transport.call(&GET_ASYNC_REPORT, send).await?;
        Ok(answer.into_inner())
    }

    /// Asks for a report until there is one that contains what was asked for.
    async fn create(
        &self,
        request: &CreateAsyncReportRequest,
        deadline: Instant,
    ) -> Result<AsyncReport, Error> {
        let attempts = self.ras.inner().transport.limits.attempts;
        let mut unknown = 0;
        for tries in 0.. {
            let error = match self.ask(request).await {
                Ok(report) => return Ok(report),
                Err(error) => error,
            };
            if is_early(&error) {
                if let Some(running) = self.running(request, &error).await? {
                    return Ok(running);
                }
            } else if error.reach() == Reach::Unknown && unknown + 1 < attempts {
                unknown += 1;
            } else {
                return Err(error);
            }
            let pause = self.pause(tries);
            if Instant::now() + pause > deadline {
                return Err(error);
            }
            sleep(pause).await;
        }
        Err(refused("a report that was never asked for"))
    }

    /// The report that is made already, if it is what was asked for.
    async fn running(
        &self,
        request: &CreateAsyncReportRequest,
        refusal: &Error,
    ) -> Result<Option<AsyncReport>, Error> {
        let Some(id) = duplicate(refusal) else {
            tracing::info!("a report without id is in the way");
            return Ok(None);
        };
        let running = match self.look(id).await {
            // What was taken for an id is none, or the report has gone.
            Err(error) if error.status() == Some(404) => return Ok(None),
            answer => answer?,
        };
        let status = ReportStatus::of(&running.status);
        if is_same(request, &running) && status != ReportStatus::Failed {
            tracing::info!(report = id, "adopted a report that is being made already");
            return Ok(Some(running));
        }
        tracing::info!(report = id, "another report is in the way");
        Ok(None)
    }

    async fn ask(&self, request: &CreateAsyncReportRequest) -> Result<AsyncReport, Error> {
        let client = self.client();
        let send = |call| {
            let client = client.clone();
            async move { client.create_async_report(&call, request).await }
        };
        let transport = &self.ras.inner().transport;
        let answer = transport.call(&CREATE_ASYNC_REPORT, send).await?;
        Ok(answer.into_inner())
    }

    fn client(&self) -> Client {
        Client::new(self.ras.account().inner().http.clone())
    }

    fn check_profile<R: ReportType>(&self, handle: &ReportHandle<R>) -> Result<(), Error> {
        let (mine, theirs) = (self.ras.profile(), &handle.profile);
        if mine == theirs {
            return Ok(());
        }
        Err(refused(format!(
            "the report is of profile {theirs}, and this client is for {mine}"
        )))
    }

    /// A pause that grows by half each time, a quarter more or less.
    fn pause(&self, nth: u32) -> Duration {
        let (first, longest) = self.pauses;
        let grown = first.as_secs_f64() * 1.5_f64.powi(i32::try_from(nth).unwrap_or(i32::MAX));
        let jitter = 0.75 + 0.5 * self.ras.inner().transport.dice.roll();
        Duration::from_secs_f64(grown.min(longest.as_secs_f64()) * jitter)
    }
}
