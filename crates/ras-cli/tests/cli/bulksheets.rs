//! `bulksheet import` and `bulksheet export`.

use crate::session::{AUTO, MANUAL, Session, check};

fn sheet(name: &str) -> String {
    format!("{}/tests/sheets/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_guides_examples_become_plans() {
    for (number, name) in [
        (1, "campaign-name-1"),
        (2, "campaign-name-2"),
        (3, "campaign-name-2"),
    ] {
        let session = Session::new();
        let file = sheet(&format!("guide-example-{number}.csv"));
        let plans = session.home().join("plans");
        let out = ["--out", plans.to_str().unwrap()];
        let shown = session.shown(&[&["bulksheet", "import", &file], &out[..]].concat());
        assert!(shown.contains("\nexit 0\n"), "{shown}");
        let plan = std::fs::read_to_string(plans.join(format!("{name}.toml"))).unwrap();
        assert!(plan.contains("[[ad_groups]]"), "{plan}");
        if number == 2 {
            check!(shown);
        }
    }
}

#[test]
fn an_import_is_one_record_for_programs() {
    let session = Session::new();
    let out = session.home().to_str().unwrap().to_owned();
    let file = sheet("guide-example-3.csv");
    check!(session.shown(&["bulksheet", "import", &file, "--out", &out, "-o", "json"]));
}

#[test]
fn a_plan_file_is_never_overwritten_without_a_word() {
    let session = Session::new();
    let plan = session.file("campaign-name-1.toml", "mine");
    let out = ["--out", session.home().to_str().unwrap()];
    let file = sheet("guide-example-1.csv");
    let import = [&["bulksheet", "import", &file], &out[..]].concat();
    check!(session.shown(&import));
    assert_eq!(std::fs::read_to_string(&plan).unwrap(), "mine");
    let printed = session.printed(&[&import[..], &["--overwrite"]].concat());
    assert!(
        printed.contains("over what was there before: "),
        "{printed}"
    );
    assert_ne!(std::fs::read_to_string(&plan).unwrap(), "mine");
}

#[test]
fn a_sheet_with_wrong_cells_writes_nothing_and_tells_all_of_them() {
    let session = Session::new();
    let text = std::fs::read_to_string(sheet("guide-example-2.csv")).unwrap();
    let text = text
        .replace("15000", "15,000$")
        .replace("Phrase", "Fuzzy")
        .replace(",1.75,", ",,");
    let text = text
        .replace("15,000$", "\"15,000\"")
        .replace("floral tie", "floral\u{1b}[2J");
    let file = session.file("sheet.csv", &text);
    let out = session.home().join("plans");
    let import = ["bulksheet", "import", &file, "--out", out.to_str().unwrap()];
    check!(session.shown(&import));
    assert!(!out.exists());
    let json = session.ras(&[&import[..], &["--output", "json"]].concat());
    assert_eq!(json.status.code(), Some(3));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["findings"][0]["severity"], "error", "{json}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let session = Session::new();
    let out = session.home().join("plans");
    let file = sheet("guide-example-1.csv");
    let out_option = out.to_str().unwrap();
    let import = [
        "bulksheet",
        "import",
        &file,
        "--out",
        out_option,
        "--dry-run",
    ];
    let printed = session.printed(&import);
    assert!(printed.contains("would write "), "{printed}");
    assert!(!out.exists());
}

#[test]
fn a_file_that_is_no_sheet_is_refused() {
    let session = Session::new();
    let text = session.file("plan.csv", "name,budget\nShoes,5\n");
    check!(session.shown(&["bulksheet", "import", &text]));
    let shown = session.shown(&["bulksheet", "import", AUTO]);
    assert!(shown.contains("end it in .xlsx or .csv"), "{shown}");
    let shown = session.shown(&["bulksheet", "import", "/nowhere/sheet.xlsx"]);
    assert!(
        shown.contains("\nexit 3\n") && shown.contains("cannot be read"),
        "{shown}"
    );
}

#[test]
fn plans_become_a_sheet_and_plans_again() {
    for format in ["csv", "xlsx"] {
        let session = Session::new();
        let sheet = session.home().join("sheet").with_extension(format);
        let sheet = sheet.to_str().unwrap();
        // Two bear the same name, and have identifiers of their own.
        let again = session.file("again.toml", &std::fs::read_to_string(MANUAL).unwrap());
        let shown = session.shown(&["bulksheet", "export", MANUAL, AUTO, &again, "--out", sheet]);
        assert!(shown.contains("\nexit 0\n"), "{shown}");
        if format == "csv" {
            check!(shown);
        }
        let out = session.home().to_str().unwrap();
        session.printed(&["bulksheet", "import", sheet, "--out", out]);
        for name in [
            "my-new-campaign-name.toml",
            "my-new-auto-campaign.toml",
            "my-new-campaign-name-2.toml",
        ] {
            let plan = session.home().join(name);
            let launch = ["launch", plan.to_str().unwrap(), "--sandbox", "--dry-run"];
            let shown = session.shown(&launch);
            assert!(shown.contains("\nexit 0\n"), "{shown}");
        }
        let again = session.shown(&["bulksheet", "export", MANUAL, "--out", sheet]);
        assert!(again.contains("exists already"), "{again}");
    }
}

#[test]
fn plans_that_a_launch_would_refuse_become_no_sheet() {
    let session = Session::new();
    let text = std::fs::read_to_string(MANUAL).unwrap();
    let plan = session.file("plan.toml", &text.replace("bid = 1.10", "bid = 1100"));
    let sheet = session.home().join("sheet.csv");
    check!(session.shown(&[
        "bulksheet",
        "export",
        &plan,
        "--out",
        sheet.to_str().unwrap()
    ]));
    assert!(!sheet.exists());
}

#[test]
fn an_export_is_one_record_for_programs() {
    let session = Session::new();
    let sheet = session.home().join("sheet.csv");
    let out = sheet.to_str().unwrap();
    check!(session.shown(&["bulksheet", "export", AUTO, "--out", out, "-o", "json"]));
}
