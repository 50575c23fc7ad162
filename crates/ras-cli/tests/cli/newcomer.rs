//! The path of somebody who has never seen the command, in a sandbox from end to end.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::login::{redirect, visit};
use crate::session::{Session, check};

/// What the session shows, command by command, as a terminal would.
struct Terminal {
    session: Session,
    text: String,
}

impl Terminal {
    /// Types a command that must succeed, and returns what it prints.
    fn type_in(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split(' ').collect();
        let output = self.session.ras(&words);
        let text = self.session.text(&output);
        assert!(output.status.success(), "ras {line}: {text}");
        let printed = String::from_utf8(output.stdout).unwrap();
        self.text.push_str(&format!("$ ras {}\n{printed}\n", line));
        printed
    }
}

/// Logs in as a browser would.
fn login(session: &Session) -> String {
    let mut command = session.command(&[
        "login",
        "--sandbox",
        "--no-browser",
        "--redirect-uri",
        &redirect(),
    ]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stderr.as_mut().unwrap()).lines();
    let url = lines
        .by_ref()
        .map(Result::unwrap)
        .find(|line| line.starts_with("http://"));
    visit(&visit(&url.unwrap()).unwrap());
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", session.text(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_newcomer_comes_from_login_to_a_report_without_an_account() {
    let session = Session::new();
    let text = format!("$ ras login --sandbox\n{}\n", login(&session));
    let mut terminal = Terminal { session, text };
    let healthy = terminal.type_in("doctor --sandbox");
    assert!(!healthy.contains("FAILED"));
    let retailers = terminal.type_in("retailers --name grocers --sandbox");
    let retailer = retailers
        .lines()
        .nth(1)
        .and_then(|line| line.split(' ').next())
        .unwrap();
    let search =
        format!("products search bottle --retailer {retailer} --eligible --limit 2 --sandbox");
    let products = terminal.type_in(&search);
    let offer = products
        .lines()
        .nth(1)
        .and_then(|line| line.split(' ').next())
        .unwrap();
    let plan = terminal.session.home().join("bottles.toml");
    let plan = plan.to_str().unwrap();
    let new = format!(
        "plan new --no-input --name Bottles --targeting auto --daily-budget 20 --ad-group All \
         --retailer {retailer} --offer {offer} --default-bid 0.75 --out {plan} --sandbox"
    );
    terminal.type_in(&new);
    terminal.type_in(&format!("plan show {plan} --sandbox"));
    let launched = terminal.type_in(&format!("launch {plan} --sandbox"));
    assert!(launched.contains("ENABLED"));
    let campaign = terminal.session.json(&["campaigns", "list", "--sandbox"])[0]["id"].clone();
    let campaign = campaign.as_str().unwrap();
    let scaled = terminal.type_in(&format!("bids scale +20% --campaign {campaign} --sandbox"));
    assert_eq!(scaled.matches("$0.75 → $0.90").count(), 4, "{scaled}");
    let columns = "campaignName,impressions,clicks,cost,sales14d";
    let report =
        format!("report run campaigns --days last-7 --summary --columns {columns} --sandbox");
    let printed = terminal
        .session
        .printed(&report.split(' ').collect::<Vec<_>>());
    let mut rows = printed.lines();
    // The figures are those of the last seven days, and so others tomorrow.
    let heading = rows.next().unwrap();
    assert!(heading.starts_with("CAMPAIGN NAME") && rows.next().unwrap().starts_with("Bottles"));
    terminal
        .text
        .push_str(&format!("$ ras {report}\n[a row for each campaign]\n\n"));
    let run = terminal.session.json(&["runs", "--sandbox"])[0]["run"].clone();
    terminal.type_in(&format!("undo {} --yes --sandbox", run.as_str().unwrap()));
    let left = terminal.session.json(&["campaigns", "list", "--sandbox"]);
    assert!(left.as_array().unwrap().is_empty(), "{left}");
    let home = terminal.session.home().to_str().unwrap();
    check!(terminal.text.replace(home, "~"));
}
