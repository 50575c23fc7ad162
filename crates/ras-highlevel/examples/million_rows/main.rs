//! Saves a report of a million rows as CSV in little memory, beside a bare gunzip of the
//! same file.
//!
//! `cargo run --release -p ras-highlevel --example million_rows -- 1000000 3`
//!
//! The sandbox, the reader and the gunzip are processes of their own, so that their memory
//! and their time are theirs alone. The sandbox makes the report once and then serves the
//! same file again and again.

mod measured;
mod sandbox;

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::read::GzDecoder;
use ras_highlevel::Ras;
use ras_highlevel::reports::{Format, ReportHandle, TargetingReport};
use ras_sandbox::Credentials;

use measured::{Figures, measured};

pub(crate) type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What the reader may have in memory at most.
const MOST_MEMORY: u64 = 64 << 20;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", rows, file] => sandbox::serve(rows.parse()?, Path::new(file)).await,
        ["save", address, handle, csv] => save(address, handle, csv).await,
        ["gunzip", file] => gunzip(Path::new(file)),
        [rows, rounds] => compare(rows.parse()?, rounds.parse()?),
        [rows] => compare(rows.parse()?, 3),
        _ => compare(1_000_000, 3),
    }
}

/// Fetches the report and writes it to a file.
async fn save(address: &str, handle: &str, csv: &str) -> Done<()> {
    let fake = Credentials::default();
    let ras = Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(address.parse()?)
        .build()?;
    let mut handle: ReportHandle<TargetingReport> = serde_json::from_str(handle)?;
    let report = ras.reports().wait(&mut handle).await?;
    let saved = report.save(csv, Format::Csv).await?;
    say(format_args!(
        "{}",
        serde_json::to_string(&measured(saved.rows)?)?
    ))
}

/// Unpacks the file and forgets it.
fn gunzip(file: &Path) -> Done<()> {
    let mut unpacked = GzDecoder::new(BufReader::new(std::fs::File::open(file)?));
    let bytes = io::copy(&mut unpacked, &mut io::sink())?;
    say(format_args!(
        "{}",
        serde_json::to_string(&measured(bytes)?)?
    ))
}

fn compare(rows: u64, rounds: usize) -> Done<()> {
    let folder = tempfile::tempdir()?;
    let [packed, csv] = ["report.json.gz", "report.csv"].map(|name| folder.path().join(name));
    let mut server = Command::new(std::env::current_exe()?)
        .args(["serve", &rows.to_string()])
        .arg(&packed)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdout = server.stdout.take().ok_or("no stdout")?;
    let mut lines = BufReader::new(stdout).lines();
    let address = lines.next().ok_or("no sandbox")??;
    let handle = lines.next().ok_or("no report")??;
    let size = std::fs::metadata(&packed)?.len();
    say(format_args!("the packed file has {size} bytes"))?;

    let (mut saving, mut unpacking) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let csv = csv.to_str().ok_or("a folder that is no text")?;
        saving.push(child(&["save", &address, &handle, csv])?);
        unpacking.push(child(&["gunzip", packed.to_str().ok_or("no text")?])?);
    }
    drop(server.stdin.take());
    server.wait()?;

    let (saved, bare) = (measured::median(&saving)?, measured::median(&unpacking)?);
    let rows = saved.count;
    let rate = |figures: &Figures| rows as f64 / figures.cpu;
    let lines = BufReader::new(std::fs::File::open(&csv)?).lines().count() as u64;
    if lines != rows + 1 {
        return Err(format!("{lines} lines of CSV for {rows} rows").into());
    }
    say(format_args!(
        "{rows} rows to {} bytes of CSV in {:.2} s of CPU, {:.0} rows a second, {:.1} MiB at most\n\
         bare gunzip of the same file in {:.2} s of CPU, {:.0} rows a second, {:.1} MiB at most\n\
         ratio {:.2}",
        std::fs::metadata(&csv)?.len(),
        saved.cpu,
        rate(&saved),
        saved.peak as f64 / f64::from(1 << 20),
        bare.cpu,
        rate(&bare),
        bare.peak as f64 / f64::from(1 << 20),
        saved.cpu / bare.cpu,
    ))?;
    match saving.iter().all(|figures| figures.peak < MOST_MEMORY) {
        true => Ok(()),
        false => Err(format!("more than {MOST_MEMORY} bytes of memory").into()),
    }
}

fn child(arguments: &[&str]) -> Done<Figures> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(arguments).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{} failed", arguments.join(" ")).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

pub(crate) fn say(text: std::fmt::Arguments<'_>) -> Done<()> {
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(())
}
