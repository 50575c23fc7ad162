//! `report run`, `get`, `resume`, `list` and `columns`.

use crate::session::{Session, check};

#[test]
fn a_report_is_asked_for_and_printed() {
    let session = Session::with_auto_campaign();
    let run = [
        "report",
        "run",
        "campaigns",
        "--days",
        "yesterday",
        "--sandbox",
    ];
    let columns = ["--columns", "date,campaignName,impressions,clicks,cost"];
    let text = session.printed(&[&run[..], &columns[..], &["--output", "csv"]].concat());
    assert!(
        text.starts_with("date,campaignName,impressions,clicks,cost\n"),
        "{text}"
    );
    let rows = session.json(&[&run[..], &columns[..]].concat());
    assert_eq!(rows.as_array().unwrap().len(), text.lines().count() - 1);
    let table = session.printed(&[&run[..], &columns[..]].concat());
    assert!(table.starts_with("DATE"), "{table}");
    check!(session.shown(&["report", "list", "--sandbox"]));
    check!(session.shown(&["report", "list", "--sandbox", "--config", "nowhere.toml"]));
}

#[test]
fn reports_are_the_same_whoever_fetches_them() {
    let session = Session::with_auto_campaign();
    // The figures are those of yesterday, and others tomorrow; these are none.
    let columns = [
        "--columns",
        "campaignName,campaignStatus,campaignBudgetAmount",
    ];
    let run = [
        &["report", "run", "campaigns", "--summary", "--sandbox"],
        &columns[..],
    ]
    .concat();
    check!(session.shown(&[&run[..], &["--days", "yesterday"]].concat()));
    check!(session.shown(&[&run[..], &["--days", "yesterday", "--output", "json"]].concat()));
    let listed = session.json(&["report", "list", "--sandbox"]);
    let name = listed[0]["name"].as_str().unwrap();
    for verb in ["get", "resume"] {
        let fetch = ["report", verb, name, "--sandbox"];
        check!(session.shown(&fetch));
        check!(session.shown(&[&fetch[..], &["--output", "json"]].concat()));
    }
}

#[test]
fn a_report_outlives_the_command_that_asked_for_it() {
    let session = Session::with_auto_campaign();
    let run = [
        "report",
        "run",
        "search-terms",
        "--summary",
        "--no-wait",
        "--sandbox",
    ];
    let asked = session.json(&run);
    let name = asked["name"].as_str().unwrap();
    assert_eq!(asked["status"], "pending");
    let early = session.ras(&["report", "get", name, "--sandbox"]);
    assert_eq!(early.status.code(), Some(7), "{}", session.text(&early));
    assert!(session.text(&early).contains("report resume search-terms-"));
    let file = session.home().join("terms.csv");
    let save = [
        "report",
        "resume",
        name,
        "--save",
        file.to_str().unwrap(),
        "--sandbox",
    ];
    let text = session.printed(&save);
    assert!(text.contains(" rows, ") && file.is_file(), "{text}");
    let again = session.printed(&["report", "get", name, "--sandbox", "--output", "csv"]);
    assert_eq!(
        again,
        std::fs::read_to_string(file).unwrap().replace("\r\n", "\n")
    );
}

#[test]
fn what_cannot_be_asked_for_is_refused_before_anything_is_sent() {
    let session = Session::new();
    let run = |options: &[&str]| {
        session.shown(&[&["report", "run", "targeting", "--sandbox"], options].concat())
    };
    check!(run(&["--columns", "clikcs"]));
    check!(run(&["--days", "tomorrow"]));
    check!(run(&["--days", "2199-01-01"]));
    check!(run(&["--filter", "keywordType=EXAKT"]));
    check!(run(&["--group-by", "moon"]));
    check!(run(&["--save", "rows.xml"]));
    check!(session.shown(&["report", "get", "search-terms-x", "--sandbox"]));
    check!(session.shown(&[
        "report",
        "resume",
        "../../x",
        "--sandbox",
        "--output",
        "json"
    ]));
    check!(session.shown(&["report", "list", "--sandbox", "--output", "json"]));
}

#[test]
fn columns_are_listed_with_what_they_mean() {
    let session = Session::new();
    check!(session.shown(&["report", "columns", "invalids"]));
    check!(session.shown(&["report", "columns", "invalids", "--output", "json"]));
    let columns = session.json(&["report", "columns", "search-terms"]);
    let names = columns
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap());
    assert!(names.collect::<Vec<_>>().contains(&"searchTerm"));
    check!(session.shown(&["report", "columns", "moons"]));
}

#[test]
fn a_report_becomes_a_page() {
    let session = Session::with_auto_campaign();
    for (kind, section) in [
        ("campaigns", "By campaign"),
        ("search-terms", "id=\"filter\""),
        ("targeting", "Over time"),
        ("products", "Over time"),
        ("invalids", "The report has neither spend nor sales"),
    ] {
        let page = session.home().join(format!("{kind}.html"));
        let html = ["--html", page.to_str().unwrap(), "--sandbox"];
        let run = [&["report", "run", kind], &html[..]].concat();
        let printed = session.printed(&run);
        assert!(printed.starts_with("a page of "), "{printed}");
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(
            text.contains(section) && text.ends_with("</html>\n"),
            "{kind}"
        );
        if kind == "campaigns" {
            assert!(
                text.contains("My New Auto Campaign") && text.contains("<svg "),
                "{text}"
            );
            for line in ["#010000", "#020000", "#030000"] {
                let line = format!("stroke=\"{line}\" stroke-width=\"2\"");
                assert!(text.contains(&line), "{line}: {text}");
            }
        }
    }
}

#[test]
fn a_page_has_a_place_and_a_name() {
    let session = Session::new();
    let run =
        |file: &str| session.shown(&["report", "run", "campaigns", "--sandbox", "--html", file]);
    check!(run("page.pdf"));
    check!(run(session
        .home()
        .join("nowhere/page.html")
        .to_str()
        .unwrap()));
}
