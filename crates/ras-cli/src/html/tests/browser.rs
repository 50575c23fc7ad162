//! A real browser, where one is installed.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian and others put the browser.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn browser() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&paths);
    places.find_map(|folder| {
        let mut names = BROWSERS.iter().map(|name| folder.join(name));
        names.find(|path| path.is_file())
    })
}

/// The page as a browser has it after its script has run; none, with a notice, where no
/// browser is installed.
pub(super) fn shown(page: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, page).unwrap();
    run(
        &file,
        folder.path(),
        &["--virtual-time-budget=2000", "--dump-dom"],
    )
}

fn run(page: &Path, profile: &Path, options: &[&str]) -> Option<String> {
    let Some(browser) = browser() else {
        // Past the capture of test output, so that it is seen although the test passes.
        let notice = "skipped: no chromium is installed, so that nobody looked at the page";
        writeln!(io::stdout(), "{notice}").unwrap();
        return None;
    };
    let output = Command::new(browser)
        .args([
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-sandbox",
        ])
        .arg("--disable-dev-shm-usage")
        .arg(format!(
            "--user-data-dir={}",
            profile.join("profile").display()
        ))
        .args(options)
        .arg(format!("file://{}", page.display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", output.status);
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
