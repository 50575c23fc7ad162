//! The configuration, and what is said when it is wrong.

use crate::session::{MANUAL, Session, check};

#[test]
fn every_setting_is_shown_with_the_place_it_comes_from_and_no_secret() {
    let session = Session::new();
    check!(session.shown(&["config", "show", "--output", "csv"]));
    check!(session.shown(&["config", "show", "--output", "json"]));
    // The columns of a table are as wide as the name of this home.
    let wide = session.shown(&["config", "show"]);
    let narrow = wide
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    check!(narrow.collect::<Vec<_>>().join("\n"));
    let config = "default_profile = \"shoes\"\n\n[defaults]\nclient_id = \"from-defaults\"\n\
                  confirm_above = 3\n\n[profiles.shoes]\nprofile_id = \"12\"\n\
                  client_secret_command = [\"pass\", \"show\", \"amazon\"]\n";
    session.file(".config/ras/config.toml", config);
    private(
        &session,
        "[profiles.shoes]\nrefresh_token = \"Atzr|hidden\"\nclient_id = \"kept\"\n",
    );
    let mut command = session.command(&["config", "show", "--runs", "here"]);
    let output = command
        .env("RAS_OUTPUT", "json")
        .env("RAS_CLIENT_SECRET", "hidden")
        .output();
    let text = session.text(&output.unwrap());
    assert!(!text.contains("hidden"), "{text}");
    check!(text);
}

/// Writes what `ras login` keeps.
fn private(session: &Session, text: &str) -> String {
    let path = session.file(".config/ras/credentials.toml", text);
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn a_file_with_secrets_that_others_can_read_is_refused() {
    let session = Session::new();
    let path = private(
        &session,
        "[profiles.default]\nrefresh_token = \"Atzr|hidden\"\n",
    );
    assert_eq!(
        session.json(&["config", "show"])[7]["value"],
        "set, not shown"
    );
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    check!(session.shown(&["config", "show"]));
}

#[test]
fn mistakes_in_the_configuration_are_named_with_their_place() {
    let session = Session::new();
    let config = |text: &str| session.file(".config/ras/config.toml", text);
    config("[defaults]\nconfirm_abuve = 3\n");
    check!(session.shown(&["config", "show"]));
    config("[profiles.main]\nrefresh_token = \"Atzr|hidden\"\n");
    check!(session.shown(&["config", "show"]));
    config("");
    check!(session.shown(&["config", "show", "--config", "nowhere.toml"]));
    check!(session.shown(&["campaigns", "list", "--profile", "nobody"]));
    let mut command = session.command(&["config", "show"]);
    check!(session.text(&command.env("RAS_OUTPUT", "xml").output().unwrap()));
}

#[test]
fn a_command_prints_the_secret_when_it_is_needed() {
    let session = Session::new();
    let config = "[defaults]\nclient_id = \"a\"\nprofile_id = \"1\"\n\
                  refresh_token_command = [\"false\"]\nclient_secret_command = [\"echo\", \"b\"]\n";
    session.file(".config/ras/config.toml", config);
    check!(session.shown(&["campaigns", "list"]));
}

#[test]
fn without_credentials_the_error_names_what_to_set() {
    check!(Session::new().shown(&["launch", MANUAL]));
}

#[test]
fn a_sandbox_that_is_not_on_this_machine_is_refused() {
    check!(Session::new().shown(&["launch", MANUAL, "--sandbox=192.0.2.1:80"]));
}

#[test]
fn a_sandbox_is_used_by_one_command_at_a_time() {
    let session = Session::with_auto_campaign();
    let lock = session
        .home()
        .join(".local/state/ras/sandbox/state.json.lock");
    let held = std::fs::File::options().write(true).open(lock).unwrap();
    held.lock().unwrap();
    let mut waiting = session.command(&["campaigns", "list", "--sandbox"]);
    let waiting = waiting
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    held.unlock().unwrap();
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success() && !output.stdout.is_empty());
    held.lock().unwrap();
    check!(session.shown(&["campaigns", "list", "--sandbox"]));
}

#[test]
fn a_sandbox_that_cannot_be_read_says_how_to_begin_anew() {
    let session = Session::new();
    session.file("box/state.json", "{");
    let folder = session.home().join("box");
    check!(session.shown(&[
        "runs",
        "--sandbox",
        "--sandbox-state",
        folder.to_str().unwrap()
    ]));
    check!(session.shown(&[
        "ads",
        "list",
        "--sandbox",
        "--sandbox-state",
        folder.to_str().unwrap()
    ]));
}

#[test]
fn no_command_gets_past_a_guardrail() {
    let session = Session::with_auto_campaign();
    let config = "[defaults.guardrails]\nmax_bid = 2\nmax_daily_budget = 50\n\n\
                  [profiles.careful.guardrails]\nmax_bid = 1\nmax_change_percent = 20\n";
    session.file(".config/ras/config.toml", config);
    check!(session.shown(&["bids", "set", "2.50", "--all", "--sandbox"]));
    check!(session.shown(&[
        "bids",
        "scale",
        "+50%",
        "--all",
        "--sandbox",
        "--profile",
        "careful"
    ]));
    let new = [
        "campaigns",
        "create",
        "x",
        "--targeting",
        "auto",
        "--daily-budget",
        "60",
    ];
    check!(session.shown(&[&new[..], &["--sandbox", "-o", "json"]].concat()));
    let plan = std::fs::read_to_string(MANUAL).unwrap();
    let file = session.file(
        "plan.toml",
        &plan.replace("daily_budget = 5.00", "daily_budget = 60"),
    );
    check!(session.shown(&["launch", &file, "--sandbox"]));
    check!(session.shown(&["config", "show", "--profile", "careful", "-o", "csv"]));
    session.file(
        ".config/ras/config.toml",
        "[defaults.guardrails]\nmax_bidd = 2\n",
    );
    check!(session.shown(&["campaigns", "list", "--sandbox"]));
    assert_eq!(
        session
            .json(&["runs", "--sandbox", "--config", "/dev/null"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
