//! Reports as files of three forms.

use std::fs;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use ras_highlevel::reports::{Days, Format, ReportRequest, TargetingColumn, TargetingReport};
use ras_highlevel::{ErrorKind, Ras};
use serde_json::Value;

use super::set_up::{advertised, reports};
use super::storage::{Storage, packed};

const COLUMNS: [TargetingColumn; 9] = [
    TargetingColumn::Date,
    TargetingColumn::KeywordId,
    TargetingColumn::Keyword,
    TargetingColumn::MatchType,
    TargetingColumn::PortfolioId,
    TargetingColumn::Clicks,
    TargetingColumn::Cost,
    TargetingColumn::CostPerClick,
    TargetingColumn::Sales14d,
];

async fn save(ras: &Ras, path: &Path) {
    let request = ReportRequest::<TargetingReport>::daily(Days::last(2)).columns(COLUMNS);
    let report = reports(ras).fetch(&request).await.unwrap();
    let format = Format::of_path(path).unwrap();
    let saved = report.save(path, format).await.unwrap();
    assert_eq!(saved.bytes, fs::metadata(path).unwrap().len());
    assert_eq!(saved.rows, report.all().await.unwrap().len() as u64);
}

#[tokio::test]
async fn a_report_as_comma_separated_values() {
    let (_sandbox, ras) = advertised().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    save(&ras, &path).await;
    let first = fs::read_to_string(&path).unwrap();
    insta::assert_snapshot!(first);
    // Saving again replaces the file, and nothing else is left.
    save(&ras, &path).await;
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_report_as_lines_of_json_keeps_decimals_and_unknown_columns() {
    let text = r#"[{"keywordId":9007199254740993,"keyword":"a \"b\",\nc","clicks":null,
        "cost":0.30000000000000004,"newColumn":{"x":1}}]"#;
    let storage = Storage::with(packed(text), []).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.ndjson");
    storage
        .report()
        .await
        .save(&path, Format::NdJson)
        .await
        .unwrap();
    let line = r#"{"keywordId":9007199254740993,"keyword":"a \"b\",\nc","clicks":null,"cost":0.30000000000000004,"newColumn":{"x":1}}"#;
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{line}\n"));
    let csv = folder.path().join("report.csv");
    storage
        .report()
        .await
        .save(&csv, Format::Csv)
        .await
        .unwrap();
    let expected = "keywordId,keyword,clicks,cost\n9007199254740993,\"a \"\"b\"\",\nc\",,0.30000000000000004\n";
    assert_eq!(fs::read_to_string(&csv).unwrap(), expected);
}

#[tokio::test]
async fn a_report_as_parquet_holds_what_the_lines_of_json_hold() {
    let (_sandbox, ras) = advertised().await;
    let folder = tempfile::tempdir().unwrap();
    let [parquet, lines] = ["a.parquet", "a.jsonl"].map(|name| folder.path().join(name));
    save(&ras, &parquet).await;
    save(&ras, &lines).await;
    let reader = SerializedFileReader::new(fs::File::open(&parquet).unwrap()).unwrap();
    let rows: Vec<_> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    let lines = fs::read_to_string(&lines).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), lines.len());
    let mut compared = 0;
    for (row, line) in rows.iter().zip(&lines) {
        for (name, field) in row.get_column_iter() {
            let shown = field.to_string();
            let expected = &line[name.as_str()];
            match (name.as_str(), expected) {
                (_, Value::Null) => assert_eq!(shown, "null", "{name}"),
                ("cost" | "costPerClick" | "sales14d", number) => {
                    let decimal: rust_decimal::Decimal = shown.parse().unwrap();
                    assert_eq!(
                        decimal.normalize().to_string().parse::<f64>().ok(),
                        number.as_f64()
                    );
                }
                (_, Value::String(text)) => assert!(shown.contains(text.as_str()), "{shown}"),
                (_, number) => assert_eq!(shown, number.to_string(), "{name}"),
            }
            compared += 1;
        }
    }
    assert_eq!(compared, lines.len() * COLUMNS.len());
}

#[tokio::test]
async fn a_damaged_report_leaves_the_old_file_and_nothing_else() {
    let mut file = packed(r#"[{"clicks":1}]"#);
    let last = file.len() - 6;
    file[last] ^= 1;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    fs::write(&path, "yesterday's").unwrap();
    for format in [Format::Csv, Format::NdJson, Format::Parquet] {
        let storage = Storage::with(file.clone(), []).await;
        let error = storage
            .report()
            .await
            .save(&path, format)
            .await
            .unwrap_err();
        assert!(
            error
                .to_string()
                .contains("damaged after 0 rows: it cannot be unpacked"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "yesterday's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_an_error_before_anything_is_fetched() {
    let storage = Storage::with(packed("[]"), []).await;
    let report = storage.report().await;
    let nowhere = Path::new("/nowhere/at/all/report.csv");
    let error = report.save(nowhere, Format::Csv).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(
        error.to_string().contains("/nowhere/at/all/report.csv"),
        "{error}"
    );
    assert_eq!(storage.heads().len(), 0);
    assert_eq!(Format::of_path("report.xlsx"), None);
}
