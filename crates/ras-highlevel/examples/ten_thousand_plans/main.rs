//! Launches many plans for many profiles against a sandbox in a process of its own, which
//! makes trouble all the time, and counts what came of it.
//!
//! `cargo run --release -p ras-highlevel --example ten_thousand_plans -- 10000 100`

mod sandbox;

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use futures_util::{Stream, StreamExt as _, stream};
use ras_highlevel::engine::Settings;
use ras_highlevel::{Account, Bulk, BulkReport, CampaignPlan, Launch, PlanError, Ras, Runs};
use ras_sandbox::Credentials;

pub(crate) type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A campaign with [`sandbox::WHOLE`] below it.
fn plan(number: u64) -> Result<CampaignPlan, PlanError> {
    CampaignPlan::from_toml(&format!(
        r#"
        name = "Plan {number}"
        targeting = "manual"
        daily_budget = 10
        negative_keywords = [{{ keyword = "used", match = "exact" }}]
        [[ad_groups]]
        name = "A"
        retailer = "24483676143932"
        default_bid = 1
        offers = ["OFFER-01-0001", "OFFER-01-0002"]
        keywords = [{{ keyword = "red", match = "exact" }}, {{ keyword = "red", match = "broad" }}]
        [[ad_groups]]
        name = "B"
        retailer = "24483676143932"
        default_bid = 1
        offers = ["OFFER-01-0001"]
        keywords = [{{ keyword = "red", match = "exact" }}]
        "#
    ))
}

#[tokio::main]
async fn main() -> Done<()> {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().unwrap_or_else(|| "10000".to_owned());
    let profiles: usize = arguments.next().map_or(Ok(100), |count| count.parse())?;
    match first.as_str() {
        "serve" => sandbox::serve(profiles).await,
        plans => launch_all(plans.parse()?, profiles).await,
    }
}

/// Assumes no more than the sandbox keeps: half a second late, half a second unlisted.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.settle = Duration::from_secs(3);
    settings.visible_within = Duration::from_secs(1);
    settings.attempt = Duration::from_secs(8);
    settings
}

async fn launch_all(plans: u64, profiles: usize) -> Done<()> {
    let (mut server, address, answers) = start_server(profiles)?;
    let fake = Credentials::default();
    let account = Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .loopback(address.parse()?)
        .account()?;
    let all = account.profiles().list().await?;
    let ids = all.iter().map(|profile| profile.id.as_str());
    let ids: Vec<String> = ids
        .filter(|id| sandbox::is_ours(id))
        .map(str::to_owned)
        .collect();
    say(format_args!("{} profiles, {plans} plans", ids.len()))?;
    let folder = tempfile::tempdir()?;
    let runs = Runs::new(folder.path());
    let before = peak_memory()?;
    let started = Instant::now();

    // A plan is made when it is its turn.
    let source = stream::iter(0..plans).filter_map({
        let (account, runs) = (account.clone(), runs.clone());
        move |number| {
            let ras = account.ras(ids[number as usize % ids.len()].as_str());
            let launch = plan(number).map(|plan| ras.launch(&plan).runs(&runs));
            std::future::ready(launch.map(|launch| launch.settings(settings())).ok())
        }
    });
    let report = count(source, profiles).await?;
    say(format_args!(
        "first pass: {report} in {:.0?}",
        started.elapsed()
    ))?;
    for pass in 2..6 {
        let open = open_runs(&runs, &account)?;
        if open.is_empty() {
            break;
        }
        let report = count(stream::iter(open), profiles).await?;
        say(format_args!("pass {pass}: {report}"))?;
    }
    say(format_args!(
        "{:.0?} in all; peak memory of the client {} MB, {} MB of it before the first plan",
        started.elapsed(),
        peak_memory()? / 1024,
        before / 1024
    ))?;
    finish(&mut server, answers)
}

async fn count(
    launches: impl Stream<Item = Launch> + Send + 'static,
    profiles: usize,
) -> Done<BulkReport> {
    let mut report = BulkReport::default();
    let mut run = Bulk::new().at_once(4 * profiles).run(launches);
    while let Some(end) = run.next().await {
        report.add(&end);
        let count = report.launched + report.failed();
        if count.is_multiple_of(1000) {
            say(format_args!("{count}: {} MB", peak_memory()? / 1024))?;
        }
    }
    for failure in report.failures.iter().take(5) {
        say(format_args!("{}: {}", failure.position, failure.why))?;
    }
    Ok(report)
}

/// What a later process would go on with.
fn open_runs(runs: &Runs, account: &Account) -> Done<Vec<Launch>> {
    let mut open = Vec::new();
    for run in runs.list()? {
        let run = run?;
        if run.status()?.is_open() {
            let ras = account.ras(run.profile());
            open.push(ras.resume(&run).settings(settings()));
        }
    }
    Ok(open)
}

type Lines = io::Lines<BufReader<ChildStdout>>;

fn start_server(profiles: usize) -> Done<(Child, String, Lines)> {
    let mut server = Command::new(std::env::current_exe()?)
        .args(["serve", &profiles.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdout = server.stdout.take().ok_or("no stdout")?;
    let mut lines = BufReader::new(stdout).lines();
    let address = lines.next().ok_or("no sandbox")??;
    Ok((server, address, lines))
}

/// Lets the server say what it has, and ends it.
fn finish(server: &mut Child, answers: Lines) -> Done<()> {
    drop(server.stdin.take());
    for line in answers {
        say(format_args!("{}", line?))?;
    }
    server.wait()?;
    Ok(())
}

pub(crate) fn say(text: std::fmt::Arguments<'_>) -> Done<()> {
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(())
}

/// The most memory that this process has had, in KB; 0 where the system does not say.
fn peak_memory() -> Done<u64> {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return Ok(0);
    };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.map_or(Ok(0), str::parse)?)
}
