//! Secrets stay where they belong: the whole suite runs at TRACE under a watch.

mod files;

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};

use ras_highlevel::{
    CampaignFilter, CampaignPlan, FileTokenStore, Login, NewCampaign, Ras, Targeting, Usd,
};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::tenants::Tenants;

/// Parts of every secret of this suite: of the sandbox's, and of those made up here.
const CANARIES: [&str; 4] = ["CANARY", "Atza|", "Atzr|", "amzn1.oa2-cs"];

static LINES: AtomicU64 = AtomicU64::new(0);

/// Some lines about attempts, to see what they say.
static ATTEMPTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Reads all that is logged and ends the run at the first secret.
struct Watch;

impl Write for Watch {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LINES.fetch_add(1, Ordering::Relaxed);
        let text = String::from_utf8_lossy(line);
        if let Some(canary) = CANARIES.iter().find(|canary| text.contains(**canary)) {
            // A panic in a task of the client would be swallowed.
            eprintln!("{canary} was logged: {text}");
            std::process::abort();
        }
        let mut attempts = ATTEMPTS.lock().unwrap();
        if text.contains("attempt finished") && attempts.len() < 10_000 {
            attempts.push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Starts the watch; every helper that makes a client calls it.
pub(crate) fn watch() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_writer(|| Watch)
            .init();
    });
}

fn check(what: &str, text: &str) {
    let found = CANARIES.iter().find(|canary| text.contains(**canary));
    assert_eq!(found, None, "{what}: {text}");
}

/// `Display` and `Debug` of an error and all its sources.
fn check_error(error: &(dyn std::error::Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        check("display", &error.to_string());
        check("debug", &format!("{error:?} {error:#?}"));
        next = error.source();
    }
}

fn with_canaries(tenants: &Tenants, refresh_token: &str) -> ras_highlevel::RasBuilder {
    Ras::builder()
        .client_id("c")
        .client_secret("CANARY client secret")
        .refresh_token(refresh_token)
        .profile("1")
        .loopback(tenants.address)
}

/// Makes every kind of call and looks at everything that comes of it.
async fn check_calls(status: &'static str, reply: &'static str) {
    let tenants = Tenants::answering(status, reply).await;
    for end in ["", " revoked"] {
        let builder = with_canaries(&tenants, &format!("CANARY refresh token{end}"));
        check("builder", &format!("{builder:?}"));
        let ras = builder.build().unwrap();
        check("client", &format!("{ras:?} {:?}", ras.account()));
        let new = NewCampaign::new("a", Targeting::Auto, Usd::dollars(5));
        if let Err(error) = ras.campaigns().create([new]).await {
            check_error(&error);
            check("hint", error.hint());
        }
        let all = ras.campaigns().list(CampaignFilter::new()).all().await;
        all.err().iter().for_each(|error| check_error(error));
        let profiles = ras.profiles().list().await;
        profiles.err().iter().for_each(|error| check_error(error));
        let plan = CampaignPlan::from_toml(include_str!("../../crates/ras-cli/plans/auto.toml"));
        let launched = ras.create_auto_campaign(&plan.unwrap(), |_| ()).await;
        check_error(&launched.unwrap_err());
    }
    // Otherwise the token was never on its way.
    let seen = tenants.seen.lock().unwrap();
    assert!(seen.heads.iter().all(|head| head.contains("CANARY")));
    assert!(!seen.heads.is_empty());
}

#[tokio::test]
async fn no_error_and_no_log_shows_a_secret_even_when_the_service_repeats_it() {
    watch();
    let echo = r#"{"code":"X","message":"bad header {authorization}","detail":"{authorization}"}"#;
    check_calls("400 Bad Request", echo).await;
    check_calls("401 Unauthorized", echo).await;
    check_calls("403 Forbidden", "{authorization}").await;
    check_calls("207 Multi-Status", r#"{"campaigns":"{authorization}"}"#).await;
    check_calls("207 Multi-Status", r#"{"campaigns":["#).await;
    assert!(LINES.load(Ordering::Relaxed) > 100, "the watch saw nothing");
    let wanted = r#"ras_attempt{operation="CreateCampaigns" attempt=1 status=403}"#;
    let attempts = ATTEMPTS.lock().unwrap();
    assert!(
        attempts.iter().any(|line| line.contains(wanted)),
        "{attempts:#?}"
    );
}

#[tokio::test]
async fn a_login_shows_no_secret() {
    watch();
    let tenants = Tenants::answering("200 OK", "{}").await;
    let login = Login::new("c", "CANARY client secret", "https://localhost/back").unwrap();
    let login = login.loopback(tenants.address).unwrap();
    let consent = login.begin().unwrap();
    let state = consent.url().rsplit_once('=').unwrap().1;
    check("consent", consent.url());
    let code = format!("code=CANARY&state={state}");
    let token = login.finish(&consent, &code).await.unwrap();
    check("login", &format!("{login:?} {consent:?} {token:?}"));
    assert_eq!(token.reveal(), "refresh of CANARY");
}

#[tokio::test]
async fn the_only_file_with_a_secret_is_the_token_file_and_it_has_the_access_token_alone() {
    watch();
    let tenants = Tenants::answering("200 OK", r#"{"campaigns":[]}"#).await;
    let folder = tempfile::tempdir().unwrap();
    let store = std::sync::Arc::new(FileTokenStore::new(folder.path()));
    let ras = with_canaries(&tenants, "CANARY-refresh").token_store(store);
    let campaigns = ras.build().unwrap().campaigns();
    campaigns.list(CampaignFilter::new()).all().await.unwrap();
    let mut files = std::fs::read_dir(folder.path()).unwrap();
    let file = files.next().unwrap().unwrap();
    assert!(files.next().is_none());
    check("file name", &file.file_name().to_string_lossy());
    let text = std::fs::read_to_string(file.path()).unwrap();
    // The stand-in for an access token holds the name of its grant, once.
    check("file", &text.replacen("access of CANARY-refresh", "", 1));
}
