//! A user with an empty home, and what the command shows to them.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::judged::Record;

pub(crate) const AUTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/auto.toml");
pub(crate) const MANUAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/manual.toml");

/// Everything that the command reads from the environment.
const VARIABLES: [&str; 9] = [
    "RAS_CLIENT_ID",
    "RAS_CLIENT_SECRET",
    "RAS_REFRESH_TOKEN",
    "RAS_PROFILE",
    "RAS_RUNS",
    "RAS_CONFIG",
    "RAS_OUTPUT",
    "RAS_SANDBOX_STATE",
    "RAS_SANDBOX_RECORD",
];

/// A user whose home is empty in the beginning.
///
/// What the commands have said to their sandbox, and heard, is judged in the end.
pub(crate) struct Session {
    record: Record,
    home: tempfile::TempDir,
}

impl Session {
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let record = Record::at(home.path().join("exchanges.ndjson"));
        Self { record, home }
    }

    /// A session in whose sandbox the auto plan is live.
    pub(crate) fn with_auto_campaign() -> Self {
        let session = Self::new();
        let output = session.ras(&["launch", AUTO, "--sandbox"]);
        assert!(output.status.success(), "{}", session.text(&output));
        session
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ras"));
        command.args(arguments).stdin(Stdio::null());
        for name in VARIABLES {
            command.env_remove(name);
        }
        for name in [
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(name);
        }
        command.env("HOME", self.home());
        command.env("RAS_SANDBOX_RECORD", self.record.path());
        command
    }

    pub(crate) fn ras(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command shows, from its exit code on.
    pub(crate) fn text(&self, output: &Output) -> String {
        let text = format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            output.status.code().unwrap_or(-1),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        self.without_places(&text)
    }

    fn without_places(&self, text: &str) -> String {
        text.replace(self.home().to_str().unwrap(), "~")
            .replace(env!("CARGO_MANIFEST_DIR"), ".")
    }

    /// A command as it is typed, and all that it has shown: what a snapshot of a command
    /// is, so that `snapshots.rs` knows which commands have one.
    pub(crate) fn transcript(&self, arguments: &[&str], output: &Output) -> String {
        let typed = arguments
            .iter()
            .map(|word| match word.contains([' ', '|']) {
                true => format!("'{word}'"),
                false => (*word).to_owned(),
            });
        let typed = self.without_places(&typed.collect::<Vec<_>>().join(" "));
        format!("$ ras {typed}\n{}", self.text(output))
    }

    /// Runs a command to its end and shows all of it.
    pub(crate) fn shown(&self, arguments: &[&str]) -> String {
        self.transcript(arguments, &self.ras(arguments))
    }

    /// What a command that must succeed prints.
    pub(crate) fn printed(&self, arguments: &[&str]) -> String {
        let output = self.ras(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            self.text(&output)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// The JSON that a command that must succeed prints.
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let arguments = [arguments, &["--output", "json"]].concat();
        serde_json::from_str(&self.printed(&arguments)).unwrap()
    }

    /// The kinds that were created in the sandboxes of this session, in order.
    pub(crate) fn created(&self) -> Vec<String> {
        let exchanges = self.record.exchanges();
        let creates = exchanges
            .iter()
            .filter(|exchange| exchange.method == "POST");
        let kinds = creates.filter_map(|exchange| exchange.path.strip_prefix("/ras/v1/"));
        let kinds = kinds.filter(|kind| !kind.contains('/'));
        kinds.map(str::to_owned).collect()
    }

    /// Writes a file into the home.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.home().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Compares with a snapshot from which times and chance are taken out.
macro_rules! check {
    ($text:expr) => {
        check!(@filtered insta::assert_snapshot!($text))
    };
    ($name:expr, $text:expr) => {
        check!(@filtered insta::assert_snapshot!($name, $text))
    };
    (@filtered $assertion:expr) => {
        insta::with_settings!({filters => vec![
            (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( UTC|Z)?", "[time]"),
            (r"\b20\d\d-\d\d-\d\d\b", "[day]"),
            (r#"(ras-inst"+,"+value"+:"+)\w+"#, "$1[chance]"),
            (r"(key ras-inst, value )\w+", "$1[chance]"),
            (r"127\.0\.0\.1:\d+", "[address]"),
        ]}, { $assertion });
    };
}
pub(crate) use check;

/// A `ras sandbox serve` process; ended when dropped, before its record is judged.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) address: String,
    session: Session,
}

impl Server {
    pub(crate) fn start(options: &[&str]) -> Self {
        let session = Session::new();
        let mut process = session
            .command(&["sandbox", "serve", "--port", "0", "--record"])
            .arg(session.record.path())
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("sandbox on http://")
            .unwrap()
            .to_owned();
        // Somebody must read on, or the server would block.
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        Self {
            process,
            address,
            session,
        }
    }

    /// The kinds that were created in it, in order.
    pub(crate) fn created(&self) -> Vec<String> {
        self.session.created()
    }

    /// The option that makes a command use it.
    pub(crate) fn option(&self) -> String {
        format!("--sandbox={}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
