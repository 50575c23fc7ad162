//! Everything that is wrong is told at once, at its cell.

use super::super::Finding;
use super::{imported, shown};

const CAMPAIGN: &[(&str, &str)] = &[
    ("Product", "RAS"),
    ("Entity", "Campaign"),
    ("Operation", "Create"),
    ("Campaign ID", "c"),
    ("Name", "Shoes"),
    ("Targeting Type", "MANUAL"),
    ("Budget", "25"),
];
const GROUP: &[(&str, &str)] = &[
    ("Product", "RAS"),
    ("Entity", "Ad Group"),
    ("Operation", "Create"),
    ("Campaign ID", "c"),
    ("Ad Group ID", "g"),
    ("Name", "Sneakers"),
    ("Retailer ID", "7"),
    ("Ad Group Default Bid", "0.75"),
];
const AD: &[(&str, &str)] = &[
    ("Product", "RAS"),
    ("Entity", "Product Ad"),
    ("Operation", "Create"),
    ("Campaign ID", "c"),
    ("Ad Group ID", "g"),
    ("Retailer Offer ID", "A"),
];
const KEYWORD: &[(&str, &str)] = &[
    ("Product", "RAS"),
    ("Entity", "Target"),
    ("Operation", "Create"),
    ("Campaign ID", "c"),
    ("Ad Group ID", "g"),
    ("Target Type", "KEYWORD"),
    ("Negative", "FALSE"),
    ("Bid", "0.90"),
    ("Keyword Text", "shoes"),
    ("Keyword Match Type", "EXACT"),
];
const AUTO: &[(&str, &str)] = &[
    ("Product", "RAS"),
    ("Entity", "Target"),
    ("Operation", "Create"),
    ("Campaign ID", "c"),
    ("Ad Group ID", "g"),
    ("Target Type", "AUTO"),
    ("Negative", "FALSE"),
    ("Auto Match Type", "Keywords Close Match"),
];

type Cells<'a> = Vec<(&'a str, &'a str)>;

fn with<'a>(row: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Cells<'a> {
    let mut row = row.to_vec();
    for (column, value) in changes {
        row.retain(|(name, _)| name != column);
        row.push((column, value));
    }
    row
}

#[test]
fn rows_that_are_right_have_no_findings() {
    let import = imported(&[CAMPAIGN, GROUP, AD, KEYWORD]);
    assert_eq!((import.findings.len(), import.plans.len()), (0, 1));
    assert_eq!(import.plans[0].objections, []);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let rows = [
        with(
            CAMPAIGN,
            &[("Budget", "1,250"), ("Start Date", "2026-12-01")],
        ),
        with(
            CAMPAIGN,
            &[
                ("Campaign ID", "d"),
                ("Targeting Type", "BOTH"),
                ("Name", ""),
            ],
        ),
        with(CAMPAIGN, &[("Campaign ID", "2.44837E+13")]),
        with(
            CAMPAIGN,
            &[
                ("Budget Type", "LIFETIME"),
                ("Budget", "$25"),
                ("Campaign ID", "e"),
            ],
        ),
        with(
            CAMPAIGN,
            &[
                ("Campaign ID", "f"),
                ("Bidding Adjustment Percentage", "50%"),
            ],
        ),
        with(
            GROUP,
            &[("Retailer ID", ""), ("Ad Group Default Bid", "1.5.0")],
        ),
        with(GROUP, &[("Campaign ID", "nowhere")]),
        with(
            GROUP,
            &[("Campaign ID", "nowhere"), ("Currency Code", "EUR")],
        ),
        with(AD, &[("Retailer Offer ID", ""), ("SKU", "A")]),
        with(
            KEYWORD,
            &[("Negative", ""), ("Bid", "a lot"), ("Ad Group ID", "lost")],
        ),
        with(
            KEYWORD,
            &[("Keyword Match Type", "FUZZY"), ("Negative", "MAYBE")],
        ),
        with(
            AUTO,
            &[("Negative", "TRUE"), ("Auto Match Type", "Products")],
        ),
        with(KEYWORD, &[("Target Type", "PRODUCT")]),
        with(KEYWORD, &[("Product", "SP")]),
        with(KEYWORD, &[("Entity", "Portfolio")]),
        with(KEYWORD, &[("Entity", "")]),
        with(KEYWORD, &[("Operation", "Delete")]),
    ];
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let import = imported(&rows);
    assert!(import.plans.is_empty());
    insta::assert_snapshot!(shown(&import));
}

#[test]
fn what_no_plan_can_say_is_told() {
    let mut campaign = with(
        CAMPAIGN,
        &[("State", "PAUSED"), ("Ad Group ID", "g"), ("Bid", "1")],
    );
    campaign.extend([("Impressions", "900"), ("Colour", "red")]);
    let rows = [
        campaign,
        GROUP.to_vec(),
        with(AD, &[("State", "PAUSED"), ("Retailer Offer ID", "B")]),
        AD.to_vec(),
        with(KEYWORD, &[("Bid", "")]),
        with(KEYWORD, &[("Negative", "TRUE"), ("Keyword Text", "boots")]),
        with(KEYWORD, &[("State", "ARCHIVED")]),
        with(KEYWORD, &[("Operation", "Update")]),
    ];
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    insta::assert_snapshot!(shown(&imported(&rows)));
}

#[test]
fn a_negative_keyword_of_a_whole_campaign_is_one() {
    let level = with(
        KEYWORD,
        &[
            ("Target Level", "CAMPAIGN"),
            ("Negative", "TRUE"),
            ("Bid", ""),
        ],
    );
    let negative: Cells<'_> = with(&level, &[("Keyword Text", "used"), ("Ad Group ID", "")]);
    let import = imported(&[CAMPAIGN, GROUP, AD, KEYWORD, &negative]);
    assert_eq!(import.findings, []);
    assert_eq!(import.plans[0].plan.negative_keywords[0].keyword, "used");
    assert!(
        import.plans[0].plan.ad_groups[0]
            .negative_keywords
            .is_empty()
    );
}

/// One change of a sheet that is right, and the line that it brings.
#[test]
fn each_mistake_is_told_at_its_cell() {
    type Rows<'a> = [Cells<'a>; 4];
    type Change = fn(&mut Rows<'_>);
    let cases: [(Change, &str); 9] = [
        (
            |rows| rows[1] = with(&rows[1], &[("Ad Group Default Bid", "")]),
            "error: sheet.csv, row 3, Ad Group Default Bid: it is missing",
        ),
        (
            |rows| rows[2] = with(&rows[2], &[("Retailer ID", "8")]),
            "error: sheet.csv, row 4, Retailer ID: its ad group's retailer is `7`, and this is `8`",
        ),
        (
            |rows| rows[0] = with(&rows[0], &[("Retailer ID", "8")]),
            "error: sheet.csv, row 3, Retailer ID: the campaign's row has the retailer `8`, and this is `7`",
        ),
        (
            |rows| rows[3] = CAMPAIGN.to_vec(),
            "error: sheet.csv, row 5: row 2 has the same Campaign ID already",
        ),
        (
            |rows| rows[3] = GROUP.to_vec(),
            "error: sheet.csv, row 5: row 3 has the same Ad Group ID in its campaign already",
        ),
        (
            |rows| rows[3] = AUTO.to_vec(),
            "error: sheet.csv, row 5, Target Type: a manual campaign has no automatic targets",
        ),
        (
            |rows| {
                rows[3] = with(
                    &rows[3],
                    &[("Target Level", "CAMPAIGN"), ("Ad Group ID", "")],
                )
            },
            "error: sheet.csv, row 5, Target Level: only negative keywords are for a whole campaign",
        ),
        (
            |rows| rows[3] = with(&rows[3], &[("Product Targeting Expression", "asin=\"A\"")]),
            "error: sheet.csv, row 5, Product Targeting Expression: no document says how RAS writes product targets in a sheet",
        ),
        (
            |rows| {
                rows[0] = with(
                    &rows[0],
                    &[("Bidding Adjustment Placement", "PLACEMENT TOP")],
                )
            },
            "error: sheet.csv, row 2, Bidding Adjustment Percentage: it is missing",
        ),
    ];
    for (change, line) in cases {
        let mut rows = [CAMPAIGN, GROUP, AD, KEYWORD].map(<[_]>::to_vec);
        change(&mut rows);
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
        let import = imported(&rows);
        assert!(import.plans.is_empty(), "{line}");
        let errors = import.findings.iter().filter(|finding| finding.is_error());
        let lines: Vec<String> = errors.map(Finding::to_string).collect();
        assert!(
            lines.iter().any(|told| told.starts_with(line)),
            "{line}: {lines:#?}"
        );
    }
}

#[test]
fn some_automatic_targets_mean_all_and_two_of_a_kind_are_an_error() {
    let campaign = with(CAMPAIGN, &[("Targeting Type", "AUTO")]);
    let bid = with(AUTO, &[("Bid", "0.40")]);
    let import = imported(&[&campaign, GROUP, AD, &bid]);
    let lines: Vec<String> = import.findings.iter().map(Finding::to_string).collect();
    assert!(
        lines[0].contains("loose_match and substitutes too"),
        "{lines:?}"
    );
    let close = import.plans[0].plan.ad_groups[0].auto_bids.close_match;
    assert_eq!(close.map(|bid| bid.to_string()).as_deref(), Some("$0.40"));
    let import = imported(&[&campaign, GROUP, AD, &bid, AUTO]);
    let lines: Vec<String> = import.findings.iter().map(Finding::to_string).collect();
    let twin = "row 6, Auto Match Type: row 5 has the same automatic target already";
    assert!(lines.iter().any(|line| line.contains(twin)), "{lines:?}");
}

#[test]
fn what_a_launch_would_refuse_is_told_at_its_cell() {
    let cheap = with(KEYWORD, &[("Bid", "0.01")]);
    let dear = with(CAMPAIGN, &[("Budget", "0.5"), ("End Date", "20200101")]);
    let import = imported(&[&dear, GROUP, AD, &cheap]);
    let lines: Vec<String> = import.plans[0]
        .objections
        .iter()
        .map(|finding| finding.place.to_string())
        .collect();
    for place in ["row 2, Budget", "row 2, End Date", "row 5, Bid"] {
        let place = format!("sheet.csv, {place}");
        assert!(lines.contains(&place), "{place}: {lines:?}");
    }
}
