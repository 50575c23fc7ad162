//! Clean names: prefixes off, endings short, and no two that Rust would see as one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::rust_names::{field_name, is_taken, type_name};
use super::{Context, Log, inline_types};
use crate::Finding;
use crate::config::{CONFIG, Module, dead_entry};
use crate::document::{Pointer, each_operation, rewrite_refs, schemas_mut};

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    let mut namer = Namer::new(context.module);
    let mut methods: BTreeMap<String, String> = BTreeMap::new();
    each_operation(document, |operation| {
        let at = operation.pointer();
        if let Some(Value::String(id)) = operation.value.get_mut("operationId") {
            let clean = namer.clean(id);
            check_method(id, &clean, &mut methods).map_err(|finding| finding.at(at))?;
            if clean != *id {
                log.note(&id, format!("renamed {clean}"));
                *id = clean;
            }
        }
        Ok::<(), Finding>(())
    })?;

    let old = std::mem::take(schemas_mut(document));
    let mut names = BTreeMap::new();
    let mut schemas = Map::new();
    let mut rust_names: BTreeMap<String, String> = BTreeMap::new();
    for (name, schema) in old {
        let clean = type_name(&namer.clean(&name));
        let problem = match rust_names.insert(clean.clone(), name.clone()) {
            Some(other) => Some(format!(
                "the schemas `{other}` and `{name}` both become `{clean}`"
            )),
            None if is_taken(&clean) => Some(format!(
                "the schema `{name}` would hide what Rust calls `{clean}`"
            )),
            None => None,
        };
        if let Some(problem) = problem {
            let at = Pointer::root().child("components").child("schemas");
            return Err(other_name("RAS-L030", problem, &name, &clean).at(at.child(&name)));
        }
        if clean != name {
            log.note(&name, format!("renamed {clean}"));
            names.insert(name, clean.clone());
        }
        schemas.insert(clean, schema);
    }
    *schemas_mut(document) = schemas;
    rewrite_refs(document, &|name| names.get(name).cloned());
    namer.check_used()?;
    inline_types::check(document, &rust_names)
}

/// A finding about a name, with a line for the configuration that gives another.
pub(super) fn other_name(
    code: &'static str,
    problem: String,
    name: &str,
    clean: &str,
) -> Finding {
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    Finding::new(code, problem).fix(format!(
        "choose a name in {CONFIG}:\nrename = {{ \"{name}\" = \"{clean}2\" }}"
    ))
}

/// Methods beside those that every client has, each of its own name.
fn check_method(
    id: &str,
    clean: &str,
    methods: &mut BTreeMap<String, String>,
) -> Result<(), Finding> {
    let method = field_name(clean);
    let plain = method.is_ascii() && clean.contains(|c: char| c.is_ascii_alphanumeric());
    let problem = if !plain {
        format!("`{id}` makes no name of a method")
    } else if ["new", "all"].contains(&method.as_str()) {
        format!("every client has a `{method}` already")
    } else {
        // The table of operations is found by letters alone.
        match methods.insert(method.replace('_', ""), id.to_owned()) {
            Some(other) => format!("`{other}` and `{id}` become one method"),
            None => return Ok(()),
        }
    };
    let clean = if plain { clean } else { "operation" };
    Err(other_name("RAS-L002", problem, id, clean))
}

/// The name that a schema or an operation id of the contract has in the generated code.
pub(crate) fn clean_name(module: &Module, name: &str) -> String {
    type_name(&Namer::new(module).clean(name))
}

struct Namer<'a> {
    module: &'a Module,
    used: std::collections::BTreeSet<&'a str>,
}

impl<'a> Namer<'a> {
    fn new(module: &'a Module) -> Self {
        Self {
            module,
            used: std::collections::BTreeSet::new(),
        }
    }

    fn clean(&mut self, name: &str) -> String {
        // The published name, when only it tells two names apart.
        if let Some((from, to)) = self.module.rename.get_key_value(name) {
            self.used.insert(from);
            return to.clone();
        }
        let mut clean = name;
        if let Some(rest) = clean.strip_prefix(self.module.strip_prefix.as_str()) {
            clean = rest;
        }
        let mut clean = clean.to_owned();
        for (ending, short) in &self.module.suffixes {
            if let Some(stem) = clean.strip_suffix(ending.as_str()) {
                clean = format!("{stem}{short}");
            }
        }
        match self.module.rename.get_key_value(&clean) {
            Some((from, to)) => {
                self.used.insert(from);
                to.clone()
            }
            None => clean,
        }
    }

    fn check_used(&self) -> Result<(), Finding> {
        match self
            .module
            .rename
            .keys()
            .find(|from| !self.used.contains(from.as_str()))
        {
            Some(dead) => Err(dead_entry("rename", dead)),
            None => Ok(()),
        }
    }
}
