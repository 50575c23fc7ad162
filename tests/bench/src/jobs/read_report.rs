//! J4: a report of a million rows, fetched, unpacked and decoded to typed rows.

use std::borrow::Cow;
use std::hint::black_box;
use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use flate2::{Decompress, FlushDecompress, Status};
use futures_util::TryStreamExt;
use jiff::civil::date;
use ras_highlevel::reports::{Days, Format, Report, ReportRequest, TargetingReport};
use serde::Deserialize;

use crate::by_hand::{Connection, Download};
use crate::stub::report::{COLUMNS, FILE, ROWS};

/// Unpacked bytes in hand.
const WINDOW: usize = 128 * 1024;

/// A row with just what the report has.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "read to be there")]
struct Row<'a> {
    #[serde(borrow)]
    date: Cow<'a, str>,
    campaign_id: u64,
    #[serde(borrow)]
    campaign_name: Cow<'a, str>,
    ad_group_id: u64,
    #[serde(borrow)]
    ad_group_name: Cow<'a, str>,
    keyword_id: u64,
    #[serde(borrow)]
    keyword: Cow<'a, str>,
    #[serde(borrow)]
    match_type: Cow<'a, str>,
    keyword_bid: Option<f64>,
    impressions: u64,
    clicks: u64,
    cost: f64,
    cost_per_click: Option<f64>,
    purchases14d: u64,
    sales14d: f64,
}

/// Unpacked bytes that slide through a window.
struct Window {
    file: Download,
    inflate: Decompress,
    packed: bytes::Bytes,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Window {
    async fn open(address: SocketAddr) -> Result<Self> {
        let file = Connection::open(address).await?.get(FILE).await?;
        Ok(Self {
            file,
            inflate: Decompress::new_gzip(15),
            packed: bytes::Bytes::new(),
            bytes: vec![0; WINDOW],
            start: 0,
            end: 0,
        })
    }

    fn unread(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Unpacks more; false at the end of the file.
    async fn fill(&mut self) -> Result<bool> {
        self.bytes.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        ensure!(self.end < WINDOW, "a row that does not fit");
        loop {
            if self.packed.is_empty() {
                match self.file.chunk().await? {
                    Some(packed) => self.packed = packed,
                    None => return Ok(false),
                }
            }
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let room = &mut self.bytes[self.end..];
            let flush = FlushDecompress::None;
            let status = self.inflate.decompress(&self.packed, room, flush)?;
            let read = usize::try_from(self.inflate.total_in() - read)?;
            bytes::Buf::advance(&mut self.packed, read);
            let written = usize::try_from(self.inflate.total_out() - written)?;
            self.end += written;
            if status == Status::StreamEnd {
                ensure!(self.packed.is_empty(), "more than one member");
            }
            if written > 0 {
                return Ok(true);
            }
        }
    }
}

/// Unpacks and forgets.
pub(super) async fn gunzip(address: SocketAddr) -> Result<usize> {
    let mut window = Window::open(address).await?;
    while window.fill().await? {
        black_box(window.unread());
        window.start = window.end;
    }
    ensure!(window.inflate.total_out() > 300 * ROWS as u64, "too short");
    Ok(ROWS)
}

/// Decodes rows where they are in the window.
pub(super) async fn hyper(address: SocketAddr) -> Result<usize> {
    let mut window = Window::open(address).await?;
    let mut count = 0;
    loop {
        let more = window.fill().await?;
        let mut taken = 0;
        let unread = window.unread();
        while let Some(rest) = unread.get(taken..) {
            let Some(opening) = rest.iter().position(|byte| *byte == b'{') else {
                taken += rest.len();
                break;
            };
            let row = rest.get(opening..).unwrap_or_default();
            let mut rows = serde_json::Deserializer::from_slice(row).into_iter::<Row<'_>>();
            match rows.next() {
                Some(Ok(row)) => {
                    black_box(&row);
                    count += 1;
                    taken += opening + rows.byte_offset();
                }
                Some(Err(error)) if error.is_eof() => break,
                other => {
                    other.context("no row")??;
                }
            }
        }
        window.start += taken;
        if !more {
            return Ok(count);
        }
    }
}

async fn report(address: SocketAddr) -> Result<Report<TargetingReport>> {
    let ras = super::ras(address)?;
    let days = Days::between(date(2030, 5, 1), date(2030, 5, 31));
    let request = ReportRequest::<TargetingReport>::daily(days).column_names(COLUMNS)?;
    Ok(ras
        .reports()
        .today(date(2030, 6, 1))
        .fetch(&request)
        .await?)
}

/// Rows while they arrive.
pub(super) async fn high_level(address: SocketAddr) -> Result<usize> {
    let rows = report(address).await?.rows_unverified();
    let count = rows.try_fold(0, |count, row| async move {
        black_box(&row);
        Ok(count + 1)
    });
    Ok(count.await?)
}

/// Rows of a file that was checked first.
pub(super) async fn checked(address: SocketAddr) -> Result<usize> {
    let rows = report(address).await?.rows();
    let count = rows.try_fold(0, |count, row| async move {
        black_box(&row);
        Ok(count + 1)
    });
    Ok(count.await?)
}

/// Rows as lines of a file.
pub(super) async fn csv(address: SocketAddr) -> Result<usize> {
    let path = std::env::temp_dir().join(format!("ras-bench-{}.csv", std::process::id()));
    let saved = report(address).await?.save(&path, Format::Csv).await?;
    std::fs::remove_file(&path)?;
    Ok(usize::try_from(saved.rows)?)
}
