//! A report that was asked for.

use jiff::civil::Date;
use ras_highlevel::reports::{ReportHandle, ReportStatus, ReportType};

use crate::output::{Cell, Column, Record, shown};

/// A report and how far it was when somebody looked last.
#[derive(Debug)]
pub(crate) struct ReportRecord {
    pub(crate) name: String,
    kind: &'static str,
    first: Option<Date>,
    last: Option<Date>,
    parts: usize,
    made: usize,
    status: String,
    profile: String,
}

impl ReportRecord {
    pub(crate) fn of<R: ReportType>(
        name: &str,
        kind: &'static str,
        handle: &ReportHandle<R>,
    ) -> Self {
        let parts = handle.parts();
        let is = |status: ReportStatus| {
            parts
                .iter()
                .filter(|part| part.status.as_ref() == Some(&status))
                .count()
        };
        let made = is(ReportStatus::Completed);
        let status = match () {
            () if handle.is_complete() => "completed",
            () if is(ReportStatus::Failed) > 0 => "failed",
            () if parts.iter().all(|part| part.id.is_none()) => "not_asked",
            () => "pending",
        };
        Self {
            name: name.to_owned(),
            kind,
            first: parts.first().map(|part| part.first),
            last: parts.last().map(|part| part.last),
            parts: parts.len(),
            made,
            status: status.to_owned(),
            profile: handle.profile().to_string(),
        }
    }
}

impl Record for ReportRecord {
    const NOUN: &'static str = "report";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("name", |it| Cell::id(&it.name)),
        shown("type", |it| Cell::text(it.kind)),
        shown("first_day", |it| Cell::date(it.first)),
        shown("last_day", |it| Cell::date(it.last)),
        shown("parts", |it| Cell::count(it.parts)),
        shown("made", |it| Cell::count(it.made)),
        shown("status", |it| Cell::State(it.status.clone())),
        shown("profile", |it| Cell::id(&it.profile)),
    ];
}
