//! What a crash, a full disk and a damaged byte do to a journal.

use std::io;

use super::disk::Disk;
use super::log::Log;
use super::memory::MemoryFile;
use super::*;
use crate::launch::engine::{Doubt, Moment, Settled};

/// Appends of a launch, one list of records each.
fn appends() -> Vec<Vec<Record>> {
    let at = Moment::from_millis(1_700_000_000_000);
    let outcome = |item, settled| Record::Outcome { item, settled, at };
    let confirmed = |id: &str| Settled::Confirmed { id: id.to_owned() };
    let doubt = Doubt::NoAnswer;
    vec![
        vec![Record::Begun {
            run: "euhyuhxzjniryfwr".to_owned(),
            plan: "plan".to_owned(),
            inst: "inst".to_owned(),
            at,
        }],
        vec![Record::Intent {
            items: vec![0],
            deadline: at,
        }],
        vec![outcome(
            0,
            Settled::Ambiguous {
                doubt,
                deadline: at,
            },
        )],
        vec![outcome(0, confirmed("17"))],
        vec![
            outcome(1, confirmed("18")),
            outcome(
                2,
                Settled::Rejected {
                    why: "a \"quoted\"\nreason – ü".to_owned(),
                    conflict: false,
                },
            ),
        ],
        vec![Record::CommitIntent],
        vec![Record::Done { audit_due: at }],
    ]
}

/// A whole journal, and how long it was after each append.
fn journal() -> (Vec<u8>, Vec<usize>) {
    let (mut log, none) = Log::open(MemoryFile::default()).unwrap();
    assert!(none.is_empty());
    let mut lengths = Vec::new();
    for records in appends() {
        log.append(&records).unwrap();
        lengths.push(log.disk().bytes.len());
    }
    (log.into_disk().bytes, lengths)
}

fn open(bytes: &[u8]) -> Result<(Log<MemoryFile>, Vec<Record>), JournalError> {
    Log::open(MemoryFile {
        bytes: bytes.to_vec(),
        ..MemoryFile::default()
    })
}

#[test]
fn a_journal_gives_back_what_was_appended() {
    let (bytes, _) = journal();
    let (_, records) = open(&bytes).unwrap();
    assert_eq!(records, appends().concat());
}

#[test]
fn people_can_read_a_journal() {
    insta::assert_snapshot!(String::from_utf8(journal().0).unwrap());
}

#[test]
fn cut_off_anywhere_a_journal_keeps_every_whole_append_and_goes_on() {
    let (bytes, lengths) = journal();
    for length in 0..bytes.len() {
        let kept = lengths.iter().filter(|end| **end <= length).count();
        let wanted = appends()[..kept].concat();
        let (mut log, records) = open(&bytes[..length]).unwrap();
        assert_eq!(records, wanted, "cut to {length} bytes");
        let last = [Record::RollbackIntent { everything: false }];
        log.append(&last).unwrap();
        let (_, records) = open(&log.into_disk().bytes).unwrap();
        assert_eq!(
            records,
            [&wanted[..], &last].concat(),
            "cut to {length} bytes"
        );
    }
}

#[test]
fn a_power_cut_may_leave_unwritten_blocks_behind() {
    let (bytes, lengths) = journal();
    for length in 0..bytes.len() {
        let mut torn = bytes[..length].to_vec();
        torn.resize(4096, 0);
        let kept = lengths.iter().filter(|end| **end <= length).count();
        let (_, records) = open(&torn).unwrap();
        assert_eq!(records, appends()[..kept].concat(), "{length}");
    }
}

#[test]
fn no_damaged_byte_goes_unnoticed() {
    let (bytes, _) = journal();
    for place in 0..bytes.len() {
        for flip in [0x01, 0x20, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[place] ^= flip;
            let error = open(&damaged).unwrap_err();
            assert!(
                matches!(error, JournalError::Damaged(_) | JournalError::Foreign(_)),
                "byte {place}: {error}"
            );
        }
    }
}

#[test]
fn a_line_that_is_cut_short_in_the_middle_is_damage() {
    let (bytes, lengths) = journal();
    let mut cut = bytes.clone();
    // A part of a line is missing, and others follow.
    cut.drain(lengths[2] + 5..lengths[2] + 9);
    assert!(matches!(open(&cut), Err(JournalError::Damaged(_))));
}

#[test]
fn a_file_of_something_else_and_a_newer_version_are_refused() {
    let refused = |bytes: &[u8]| open(bytes).unwrap_err().to_string();
    insta::assert_snapshot!(
        [
            refused(b"name = \"a plan\"\n"),
            refused(b"ras-journal 2\nwhat comes"),
            refused(&[&journal().0[..], b"something of another program\n"].concat()),
            refused(&{
                let line = serde_json::json!({"epoch": 9, "records": [{"record": "teleported"}]});
                [
                    &journal().0[..],
                    &line::framed(line.to_string().into_bytes()),
                ]
                .concat()
            }),
        ]
        .join("\n")
    );
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing_that_was_kept() {
    let (whole, lengths) = journal();
    for room in 0..whole.len() {
        for cut_fails in [false, true] {
            let disk = MemoryFile {
                room: Some(room),
                cut_fails,
                ..MemoryFile::default()
            };
            let mut kept = Vec::new();
            let disk = match Log::open(disk) {
                Err(error) => {
                    assert!(matches!(error, JournalError::Io(_)), "{error}");
                    continue;
                }
                Ok((mut log, _)) => {
                    let full = appends().into_iter().find_map(|records| {
                        let error = log.append(&records).err();
                        if error.is_none() {
                            kept.extend(records);
                        }
                        error
                    });
                    assert!(matches!(full, Some(JournalError::Io(_))), "{full:?}");
                    // Nobody knows what the disk holds: nothing more is written.
                    let again = log.append(&[Record::CommitIntent]);
                    assert!(matches!(again, Err(JournalError::Io(_))), "{again:?}");
                    log.into_disk()
                }
            };
            let appended = lengths.iter().filter(|end| **end <= room).count();
            assert_eq!(kept, appends()[..appended].concat());
            assert_eq!(open(&disk.bytes).unwrap().1, kept, "{room} bytes of room");
        }
    }
}

#[test]
fn a_sync_that_fails_is_an_error_and_what_was_kept_before_stays() {
    for syncs in 0..appends().len() {
        for cut_fails in [false, true] {
            let disk = MemoryFile {
                syncs: Some(syncs),
                cut_fails,
                ..MemoryFile::default()
            };
            let (mut log, _) = Log::open(disk).unwrap();
            let mut kept = Vec::new();
            for records in appends() {
                match log.append(&records) {
                    Ok(()) => kept.extend(records),
                    Err(error) => {
                        assert!(matches!(error, JournalError::Io(_)), "{error}");
                        break;
                    }
                }
            }
            let records = open(&log.into_disk().bytes).unwrap().1;
            // What was not acknowledged may be there all the same, but nothing else.
            let whole = appends().concat();
            assert!(
                records.starts_with(&kept) && whole.starts_with(&records),
                "{syncs}"
            );
            assert!(cut_fails || records == kept, "{syncs}");
        }
    }
}

#[test]
fn who_opens_a_journal_later_fences_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    // Two handles as on a system whose locks do not work.
    let plain = |path: &Path| Plain(path.to_owned());
    let (mut first, _) = Log::open(plain(&path)).unwrap();
    first.append(&appends()[0]).unwrap();
    let (mut second, records) = Log::open(plain(&path)).unwrap();
    assert_eq!(records, appends()[0]);
    assert_eq!(first.append(&appends()[1]), Err(JournalError::Fenced));
    assert!(matches!(
        first.append(&appends()[1]),
        Err(JournalError::Io(_))
    ));
    second.append(&appends()[1]).unwrap();
    assert_eq!(FileJournal::peek(&path).unwrap(), appends()[..2].concat());
}

/// A file without a lock.
#[derive(Debug)]
struct Plain(PathBuf);

impl Disk for Plain {
    fn read_all(&mut self) -> io::Result<Vec<u8>> {
        Ok(std::fs::read(&self.0).unwrap_or_default())
    }

    fn length(&mut self) -> io::Result<u64> {
        Ok(std::fs::metadata(&self.0)?.len())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut all = self.read_all()?;
        all.extend_from_slice(bytes);
        std::fs::write(&self.0, all)
    }

    fn cut(&mut self, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn one_process_at_a_time_has_a_journal_and_only_its_owner_can_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let mut first = FileJournal::new(&path);
    first.open().await.unwrap();
    first.append(&appends()[0]).await.unwrap();
    let mut second = FileJournal::new(&path);
    assert_eq!(second.open().await, Err(JournalError::Locked));
    // Looking is allowed all the same.
    assert_eq!(FileJournal::peek(&path).unwrap(), appends()[0]);
    // The same process may begin again.
    assert_eq!(first.open().await.unwrap(), appends()[0]);
    drop(first);
    assert_eq!(second.open().await.unwrap(), appends()[0]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_journal_that_was_never_opened_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::new(folder.path().join("journal"));
    assert!(journal.append(&appends()[0]).await.is_err());
    let nowhere = folder.path().join("no folder").join("journal");
    let error = FileJournal::new(nowhere).open().await.unwrap_err();
    assert!(matches!(error, JournalError::Io(_)), "{error}");
}
