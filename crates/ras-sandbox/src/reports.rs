//! Reports: what is asked for, how far each has got, and what stands in its file.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use ras_core::reports::types::{
    AsyncReport, AsyncReportConfigurationTimeUnit, AsyncReportStatus, CreateAsyncReportRequest,
};
use serde::{Deserialize, Serialize};

mod check;
mod columns;
mod file;
mod kinds;
mod rows;
mod traffic;

pub(crate) use check::check;
pub(crate) use file::file;

use crate::behavior::ReportBehavior;
use crate::written_time::iso_millis;

/// A report that was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) id: String,
    pub(crate) request: CreateAsyncReportRequest,
    pub(crate) start: Date,
    pub(crate) end: Date,
    pub(crate) created: Timestamp,
    pending_millis: u64,
    processing_millis: u64,
    fails: bool,
}

impl Report {
    /// A report that is asked for now, and whether it will fail.
    pub(crate) fn new(
        id: String,
        request: CreateAsyncReportRequest,
        (start, end): (Date, Date),
        now: Timestamp,
        behavior: &ReportBehavior,
        fails: bool,
    ) -> Self {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            id,
            request,
            start,
            end,
            created: now,
            pending_millis: millis(behavior.pending),
            processing_millis: millis(behavior.processing),
            fails,
        }
    }

    /// Whether there is a row for each day.
    pub(crate) fn is_daily(&self) -> bool {
        self.request.configuration.time_unit == AsyncReportConfigurationTimeUnit::Daily
    }

    /// How far the report has got.
    pub(crate) fn status(&self, now: Timestamp) -> AsyncReportStatus {
        if now < self.after(self.pending_millis) {
            AsyncReportStatus::Pending
        } else if now < self.done() {
            AsyncReportStatus::Processing
        } else if self.fails {
            AsyncReportStatus::Failed
        } else {
            AsyncReportStatus::Completed
        }
    }

    /// Whether another request asks for the same, so that Amazon refuses it meanwhile.
    pub(crate) fn is_same(&self, request: &CreateAsyncReportRequest) -> bool {
        let (old, new) = (&self.request, request);
        old.configuration == new.configuration
            && old.start_date == new.start_date
            && old.end_date == new.end_date
    }

    /// The report as callers see it, with the link to its file, if it has one.
    pub(crate) fn shown(
        &self,
        now: Timestamp,
        link: impl FnOnce(Timestamp) -> (String, Timestamp),
    ) -> AsyncReport {
        let status = self.status(now);
        let updated = match status {
            AsyncReportStatus::Pending => self.created,
            AsyncReportStatus::Processing => self.after(self.pending_millis),
            _ => self.done(),
        };
        let mut shown = AsyncReport::new(
            self.request.configuration.clone(),
            iso_millis(self.created),
            self.request.end_date.as_str(),
            self.id.as_str(),
            self.request.start_date.as_str(),
            status.clone(),
            iso_millis(updated),
        );
        shown.name.clone_from(&self.request.name);
        match status {
            AsyncReportStatus::Completed => {
                let (url, expiry) = link(now);
                shown.generated_at = Some(iso_millis(self.done()));
                shown.url = Some(url);
                shown.url_expires_at = Some(iso_millis(expiry));
            }
            AsyncReportStatus::Failed => {
                let reason = "Internal error. Please retry.";
                shown.failure_reason = Some(reason.to_owned());
            }
            _ => {}
        }
        shown
    }

    fn done(&self) -> Timestamp {
        self.after(self.pending_millis.saturating_add(self.processing_millis))
    }

    fn after(&self, millis: u64) -> Timestamp {
        let time = SignedDuration::from_millis(i64::try_from(millis).unwrap_or(i64::MAX));
        self.created.saturating_add(time).unwrap_or(Timestamp::MAX)
    }
}
