//! A real browser, where one is installed.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// Where Debian and others put the browser.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long the browser may take for everything.
const PATIENCE: Duration = Duration::from_secs(60);

fn browser() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&paths);
    places.find_map(|folder| {
        let mut names = BROWSERS.iter().map(|name| folder.join(name));
        names.find(|path| path.is_file())
    })
}

/// The page as a browser shows it after its script has run.
pub(crate) async fn shown(url: &str) -> Result<Option<String>, Box<dyn Error>> {
    let Some(browser) = browser() else {
        // Past the capture of test output, so that it is seen although the test passes.
        let notice = "skipped: no chromium is installed, so that nobody looked at the page";
        writeln!(io::stdout(), "{notice}")?;
        return Ok(None);
    };
    let profile = tempfile::tempdir()?;
    let mut command = Command::new(browser);
    command
        .args([
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-sandbox",
        ])
        .args([
            "--disable-dev-shm-usage",
            "--virtual-time-budget=4000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let output = timeout(PATIENCE, command.output()).await??;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}
