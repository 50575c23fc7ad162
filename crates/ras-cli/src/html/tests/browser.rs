//! A real browser, where one is installed.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Where Debian and others put the browser.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long the browser may take for everything.
const PATIENCE: Duration = Duration::from_secs(120);

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
    let mut child = Command::new(browser)
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
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        stdout.read_to_end(&mut text).map(|_| text)
    });
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
            None => {
                child.kill().unwrap();
                break child.wait().unwrap();
            }
        }
    };
    let text = reader.join().unwrap().unwrap();
    assert!(status.success(), "{status} after {:?}", begun.elapsed());
    Some(String::from_utf8_lossy(&text).into_owned())
}
