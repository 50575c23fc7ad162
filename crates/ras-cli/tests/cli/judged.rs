//! Whether what commands send and what their sandbox answers keep the published contract.

use std::path::{Path, PathBuf};

use ras_sandbox::RecordedRequest;

use crate::contract::exchange::violations;

/// A file that sandboxes write their exchanges to; they are judged when it is dropped.
///
/// Answers that a test scripted are the test's own business and are not judged.
pub(crate) struct Record {
    path: PathBuf,
}

impl Record {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What was recorded so far; nothing before the first sandbox has started.
    pub(crate) fn exchanges(&self) -> Vec<RecordedRequest> {
        let text = match std::fs::read_to_string(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            text => text.unwrap(),
        };
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        // A second panic would end the process and hide the first.
        if std::thread::panicking() {
            return;
        }
        let exchanges = self.exchanges();
        let own = exchanges.iter().filter(|exchange| !exchange.scripted);
        let found: Vec<String> = own.flat_map(violations).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
