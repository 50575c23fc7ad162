//! A report into a file: under a temporary name, and renamed when it is complete.

use std::path::{Path, PathBuf};

use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::rows::Trust;
use super::sink::WriteError;
use super::{Format, Report, ReportType};
use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

/// How much is written at once.
const PIECE: usize = 64 * 1024;

/// A report that was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saved {
    /// Rows of all parts.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl<R: ReportType> Report<R> {
    /// Writes the report to a file, which appears when it is complete and checked, and
    /// replaces one of the same name.
    ///
    /// Until then it has a name of its own beside it, `.report-….part`, which also
    /// remains when the process is killed. Saving again begins anew and so never writes a
    /// row twice. A damaged report leaves no file.
    ///
    /// # Errors
    ///
    /// As [`rows_unverified`](Self::rows_unverified), and
    /// [`ErrorKind::File`](crate::ErrorKind::File) when the file cannot be written.
    ///
    /// # Retries
    ///
    /// As [`rows`](Self::rows).
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::reports::{CampaignReport, Days, Format, ReportRequest};
    /// # use ras_highlevel::Ras;
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # sandbox.change_behavior(|b| b.reports.processing = std::time::Duration::ZERO);
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("campaigns.csv");
    /// let request = ReportRequest::<CampaignReport>::daily(Days::last(7));
    /// let report = ras.reports().fetch(&request).await?;
    /// let saved = report.save(&path, Format::Csv).await?;
    /// println!("{} rows in {}", saved.rows, path.display());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn save(
        &self,
        path: impl AsRef<Path> + Send,
        format: Format,
    ) -> Result<Saved, Error> {
        let target = Target::create(path.as_ref())?;
        let (saved, temporary) = self.write(target, format).await?;
        temporary.rename()?;
        Ok(saved)
    }

    async fn write(&self, target: Target, format: Format) -> Result<(Saved, Named), Error> {
        let Target { named, mut file } = target;
        let mut sink = format
            .sink::<R>(self.handle().columns())
            .map_err(|error| named.unwritten(error))?;
        let mut reading = self.reading(Trust::AtTheEnd);
        let (mut batch, mut bytes, mut piece) = (Vec::new(), 0, Vec::new());
        while reading.next(&mut batch).await? {
            sink.add(&batch).map_err(|error| named.unwritten(error))?;
            piece.append(&mut sink.take().map_err(|error| named.unwritten(error))?);
            if piece.len() >= PIECE {
                bytes += piece.len() as u64;
                named.check(file.write_all(&piece).await)?;
                piece.clear();
            }
        }
        piece.append(&mut sink.finish().map_err(|error| named.unwritten(error))?);
        bytes += piece.len() as u64;
        named.check(file.write_all(&piece).await)?;
        named.check(file.flush().await)?;
        // After a crash the name must not stand for a file without content.
        named.check(file.sync_all().await)?;
        let rows = reading.count();
        Ok((Saved { rows, bytes }, named))
    }
}

/// A file under its temporary name.
struct Target {
    named: Named,
    file: File,
}

/// Where the file is, and where it shall be. It goes away unless it is renamed.
struct Named {
    temporary: TempPath,
    path: PathBuf,
}

impl Target {
    fn create(path: &Path) -> Result<Self, Error> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".report-").suffix(".part");
        #[cfg(unix)]
        {
            // As any new file, instead of for the owner alone: `umask` decides.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let created = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
        let (file, temporary) = created.map_err(|error| unsaved(path, &error))?.into_parts();
        let path = path.to_owned();
        Ok(Self {
            named: Named { temporary, path },
            file: File::from_std(file),
        })
    }
}

impl Named {
    fn rename(self) -> Result<(), Error> {
        let renamed = self.temporary.persist(&self.path);
        renamed.map_err(|error| unsaved(&self.path, &error.error))
    }

    fn check<T>(&self, outcome: std::io::Result<T>) -> Result<T, Error> {
        outcome.map_err(|error| unsaved(&self.path, &error))
    }

    fn unwritten(&self, WriteError(reason): WriteError) -> Error {
        unsaved(&self.path, &reason)
    }
}

fn unsaved(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    let text = format!("{} cannot be written: {reason}", path.display());
    Error::new(Inner::new(
        ErrorKind::File,
        Reach::NotSent,
        super::download::DOWNLOAD,
        text,
    ))
}
