//! `launch`, `resume`, `runs` and `undo`.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::session::{AUTO, MANUAL, Server, Session, check};

#[test]
fn launching_the_auto_plan_prints_each_step_and_the_tree() {
    check!(Session::new().shown(&["launch", AUTO, "--sandbox"]));
}

#[test]
fn launching_the_manual_plan_prints_each_step_and_the_tree() {
    check!(Session::new().shown(&["launch", MANUAL, "--sandbox"]));
}

#[test]
fn a_launch_over_the_network_prints_the_same_as_one_in_process() {
    let (session, server) = (Session::new(), Server::start(&[]));
    let launch = |sandbox: &str| session.text(&session.ras(&["launch", AUTO, sandbox]));
    assert_eq!(launch(&server.option()), launch("--sandbox"));
}

#[test]
fn both_plans_live_in_one_sandbox_and_the_second_launch_of_one_says_so() {
    let session = Session::with_auto_campaign();
    session.printed(&["launch", MANUAL, "--sandbox"]);
    check!(session.shown(&["launch", AUTO, "--sandbox"]));
    assert_eq!(
        session
            .json(&["campaigns", "list", "--sandbox"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_plan_that_is_launched_again_is_found_and_launched_once() {
    let (session, server) = (Session::new(), Server::start(&[]));
    session.printed(&["launch", MANUAL, &server.option()]);
    check!(session.shown(&["launch", MANUAL, &server.option()]));
}

#[test]
fn a_dry_run_says_what_would_be_created_and_creates_nothing() {
    let session = Session::new();
    check!(session.shown(&["launch", MANUAL, "--sandbox", "--dry-run"]));
    assert_eq!(
        session
            .printed(&["campaigns", "list", "--sandbox", "-o", "csv"])
            .lines()
            .count(),
        1
    );
}

#[test]
fn a_launch_for_programs_is_one_record() {
    check!(Session::new().shown(&["launch", MANUAL, "--sandbox", "--output", "json"]));
}

#[test]
fn a_plan_with_a_mistake_is_refused_with_line_and_column() {
    let session = Session::new();
    let plan = std::fs::read_to_string(MANUAL).unwrap();
    let file = session.file("plan.toml", &plan.replace("\"phrase\"", "\"frase\""));
    check!(session.shown(&["launch", &file, "--sandbox"]));
}

#[test]
fn a_budget_over_the_threshold_needs_a_yes() {
    let session = Session::new();
    let plan = std::fs::read_to_string(MANUAL).unwrap();
    let file = session.file(
        "plan.toml",
        &plan.replace("daily_budget = 5.00", "daily_budget = 500"),
    );
    check!(session.shown(&["launch", &file, "--sandbox"]));
    session.printed(&["launch", &file, "--sandbox", "--yes"]);
}

#[test]
fn undo_archives_what_the_run_has_built_and_asks_first() {
    let session = Session::with_auto_campaign();
    let runs = session.json(&["runs", "--sandbox"]);
    let run = runs[0]["run"].as_str().unwrap();
    check!(session.shown(&["undo", run, "--sandbox"]));
    session.printed(&["undo", run, "--sandbox", "--dry-run"]);
    assert_eq!(
        session.json(&["campaigns", "list", "--sandbox"])[0]["state"],
        "ENABLED"
    );
    check!(session.shown(&["undo", run, "--sandbox", "--yes"]));
    check!(session.shown(&["campaigns", "list", "--sandbox", "--all"]));
    check!(session.shown(&["runs", "--sandbox"]));
    check!(session.shown(&["launch", AUTO, "--sandbox"]));
}

#[test]
fn resume_without_a_name_says_when_there_is_nothing_to_go_on_with() {
    let session = Session::with_auto_campaign();
    check!(session.shown(&["resume", "--sandbox"]));
    let run = session.json(&["runs", "--sandbox"])[0]["run"]
        .as_str()
        .unwrap()
        .to_owned();
    check!(session.shown(&["resume", &run, "--sandbox"]));
    check!(session.shown(&["runs", &run, "--sandbox"]));
    check!(session.shown(&["runs", "aaaaaaaaaaaaaaaa", "--sandbox", "--output", "json"]));
}

#[cfg(unix)]
#[test]
fn a_served_sandbox_saves_its_state_when_it_is_told_to_end() {
    let session = Session::new();
    let file = session.home().join("state.json");
    let options = ["--seed=7", "--latency=1", "--quota=100", "--state"];
    let mut server = Server::start(&[&options[..], &[file.to_str().unwrap()]].concat());
    session.printed(&["launch", AUTO, &server.option()]);
    let id = server.process.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .unwrap();
    assert!(killed.success() && server.process.wait().unwrap().success());
    let saved = std::fs::read_to_string(file).unwrap();
    assert!(
        saved.contains("\"seed\":7") && saved.contains("ENABLED"),
        "{saved}"
    );
}

#[test]
fn runs_are_resumed_and_undone_for_programs_too() {
    let session = Session::with_auto_campaign();
    let run = session.json(&["runs", "--sandbox"])[0]["run"]
        .as_str()
        .unwrap()
        .to_owned();
    check!(session.shown(&["resume", &run, "--sandbox", "--output", "json"]));
    check!(session.shown(&["undo", &run, "--sandbox", "--yes", "--output", "json"]));
    check!(session.shown(&["undo", "aaaaaaaaaaaaaaaa", "--sandbox", "--yes"]));
    check!(session.shown(&["undo", "no-run", "--sandbox", "--yes"]));
    check!(session.shown(&["resume", "aaaaaaaaaaaaaaaa", "--sandbox"]));
    let server = Server::start(&[]);
    check!(session.shown(&["runs", &server.option()]));
    check!(session.shown(&["runs", "--sandbox", "--output", "json"]));
}

#[cfg(unix)]
#[test]
fn a_served_sandbox_says_where_it_is_to_people_and_to_programs() {
    let session = Session::new();
    for format in [&[][..], &["--output", "json"]] {
        let serve = [&["sandbox", "serve", "--port", "0"], format].concat();
        let mut process = session
            .command(&serve)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        // Whoever can read a line can log in.
        stdout.read_line(&mut first).unwrap();
        let id = process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        stdout.read_to_string(&mut first).unwrap();
        let mut output = process.wait_with_output().unwrap();
        output.stdout = first.into_bytes();
        check!(session.transcript(&serve, &output));
    }
}

/// What a command says that ends by itself, and not because it is tired of waiting.
fn ended(mut command: Command) -> Output {
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while process.try_wait().unwrap().is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    // Whoever has ended is not hurt by it.
    let _ = process.kill();
    process.wait_with_output().unwrap()
}

#[test]
fn two_processes_never_use_one_file_of_a_sandbox() {
    let session = Session::new();
    let file = session.home().join("state.json");
    let file = file.to_str().unwrap();
    let first = Server::start(&["--state", file]);
    let serve = ["sandbox", "serve", "--port", "0", "--state", file];
    check!(session.transcript(&serve, &ended(session.command(&serve))));
    // It belongs to nobody as soon as its process is gone, however it has ended.
    drop(first);
    Server::start(&["--state", file]);
}

#[test]
fn a_sandbox_that_cannot_be_served_says_why() {
    let (session, server) = (Session::new(), Server::start(&[]));
    let port = server.address.rsplit(':').next().unwrap();
    let taken = session.shown(&["sandbox", "serve", "--port", port]);
    check!(taken.replace(port, "[port]"));
    let file = session.file("state.json", "{");
    check!(session.shown(&["sandbox", "serve", "--port", "0", "--state", &file]));
}

/// A plan in which two offers would be refused, and one would not serve.
fn with_bad_offers(session: &Session) -> String {
    let plan = std::fs::read_to_string(MANUAL).unwrap();
    let offers =
        "offers = [\"OFFER-01-0001\", \"OFFER-01-0009\", \"OFFER-01-0012\", \"OFFER-01-9999\"]";
    let begin = plan.find("offers = [").unwrap();
    let end = begin + plan[begin..].find(']').unwrap() + 1;
    session.file("plan.toml", &plan.replace(&plan[begin..end], offers))
}

#[test]
fn offers_whose_ads_would_be_refused_are_named_before_anything_is_created() {
    let session = Session::new();
    let file = with_bad_offers(&session);
    check!(session.shown(&["launch", &file, "--sandbox"]));
    check!(session.shown(&["launch", &file, "--sandbox", "--output", "json"]));
    check!(session.shown(&["launch", &file, "--sandbox", "--dry-run"]));
    check!(session.shown(&[
        "launch",
        &file,
        "--sandbox",
        "--dry-run",
        "--output",
        "json"
    ]));
    check!(session.shown(&["plan", "show", &file, "--sandbox"]));
    check!(session.shown(&["plan", "show", &file, "--sandbox", "--output", "json"]));
    let campaigns = ["campaigns", "list", "--all", "--sandbox", "-o", "json"];
    assert_eq!(session.printed(&campaigns), "[]\n");
}
