//! A report on its way to a file or to stdout.

use std::path::PathBuf;

use anyhow::Result;
use futures_util::TryStreamExt as _;
use ras_highlevel::Usd;
use ras_highlevel::reports::{
    Cell as Value, Format, Report, ReportColumn as _, ReportHandle, ReportRow as _, ReportStatus,
    ReportType, Reports, Unit,
};

use super::{Store, page};
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::output::Cell;

/// Where a report goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Delivery {
    /// Save it to this file instead of printing it; `.csv` or `.ndjson`
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Make one page of it to look at, with charts and sortable tables, and print no rows
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Delivery {
    /// Refuses what cannot be delivered, before anybody waits for it.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if let Some(path) = &self.html {
            page::check(path)?;
        }
        match &self.save {
            Some(path) if Format::of_path(path).is_none() => {
                let message = format!("the name of {} does not say its format", path.display());
                Err(Failure::new(Class::Usage, message).hint("end it in .csv or .ndjson"))
            }
            _ => Ok(()),
        }
    }
}

/// Waits for a report, and prints or saves it.
pub(super) async fn deliver<R: ReportType>(
    context: &Context,
    reports: &Reports,
    store: &Store,
    name: &str,
    handle: &mut ReportHandle<R>,
    delivery: &Delivery,
) -> Result<()> {
    let progress = context.progress(None, &format!("{name}: waiting for Amazon"));
    let waited = reports
        .wait_with(handle, |handle| {
            progress.say(format!("{name}: {}", standing(handle)))
        })
        .await;
    store.keep(name, handle)?;
    let report = waited?;
    progress.say(format!("{name}: downloading"));
    if let Some(path) = &delivery.html {
        page::write(context, &report, path).await?;
    }
    match &delivery.save {
        None => {
            drop(progress);
            match &delivery.html {
                Some(_) => Ok(()),
                None => print(context, &report).await,
            }
        }
        Some(path) => {
            // The name was checked before.
            let format = Format::of_path(path).unwrap_or(Format::Csv);
            let saved = report.save(path, format).await?;
            drop(progress);
            let path = path.display();
            context.output.note(format_args!(
                "{} rows, {} bytes: {path}",
                saved.rows, saved.bytes
            ));
            Ok(())
        }
    }
}

/// How many parts are made.
fn standing<R: ReportType>(handle: &ReportHandle<R>) -> String {
    let parts = handle.parts();
    let made = parts
        .iter()
        .filter(|part| part.status == Some(ReportStatus::Completed))
        .count();
    match parts {
        [part] => part
            .status
            .as_ref()
            .map_or_else(String::new, |it| it.as_str().to_lowercase()),
        parts => format!("{made} of {} parts are made", parts.len()),
    }
}

/// Writes every row, under Amazon's names of the columns.
async fn print<R: ReportType>(context: &Context, report: &Report<R>) -> Result<()> {
    let columns = report.handle().columns().to_vec();
    let mut out = context
        .output
        .rows(columns.iter().map(|column| column.name().to_owned()));
    let mut rows = report.rows();
    while let Some(row) = rows.try_next().await? {
        let cells = columns
            .iter()
            .map(|column| cell(row.get(*column), column.info().unit()));
        out.push(cells.collect())?;
    }
    out.end()
}

fn cell(value: Value<'_>, unit: Unit) -> Cell {
    match value {
        Value::Empty => Cell::None,
        Value::Count(count) => Cell::Number(count.into()),
        Value::Id(id) => Cell::Id(id.to_string()),
        Value::Number(amount) if unit == Unit::UsDollars => Cell::Money(Usd::from(amount)),
        Value::Number(number) => Cell::Number(number),
        Value::Text(text) => Cell::text(text),
        other => Cell::text(other.to_string()),
    }
}

/// What is said of a report that Amazon is still making.
pub(super) fn not_made(name: &str, resume: &str) -> Failure {
    Failure::new(Class::Later, format!("{name} is not made yet"))
        .hint(format!("wait for it with: {resume}"))
}
