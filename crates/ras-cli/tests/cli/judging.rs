//! That the exchanges of all these processes are judged.

use std::fs;
use std::path::Path;

use crate::session::{AUTO, Server, Session};

/// Lets a test spoil its record, and tells what it then fails with.
fn failure_of(spoil: impl FnOnce(&str) -> String + Send + 'static) -> Option<String> {
    let test = move || {
        let session = Session::new();
        session.printed(&["campaigns", "list", "--state", "paused", "--sandbox"]);
        let record = session.home().join("exchanges.ndjson");
        let text = fs::read_to_string(&record).unwrap();
        assert!(text.contains("/ras/v1/campaigns/list"), "{text}");
        fs::write(&record, spoil(&text)).unwrap();
    };
    let ended = std::thread::spawn(test).join();
    ended.err().map(|why| *why.downcast::<String>().unwrap())
}

#[test]
fn a_command_that_breaks_the_contract_fails_its_test() {
    assert_eq!(failure_of(str::to_owned), None);
    let request = |text: &str| text.replace("\"stateFilter\"", "\"statesFilter\"");
    let found = failure_of(request).unwrap();
    assert!(found.contains("'statesFilter' was unexpected"), "{found}");
}

#[test]
fn a_sandbox_that_breaks_the_contract_fails_its_test() {
    let answer = |text: &str| text.replace("\"campaigns\":[]", "\"campaigns\":[{}]");
    let found = failure_of(answer).unwrap();
    assert!(
        found.contains("\"campaignId\" is a required property"),
        "{found}"
    );
    let status = |text: &str| text.replace("\"status\":200", "\"status\":202");
    let found = failure_of(status).unwrap();
    assert!(found.contains("status 202 is not declared"), "{found}");
}

#[test]
fn a_sandbox_in_the_process_and_a_served_one_are_recorded() {
    let (session, server) = (Session::new(), Server::start(&[]));
    session.printed(&["launch", AUTO, "--sandbox"]);
    session.printed(&["launch", AUTO, &server.option()]);
    for creates in [session.created(), server.created()] {
        assert_eq!(creates, ["campaigns", "adGroups", "productAds", "targets"]);
    }
}

/// Processes are started by `Session`, `Server` and the crash tests, which record.
#[test]
fn no_test_starts_the_command_unrecorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut starting = Vec::new();
    for entry in fs::read_dir(folder.join("cli"))
        .unwrap()
        .chain(fs::read_dir(folder).unwrap())
    {
        let path = entry.unwrap().path();
        let text = match path.extension().is_some_and(|kind| kind == "rs") {
            true => fs::read_to_string(&path).unwrap(),
            false => continue,
        };
        if text.contains(concat!("CARGO_BIN_EXE_", "ras")) {
            starting.push(path.file_name().unwrap().to_str().unwrap().to_owned());
            assert!(text.contains("Record::at("), "{}", path.display());
        }
    }
    starting.sort();
    assert_eq!(starting, ["crashes.rs", "session.rs"]);
}
