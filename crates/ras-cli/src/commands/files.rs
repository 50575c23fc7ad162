//! Files that commands write for their user: none is lost without a word.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::failure::{Class, Failure};

/// Writes a file that must not exist yet, unless it may be overwritten.
pub(super) fn write(path: &Path, bytes: &[u8], overwrite: bool) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    match overwrite {
        true => options.create(true).truncate(true),
        false => options.create_new(true),
    };
    let file = options.open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(exists(&[path])),
        Err(error) => return Err(unwritable(path).hint(error.to_string()).into()),
        Ok(file) => file,
    };
    file.write_all(bytes).with_context(|| unwritable(path))
}

/// Refuses to go on when one of the files exists and must not be overwritten, before
/// the first of them is written.
pub(super) fn refuse_existing(paths: &[PathBuf], overwrite: bool) -> Result<()> {
    let there: Vec<&Path> = paths
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| path.exists())
        .collect();
    match there.is_empty() || overwrite {
        true => Ok(()),
        false => Err(exists(&there)),
    }
}

fn exists(paths: &[&Path]) -> anyhow::Error {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Failure::new(
        Class::Config,
        format!("{} exists already; nothing was written", names.join(", ")),
    )
    .hint("name another place, or overwrite it with --overwrite")
    .into()
}

fn unwritable(path: &Path) -> Failure {
    Failure::new(
        Class::Config,
        format!("{} cannot be written", path.display()),
    )
}

/// A name for a file, from a name that somebody gave to a campaign.
pub(super) fn stem(name: &str) -> String {
    const LONGEST: usize = 60;
    let sign = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_lowercase(),
        false => '-',
    };
    let signs: String = name.chars().map(sign).collect();
    let words: Vec<&str> = signs.split('-').filter(|word| !word.is_empty()).collect();
    let mut stem = words.join("-");
    stem.truncate(LONGEST);
    match stem.is_empty() {
        true => "campaign".to_owned(),
        false => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_file_in_this_folder() {
        for (name, file) in [
            ("Spring shoes 2026", "spring-shoes-2026"),
            ("../../etc/passwd", "etc-passwd"),
            ("東京", "campaign"),
            ("C:\\con\u{0}", "c-con"),
        ] {
            assert_eq!(stem(name), file);
        }
    }
}
