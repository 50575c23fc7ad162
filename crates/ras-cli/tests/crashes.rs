//! `kill -9` of the command at any moment, and two of it at once.
//!
//! `RAS_KILLS=200 cargo test -p ras-cli --test crashes -- --nocapture` kills it so often.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and says how far it came"
)]

// The other tests of the command judge by them too.
#[path = "../../ras-sandbox/tests/sandbox/contract.rs"]
mod contract;
#[path = "cli/judged.rs"]
mod judged;

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use judged::Record;
use ras_highlevel::{
    AdGroupFilter, CampaignFilter, CampaignPlan, ProductAdFilter, Ras, RunId, Runs, State,
    TargetFilter,
};
use ras_sandbox::Credentials;
use serde_json::{Value, json};

const PLAN: &str = r#"
targeting = "manual"
daily_budget = 10
negative_keywords = [{ keyword = "used", match = "exact" }]
name = "NAME"

[[ad_groups]]
name = "A"
retailer = "24483676143932"
default_bid = 1
offers = ["OFFER-01-0001", "OFFER-01-0002"]
keywords = [{ keyword = "red", match = "exact" }, { keyword = "red", match = "broad" }]

[[ad_groups]]
name = "B"
retailer = "24483676143932"
default_bid = 1
offers = ["OFFER-01-0001"]
keywords = [{ keyword = "red", match = "exact" }]
"#;

/// What the plan is, as it is counted: ad groups, product ads, targets.
const WHOLE: (usize, usize, usize) = (2, 3, 4);

/// Longer than a launch with two faults in it.
const LONGEST: Duration = Duration::from_millis(1500);

/// A process that is ended with this value.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `ras sandbox serve`; what it records is judged when its process has ended.
struct Server {
    _process: Guard,
    address: String,
    _record: Record,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::at(folder.path().join("exchanges.ndjson"));
        let mut process = Command::new(env!("CARGO_BIN_EXE_ras"))
            .args(["sandbox", "serve", "--port", "0", "--record"])
            .arg(record.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("sandbox on http://").unwrap();
        let address = address.to_owned();
        // Somebody must read on, or the server's log would block it.
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        Self {
            _process: Guard(process),
            address,
            _record: record,
            _folder: folder,
        }
    }

    /// Tells the sandbox how to behave, and what to do wrong.
    fn admin(&self, path: &str, body: &Value) {
        let body = body.to_string();
        let mut socket = TcpStream::connect(&self.address).unwrap();
        write!(
            socket,
            "POST /sandbox/{path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn ras(&self, profile: &str) -> Ras {
        let fake = Credentials::default();
        Ras::builder()
            .client_id(fake.client_id)
            .client_secret(fake.client_secret)
            .refresh_token(fake.refresh_token)
            .profile(profile)
            .loopback(self.address.parse().unwrap())
            .build()
            .unwrap()
    }

    fn command(&self, arguments: &[&str], runs: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ras"));
        command.args(arguments).arg("--runs").arg(runs);
        // Whoever runs the tests may have a configuration.
        command
            .env("HOME", runs.with_file_name("home"))
            .env_remove("XDG_CONFIG_HOME");
        command
            .arg(format!("--sandbox={}", self.address))
            .arg("--hasty");
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

/// SplitMix64: the same seed kills at the same moments, as far as a machine is exact.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % end
    }
}

/// One fault, none of which breaks the assumptions of `--hasty`.
fn fault(dice: &mut Dice) -> Value {
    let creates = ["campaigns", "adGroups", "productAds", "targets"];
    let kind = creates[usize::try_from(dice.below(4)).unwrap()];
    let operation = match dice.below(4) {
        0 => format!("POST /ras/v1/{kind}/list"),
        1 => "PUT /ras/v1/campaigns".to_owned(),
        _ => format!("POST /ras/v1/{kind}"),
    };
    let timed_out = json!({"canned": {"status": 504, "headers": {}, "body": ""}});
    let mut fault = match dice.below(9) {
        0 => json!({"apply": "never", "reply": "drop"}),
        1 => json!({"reply": "drop"}),
        2 => json!({"reply": "tornBody"}),
        3 => json!({"reply": timed_out}),
        4 => json!({"apply": "never", "reply": timed_out}),
        5 => json!({"apply": {"late": dice.below(500)}, "reply": "drop"}),
        6 => json!({"items": [{"index": 0, "trouble": "missingId"}]}),
        7 => json!({"items": [{"index": 0, "trouble": "unmentioned"}]}),
        _ => json!({"expireTokens": true}),
    };
    fault["operation"] = Value::String(operation);
    fault
}

/// Lets a process run for a while; none when it was killed.
fn run_for(command: &mut Command, time: Duration) -> Option<ExitStatus> {
    let mut process = Guard(command.stderr(Stdio::null()).spawn().unwrap());
    let ends = Instant::now() + time;
    while Instant::now() < ends {
        if let Some(status) = process.0.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    // SIGKILL, on systems that have it.
    process.0.kill().unwrap();
    process.0.wait().unwrap();
    None
}

/// What is wrong with the campaigns of a name; nothing when it is there as planned, once.
///
/// Archived ones count as well, unless a race has to leave one: nothing may have been
/// double, not even for a moment.
async fn wrong_with(ras: &Ras, name: &str, raced: bool) -> Option<String> {
    let named = CampaignFilter::new().names([name]);
    let mut campaigns = ras.campaigns().list(named).all().await.unwrap();
    if raced {
        campaigns.retain(|campaign| campaign.state != State::Archived);
    }
    let [campaign] = &campaigns[..] else {
        return Some(format!("{} campaigns: {campaigns:?}", campaigns.len()));
    };
    if campaign.state != State::Enabled {
        return Some(format!("{campaign:?}"));
    }
    let id = [&campaign.id];
    let groups = ras.ad_groups().list(AdGroupFilter::new().campaigns(id));
    let ads = ras.product_ads().list(ProductAdFilter::new().campaigns(id));
    let targets = ras.targets().list(TargetFilter::new().campaigns(id));
    let groups = groups.all().await.unwrap();
    let ads = ads.all().await.unwrap();
    let targets = targets.all().await.unwrap();
    let counts = (groups.len(), ads.len(), targets.len());
    let states = groups.iter().map(|group| &group.state);
    let states = states.chain(ads.iter().map(|ad| &ad.state));
    let mut states = states.chain(targets.iter().map(|target| &target.state));
    let fine = counts == WHOLE && states.all(|state| *state == State::Enabled);
    (!fine).then(|| format!("{counts:?}: {groups:?} {ads:?} {targets:?}"))
}

/// What one round came to.
#[derive(Default)]
struct Tally {
    rounds: AtomicUsize,
    kills: AtomicUsize,
    /// Rounds in which the first process was killed before it had ended.
    interrupted: AtomicUsize,
}

fn round(server: &Server, folder: &Path, number: u64, tally: &Tally) -> Result<(), String> {
    let mut dice = Dice(number);
    let name = format!("Killed {number}");
    let text = PLAN.replace("NAME", &name);
    let file = folder.join(format!("{number}.toml"));
    std::fs::write(&file, &text).unwrap();
    let file = file.to_str().unwrap();
    let folder = folder.join(format!("runs-{number}"));
    let profile = Credentials::default().profile_id;
    let ras = server.ras(&profile);
    let run: RunId = ras
        .launch(&CampaignPlan::from_toml(&text).unwrap())
        .run_id();
    let known = || Runs::new(&folder).get(&run).is_ok();
    let next = || match known() {
        true => server.command(&["resume", run.as_str()], &folder),
        // Killed before it had kept the plan.
        false => server.command(&["launch", file], &folder),
    };
    let faults: Vec<Value> = (0..dice.below(3)).map(|_| fault(&mut dice)).collect();
    server.admin("faults", &Value::Array(faults));
    for attempt in 0..1 + dice.below(3) {
        let time = Duration::from_millis(dice.below(LONGEST.as_millis().try_into().unwrap()));
        // Most of a launch is in its first half second.
        let time = if dice.below(3) > 0 { time / 4 } else { time };
        match run_for(&mut next(), time) {
            Some(_) => break,
            None if attempt == 0 => {
                tally.interrupted.fetch_add(1, Ordering::Relaxed);
                tally.kills.fetch_add(1, Ordering::Relaxed)
            }
            None => tally.kills.fetch_add(1, Ordering::Relaxed),
        };
    }
    // A launch may stop when a fault hits what it cannot repeat; it then goes on.
    let mut said = String::new();
    for _ in 0..5 {
        let output = next().output().unwrap();
        if output.status.success() {
            tally.rounds.fetch_add(1, Ordering::Relaxed);
            let wrong = tokio::runtime::Runtime::new()
                .unwrap()
                .block_on(wrong_with(&ras, &name, false));
            return wrong.map_or(Ok(()), |wrong| Err(format!("round {number}: {wrong}")));
        }
        said = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    Err(format!("round {number} does not end: {said}"))
}

#[test]
fn a_launch_that_is_killed_at_any_moment_goes_on_and_builds_exactly_the_plan() {
    let kills = std::env::var("RAS_KILLS").map_or(12, |kills| kills.parse().unwrap());
    let server = Server::start();
    server.admin(
        "behavior",
        &json!({
            // Nothing but the client keeps doubles away.
            "uniqueCampaignNames": false,
            "latency": 10,
            "listLag": {"campaigns": 300, "adGroups": 300, "productAds": 300, "targets": 300},
            "archivingLag": 200,
        }),
    );
    let folder = tempfile::tempdir().unwrap();
    let (tally, next) = (Tally::default(), AtomicUsize::new(0));
    let workers: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let work = || -> Result<(), String> {
            while tally.interrupted.load(Ordering::Relaxed) < kills {
                let number = next.fetch_add(1, Ordering::Relaxed);
                assert!(number < kills * 10, "hardly any launch was still running");
                round(&server, folder.path(), number as u64, &tally)?;
            }
            Ok(())
        };
        let handles: Vec<_> = (0..3).map(|_| scope.spawn(work)).collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap())
            .collect()
    });
    println!(
        "{} launches, {} of them interrupted, {} kills in all",
        tally.rounds.load(Ordering::Relaxed),
        tally.interrupted.load(Ordering::Relaxed),
        tally.kills.load(Ordering::Relaxed),
    );
    for end in workers {
        end.unwrap();
    }
}

#[test]
fn two_processes_that_launch_one_plan_at_once_end_with_one_live_campaign() {
    let rounds = std::env::var("RAS_RACES").map_or(4, |rounds| rounds.parse().unwrap());
    let server = Server::start();
    let ras = server.ras(&Credentials::default().profile_id);
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for number in 0..rounds {
        let name = format!("Raced {number}");
        let file = folder.path().join("plan.toml");
        std::fs::write(&file, PLAN.replace("NAME", &name)).unwrap();
        let unique = number % 2 == 0;
        server.admin(
            "behavior",
            &json!({"uniqueCampaignNames": unique, "latency": 5}),
        );
        // Two machines, or two processes of one.
        let folders = match number % 4 {
            0 | 1 => ["one", "other"],
            _ => ["one", "one"],
        };
        let launch = |runs: &str| {
            let runs = folder.path().join(format!("{runs}-{number}"));
            let mut command = server.command(&["launch", file.to_str().unwrap()], &runs);
            Guard(command.stderr(Stdio::null()).spawn().unwrap())
        };
        let [mut one, mut other] = folders.map(launch);
        let ends = [one.0.wait().unwrap(), other.0.wait().unwrap()];
        assert!(
            ends.iter().any(ExitStatus::success),
            "round {number}: {ends:?}"
        );
        let wrong = runtime.block_on(wrong_with(&ras, &name, true));
        assert_eq!(wrong, None, "round {number}");
    }
}
