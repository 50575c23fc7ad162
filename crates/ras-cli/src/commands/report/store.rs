//! The reports that this machine has asked for: one file each, which holds no secret.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ras_highlevel::reports::{ReportHandle, ReportType};

use super::kind::{Kind, with_type};
use crate::config::Service;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::ReportRecord;

/// Reports of the same type and days on one machine.
const MOST_ALIKE: u32 = 10_000;

/// The folder of the reports.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    pub(super) fn new(context: &Context) -> Self {
        let base = match &context.config.service {
            Service::Sandbox(folder) => &folder.value,
            _ => &context.config.state,
        };
        Self {
            folder: base.join("reports"),
        }
    }

    /// Keeps a report that is about to be asked for, under a name that says what it is.
    pub(super) fn begin<R: ReportType>(
        &self,
        kind: Kind,
        handle: &ReportHandle<R>,
    ) -> Result<String> {
        fs::create_dir_all(&self.folder).with_context(|| self.unusable())?;
        let days = handle.parts();
        let span = match (days.first(), days.last()) {
            (Some(first), Some(last)) if first.first == last.last => first.first.to_string(),
            (Some(first), Some(last)) => format!("{}..{}", first.first, last.last),
            _ => String::new(),
        };
        for number in 1..MOST_ALIKE {
            let name = format!("{}-{span}-{number}", kind.name());
            let file = fs::File::options()
                .write(true)
                .create_new(true)
                .open(self.path(&name));
            match file {
                Ok(mut file) => {
                    file.write_all(&serde_json::to_vec(handle)?)
                        .with_context(|| self.unusable())?;
                    return Ok(name);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| self.unusable()),
            }
        }
        Err(self.unusable().into())
    }

    /// Keeps how far a report is.
    pub(super) fn keep<R: ReportType>(&self, name: &str, handle: &ReportHandle<R>) -> Result<()> {
        let mut new =
            tempfile::NamedTempFile::new_in(&self.folder).with_context(|| self.unusable())?;
        new.write_all(&serde_json::to_vec(handle)?)
            .with_context(|| self.unusable())?;
        new.persist(self.path(name))
            .with_context(|| self.unusable())?;
        Ok(())
    }

    pub(super) fn read<R: ReportType>(&self, name: &str) -> Result<ReportHandle<R>> {
        let unknown = || {
            Failure::new(Class::Refused, format!("there is no report {name} here"))
                .hint("`ras report list` shows those that there are")
        };
        let path = self.path(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(unknown().into()),
            Err(error) => return Err(error).with_context(|| self.unusable()),
        };
        serde_json::from_slice(&bytes).with_context(|| {
            Failure::new(Class::Config, format!("{} holds no report", path.display()))
        })
    }

    /// The type that a name begins with.
    pub(super) fn kind(&self, name: &str) -> Result<Kind, Failure> {
        // It becomes a file name, so nothing else may get through.
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
        let of = |kind: &Kind| {
            name.strip_prefix(kind.name())
                .is_some_and(|it| it.starts_with('-'))
        };
        Kind::ALL
            .into_iter()
            .find(of)
            .filter(|_| plain)
            .ok_or_else(|| {
                Failure::new(Class::Refused, format!("there is no report {name} here"))
                    .hint("`ras report list` shows those that there are")
            })
    }

    /// All reports, by name.
    pub(super) fn list(&self) -> Result<Vec<ReportRecord>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| self.unusable()),
        };
        let mut records = Vec::new();
        for entry in entries {
            let file = entry?.file_name();
            let Some(name) = file.to_str().and_then(|file| file.strip_suffix(".json")) else {
                continue;
            };
            let Ok(kind) = self.kind(name) else { continue };
            records.push(with_type!(kind, R => {
                ReportRecord::of(name, kind.name(), &self.read::<R>(name)?)
            }));
        }
        records.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(records)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }

    fn unusable(&self) -> Failure {
        Failure::new(
            Class::Config,
            format!("the folder {} cannot be used", self.folder.display()),
        )
    }
}
