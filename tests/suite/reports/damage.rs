//! A damaged file is an error, and none of its rows is wrong.

use futures_util::TryStreamExt;
use ras_highlevel::reports::{Format, TargetingRow};
use ras_highlevel::{CampaignId, ErrorKind, TargetId};

use super::set_up::chance;
use super::storage::{Storage, numbered, packed};

const ROWS: usize = 3000;

#[tokio::test]
async fn a_byte_changed_at_a_hundred_places_gives_an_error_and_no_wrong_row() {
    let file = packed(&numbered(ROWS));
    let truth = Storage::with(file.clone(), [])
        .await
        .report()
        .await
        .all()
        .await
        .unwrap();
    assert_eq!(truth.len(), ROWS);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    let mut state = 7;
    let (mut harmless, mut late) = (0, 0);
    for _ in 0..100 {
        let place = chance(&mut state) as usize % file.len();
        let mut damaged = file.clone();
        damaged[place] ^= 1 << (chance(&mut state) % 8);
        let storage = Storage::with(damaged, []).await;
        let report = storage.report().await;
        let mut rows = report.rows();
        let mut read: Vec<TargetingRow> = Vec::new();
        let outcome = loop {
            match rows.try_next().await {
                Ok(Some(row)) => read.push(row),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        if outcome.is_ok() {
            // Time, flags of the packer and system stand there, and change no row.
            assert!((4..10).contains(&place), "{place}");
            assert_eq!(read, truth);
            harmless += 1;
            continue;
        }
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Decode);
        // Not one row of a file that is damaged somewhere.
        assert_eq!(read, [], "{place}");
        assert!(report.all().await.is_err());
        let error = report.save(&path, Format::Csv).await.unwrap_err();
        let unread = "is damaged after 0 rows";
        late += u32::from(!error.to_string().contains(unread));
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "{error}"
        );
    }
    // Otherwise the places say nothing.
    assert!(harmless < 5 && late > 50, "{harmless} {late}");
}

#[tokio::test]
async fn a_file_that_is_cut_off_says_how_many_rows_there_were() {
    let file = packed(&numbered(ROWS));
    for end in [0, 5, 20, file.len() / 2, file.len() - 8, file.len() - 1] {
        let storage = Storage::with(file[..end].to_vec(), []).await;
        let report = storage.report().await;
        let mut rows = report.rows_unverified();
        let error = loop {
            match rows.try_next().await {
                Ok(row) => assert!(row.is_some(), "{end}"),
                Err(error) => break error,
            }
        };
        let text = format!("is damaged after {} rows", rows.count());
        assert!(error.to_string().contains(&text), "{error}");
        assert!(rows.try_next().await.unwrap().is_none());
        assert_eq!(
            report.rows().try_next().await.unwrap_err().kind(),
            ErrorKind::Decode
        );
    }
}

#[tokio::test]
async fn a_file_that_grows_without_end_is_given_up() {
    let text = format!("[{}]", vec![r#"{"clicks":1}"#; 400_000].join(","));
    let storage = Storage::with(packed(&text), []).await;
    let report = storage.report().await;
    assert_eq!(report.all().await.unwrap().len(), 400_000);
    let handle = report.handle().clone();
    let reports = storage.reports().max_size(1_000_000);
    let report = reports.wait(&mut handle.clone()).await.unwrap();
    for error in [
        report.all().await.map(|rows| rows.len()).unwrap_err(),
        report.rows().try_next().await.unwrap_err(),
    ] {
        assert!(
            error.to_string().contains("more than 1000000 bytes"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_id_beyond_the_exact_doubles_joins_with_that_of_its_entity() {
    let text = r#"[{"campaignId":9007199254740993,"keywordId":18446744073709551615}]"#;
    let storage = Storage::with(packed(text), []).await;
    let report = storage.report().await;
    let row = report.all().await.unwrap().remove(0);
    let id = CampaignId::from("9007199254740993");
    assert_eq!(row.campaign_id.unwrap().id(), id);
    assert!(row.campaign_id.unwrap() == id);
    assert!(row.campaign_id.unwrap() != CampaignId::from("9007199254740992"));
    assert_eq!(
        row.keyword_id.unwrap().id(),
        TargetId::from("18446744073709551615")
    );
    let json = serde_json::to_string(&row).unwrap();
    assert_eq!(json, text.trim_matches(['[', ']']));
}
