//! `openapi/codegen.toml`: decisions of taste and of safety, as data.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{Finding, Workspace};

/// The path of the configuration.
pub const CONFIG: &str = "openapi/codegen.toml";

/// The whole file: one table per generated module.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Config {
    modules: BTreeMap<String, Module>,
}

/// The decisions for one module. Names are the clean names, after `rename`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Module {
    /// A prefix that operation ids and schema names lose.
    pub strip_prefix: String,
    /// Endings of schema names and what they become.
    pub suffixes: BTreeMap<String, String>,
    /// Schema names and operation ids that get another name, after prefix and suffixes.
    pub rename: BTreeMap<String, String>,
    /// `Schema.property` that holds an amount of money.
    pub money: Vec<String>,
    /// `Schema.property` of an update that can be kept, cleared or set.
    pub patch: Vec<String>,
    /// `Schema.property` of a request that is a number but no money.
    pub plain_numbers: Vec<String>,
    /// `Schema.property` of a request whose `null` means the same as its absence.
    pub plain_nulls: Vec<String>,
    /// `Schema.property` declared as a string that also arrives as a number; or an amount
    /// of `money` in an answer that is kept when it is none.
    pub lenient: Vec<String>,
    /// `METHOD /path` that is left out of the generated client.
    pub skip: Vec<String>,
    /// `METHOD /path`, alone or with `request` or a status code behind it: which media
    /// type to use and to read as JSON.
    pub media_type: BTreeMap<String, String>,
    /// What a lost answer means, per operation id.
    pub retry: BTreeMap<String, Retry>,
}

/// What a lost answer to an operation means for sending it again.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Retry {
    /// Changes nothing.
    Read,
    /// Makes something new each time it is applied.
    Create,
    /// Sets a state; the second application changes nothing more.
    Update,
    /// Archives; the second application changes nothing more.
    Delete,
}

impl Retry {
    /// What to write for a new operation unless somebody knows better: a POST may
    /// make something, so it is never the one that is repeated.
    pub fn suggested(method: &str) -> Self {
        match method {
            "get" | "head" => Self::Read,
            "put" | "patch" => Self::Update,
            "delete" => Self::Delete,
            _ => Self::Create,
        }
    }

    /// The variant of `ras_core::RetryClass`.
    pub fn variant(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Delete => "Delete",
        }
    }
}

impl Config {
    /// Reads the configuration of a checkout.
    pub fn load(workspace: &Workspace) -> Result<Self> {
        Self::parse(&workspace.read(CONFIG)?)
    }

    /// Parses the configuration from its text.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).with_context(|| format!("parsing {CONFIG}"))
    }

    /// The decisions for a module.
    pub fn module(&self, name: &str) -> Result<&Module, Finding> {
        self.modules.get(name).ok_or_else(|| {
            Finding::new("RAS-C002", format!("no table for the module `{name}`"))
                .at(CONFIG)
                .fix(format!("add\n[{name}]\n[{name}.retry]"))
        })
    }
}

/// The finding for an entry of the configuration that matched nothing.
pub fn dead_entry(key: &str, entry: &str) -> Finding {
    Finding::new(
        "RAS-C001",
        format!("`{key}` entry `{entry}` matched nothing"),
    )
    .at(CONFIG)
    .fix("the document has changed: delete the entry, or correct its name")
}
