//! A report as one page to look at.

use std::path::Path;

use anyhow::Result;
use futures_util::TryStreamExt as _;
use ras_highlevel::reports::{Report, ReportType};

use crate::commands::files;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::html::Page;

/// Refuses a place where no page can be, before anybody waits for it.
pub(super) fn check(path: &Path) -> Result<(), Failure> {
    let end = path.extension().and_then(|end| end.to_str());
    if !end.is_some_and(|end| ["html", "htm"].contains(&end.to_lowercase().as_str())) {
        let message = format!("{} is not named as a page is", path.display());
        return Err(Failure::new(Class::Usage, message).hint("end it in .html"));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => {
            let message = format!("there is no folder {}", folder.display());
            Err(Failure::new(Class::Config, message).hint("make it first"))
        }
        _ => Ok(()),
    }
}

/// Writes the page; one that is there already is replaced.
pub(super) async fn write<R: ReportType>(
    context: &Context,
    report: &Report<R>,
    path: &Path,
) -> Result<()> {
    let mut page = Page::new(title(R::NAME), report.handle().columns());
    let mut rows = report.rows();
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        page.add(&row);
        count += 1;
    }
    let text = page.finish()?;
    files::write(path, text.as_bytes(), true)?;
    let path = path.display();
    context
        .output
        .note(format_args!("a page of {count} rows: {path}"));
    Ok(())
}

/// What a report is about, in words; a type of a later contract has its own name.
fn title(name: &'static str) -> &'static str {
    match name {
        "spCampaigns" => "Campaigns",
        "spTargeting" => "Targets",
        "spSearchTerm" => "Search terms",
        "spAdvertisedProduct" => "Advertised products",
        "spGrossAndInvalids" => "Valid and invalid traffic",
        other => other,
    }
}
