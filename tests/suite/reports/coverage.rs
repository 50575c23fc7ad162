//! Every documented column has a typed one, which reads what a report with all of them says.
//!
//! `tests/data/report-columns.csv` has the columns of Amazon's pages on report types, by
//! grouping, and the kinds of its page on columns.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read;

use flate2::read::GzDecoder;
use ras_highlevel::Ras;
use ras_highlevel::reports::{
    AdvertisedProductReport, CampaignReport, Cell, Days, GrossAndInvalidReport, ReportColumn,
    ReportRequest, ReportRow, ReportType, SearchTermReport, TargetingReport, Unit,
};
use serde_json::{Map, Value};

use super::set_up::{advertised, reports};
use super::storage::{Storage, packed};
use crate::contract::watched::Sandbox;

const DOCUMENTED: &str = include_str!("../../data/report-columns.csv");

/// Group (none for columns of every grouping), name and kind of a type's columns.
fn documented(report: &str) -> Vec<(&'static str, &'static str, &'static str)> {
    let rows = DOCUMENTED.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        [(); 4].map(|()| cells.next().unwrap())
    });
    let own = rows.filter(|[of, ..]| *of == report);
    own.map(|[_, group, name, kind]| (group, name, kind))
        .collect()
}

/// The names that a report grouped so has.
fn names_of(report: &str, group: &str) -> BTreeSet<&'static str> {
    let columns = documented(report).into_iter();
    let own = columns.filter(|(of, ..)| of.is_empty() || *of == group);
    own.map(|(_, name, _)| name).collect()
}

/// What Amazon's kind of a column may be here.
fn fits(kind: &str, unit: Unit) -> bool {
    match kind {
        "Integer" => matches!(unit, Unit::Count | Unit::Id),
        "Decimal" => matches!(unit, Unit::UsDollars | Unit::Ratio),
        _ => matches!(unit, Unit::Text | Unit::Day),
    }
}

/// A value that a column of this unit might have in a file.
fn sample(unit: Unit, place: usize) -> Value {
    match unit {
        Unit::Count => Value::from(place + 1),
        Unit::Id => Value::from(9_007_199_254_740_993 + place as u64),
        Unit::UsDollars => serde_json::from_str(&format!("{place}.07")).unwrap(),
        Unit::Ratio => serde_json::from_str(&format!("0.{place:03}1")).unwrap(),
        Unit::Day => Value::from(format!("2030-05-{:02}", place % 28 + 1)),
        _ => Value::from(format!("text {place}")),
    }
}

fn check_cell(name: &str, cell: Cell<'_>, written: &Value) {
    match (cell, written) {
        (Cell::Empty, Value::Null) => {}
        (Cell::Count(count), written) => assert_eq!(Some(count), written.as_i64(), "{name}"),
        (Cell::Id(id), written) => assert_eq!(Some(id), written.as_u64(), "{name}"),
        // The judge's double is the nearest to what was written; so must ours be.
        (Cell::Number(number), written) => {
            assert_eq!(number.to_string().parse().ok(), written.as_f64(), "{name}");
        }
        (cell, written) => assert_eq!(Some(cell.to_string().as_str()), written.as_str(), "{name}"),
    }
}

/// The file that was fetched last, by another hand.
async fn last_file(sandbox: &Sandbox) -> Vec<Map<String, Value>> {
    let fetched = sandbox.requests().pop().unwrap();
    let (path, query) = (fetched.path, fetched.query.unwrap());
    let url = format!("{}{path}?{query}", sandbox.base_url());
    let file = reqwest::get(url).await.unwrap().bytes().await.unwrap();
    let mut text = String::new();
    GzDecoder::new(&file[..]).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Compares every value of a report with all columns, and returns the names that had one.
async fn check_rows<R: ReportType>(
    sandbox: &Sandbox,
    ras: &Ras,
    group: &str,
) -> BTreeSet<&'static str> {
    let mut filled = BTreeSet::new();
    let mut all = BTreeSet::new();
    for request in [ReportRequest::<R>::daily, ReportRequest::summary] {
        let request = request(Days::last(20))
            .all_columns()
            .group_names([group])
            .unwrap();
        let report = reports(ras).fetch(&request).await.unwrap();
        let asked: BTreeSet<&str> = report
            .handle()
            .columns()
            .iter()
            .map(|it| it.name())
            .collect();
        let rows = report.all().await.unwrap();
        let written = last_file(sandbox).await;
        assert!(rows.len() > 1 && rows.len() == written.len());
        for (row, written) in rows.iter().zip(&written) {
            let names: BTreeSet<&str> = written.keys().map(String::as_str).collect();
            assert_eq!(names, asked);
            assert!(row.extra().is_empty(), "{:?}", row.extra());
            for column in R::Column::ALL {
                let value = written.get(column.name()).unwrap_or(&Value::Null);
                check_cell(column.name(), row.get(*column), value);
                if row.get(*column) != Cell::Empty {
                    filled.insert(column.name());
                }
            }
        }
        all.extend(asked);
    }
    // Together the daily one and the summary have every column of the grouping.
    let all: BTreeSet<String> = all.into_iter().map(str::to_owned).collect();
    let wanted: BTreeSet<String> = names_of(R::NAME, group)
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(all, wanted, "{} by {group}", R::NAME);
    filled
}

/// Reads a row that has a value in every column.
async fn check_full_row<R: ReportType>() {
    let column = |(place, column): (usize, &R::Column)| {
        (
            column.name().to_owned(),
            sample(column.info().unit(), place),
        )
    };
    let written: Map<String, Value> = R::Column::ALL.iter().enumerate().map(column).collect();
    let text = serde_json::to_string(&[&written]).unwrap();
    let storage = Storage::with(packed(&text), []).await;
    let rows = storage.report_of::<R>().await.all().await.unwrap();
    assert!(rows[0].extra().is_empty());
    for column in R::Column::ALL {
        let cell = rows[0].get(*column);
        assert_ne!(cell, Cell::Empty, "{column}");
        check_cell(column.name(), cell, &written[column.name()]);
    }
}

/// Checks a type and adds a line for each of its columns.
async fn check<R: ReportType>(sandbox: &Sandbox, ras: &Ras, table: &mut String) {
    let columns = documented(R::NAME);
    let known: BTreeSet<&str> = R::Column::ALL.iter().map(|column| column.name()).collect();
    let names: BTreeSet<&str> = columns.iter().map(|(_, name, _)| *name).collect();
    assert_eq!(known, names, "{}", R::NAME);
    check_full_row::<R>().await;

    let mut filled = BTreeSet::new();
    for group in R::GROUPS {
        filled.extend(check_rows::<R>(sandbox, ras, group).await);
    }
    for column in R::Column::ALL {
        let name = column.name();
        let kinds = columns.iter().filter(|(_, other, _)| *other == name);
        let kind = kinds.map(|(.., kind)| *kind).next().unwrap();
        let unit = column.info().unit();
        assert!(fits(kind, unit), "{name} is {kind} and not {unit:?}");
        let offered = |group: &&&str| R::offers(*column, &[group]);
        let groups: Vec<&str> = R::GROUPS.iter().filter(offered).copied().collect();
        for group in R::GROUPS {
            let has = names_of(R::NAME, group).contains(name);
            assert_eq!(groups.contains(group), has, "{name} by {group}");
        }
        let window = column.info().attribution_days();
        let window = window.map_or(String::new(), |days| format!("{days} d"));
        let seen = if filled.contains(name) {
            "value"
        } else {
            "null"
        };
        let unit = format!("{unit:?}");
        let groups = groups.join(" ");
        let _ = writeln!(
            table,
            "{:<20} {name:<41} {kind:<8} {unit:<10} {window:<5} {seen:<6} {groups}",
            R::NAME
        );
    }
}

#[tokio::test]
async fn every_documented_column_is_typed_and_read_from_a_report_with_all_of_them() {
    let (sandbox, ras) = advertised().await;
    let mut table = format!(
        "{:<20} {:<41} {:<8} {:<10} {:<5} {:<6} {}\n",
        "type", "column", "Amazon's", "here", "days", "sandbox", "groupings"
    );
    check::<CampaignReport>(&sandbox, &ras, &mut table).await;
    check::<TargetingReport>(&sandbox, &ras, &mut table).await;
    check::<SearchTermReport>(&sandbox, &ras, &mut table).await;
    check::<AdvertisedProductReport>(&sandbox, &ras, &mut table).await;
    check::<GrossAndInvalidReport>(&sandbox, &ras, &mut table).await;
    // Each type counts its columns once, however many groupings have them.
    assert_eq!(table.lines().count(), 1 + 53 + 60 + 60 + 56 + 13);
    insta::assert_snapshot!(table);
}
