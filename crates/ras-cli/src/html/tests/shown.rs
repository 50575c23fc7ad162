//! What a browser makes of the page.

use super::browser::shown;
use super::{ATTACK, page};

/// The search terms that the page shows, in their order.
fn terms(page: &str) -> Vec<String> {
    let (_, table) = page
        .split_once("<div class=\"table\" data-table=\"terms\"")
        .unwrap();
    let rows = table.split("<th scope=\"row\">").skip(1);
    rows.map(|row| row.split("</th>").next().unwrap().to_owned())
        .collect()
}

#[test]
fn tables_are_there_and_other_peoples_text_is_text() {
    let Some(page) = shown(&page().finish().unwrap()) else {
        return;
    };
    let terms = terms(&page);
    assert_eq!(terms.len(), 500);
    assert!(
        terms[..5].contains(&"running shoes".to_owned()),
        "{:?}",
        &terms[..5]
    );
    assert!(
        terms[..5]
            .iter()
            .any(|term| term.starts_with("&lt;/script&gt;&lt;img"))
    );
    assert!(
        page.contains("Search terms: 605, of which 500 are shown"),
        "{page}"
    );
    assert!(!page.contains("<img"), "{page}");
    assert!(
        page.contains("<title>Search terms &lt;/script&gt;"),
        "{page}"
    );
    assert_eq!(
        page.matches("<th scope=\"col\" aria-sort=\"descending\"")
            .count(),
        2
    );
    assert_eq!(page.matches("<tr>").count(), 500 + 31 + 3 + 3);
    assert!(!page.contains("JavaScript") || page.contains("<noscript>"));
}

#[test]
fn a_script_that_is_not_ours_does_not_run() {
    let text = page().finish().unwrap();
    let foreign = "<script>document.body.dataset.foreign = 'ran'</script></body>";
    let with = text.replace("</body>", foreign);
    let Some(with) = shown(&with) else { return };
    assert!(!with.contains("data-foreign"), "{with}");
    // The policy it is that keeps it from running.
    let free = text.replace("Content-Security-Policy", "X-Nothing");
    let free = shown(&free.replace("</body>", foreign)).unwrap();
    assert!(free.contains("data-foreign=\"ran\""));
}

/// What somebody does, and the search terms that are then there.
const ACTIONS: &str = r#"
    const seen = [];
    const note = () => seen.push(
        [...document.querySelectorAll("[data-table=terms] tbody th")].map((it) => it.textContent));
    const click = (name) => {
        const buttons = [...document.querySelectorAll("[data-table=terms] button")];
        buttons.find((it) => it.textContent === name).click();
        note();
    };
    const type = (text) => {
        const filter = document.getElementById("filter");
        filter.value = text;
        filter.dispatchEvent(new Event("input"));
        note();
    };
    for (const name of ["Search term", "Search term", "ACOS", "ACOS"]) click(name);
    for (const text of ["TERM 00", "<\/SCRIPT><img", "", "no such term"]) type(text);
    const told = document.createElement("script");
    told.type = "application/json";
    told.id = "seen";
    told.textContent = JSON.stringify(seen).replaceAll("<", "\\u003c");
    document.body.append(told);
"#;

#[test]
fn a_click_sorts_and_a_filter_shows_only_what_has_its_words() {
    let text = page().finish().unwrap();
    // The policy would not let anybody else run a script.
    let text = text.replace("Content-Security-Policy", "X-Nothing");
    let actions = format!("<script>{ACTIONS}</script></body>");
    let Some(page) = shown(&text.replace("</body>", &actions)) else {
        return;
    };
    let (_, seen) = page.split_once("id=\"seen\">").unwrap();
    let (seen, _) = seen.split_once("</script>").unwrap();
    let seen: [Vec<String>; 8] = serde_json::from_str(seen).unwrap();
    let [up, down, dear_last, dear_first, zeros, attack, all, none] = &seen;
    assert!(up.is_sorted() && up.len() == 500, "{up:?}");
    assert_eq!((&*down[0], &*down[1]), ("used shoes", "trail shoes"));
    // Terms without sales have no ACOS, and stand last both ways.
    for sorted in [dear_last, dear_first] {
        assert!(
            sorted[..5].iter().all(|term| !term.starts_with("rare")),
            "{:?}",
            &sorted[..5]
        );
    }
    let reversed: Vec<&String> = dear_last[..5].iter().rev().collect();
    assert_eq!(reversed, dear_first[..5].iter().collect::<Vec<_>>());
    assert!(
        zeros.len() == 10 && zeros.iter().all(|term| term.contains("term 00")),
        "{zeros:?}"
    );
    assert_eq!(*attack, [ATTACK]);
    assert_eq!((all.len(), none.len()), (500, 0));
}
