//! What the creation of many rows has come to.

use std::path::Path;

use rust_decimal::Decimal;

use crate::commands::Tally;
use crate::output::{Cell, Column, Record, shown};

/// Rows of a file, counted by what became of them.
#[derive(Debug)]
pub(crate) struct CreationRecord {
    file: String,
    results: String,
    rows: usize,
    tally: Tally,
    sent: usize,
    seconds: f64,
}

impl CreationRecord {
    pub(crate) fn new(
        file: &Path,
        results: &Path,
        rows: usize,
        tally: &Tally,
        sent: usize,
        seconds: f64,
    ) -> Self {
        let (file, results) = (file.display().to_string(), results.display().to_string());
        Self {
            file,
            results,
            rows,
            tally: *tally,
            sent,
            seconds,
        }
    }
}

impl Record for CreationRecord {
    const NOUN: &'static str = "creation";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("file", |it| Cell::text(&it.file)),
        shown("results", |it| Cell::text(&it.results)),
        shown("rows", |it| Cell::count(it.rows)),
        shown("done", |it| Cell::count(it.tally.done)),
        shown("failed", |it| Cell::count(it.tally.failed)),
        shown("unknown", |it| Cell::count(it.tally.unknown)),
        shown("not_sent", |it| Cell::count(it.tally.not_sent)),
        shown("sent_now", |it| Cell::count(it.sent)),
        shown("seconds", |it| seconds(it.seconds)),
    ];
}

fn seconds(seconds: f64) -> Cell {
    Decimal::try_from(seconds).map_or(Cell::None, |seconds| Cell::Number(seconds.round_dp(1)))
}
