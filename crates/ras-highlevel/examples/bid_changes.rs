//! Spend, sales and ACOS of each keyword in one table, the bids that follow from them, and
//! their change, which guardrails look over.
//!
//! `cargo run -p ras-highlevel --example bid_changes`
//!
//! Talks to a sandbox of its own, with a launched campaign.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, Write};

use futures_util::TryStreamExt;
use ras_highlevel::reports::{
    Days, IdNumber, ReportRequest, Reports, TargetingColumn, TargetingReport, TargetingRow,
};
use ras_highlevel::{
    CampaignPlan, Guardrails, Ras, State, Target, TargetFilter, TargetId, TargetKind, TargetPatch,
    Usd,
};
use ras_sandbox::Sandbox;
use rust_decimal::{Decimal, RoundingStrategy};

/// What advertising may cost of the sales, in percent.
const WANTED_ACOS: i64 = 30;

/// The largest change of a bid, in percent.
const LARGEST_CHANGE: u32 = 25;

/// The highest bid, in dollars.
const HIGHEST_BID: u32 = 7;

/// Clicks without a sale after which a bid is lowered.
const PATIENCE: i64 = 15;

/// The lowest bid in the United States.
const LOWEST_BID: i64 = 2;

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
    { keyword = "marathon shoes", match = "exact", bid = 6.00 },
]
"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let ras = client(&sandbox)?;
    let mut out = io::stdout();
    walk(&ras, &ras.reports(), &mut out).await
}

pub(crate) fn client(sandbox: &Sandbox) -> Result<Ras, ras_highlevel::Error> {
    let fake = sandbox.credentials();
    // Whatever the rules below come to, or a slip in them: no bid gets past these.
    let guardrails = Guardrails::new()
        .max_bid(Usd::dollars(HIGHEST_BID))
        .max_change_percent(LARGEST_CHANGE);
    Ras::builder()
        .guardrails(guardrails)
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
        .build()
}

/// A keyword with what it has brought, and the bid that follows.
struct Line {
    target: Target,
    bid: Usd,
    row: TargetingRow,
    suggested: Usd,
}

pub(crate) async fn walk(
    ras: &Ras,
    reports: &Reports,
    out: &mut (impl Write + Send),
) -> Result<(), Box<dyn Error>> {
    let tree = ras.launch(&CampaignPlan::from_toml(PLAN)?).await?;

    // What the keywords have cost and brought: the last 60 days, of which Amazon makes two
    // reports.
    let request = ReportRequest::<TargetingReport>::summary(Days::last(60)).columns([
        TargetingColumn::KeywordId,
        TargetingColumn::Clicks,
        TargetingColumn::Cost,
        TargetingColumn::Sales14d,
        TargetingColumn::AcosClicks14d,
    ]);
    let rows = reports.fetch(&request).await?.summed().await?;
    let mut by_target: HashMap<IdNumber<TargetId>, TargetingRow> = rows
        .into_iter()
        .filter_map(|row| Some((row.keyword_id?, row)))
        .collect();

    // Joined with the keywords as they are now. Reports write ids as numbers, entities as
    // texts; both are exact.
    let default_bid = tree
        .ad_groups
        .first()
        .map(|group| group.ad_group.default_bid);
    let filter = TargetFilter::new()
        .campaigns([&tree.campaign.id])
        .negative(false);
    let mut targets = ras.targets().list(filter);
    let mut lines = Vec::new();
    while let Some(target) = targets.try_next().await? {
        let row = IdNumber::of(&target.id).and_then(|id| by_target.remove(&id));
        let row = row.unwrap_or_default();
        // Without a bid of its own a target has that of its ad group.
        let Some(bid) = target.bid.or(default_bid) else {
            continue;
        };
        let suggested = suggest(bid, &row);
        lines.push(Line {
            target,
            bid,
            row,
            suggested,
        });
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.row.cost));
    show(&lines, out)?;
    apply(ras, &lines, out).await?;

    // A decimal point in the wrong place is not sent.
    if let Some(line) = lines.first() {
        let slip = Usd::from(line.suggested.amount() * Decimal::ONE_HUNDRED);
        let patch = TargetPatch::new(&line.target.id).bid(slip);
        if let Err(error) = ras.targets().update([patch]).await {
            writeln!(out, "{error}")?;
        }
    }
    Ok(())
}

/// The bid at which the sales of a keyword would cost what is wanted, as far as one step
/// goes; the same one where there is too little to judge by.
fn suggest(bid: Usd, row: &TargetingRow) -> Usd {
    let change = Decimal::from(LARGEST_CHANGE) / Decimal::ONE_HUNDRED;
    let (lowest, highest) = (Decimal::ONE - change, Decimal::ONE + change);
    let factor = match row.acos_clicks_14d {
        Some(acos) if acos > Decimal::ZERO => {
            let wanted = Decimal::from(WANTED_ACOS) / Decimal::ONE_HUNDRED;
            (wanted / acos).clamp(lowest, highest)
        }
        _ if row.clicks.unwrap_or(0) >= PATIENCE => lowest,
        _ => return bid,
    };
    // Towards the present bid, so that the change is never larger than meant.
    let towards = match factor > Decimal::ONE {
        true => RoundingStrategy::ToZero,
        false => RoundingStrategy::AwayFromZero,
    };
    let suggested = (bid.amount() * factor).round_dp_with_strategy(2, towards);
    Usd::from(suggested.max(Decimal::new(LOWEST_BID, 2)))
}

fn show(lines: &[Line], out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<16} {:>9} {:>9} {:>7} {:>7} {:>9}",
        "keyword", "spend", "sales", "ACOS", "bid", "suggested"
    )?;
    for line in lines {
        let keyword = match &line.target.kind {
            TargetKind::Keyword { keyword, .. } => keyword.as_str(),
            _ => line.target.id.as_str(),
        };
        let amount = |amount: Option<Usd>| amount.map_or("-".to_owned(), |it| it.to_string());
        let acos = line.row.acos_clicks_14d.map_or("-".to_owned(), |acos| {
            format!("{} %", (acos * Decimal::ONE_HUNDRED).round())
        });
        writeln!(
            out,
            "{keyword:<16} {:>9} {:>9} {acos:>7} {:>7} {:>9}",
            amount(line.row.cost),
            amount(line.row.sales_14d),
            line.bid.to_string(),
            line.suggested.to_string(),
        )?;
    }
    Ok(())
}

/// Changes the bids, and says of each what became of it.
async fn apply(
    ras: &Ras,
    lines: &[Line],
    out: &mut (impl Write + Send),
) -> Result<(), Box<dyn Error>> {
    let changed: Vec<&Line> = lines
        .iter()
        .filter(|line| line.suggested != line.bid && line.target.state == State::Enabled)
        .collect();
    let patches = changed
        .iter()
        .map(|line| TargetPatch::new(&line.target.id).bid(line.suggested));
    let outcome = ras.targets().update(patches).await?;
    writeln!(out, "{} bids changed", outcome.ok().count())?;
    for (place, why) in outcome.failed() {
        let id = changed.get(place).map(|line| &line.target.id);
        writeln!(out, "not that of {id:?}: {why}; {}", why.hint())?;
    }
    Ok(())
}
