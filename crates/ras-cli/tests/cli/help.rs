//! The help of every command, completions and manual.

use crate::session::{Session, check};

/// Every command that can be typed, without those that only hold others.
pub(crate) fn commands(session: &Session, path: &[&str]) -> Vec<Vec<String>> {
    let help = session.printed(&[path, &["--help"]].concat());
    let listed = help
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next());
    let names = listed.unwrap_or_default().lines().filter_map(|line| {
        let name = line.strip_prefix("  ")?.split_whitespace().next()?;
        (!line.starts_with("   ") && name != "help").then(|| name.to_owned())
    });
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return vec![path.iter().map(ToString::to_string).collect()];
    }
    let below = names
        .iter()
        .flat_map(|name| commands(session, &[path, &[name]].concat()));
    below.collect()
}

#[test]
fn every_command_explains_itself() {
    let session = Session::new();
    let all = commands(&session, &[]);
    assert!(all.len() > 30, "{all:?}");
    for command in all {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let help = session.printed(&[&words[..], &["-h"]].concat());
        // The options of every command are shown once, with the first help.
        let own = help.split("Options of every command:").next().unwrap();
        insta::assert_snapshot!(format!("help_{}", words.join("_")), own.trim_end());
        let whole = session.printed(&[&words[..], &["--help"]].concat());
        assert!(whole.contains("--sandbox"), "{words:?}");
    }
}

#[test]
fn the_first_help_names_commands_options_and_exit_codes() {
    check!(Session::new().shown(&["--help"]));
}

#[test]
fn a_slip_in_a_command_is_answered_with_what_was_meant() {
    let session = Session::new();
    check!(session.shown(&["campaign", "list"]));
    check!(session.shown(&["campaigns", "list", "--sandbax"]));
}

#[test]
fn shells_and_readers_get_completions_and_a_manual() {
    let session = Session::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = session.printed(&["completions", shell]);
        assert!(
            text.contains("ad-groups") && text.contains("sandbox-state"),
            "{shell}"
        );
    }
    assert!(session.printed(&["man"]).contains(".TH ras 1"));
    let folder = session.home().join("man");
    session.printed(&["man", folder.to_str().unwrap()]);
    assert!(folder.join("ras-campaigns-list.1").is_file());
    check!(session.shown(&["completions", "tcsh"]));
    session.file("file", "");
    let file = session.home().join("file/man");
    check!(session.shown(&["man", file.to_str().unwrap()]));
}
