//! A setting of this command.

use crate::config::Source;
use crate::output::{Cell, Column, Record, shown};

/// A setting and where it comes from.
#[derive(Debug)]
pub(crate) struct SettingRecord {
    key: &'static str,
    value: Option<String>,
    source: Option<Source>,
}

impl SettingRecord {
    pub(crate) fn new(key: &'static str, value: Option<String>, source: Option<Source>) -> Self {
        Self { key, value, source }
    }
}

impl Record for SettingRecord {
    const NOUN: &'static str = "setting";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("key", |it| Cell::id(it.key)),
        shown("value", |it| Cell::maybe_text(it.value.as_ref())),
        shown("source", |it| Cell::maybe_text(it.source.as_ref())),
    ];
}
