//! The sandbox that `--sandbox` starts, and the folder that it is kept in between commands.

use std::fs::{self, File, TryLockError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use ras_sandbox::{Credentials, RecordedRequest, Sandbox};

use crate::failure::{Class, Failure};

/// How long to wait for another command to be done with the folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// A save that takes longer is not made after every write, so that large worlds stay quick.
const QUICK: Duration = Duration::from_millis(20);

/// A running sandbox with its folder, which no other command uses meanwhile.
#[derive(Debug)]
pub(crate) struct SandboxHome {
    sandbox: Arc<Sandbox>,
    state: PathBuf,
    /// Let go by the system when the process ends, however it ends.
    _lock: File,
}

impl SandboxHome {
    pub(crate) async fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error.to_string()))?;
        let lock = lock(folder).await?;
        let state = folder.join("state.json");
        let saver = Arc::new(Saver::new(state.clone()));
        let told = Arc::clone(&saver);
        let sandbox = Sandbox::builder()
            .state(&state)
            .forget_requests()
            .log(Arc::new(move |exchange| told.after(exchange)))
            .start()
            .await
            .with_context(|| {
                Failure::new(
                    Class::Config,
                    format!("the sandbox in {} cannot be started", folder.display()),
                )
                .hint(format!(
                    "delete that folder to begin anew: {}",
                    folder.display()
                ))
            })?;
        let sandbox = Arc::new(sandbox);
        let _ = saver.sandbox.set(Arc::downgrade(&sandbox));
        Ok(Self {
            sandbox,
            state,
            _lock: lock,
        })
    }

    pub(crate) fn address(&self) -> (SocketAddr, Credentials) {
        (self.sandbox.addr(), self.sandbox.credentials())
    }

    pub(crate) async fn close(self) -> Result<()> {
        let state = self.state.display().to_string();
        let saved = self.sandbox.save(&self.state);
        saved.with_context(|| format!("the sandbox cannot be saved to {state}"))
    }
}

/// Saves what a write has changed before its answer goes out, as a service would: a command
/// that is killed loses nothing that it was told.
#[derive(Debug)]
struct Saver {
    sandbox: OnceLock<std::sync::Weak<Sandbox>>,
    state: PathBuf,
    /// When the last save has ended, and how long it took.
    last: Mutex<Option<(Instant, Duration)>>,
}

impl Saver {
    fn new(state: PathBuf) -> Self {
        Self {
            sandbox: OnceLock::new(),
            state,
            last: Mutex::default(),
        }
    }

    fn after(&self, exchange: &RecordedRequest) {
        let path = exchange.path.as_str();
        let reads =
            path.ends_with("/list") || path == "/product/metadata" || path.starts_with("/auth/");
        if reads || exchange.method == "GET" {
            return;
        }
        let Some(sandbox) = self.sandbox.get().and_then(std::sync::Weak::upgrade) else {
            return;
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|(ended, took)| took > QUICK && ended.elapsed() < took * 10) {
            return;
        }
        let begun = Instant::now();
        // What cannot be saved now is tried again in the end, where an error can be told.
        let _ = sandbox.save(&self.state);
        *last = Some((Instant::now(), begun.elapsed()));
    }
}

async fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| unusable(folder, &error.to_string()))?;
    let ends = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < ends => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(TryLockError::WouldBlock) => {
                let message = format!(
                    "another command is using the sandbox in {}",
                    folder.display()
                );
                return Err(Failure::new(Class::Later, message)
                    .hint("wait for it; for several at once run `ras sandbox serve` and give each --sandbox=ADDRESS")
                    .into());
            }
            Err(TryLockError::Error(error)) => {
                return Err(unusable(folder, &error.to_string()).into());
            }
        }
    }
}

fn unusable(folder: &Path, why: &str) -> Failure {
    let message = format!("the folder {} cannot be used: {why}", folder.display());
    Failure::new(Class::Config, message).hint("name another one with --sandbox-state")
}
