//! From a launched campaign to yesterday's search terms as a CSV file: sections 2 and 4 of
//! Amazon's guide.
//!
//! `cargo run -p ras-highlevel --example search_terms -- terms.csv`
//!
//! Talks to a sandbox of its own. What is asked for is written beside the file until the
//! file is there: run it again with the same name, also after a `kill -9`, and it goes on
//! with the report that Amazon is making.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ras_highlevel::reports::{
    Days, Format, ReportHandle, ReportRequest, Reports, SearchTermColumn, SearchTermReport,
};
use ras_highlevel::{CampaignPlan, Ras};
use ras_sandbox::Sandbox;

const PLAN: &str = r#"
name = "Spring shoes"
targeting = "manual"
daily_budget = 20

[[ad_groups]]
name = "Running"
retailer = "24483676143932"
default_bid = 0.90
offers = ["OFFER-01-0001", "OFFER-01-0002"]
keywords = [
    { keyword = "running shoes", match = "exact", bid = 1.40 },
    { keyword = "trail shoes", match = "phrase" },
    { keyword = "shoes", match = "broad", bid = 0.45 },
]
"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1);
    let file = PathBuf::from(file.unwrap_or_else(|| "search-terms.csv".to_owned()));
    let sandbox = Sandbox::start().await?;
    let fake = sandbox.credentials();
    let ras = Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
        .build()?;
    let mut out = io::stdout();
    launch(&ras, &mut out).await?;
    search_terms(&ras.reports(), &file, &mut out).await
}

/// Launches the campaign; from its own clicks on there is something to report.
pub(crate) async fn launch(ras: &Ras, out: &mut (impl Write + Send)) -> Result<(), Box<dyn Error>> {
    let plan = CampaignPlan::from_toml(PLAN)?;
    let tree = ras.launch(&plan).await?;
    let (name, state) = (&tree.campaign.name, &tree.campaign.state);
    writeln!(out, "the campaign {name} is {state}")?;
    Ok(())
}

/// Saves what shoppers typed yesterday before they clicked.
pub(crate) async fn search_terms(
    reports: &Reports,
    file: &Path,
    out: &mut (impl Write + Send),
) -> Result<(), Box<dyn Error>> {
    let request = ReportRequest::<SearchTermReport>::daily(Days::yesterday()).columns([
        SearchTermColumn::Date,
        SearchTermColumn::CampaignName,
        SearchTermColumn::Keyword,
        SearchTermColumn::MatchType,
        SearchTermColumn::SearchTerm,
        SearchTermColumn::Impressions,
        SearchTermColumn::Clicks,
        SearchTermColumn::Cost,
        SearchTermColumn::Purchases14d,
        SearchTermColumn::Sales14d,
    ]);

    // Amazon takes up to three hours. The handle is all that a later process needs.
    let kept = file.with_extension("handle.json");
    let mut handle: ReportHandle<SearchTermReport> = match fs::read_to_string(&kept) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => {
            let mut handle = reports.plan(&request)?;
            reports.start(&mut handle).await?;
            fs::write(&kept, serde_json::to_string(&handle)?)?;
            handle
        }
    };
    let mut looks = 0;
    let report = reports.wait_with(&mut handle, |_| looks += 1).await?;
    writeln!(out, "looks until the report was made: {looks}")?;

    let saved = report.save(file, Format::Csv).await?;
    fs::remove_file(&kept)?;
    let (rows, name) = (saved.rows, file.display());
    writeln!(out, "{rows} search terms with clicks in {name}")?;
    Ok(())
}
