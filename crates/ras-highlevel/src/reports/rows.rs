//! The rows of all parts of a report, batch by batch or as a stream.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::array::{Needs, RowArray};
use super::download::{DOWNLOAD, Download};
use super::unpack::{Broken, Unpacker};
use super::{ReportHandle, ReportType, Reports};
use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

/// How much is read from a temporary file at once.
const PIECE: usize = 64 * 1024;

/// Whether a file is checked before rows of it are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Read once for the checksum, once for the rows.
    Verified,
    /// Read once, and the checksum is compared at its end.
    AtTheEnd,
}

/// Reads a report, one part after the other.
#[derive(Debug)]
pub(super) struct Reading<R: ReportType> {
    reports: Reports,
    trust: Trust,
    /// The ids of the parts that are still to be read, the next one last.
    parts: Vec<String>,
    current: Option<Part<R>>,
    /// Rows of the parts before the current one.
    rows: u64,
}

#[derive(Debug)]
struct Part<R: ReportType> {
    id: String,
    source: Source,
    array: RowArray<R>,
}

/// Where the packed bytes come from.
#[derive(Debug)]
enum Source {
    Storage(Box<Download>),
    Checked(File),
}

impl<R: ReportType> Reading<R> {
    pub(super) fn new(reports: &Reports, handle: &ReportHandle<R>, trust: Trust) -> Self {
        let ids = handle.parts().iter().rev();
        Self {
            reports: reports.clone(),
            trust,
            parts: ids
                .map(|part| part.id.clone().unwrap_or_default())
                .collect(),
            current: None,
            rows: 0,
        }
    }

    /// Rows read so far.
    pub(super) fn count(&self) -> u64 {
        let current = self.current.as_ref();
        self.rows + current.map_or(0, |part| part.array.count())
    }

    /// Replaces what is in `batch` by the next rows; false at the end of the report.
    ///
    /// With an error there may be rows too, which were read before it.
    pub(super) async fn next(&mut self, batch: &mut Vec<R::Row>) -> Result<bool, Error> {
        batch.clear();
        loop {
            let Some(part) = &mut self.current else {
                let Some(id) = self.parts.pop() else {
                    return Ok(false);
                };
                self.current = Some(self.open(id).await?);
                continue;
            };
            let rows = self.rows;
            let damaged = |part: &Part<R>, Broken(reason)| {
                damaged(&part.id, rows + part.array.count(), &reason)
            };
            match part.array.read(batch) {
                Err(broken) => return Err(damaged(part, broken)),
                Ok(Needs::Nothing) => return Ok(true),
                // Rows in hand do not wait for the network.
                Ok(Needs::Packed) if !batch.is_empty() => return Ok(true),
                Ok(Needs::Packed) => {}
            }
            match part.source.chunk().await? {
                Some(packed) => part.array.push(packed),
                None => {
                    if let Err(broken) = part.array.finish() {
                        return Err(damaged(part, broken));
                    }
                    self.rows += part.array.count();
                    self.current = None;
                }
            }
        }
    }

    async fn open(&self, id: String) -> Result<Part<R>, Error> {
        let download = Download::new(&self.reports, &id);
        let source = match self.trust {
            Trust::AtTheEnd => Source::Storage(Box::new(download)),
            Trust::Verified => Source::Checked(self.checked(&id, download).await?),
        };
        let array = RowArray::new(self.reports.max_size);
        Ok(Part { id, source, array })
    }

    /// Keeps the packed file in a temporary one, which has no name and ends with this
    /// process, and checks it on the way.
    async fn checked(&self, id: &str, mut download: Download) -> Result<File, Error> {
        let file = tempfile::tempfile().map_err(|error| on_disk(&error))?;
        let mut file = File::from_std(file);
        let mut unpacker = Unpacker::new(self.reports.max_size);
        let damaged = |Broken(reason)| damaged(id, self.rows, &reason);
        while let Some(packed) = download.chunk().await? {
            file.write_all(&packed)
                .await
                .map_err(|error| on_disk(&error))?;
            unpacker.check(packed).map_err(damaged)?;
        }
        unpacker.finish().map_err(damaged)?;
        file.flush().await.map_err(|error| on_disk(&error))?;
        file.rewind().await.map_err(|error| on_disk(&error))?;
        Ok(file)
    }
}

impl Source {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self {
            Self::Storage(download) => download.chunk().await,
            Self::Checked(file) => {
                let mut piece = BytesMut::with_capacity(PIECE);
                let read = file.read_buf(&mut piece).await;
                read.map_err(|error| on_disk(&error))?;
                Ok((!piece.is_empty()).then(|| piece.freeze()))
            }
        }
    }
}

#[cold]
fn damaged(id: &str, rows: u64, reason: &str) -> Error {
    let text = format!("the file of report {id} is damaged after {rows} rows: {reason}");
    let mut inner = Inner::new(ErrorKind::Decode, Reach::Answered, DOWNLOAD, text);
    inner.hint = Some("read the report again: its file is fetched anew");
    Error::new(inner)
}

fn on_disk(error: &std::io::Error) -> Error {
    let text = format!("the temporary file for the download: {error}");
    let mut inner = Inner::new(ErrorKind::File, Reach::NotSent, DOWNLOAD, text);
    inner.hint = Some("set TMPDIR to a folder with space for the packed file");
    Error::new(inner)
}

type Next<R> = (
    Box<Reading<R>>,
    Vec<<R as ReportType>::Row>,
    Result<bool, Error>,
);

/// The rows of a report as a stream.
///
/// It ends with the last row or with the first error, which says how many rows there
/// were before it.
#[must_use = "a stream does nothing unless it is read"]
pub struct Rows<R: ReportType> {
    batch: std::vec::IntoIter<R::Row>,
    state: State<R>,
    count: u64,
}

enum State<R: ReportType> {
    Idle(Box<Reading<R>>),
    Busy(Pin<Box<dyn Future<Output = Next<R>> + Send>>),
    Failed(Error),
    Done,
}

impl<R: ReportType> Rows<R> {
    pub(super) fn new(reading: Reading<R>) -> Self {
        Self {
            batch: Vec::new().into_iter(),
            state: State::Idle(Box::new(reading)),
            count: 0,
        }
    }

    /// How many rows were handed out.
    pub fn count(&self) -> u64 {
        self.count
    }
}

impl<R: ReportType> Stream for Rows<R> {
    type Item = Result<R::Row, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let rows = self.get_mut();
        loop {
            if let Some(row) = rows.batch.next() {
                rows.count += 1;
                return Poll::Ready(Some(Ok(row)));
            }
            rows.state = match std::mem::replace(&mut rows.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Idle(mut reading) => State::Busy(Box::pin(async move {
                    let mut batch = Vec::new();
                    let more = reading.next(&mut batch).await;
                    (reading, batch, more)
                })),
                State::Busy(mut busy) => match busy.as_mut().poll(cx) {
                    Poll::Pending => {
                        rows.state = State::Busy(busy);
                        return Poll::Pending;
                    }
                    Poll::Ready((reading, batch, more)) => {
                        rows.batch = batch.into_iter();
                        match more {
                            Ok(true) => State::Idle(reading),
                            Ok(false) => State::Done,
                            Err(error) => State::Failed(error),
                        }
                    }
                },
            };
        }
    }
}

impl<R: ReportType> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
