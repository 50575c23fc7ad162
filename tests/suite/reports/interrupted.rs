//! Files that are interrupted while they are written.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ras_highlevel::ErrorKind;
use ras_highlevel::reports::{Format, Saved};

use super::storage::{Act, Storage, numbered, packed};

const ROWS: usize = 20_000;

/// The file that a child of this test is to write, where large files are not allowed.
const FILE: &str = "REPORT_FILE";

const FORMATS: [Format; 3] = [Format::Csv, Format::NdJson, Format::Parquet];

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

async fn save(acts: &[Act], path: &Path, format: Format) -> Saved {
    let storage = Storage::with(packed(&numbered(ROWS)), acts.to_vec()).await;
    storage.report().await.save(path, format).await.unwrap()
}

#[tokio::test]
async fn a_torn_download_writes_every_row_once() {
    let folder = tempfile::tempdir().unwrap();
    let [whole, torn] = ["whole", "torn"].map(|name| folder.path().join(name));
    for format in FORMATS {
        let saved = save(&[], &whole, format).await;
        assert_eq!(saved.rows, ROWS as u64);
        let acts = [
            Act::Tear(50_000),
            Act::Tear(1),
            Act::Whole,
            Act::Tear(90_000),
        ];
        assert_eq!(save(&acts, &torn, format).await, saved, "{format:?}");
        assert_eq!(
            fs::read(&torn).unwrap(),
            fs::read(&whole).unwrap(),
            "{format:?}"
        );
    }
}

#[tokio::test]
async fn a_save_that_is_dropped_leaves_nothing_and_is_done_again_from_the_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    save(&[], &path, Format::Csv).await;
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();

    let storage = Storage::with(packed(&numbered(ROWS)), [Act::Stall(150_000)]).await;
    let report = storage.report().await;
    let mut saving = Box::pin(report.save(&path, Format::Csv));
    // Until some of it is written.
    let written = |folder: &Path| {
        let sizes = names(folder)
            .into_iter()
            .map(|name| fs::metadata(folder.join(name)));
        sizes.map(|file| file.unwrap().len()).sum::<u64>() > 0
    };
    while !written(folder.path()) {
        let nap = tokio::time::timeout(Duration::from_millis(5), &mut saving).await;
        assert!(nap.is_err(), "saved in spite of the stall");
    }
    assert!(names(folder.path())[0].ends_with(".part"));
    drop(saving);
    assert_eq!(names(folder.path()), [""; 0]);
    report.save(&path, Format::Csv).await.unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole);
    assert_eq!(names(folder.path()), ["report.csv"]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_saved_file_is_readable_by_whom_any_new_file_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let [ours, plain] = ["report.csv", "plain"].map(|name| folder.path().join(name));
    save(&[], &ours, Format::Csv).await;
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&plain));
}

/// Writes what cannot be written, and says what became of it.
async fn fail(path: &Path) {
    for format in FORMATS {
        let storage = Storage::with(packed(&numbered(ROWS)), []).await;
        let error = storage.report().await.save(path, format).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        let text = error.to_string();
        assert!(
            text.contains("report.csv cannot be written: File too large"),
            "{text}"
        );
        assert_eq!(names(path.parent().unwrap()), ["report.csv"], "{format:?}");
    }
}

/// A limit on the size of files fails in the middle of a write, as a full disk does.
#[cfg(unix)]
#[tokio::test]
async fn a_disk_that_is_full_leaves_the_old_file_and_no_half_one() {
    const NAME: &str =
        "reports::interrupted::a_disk_that_is_full_leaves_the_old_file_and_no_half_one";
    if let Some(path) = std::env::var_os(FILE) {
        return fail(Path::new(&path)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    fs::write(&path, "yesterday's").unwrap();
    let limited = "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"";
    let child = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env(FILE, &path)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && told.contains("1 passed"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "yesterday's");
}
