//! The page of a report, as text and in a browser.

mod browser;
mod shown;

use jiff::civil::date;
use ras_highlevel::reports::{SearchTermColumn, SearchTermRow};
use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};

use super::figures::Figures;
use super::line::Line;
use super::{Page, SCRIPT, SCRIPT_HASH, filled};

/// What a shopper might have typed to take over the page.
const ATTACK: &str = "</script><img src=x onerror=\"document.title='taken'\"><!--<script>&amp;";

const COLUMNS: [SearchTermColumn; 8] = [
    SearchTermColumn::Date,
    SearchTermColumn::CampaignId,
    SearchTermColumn::CampaignName,
    SearchTermColumn::SearchTerm,
    SearchTermColumn::Cost,
    SearchTermColumn::Sales14d,
    SearchTermColumn::Purchases14d,
    SearchTermColumn::Clicks,
];

fn figures(spend: i64, sales: i64) -> Figures {
    Figures {
        spend: Decimal::new(spend, 2),
        sales: Decimal::new(sales, 2),
        orders: sales / 2000,
        clicks: spend / 50,
        impressions: spend * 3,
    }
}

/// A month of three campaigns and some hundred search terms.
fn page() -> Page<SearchTermColumn> {
    let mut page = Page::new(format!("Search terms {ATTACK}"), &COLUMNS);
    let terms = [
        "running shoes",
        "trail shoes",
        "boots size 9",
        ATTACK,
        "used shoes",
    ];
    let names = [
        "Spring shoes",
        "Boots <b>",
        "A campaign with a name that is longer than its place",
    ];
    for day in 1..=30_i8 {
        for (index, name) in (0_i64..).zip(names) {
            let wave = i64::from(day % 7) * 130 + index * 410;
            let line = Line {
                day: Some(date(2026, 10, day)),
                campaign: Some(format!("10002026000{index}")),
                name: Some(name.to_owned()),
                term: Some(terms[(usize::try_from(day).unwrap() + index as usize) % 5].to_owned()),
                // On one day nothing is sold.
                figures: figures(900 + wave, if day == 9 { 0 } else { 4200 + wave * 3 }),
                ..Line::default()
            };
            page.sums.add(&line);
        }
    }
    for number in 0..600 {
        let line = Line {
            day: Some(date(2026, 10, 31)),
            term: Some(format!("rare term {number:03}")),
            campaign: Some("100020260000".to_owned()),
            name: Some("Spring shoes".to_owned()),
            figures: figures(number % 40, 0),
            ..Line::default()
        };
        page.sums.add(&line);
    }
    page
}

#[test]
fn the_policy_names_the_script() {
    assert_eq!(base64(&Sha256::digest(format!("\n{SCRIPT}"))), SCRIPT_HASH);
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    out
}

#[test]
fn base64_is_that_of_the_standard() {
    for (bytes, text) in [
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}

#[test]
fn other_peoples_text_cannot_leave_its_place() {
    let page = page().finish().unwrap();
    assert!(
        !page.contains("<img") && !page.contains("onerror=\"document"),
        "{page}"
    );
    // Ours, and the data: no other script begins or ends.
    assert_eq!(
        (
            page.matches("<script").count(),
            page.matches("</script").count()
        ),
        (2, 2)
    );
    assert!(!page.contains("<!--") && !page.contains("<b>"));
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let data: serde_json::Value = serde_json::from_str(json).unwrap();
    let terms = data["terms"]["rows"].as_array().unwrap();
    assert!(terms.iter().any(|row| row["k"] == ATTACK));
    assert_eq!(terms.len(), 605);
}

/// Writes a sample to look at: `RAS_SAMPLE=report.html cargo test -p ras-cli sample`.
#[test]
fn a_sample_can_be_looked_at() {
    let page = page().finish().unwrap();
    assert!(page.len() < 200_000, "{}", page.len());
    if let Some(place) = std::env::var_os("RAS_SAMPLE") {
        std::fs::write(place, page).unwrap();
    }
}

#[test]
fn a_part_that_names_another_is_left_as_it_is() {
    let parts = [("a", "{{b}}".to_owned()), ("b", "x".to_owned())];
    assert_eq!(filled("{{a}} {{b}} {{c}} {{", &parts), "{{b}} x  {{");
}

#[test]
fn the_page_needs_no_network() {
    let page = page().finish().unwrap();
    let without_names = page.replace("http://www.w3.org/2000/svg", "");
    for address in ["http://", "https://", "src=\"", "url(", "@import"] {
        assert!(!without_names.contains(address), "{address}");
    }
}

#[test]
fn rows_of_a_report_are_summed() {
    let mut page = Page::new("Terms", &COLUMNS);
    let mut row = SearchTermRow::default();
    row.date = Some(date(2026, 10, 1));
    row.cost = Some("1.25".parse().unwrap());
    row.sales_14d = Some("5".parse().unwrap());
    row.sales_7d = Some("4".parse().unwrap());
    row.clicks = Some(3);
    page.add(&row);
    page.add(&row);
    let total = page.sums.total;
    assert_eq!(
        (total.spend, total.sales, total.clicks),
        (Decimal::new(25, 1), 10.into(), 6)
    );
    assert_eq!(page.roles.attribution_days(), Some(14));
    assert_eq!(page.sums.period(), "2026-10-01");
}

#[test]
fn a_report_without_days_campaigns_or_rows_says_so() {
    let columns = [SearchTermColumn::SearchTerm, SearchTermColumn::Cost];
    let page = Page::new("Terms", &columns).finish().unwrap();
    // What was not asked for is not there, and not zero.
    assert!(page.contains("<dt>Spend</dt>") && !page.contains("<dt>Sales</dt>"));
    assert!(page.contains("\"shown\":[true,false,false,false,false,false]"));
    for note in [
        "The report has no days: ask for a daily one.",
        "The report has no campaigns.",
        "No days",
    ] {
        assert!(page.contains(note), "{note}");
    }
    let page = Page::new("Terms", &COLUMNS).finish().unwrap();
    assert!(page.contains("The report has no rows."));
}

#[test]
fn a_day_without_a_row_is_a_day_without_figures() {
    let mut sums = super::sums::Sums::default();
    for day in [date(2026, 10, 30), date(2026, 11, 2)] {
        let line = Line {
            day: Some(day),
            figures: figures(100, 200),
            ..Line::default()
        };
        sums.add(&line);
    }
    let spent: Vec<Decimal> = sums.every_day().values().map(|it| it.spend).collect();
    assert_eq!(spent, [1.into(), 0.into(), 0.into(), Decimal::ONE]);
    let line = Line {
        day: Some(date(1970, 1, 1)),
        ..Line::default()
    };
    sums.add(&line);
    assert_eq!(sums.every_day().len(), 3);
}

#[test]
fn amounts_that_were_not_asked_for_are_not_drawn() {
    let drawn = |columns: &[SearchTermColumn]| {
        let mut page = Page::new("Terms", columns);
        page.sums.add(&Line {
            day: Some(date(2026, 10, 1)),
            campaign: Some("1".to_owned()),
            figures: figures(100, 200),
            ..Line::default()
        });
        let page = page.finish().unwrap();
        // The style names all colours.
        let (_, page) = page.split_once("</style>").unwrap();
        let bars = ["#010000", "#020000"].map(|it| page.contains(&format!("fill=\"{it}\"")));
        (page.matches("<svg ").count(), bars)
    };
    let (day, cost, sales) = (COLUMNS[0], COLUMNS[4], COLUMNS[5]);
    assert_eq!(drawn(&[day, cost, sales]), (3, [true, true]));
    assert_eq!(drawn(&[day, cost]), (2, [true, false]));
    assert_eq!(drawn(&[day, sales]), (2, [false, true]));
    assert_eq!(drawn(&[day]), (0, [false, false]));
}

#[test]
fn one_day_and_no_sales_can_be_drawn() {
    let mut page = Page::new("One", &COLUMNS);
    let line = Line {
        day: Some(date(2026, 10, 1)),
        campaign: Some("1".to_owned()),
        ..Line::default()
    };
    page.sums.add(&line);
    let page = page.finish().unwrap();
    assert_eq!(page.matches("<svg role=\"img\"").count(), 3);
}
