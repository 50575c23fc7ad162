//! What a login leaves behind, for its owner only.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::Application;
use crate::failure::{Class, Failure};

/// Writes a login into its section of the file; the other sections stay.
pub(super) fn keep(
    path: &Path,
    section: &str,
    application: &Application,
    refresh_token: &str,
    profile_id: Option<&str>,
) -> Result<()> {
    let unusable = || {
        Failure::new(
            Class::Config,
            format!("{} cannot be written", path.display()),
        )
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(unusable),
    };
    // It was read before, so that it can be parsed.
    let mut file: toml::Table = text.parse().map_err(|_| unusable())?;
    let profiles = file
        .entry("profiles")
        .or_insert_with(|| toml::Table::new().into());
    let profiles = profiles.as_table_mut().ok_or_else(unusable)?;
    let mut kept = toml::Table::new();
    let mut put = |name: &str, value: &str| kept.insert(name.to_owned(), value.into());
    put("client_id", &application.client_id);
    put("client_secret", &application.client_secret);
    put("refresh_token", refresh_token);
    if let Some(id) = profile_id {
        put("profile_id", id);
    }
    profiles.insert(section.to_owned(), kept.into());
    let folder = path.parent().ok_or_else(unusable)?;
    fs::create_dir_all(folder).with_context(unusable)?;
    // Only its owner can read it from the beginning, and it is there whole or not at all.
    let mut new = tempfile::NamedTempFile::new_in(folder).with_context(unusable)?;
    new.write_all(file.to_string().as_bytes())
        .with_context(unusable)?;
    new.as_file().sync_all().with_context(unusable)?;
    new.persist(path).with_context(unusable)?;
    Ok(())
}
