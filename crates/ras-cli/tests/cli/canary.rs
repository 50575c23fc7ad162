//! No secret in anything that any command says or leaves behind, however much it says.

use std::fs;
use std::path::Path;

use crate::session::{AUTO, MANUAL, Server, Session};

/// Every command, as far as it can be run without a terminal.
fn commands(campaign: &str, run: &str) -> Vec<Vec<String>> {
    let lines = [
        "campaigns list",
        "campaigns show CAMPAIGN",
        "campaigns create New --targeting manual --daily-budget 5",
        "campaigns update CAMPAIGN --name Other",
        "campaigns pause CAMPAIGN",
        "campaigns enable CAMPAIGN",
        "campaigns archive 1 --yes",
        "ad-groups list --output csv",
        "ad-groups create G --campaign CAMPAIGN --retailer 24483676143932 --default-bid 1",
        "ads list --output json",
        "ads create OFFER-01-0003 --ad-group 1",
        "targets list --output ndjson",
        "targets create shoes --ad-group 1",
        "negatives add used --campaign CAMPAIGN",
        "bids set 0.50 --campaign CAMPAIGN",
        "bids scale +10% --campaign CAMPAIGN",
        "profiles",
        "retailers",
        "products search --retailer 24483676143932",
        "products show OFFER-01-0001 --retailer 24483676143932",
        "doctor",
        "doctor --profile 7",
        "launch PLAN",
        "launch PLAN --dry-run",
        "resume",
        "runs",
        "runs RUN",
        "undo RUN --yes",
        "plan show PLAN",
        "plan validate PLAN",
        "report run campaigns --no-wait",
        "report list",
        "report columns campaigns",
        "config show",
        "campaigns list --profile 7",
        "campaigns show 1 --output json",
        "login --refresh-token-stdin",
    ];
    let words = |line: &str| {
        let line = line
            .replace("CAMPAIGN", campaign)
            .replace("RUN", run)
            .replace("PLAN", MANUAL);
        line.split(' ').map(str::to_owned).collect()
    };
    lines.into_iter().map(words).collect()
}

/// What nobody may see: the login of the sandbox, those of the environment, and every access
/// token, which all begin in the same way.
fn secrets() -> Vec<String> {
    let fake = ras_sandbox::Credentials::default();
    let words = [
        "Atza|",
        "canary-secret",
        "canary-token",
        "canary-kept",
        "canary-hidden",
    ];
    let words = words.into_iter().map(str::to_owned);
    words
        .chain([fake.client_secret, fake.refresh_token])
        .collect()
}

fn check_silent(what: &str, text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "{what} shows {secret}:\n{text}");
    }
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// A user with secrets in every place that can hold one.
fn with_secrets() -> Session {
    let session = Session::with_auto_campaign();
    let kept =
        "[profiles.default]\nrefresh_token = \"canary-kept\"\nclient_secret = \"canary-kept\"\n";
    let kept = session.file(".config/ras/credentials.toml", kept);
    #[cfg(unix)]
    fs::set_permissions(&kept, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let config = "[defaults]\nclient_secret_command = [\"echo\", \"canary-hidden\"]\n";
    session.file(".config/ras/config.toml", config);
    session
}

#[test]
fn no_command_shows_a_secret_however_much_it_says() {
    let (session, server) = (with_secrets(), Server::start(&[]));
    session.printed(&["launch", AUTO, &server.option()]);
    let campaign = session.json(&["campaigns", "list", "--sandbox"])[0]["id"].to_string();
    let run = session.json(&["runs", "--sandbox"])[0]["run"].to_string();
    let (campaign, run) = (campaign.trim_matches('"'), run.trim_matches('"'));
    let (mut traced, mut seen) = (0, 0);
    for sandbox in ["--sandbox", &server.option()] {
        for words in commands(campaign, run) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut command = session.command(&[&words[..], &["-vvv", sandbox]].concat());
            command.env("RAS_CLIENT_SECRET", "canary-secret");
            command.env("RAS_REFRESH_TOKEN", "canary-token");
            let text = session.text(&command.output().unwrap());
            check_silent(&format!("{words:?} {sandbox}"), &text);
            seen += 1;
            traced += usize::from(text.contains("TRACE"));
        }
    }
    // The watch has something to watch.
    assert!(seen > 70 && traced > 50, "{traced} of {seen} were traced");
    let mut left = Vec::new();
    files(session.home(), &mut left);
    for path in left
        .iter()
        .filter(|path| !path.ends_with("credentials.toml"))
    {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        if !path.ends_with("config.toml") {
            check_silent(&path.display().to_string(), &text);
        }
    }
    assert!(left.len() > 4, "{left:?}");
}

#[test]
fn without_a_sandbox_no_secret_is_shown_either() {
    let session = with_secrets();
    // Without the id of an application nothing can be sent.
    for words in [
        &["config", "show"][..],
        &["campaigns", "list"],
        &["doctor"],
        &["profiles"],
    ] {
        let mut command = session.command(&[words, &["-vvv"]].concat());
        command
            .env("RAS_REFRESH_TOKEN", "canary-token")
            .env("RAS_PROFILE", "1");
        let text = session.text(&command.output().unwrap());
        check_silent(&format!("{words:?}"), &text);
    }
    session.file(
        ".config/ras/credentials.toml",
        "[profiles.default]\nrefresh_token = canary-kept\n",
    );
    let text = session.shown(&["campaigns", "list", "-vvv"]);
    check_silent("a broken file", &text);
    assert!(text.contains("credentials.toml"), "{text}");
}
