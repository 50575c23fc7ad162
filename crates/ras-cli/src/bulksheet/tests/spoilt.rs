//! Files as spreadsheets leave them.

use jiff::civil::date;
use ras_highlevel::Usd;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::super::{Import, csv, import, xlsx};
use super::{HEADER, OPTIONS, fixture, shown};

fn guide() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets");
    std::fs::read_to_string(format!("{folder}/guide-example-3.csv")).unwrap()
}

fn of_csv(bytes: &[u8]) -> Import {
    import(&csv::read("sheet.csv", bytes).unwrap(), OPTIONS)
}

#[test]
fn cells_may_stand_between_commas_semicolons_or_tabs() {
    let plain = of_csv(guide().as_bytes());
    for delimiter in [";", "\t"] {
        let text = format!(
            "\u{feff}{}",
            guide().replace(',', delimiter).replace('\n', "\r\n")
        );
        let other = of_csv(text.as_bytes());
        assert_eq!(other.plans[0].plan, plain.plans[0].plan);
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does() {
    for end in ["\n", "\r\n"] {
        let row = |number: usize, row: &str| format!("RAS,Nothing{number},Create,{row}");
        let rows = [
            String::new(),
            HEADER.to_owned(),
            row(3, "\"a\nb\n\nc\""),
            String::new(),
            ",,,".to_owned(),
            String::new(),
            row(7, "\"a\""),
            row(8, "a"),
        ];
        let import = of_csv(rows.join(end).as_bytes());
        let text = shown(&import);
        for number in [3, 7, 8] {
            let line = format!("row {number}, Entity: `Nothing{number}` is not known");
            assert!(text.contains(&line), "{line}: {text}");
        }
    }
}

#[test]
fn a_text_that_is_not_utf_8_and_a_workbook_under_a_wrong_name_are_told() {
    let told = |bytes: &[u8]| csv::read("sheet.csv", bytes).unwrap_err().to_string();
    assert!(told(b"Product,\xe9").contains("CSV UTF-8"));
    assert!(told(b"PK\x03\x04").contains(".xlsx"));
    assert!(told(b"").contains("is empty"));
    assert!(told(b"Product,Entity,Campaign ID").contains("does not name the column Operation"));
    let twice = format!("{HEADER},bid\n");
    assert!(told(twice.as_bytes()).contains("two columns Bid"));
    assert!(xlsx::read(b"Product,Entity".to_vec(), None).is_err());
}

/// A workbook as the console hands it out, with the types that Excel gives to cells.
fn workbook(tabs: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    for tab in tabs {
        let sheet = book.add_worksheet();
        sheet.set_name(*tab).unwrap();
        if *tab == "Portfolios" {
            sheet.write(0, 0, "Portfolio ID").unwrap();
            continue;
        }
        for (row, line) in (0..).zip(guide().lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                match (cell.parse::<f64>(), cell) {
                    (Ok(number), _) => sheet.write(row, column, number),
                    (_, "FALSE") => sheet.write(row, column, false),
                    (_, "") => continue,
                    (_, text) => sheet.write(row, column, text),
                }
                .unwrap();
            }
        }
        let day = ExcelDateTime::from_ymd(2099, 12, 31).unwrap();
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(1, 14, &day, &format).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_has_numbers_days_and_flags() {
    let tabs = [
        "Portfolios",
        "Sponsored Products Campaigns",
        "RAS Campaigns",
    ];
    let sheet = xlsx::read(workbook(&tabs), None).unwrap();
    assert_eq!(sheet.name, "RAS Campaigns");
    let import = import(&sheet, OPTIONS);
    let mut expected = super::super::import(&fixture("guide-example-3.csv"), OPTIONS);
    let plan = &mut expected.plans[0].plan;
    plan.end_date = Some(date(2099, 12, 31));
    assert_eq!(import.plans[0].plan, *plan);
    assert_eq!(plan.daily_budget, Usd::dollars(15_000));
}

#[test]
fn the_sheet_of_ras_is_found_or_must_be_named() {
    let told = |tabs: &[&str], tab| xlsx::read(workbook(tabs), tab).map(|sheet| sheet.name);
    assert_eq!(told(&["Portfolios", "Mine"], None).unwrap(), "Mine");
    assert_eq!(told(&["One", "Two"], Some("two")).unwrap(), "Two");
    let several = told(&["One", "Two"], None).unwrap_err().to_string();
    assert!(several.contains("--tab (One, Two)"), "{several}");
    let none = told(&["Portfolios"], None).unwrap_err().to_string();
    assert!(none.contains("there are: Portfolios"), "{none}");
    assert!(told(&["One"], Some("Three")).is_err());
}

#[test]
fn an_error_of_the_spreadsheet_and_a_rounded_number_are_told_at_their_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let columns: Vec<&str> = HEADER.split(',').collect();
    let row = ["RAS", "Product Ad", "Create", "c", "g"];
    for (index, header) in (0..).zip(&columns) {
        sheet.write(0, index, *header).unwrap();
    }
    for (index, cell) in (0..).zip(row) {
        sheet.write(1, index, cell).unwrap();
    }
    let at = |header: &str| u16::try_from(columns.iter().position(|it| *it == header).unwrap());
    let formula = Formula::new("=1/0").set_result("#DIV/0!");
    sheet
        .write(1, at("Retailer Offer ID").unwrap(), 1.5e17)
        .unwrap();
    sheet
        .write(1, at("Ad Group Default Bid").unwrap(), formula)
        .unwrap();
    let sheet = xlsx::read(book.save_to_buffer().unwrap(), None).unwrap();
    let text = shown(&import(&sheet, OPTIONS));
    for line in [
        "row 2, Retailer Offer ID: the spreadsheet has rounded this identifier to 150000000000000000",
        "row 2, Ad Group Default Bid: ",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}
