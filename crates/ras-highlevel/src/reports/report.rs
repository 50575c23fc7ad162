//! A report that is there to be read.

use super::rows::{Reading, Rows, Trust};
use super::{ReportHandle, ReportType, Reports};
use crate::Error;

/// A report that Amazon has made.
///
/// It can be read as often as wanted, for as long as Amazon keeps it. Nothing is fetched
/// before it is read.
#[derive(Clone, Debug)]
#[must_use = "nothing is fetched until the report is read"]
pub struct Report<R: ReportType> {
    reports: Reports,
    handle: ReportHandle<R>,
}

impl<R: ReportType> Report<R> {
    pub(super) fn new(reports: &Reports, handle: ReportHandle<R>) -> Self {
        Self {
            reports: reports.clone(),
            handle,
        }
    }

    /// The report's handle, to read it again in a later process.
    pub fn handle(&self) -> &ReportHandle<R> {
        &self.handle
    }

    /// The rows of files that were checked first: none of them is wrong.
    ///
    /// Each part is kept packed in a temporary file without name and read twice. A range
    /// of several parts is checked part by part.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for a damaged file, before its
    /// first row; [`ErrorKind::File`](crate::ErrorKind::File) when there is no place for
    /// a temporary file.
    ///
    /// # Retries
    ///
    /// A broken connection is replaced by one that goes on where it broke, and an expired
    /// link by a fresh one.
    pub fn rows(&self) -> Rows<R> {
        Rows::new(self.reading(Trust::Verified))
    }

    /// The rows while they arrive, before the checksum at the end of the file.
    ///
    /// Half the work of [`rows`](Self::rows), and no temporary file. Rows are provisional
    /// until the stream has ended without an error.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for a damaged file, at the damage
    /// or at the end of the file.
    ///
    /// # Retries
    ///
    /// As [`rows`](Self::rows).
    pub fn rows_unverified(&self) -> Rows<R> {
        Rows::new(self.reading(Trust::AtTheEnd))
    }

    /// All rows, in memory: about one KiB each.
    ///
    /// # Errors
    ///
    /// As [`rows`](Self::rows); then there are no rows.
    pub async fn all(&self) -> Result<Vec<R::Row>, Error> {
        let mut reading = self.reading(Trust::AtTheEnd);
        let (mut all, mut batch) = (Vec::new(), Vec::new());
        while reading.next(&mut batch).await? {
            all.append(&mut batch);
        }
        Ok(all)
    }

    pub(super) fn reading(&self, trust: Trust) -> Reading<R> {
        Reading::new(&self.reports, &self.handle, trust)
    }
}
