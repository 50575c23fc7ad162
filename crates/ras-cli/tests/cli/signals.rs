//! A launch that is ended by a signal, and goes on.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use crate::large::with_many_targets;
use crate::session::{AUTO, Server, Session};

/// Ends a launch by a signal once its ad group is there, and shows what it said.
fn ended_by(signal: &str, session: &Session, server: &Server, runs: &str) -> (Option<i32>, String) {
    let launch = ["launch", AUTO, &server.option(), "--runs", runs, "--hasty"];
    let mut command = session.command(&launch);
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let built = lines
        .by_ref()
        .map(Result::unwrap)
        .find(|line| line.starts_with("✓ ad group"));
    assert!(
        built.is_some(),
        "the launch ended before anything was built"
    );
    let id = process.id().to_string();
    let killed = std::process::Command::new("kill")
        .args([signal, &id])
        .status()
        .unwrap();
    assert!(killed.success());
    // Somebody must read on, or the command would wait for us.
    let rest = lines.map(Result::unwrap).collect::<Vec<_>>().join("\n");
    let mut said = String::new();
    process
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    (process.wait().unwrap().code(), format!("{rest}\n{said}"))
}

#[test]
fn a_launch_that_is_ended_by_a_signal_says_how_to_go_on_and_does() {
    for (signal, code) in [("-INT", Some(130)), ("-TERM", Some(143)), ("-KILL", None)] {
        // Slow enough to be met in the middle.
        let (session, server) = (Session::new(), Server::start(&["--latency", "60"]));
        let runs = session.home().join("runs").to_str().unwrap().to_owned();
        let (ended, said) = ended_by(signal, &session, &server, &runs);
        assert_eq!(ended, code, "{signal}: {said}");
        assert!(!said.contains("ENABLED"), "{signal} came too late: {said}");
        let paused = session.json(&["campaigns", "list", &server.option()]);
        assert_eq!(
            paused[0]["state"], "PAUSED",
            "{signal}: nothing spends meanwhile"
        );
        let resume = match said.split("go on with: ras ").nth(1) {
            Some(resume) => resume.lines().next().unwrap().to_owned(),
            None => {
                assert_eq!(signal, "-KILL", "{said}");
                format!("resume {} --runs {runs}", server.option())
            }
        };
        let words: Vec<&str> = resume.split(' ').chain(["--hasty"]).collect();
        let text = session.printed(&words);
        assert!(
            text.contains("resumed") && text.contains("ENABLED"),
            "{signal}: {text}"
        );
        let campaigns = session.json(&["campaigns", "list", "--all", &server.option()]);
        assert_eq!(
            campaigns.as_array().unwrap().len(),
            1,
            "{signal}: {campaigns}"
        );
        for (noun, count) in [("ad-groups", 1), ("ads", 2), ("targets", 6)] {
            let listed = session.json(&[noun, "list", "--all", &server.option()]);
            assert_eq!(listed.as_array().unwrap().len(), count, "{signal}: {noun}");
        }
    }
}

#[test]
fn a_launch_that_is_killed_together_with_its_sandbox_goes_on() {
    // A sandbox of a size at which saving all of it takes longer than the launch.
    let session = with_many_targets(3_000);
    let many = session.json(&["campaigns", "list", "--sandbox"])[0]["id"].clone();
    for steps in 1..=5 {
        let plan = std::fs::read_to_string(AUTO).unwrap();
        let name = format!("Killed {steps}");
        let file = session.file("plan.toml", &plan.replace("My New Auto Campaign", &name));
        let mut process = session
            .command(&["launch", &file, "--sandbox", "--hasty"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let done = lines
            .map(Result::unwrap)
            .filter(|line| line.starts_with('✓'));
        assert_eq!(done.take(steps).count(), steps);
        process.kill().unwrap();
        // It may have come to its end before.
        if process.wait().unwrap().code().is_none() {
            session.printed(&["launch", &file, "--sandbox", "--hasty"]);
        }
        let ours = session.json(&["campaigns", "list", "--all", "--name", &name, "--sandbox"]);
        assert_eq!(ours.as_array().unwrap().len(), 1, "{steps}: {ours}");
        assert_eq!(ours[0]["state"], "ENABLED", "{steps}: {ours}");
        let id = ours[0]["id"].as_str().unwrap();
        for (noun, count) in [("ad-groups", 1), ("ads", 2), ("targets", 6)] {
            let list = [noun, "list", "--all", "--campaign", id, "--sandbox"];
            let listed = session.json(&list);
            assert_eq!(listed.as_array().unwrap().len(), count, "{steps}: {noun}");
        }
    }
    let list = [
        "targets",
        "list",
        "--campaign",
        many.as_str().unwrap(),
        "--sandbox",
    ];
    assert_eq!(session.json(&list).as_array().unwrap().len(), 3_000);
}

#[test]
fn a_command_that_only_reads_ends_at_once() {
    let (session, server) = (Session::new(), Server::start(&["--latency", "20000"]));
    let mut command = session.command(&["campaigns", "list", &server.option()]);
    let process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    let begun = std::time::Instant::now();
    let id = process.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", session.text(&output));
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(5),
        "it has waited for the service"
    );
}
