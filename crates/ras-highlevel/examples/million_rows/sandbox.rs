//! A sandbox with enough keywords for the rows, and the file of their report.

use std::io;
use std::path::Path;

use http::StatusCode;
use jiff::civil::{Date, date};
use ras_highlevel::reports::{Days, ReportHandle, ReportRequest, TargetingColumn, TargetingReport};
use ras_highlevel::{CampaignPlan, CampaignTree, KeywordMatch, NewTarget, Ras, Usd};
use ras_sandbox::{CannedAnswer, Clock, Fault, Sandbox};

use crate::{Done, say};

const TODAY: Date = date(2030, 6, 1);

/// Days of the report, each of them a row of each target.
const DAYS: u16 = 31;

/// Targets that are created in one go.
const AT_ONCE: u64 = 10_000;

const COLUMNS: [TargetingColumn; 15] = [
    TargetingColumn::Date,
    TargetingColumn::CampaignId,
    TargetingColumn::CampaignName,
    TargetingColumn::AdGroupId,
    TargetingColumn::AdGroupName,
    TargetingColumn::KeywordId,
    TargetingColumn::Keyword,
    TargetingColumn::MatchType,
    TargetingColumn::KeywordBid,
    TargetingColumn::Impressions,
    TargetingColumn::Clicks,
    TargetingColumn::Cost,
    TargetingColumn::CostPerClick,
    TargetingColumn::Purchases14d,
    TargetingColumn::Sales14d,
];

/// Serves until nobody writes to stdin any more, and keeps the file for others too.
pub(crate) async fn serve(rows: u64, file: &Path) -> Done<()> {
    let clock = Clock::at("2030-06-01T19:00:00Z".parse()?);
    let sandbox = Sandbox::builder().clock(clock).forget_requests();
    let sandbox = sandbox.start().await?;
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = std::time::Duration::ZERO;
        behavior.reports.processing = std::time::Duration::ZERO;
    });
    let fake = sandbox.credentials();
    let ras = Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
        .build()?;
    advertise(&ras, rows.div_ceil(u64::from(DAYS))).await?;
    let reports = ras.reports().today(TODAY);
    let request = ReportRequest::<TargetingReport>::daily(Days::last(DAYS)).columns(COLUMNS);
    let mut handle = reports.plan(&request)?;
    reports.start(&mut handle).await?;
    let _ = reports.wait(&mut handle).await?;
    keep(&sandbox, &ras, &handle, file).await?;

    say(format_args!("{}", sandbox.addr()))?;
    say(format_args!("{}", serde_json::to_string(&handle)?))?;
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    Ok(())
}

/// Makes so many targets in one campaign.
async fn advertise(ras: &Ras, targets: u64) -> Done<()> {
    let plan = CampaignPlan::from_toml(
        r#"
        name = "Summer shoes"
        targeting = "manual"
        daily_budget = 10
        [[ad_groups]]
        name = "Trail and road"
        retailer = "24483676143932"
        default_bid = 1
        offers = ["OFFER-01-0001"]
        keywords = [{ keyword = "shoes", match = "exact" }]
        "#,
    )?;
    let tree: CampaignTree = ras.create_manual_campaign(&plan, |_| ()).await?;
    let group = tree.ad_groups.first().ok_or("no ad group")?;
    let mut made = 1;
    while made < targets {
        let end = targets.min(made + AT_ONCE);
        let new = (made..end).map(|number| {
            let keyword = format!("trail running shoes {number}");
            let (campaign, group) = (&tree.campaign.id, &group.ad_group.id);
            NewTarget::keyword(
                campaign,
                group,
                keyword,
                KeywordMatch::Exact,
                Usd::dollars(1),
            )
        });
        ras.targets().create(new).await?.all()?;
        made = end;
    }
    Ok(())
}

/// Fetches the file, writes it down, and lets the sandbox answer with it from now on:
/// making it costs more than reading it.
async fn keep(
    sandbox: &Sandbox,
    ras: &Ras,
    handle: &ReportHandle<TargetingReport>,
    file: &Path,
) -> Done<()> {
    let id = handle.parts().first().and_then(|part| part.id.clone());
    let id = id.ok_or("the report has no id")?;
    let raw = ras.core();
    let report = raw
        .reports()
        .get_async_report(&raw.context().await?, &id)
        .await?;
    let link = report.into_inner().url.ok_or("the report has no link")?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let packed = client
        .get(link)
        .send()
        .await?
        .error_for_status()?
        .bytes()
        .await?;
    std::fs::write(file, &packed)?;
    let answer = CannedAnswer::new(StatusCode::OK).body(packed);
    let fault = Fault::on(format!("{id}.json.gz")).not_applied();
    sandbox.faults().add(fault.answered(answer).times(u32::MAX));
    Ok(())
}
