//! Sheets and plans, there and back.

mod guide;
mod round_trip;
mod spoilt;
mod wrong;

use std::path::Path;

use jiff::civil::{Date, date};

use super::{Import, Options, Sheet, import, read};

const TODAY: Date = date(2026, 11, 26);
const OPTIONS: Options = Options {
    all_rows: false,
    today: TODAY,
};

/// The header of the guide's examples.
const HEADER: &str = "Product,Entity,Operation,Campaign ID,Ad Group ID,Target ID,Product Ad ID,Portfolio ID,Retailer,Retailer ID,Retailer Offer ID,Name,State,Start Date,End Date,Targeting Type,Target Type,Target Level,Budget,Budget Type,SKU,Ad Group Default Bid,Negative,Bid,Currency Code,Keyword Text,Keyword Match Type,Auto Match Type,Bidding Strategy";

fn fixture(name: &str) -> Sheet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    read(&folder.join(name), None).unwrap()
}

/// Imports rows of comma-separated cells, each named by its column.
fn imported(rows: &[&[(&str, &str)]]) -> Import {
    import(&sheet(rows), OPTIONS)
}

fn sheet(rows: &[&[(&str, &str)]]) -> Sheet {
    let mut headers: Vec<&str> = HEADER.split(',').collect();
    for (header, _) in rows.iter().copied().flatten() {
        if !headers.contains(header) {
            headers.push(header);
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for row in rows {
        let cell = |header: &&str| {
            let found = row.iter().find(|(name, _)| name == header);
            found.map_or("", |(_, value)| value)
        };
        writer.write_record(headers.iter().map(cell)).unwrap();
    }
    super::csv::read("sheet.csv", &writer.into_inner().unwrap()).unwrap()
}

/// All findings and plans, as people see them.
fn shown(import: &Import) -> String {
    let mut text = String::new();
    for finding in &import.findings {
        text += &format!("{finding}\n");
    }
    for imported in &import.plans {
        text += &format!("--- plan\n{}", imported.plan.to_toml().unwrap());
        for objection in &imported.objections {
            text += &format!("{objection}\n");
        }
    }
    if import.ignored > 0 {
        text += &format!("{} rows ignored\n", import.ignored);
    }
    text
}
