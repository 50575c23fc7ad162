//! `plan validate`, `plan show`, `plan new` and `plan export`.

use std::io::Write as _;
use std::process::{Output, Stdio};

use crate::session::{AUTO, MANUAL, Session, check};

/// Runs a command with these lines as its input.
fn typed(session: &Session, arguments: &[&str], lines: &[&str]) -> Output {
    let mut child = session
        .command(arguments)
        .current_dir(session.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        // A command that has ended reads no more.
        let _ = writeln!(stdin, "{line}");
    }
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// A plan with two mistakes and something doubtful.
fn wrong(session: &Session) -> String {
    let text = std::fs::read_to_string(MANUAL).unwrap();
    let text = text
        .replace("bid = 1.10", "bid = 1100")
        .replace("match = \"phrase\"", "match = \"frase\"");
    session.file("wrong.toml", &text)
}

#[test]
fn all_that_is_wrong_with_plans_is_shown_at_once() {
    let session = Session::new();
    let broken = session.file("broken.toml", "name = \"Shoes\"\ndaily_budget = \"lots\"\n");
    check!(session.shown(&[
        "plan",
        "validate",
        AUTO,
        &wrong(&session),
        &broken,
        "nowhere.toml"
    ]));
}

#[test]
fn plans_without_errors_are_fine() {
    check!(Session::new().shown(&["plan", "validate", AUTO, MANUAL]));
}

#[test]
fn findings_are_records_for_programs() {
    let session = Session::new();
    let validate = ["plan", "validate", &wrong(&session), "-o", "json"];
    check!(session.shown(&validate));
    check!(session.shown(&["plan", "validate", AUTO, MANUAL, "-o", "json"]));
}

#[test]
fn a_plan_is_shown_with_what_a_launch_would_do() {
    let session = Session::new();
    check!(session.shown(&["plan", "show", MANUAL, "--sandbox"]));
}

#[test]
fn a_plan_is_shown_without_an_account_too() {
    check!(Session::new().shown(&["plan", "show", AUTO]));
}

#[test]
fn a_shown_plan_is_one_record_for_programs() {
    let session = Session::new();
    let show = ["plan", "show", MANUAL, "--sandbox"];
    check!(session.shown(&[&show[..], &["--output", "json"]].concat()));
    let looked = session.json(&show);
    // Nobody has looked: what only the service knows is null.
    let offline = session.json(&["plan", "show", MANUAL, "--sandbox", "--offline"]);
    assert!(
        offline["run"].is_null() && offline["creates"].is_null(),
        "{offline}"
    );
    assert_eq!(offline["plan"], looked["plan"]);
}

#[test]
fn a_file_that_is_no_plan_cannot_be_shown() {
    let session = Session::new();
    let file = session.file("plan.toml", "name = \"Shoes\"\ntargeting = 7\n");
    check!(session.shown(&["plan", "show", &file, "--sandbox"]));
    check!(session.shown(&["plan", "show", "plan.txt", "--output", "json"]));
}

#[test]
fn a_launched_plan_is_shown_with_what_exists() {
    let session = Session::with_auto_campaign();
    let json = session.json(&["plan", "show", AUTO, "--sandbox"]);
    assert_eq!(json["enabled"], true, "{json}");
    assert_eq!(json["exists"]["product_ads"], 2, "{json}");
    assert_eq!(json["creates"]["campaigns"], 0, "{json}");
    assert_eq!(json["max_daily_spend"], 5.0, "{json}");
    assert_eq!(json["plan"]["ad_groups"][0]["name"], "string", "{json}");
}

#[test]
fn a_plan_with_errors_is_shown_and_nobody_looks_what_exists() {
    let session = Session::new();
    check!(session.shown(&["plan", "show", &wrong(&session), "--sandbox"]));
}

/// Everything is answered wrongly first.
const MANUAL_ANSWERS: &[&str] = &[
    "",
    "Spring shoes",
    "both",
    "manual",
    "0.5",
    "25",
    "yesterday",
    "2020-01-01",
    "",
    "2099-12-31",
    "Sneakers",
    "99",
    "1",
    "xyzzy",
    "a",
    "1 77",
    "1 2",
    "=OFFER-NOWHERE",
    "",
    "1001",
    "0.75",
    "running shoes",
    "running shoes, fuzzy",
    "running shoes, exact, 26",
    "running shoes, exact, 1.10",
    "running shoes, exact",
    "trail shoes, broad",
    "",
    "used, broad",
    "used, phrase",
    "",
    "no",
    "plan.ini",
    "plan.toml",
];

#[test]
fn questions_lead_to_a_plan_and_each_answer_is_checked_at_once() {
    let session = Session::new();
    let new = ["plan", "new", "--sandbox"];
    let output = typed(&session, &new, MANUAL_ANSWERS);
    check!(session.transcript(&new, &output));
    let plan = session.home().join("plan.toml");
    check!(std::fs::read_to_string(&plan).unwrap());
    let launch = ["launch", plan.to_str().unwrap(), "--sandbox"];
    assert!(session.shown(&launch).contains("\nexit 0\n"));
}

#[test]
fn an_auto_plan_needs_no_keywords_and_may_have_several_ad_groups() {
    let session = Session::new();
    let answers = [
        "Auto shoes",
        "a",
        "30",
        "",
        "",
        "One",
        "1",
        "=OFFER-01-0001",
        "",
        "0.50",
        "0.80",
        "",
        "0.01",
        "0.30",
        "",
        "",
        "yes",
        "One",
        "Two",
        "1",
        "=OFFER-01-0002",
        "",
        "0.60",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    let output = typed(&session, &["plan", "new", "--sandbox"], &answers);
    assert!(output.status.success(), "{}", session.text(&output));
    check!(std::fs::read_to_string(session.home().join("auto-shoes.toml")).unwrap());
}

#[test]
fn without_an_account_identifiers_are_asked_for() {
    let session = Session::new();
    let answers = [
        "Shoes",
        "auto",
        "30",
        "",
        "",
        "One",
        "RetailCo",
        "24483676143932",
        "A-1",
        "A-2",
        "",
        "0.50",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    let new = ["plan", "new"];
    let output = typed(&session, &new, &answers);
    check!(session.transcript(&new, &output));
}

#[test]
fn options_answer_all_questions() {
    let session = Session::new();
    let plan = session.home().join("plan.json");
    let new = [
        "plan",
        "new",
        "--sandbox",
        "--no-input",
        "--name",
        "Shoes",
        "--targeting",
        "manual",
        "--daily-budget",
        "25",
        "--ad-group",
        "Sneakers",
        "--retailer",
        "24483676143932",
        "--offer",
        "OFFER-01-0001",
        "--offer",
        "OFFER-01-0002",
        "--default-bid",
        "0.75",
        "--keyword",
        "shoes, exact, 1.10",
        "--keyword",
        "boots, broad",
        "--negative",
        "used, phrase",
        "--out",
        plan.to_str().unwrap(),
    ];
    check!(session.shown(&[&new[..], &["--output", "json"]].concat()));
    assert!(
        session
            .printed(&["plan", "validate", plan.to_str().unwrap()])
            .contains("nothing found")
    );
    // The file is there now.
    let again = session.shown(&new);
    assert!(
        again.contains("\nexit 3\n") && again.contains("exists already"),
        "{again}"
    );
}

#[test]
fn an_option_that_is_wrong_or_missing_is_told() {
    let session = Session::new();
    let told = |arguments: &[&str]| {
        let new = [&["plan", "new", "--sandbox", "--no-input"], arguments].concat();
        session.shown(&new)
    };
    check!(told(&[
        "--name",
        "Shoes",
        "--targeting",
        "auto",
        "--daily-budget",
        "0.5"
    ]));
    check!(told(&["--name", "Shoes"]));
    let output = typed(&session, &["plan", "new", "--sandbox"], &["Shoes"]);
    assert_eq!(output.status.code(), Some(2));
    check!(session.text(&output));
}

fn campaign(session: &Session) -> String {
    let list = session.json(&["campaigns", "list", "--sandbox"]);
    list[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_launched_plan_is_exported_and_is_the_same() {
    let session = Session::with_auto_campaign();
    let id = campaign(&session);
    let printed = session.printed(&["plan", "export", &id, "--sandbox"]);
    check!(printed);
    let file = session.home().join("plan.yaml");
    let out = ["--out", file.to_str().unwrap()];
    let export = [&["plan", "export", &id, "--sandbox"], &out[..]].concat();
    check!(session.shown(&export));
    assert!(session.shown(&export).contains("exists already"));
    let show = |plan: &str| session.json(&["plan", "show", plan, "--offline"])["plan"].clone();
    assert_eq!(show(file.to_str().unwrap()), show(AUTO));
}

#[test]
fn what_a_plan_cannot_say_is_told_beside_it() {
    let session = Session::with_auto_campaign();
    let id = campaign(&session);
    let runs = session.json(&["runs", "--sandbox"]);
    let run = runs[0]["run"].as_str().unwrap();
    session.printed(&["undo", run, "--sandbox", "--yes"]);
    let shown = session.shown(&["plan", "export", &id, "--sandbox"]);
    let (_, aside) = shown.split_once("--- stderr\n").unwrap();
    check!(aside);
    let export = ["plan", "export", &id, "--sandbox"];
    check!(session.shown(&[&export[..], &["--output", "json"]].concat()));
    let json = session.json(&export);
    assert!(
        json["left_out"][0]["problem"]
            .as_str()
            .unwrap()
            .contains("ARCHIVED"),
        "{json}"
    );
}

#[test]
fn a_campaign_that_does_not_exist_cannot_be_exported() {
    check!(Session::new().shown(&["plan", "export", "77", "--sandbox"]));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_questions_and_writes_nothing() {
    let session = Session::new();
    let mut child = session
        .command(&["plan", "new", "--sandbox"])
        .current_dir(session.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "Shoes").unwrap();
    // Until the second question is asked.
    let mut stderr = child.stderr.take().unwrap();
    let mut asked = String::new();
    let mut byte = [0];
    while !asked.contains("Targeting: ") {
        std::io::Read::read_exact(&mut stderr, &mut byte).unwrap();
        asked.push(char::from(byte[0]));
    }
    let id = child.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(killed.unwrap().success());
    // Nobody answers: the input stays open.
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(stdin);
    assert!(!session.home().join("shoes.toml").exists());
}
