//! The `ras` command as a process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

const AUTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/auto.toml");
const MANUAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/manual.toml");

fn ras(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ras"));
    command.args(arguments);
    for name in ["CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN", "PROFILE"] {
        command.env_remove(format!("RAS_{name}"));
    }
    command
}

fn text(output: &Output) -> String {
    format!(
        "exit {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Runs a command to its end and shows all of it.
fn shown(arguments: &[&str]) -> String {
    text(&ras(arguments).output().unwrap())
}

/// A `ras sandbox serve` process; ended when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(options: &[&str]) -> Self {
        let mut process = ras(&["sandbox", "serve", "--port", "0"])
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
        Self { process, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn launching_the_auto_plan_prints_each_step_and_the_tree() {
    insta::assert_snapshot!(shown(&["launch", AUTO, "--sandbox"]));
}

#[test]
fn launching_the_manual_plan_prints_each_step_and_the_tree() {
    insta::assert_snapshot!(shown(&["launch", MANUAL, "--sandbox"]));
}

#[test]
fn a_launch_over_the_network_prints_the_same_as_one_in_process() {
    let server = Server::start(&[]);
    let sandbox = format!("--sandbox={}", server.address);
    assert_eq!(
        shown(&["launch", AUTO, &sandbox]),
        shown(&["launch", AUTO, "--sandbox"])
    );
}

#[test]
fn a_plan_that_is_launched_again_is_found_and_launched_once() {
    let server = Server::start(&[]);
    let sandbox = format!("--sandbox={}", server.address);
    assert!(
        ras(&["launch", MANUAL, &sandbox])
            .output()
            .unwrap()
            .status
            .success()
    );
    let again = shown(&["launch", MANUAL, &sandbox]);
    insta::assert_snapshot!(again.replace(env!("CARGO_MANIFEST_DIR"), "."));
}

#[test]
fn a_plan_with_a_mistake_is_refused_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.toml");
    let plan = std::fs::read_to_string(MANUAL)
        .unwrap()
        .replace("match = \"phrase\"", "match = \"frase\"");
    std::fs::write(&file, plan).unwrap();
    let output = shown(&["launch", file.to_str().unwrap(), "--sandbox"]);
    insta::assert_snapshot!(output.replace(folder.path().to_str().unwrap(), "."));
}

#[test]
fn without_credentials_the_error_names_what_to_set() {
    insta::assert_snapshot!(shown(&["launch", MANUAL]));
}

#[test]
fn a_sandbox_that_is_not_on_this_machine_is_refused() {
    insta::assert_snapshot!(shown(&["launch", MANUAL, "--sandbox=192.0.2.1:80"]));
}

#[cfg(unix)]
#[test]
fn a_served_sandbox_saves_its_state_when_it_is_told_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let options = ["--seed=7", "--latency=1", "--quota=100", "--state"];
    let mut server = Server::start(&[&options[..], &[file.to_str().unwrap()]].concat());
    let sandbox = format!("--sandbox={}", server.address);
    assert!(shown(&["launch", AUTO, &sandbox]).starts_with("exit 0"));
    let id = server.process.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(killed.success() && server.process.wait().unwrap().success());
    let saved = std::fs::read_to_string(file).unwrap();
    assert!(
        saved.contains("\"seed\":7") && saved.contains("ENABLED"),
        "{saved}"
    );
}

#[test]
fn help_names_the_commands() {
    insta::assert_snapshot!(shown(&["--help"]));
}
