//! Clean names: prefixes off, endings short, and no two that Rust would see as one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::rust_names::{field_name, is_taken, settled_type_name, type_name};
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
            if let Some(problem) = method_problem(id, &clean, &mut methods) {
                let free = match clean.is_ascii() && field_name(&clean) != "x" {
                    true => namer.free(&clean),
                    false => namer.free("operation"),
                };
                return Err(other_name("RAS-L002", problem, id, &free).at(at));
            }
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
        let clean = settled_type_name(&namer.clean(&name));
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
            let free = namer.free(&clean);
            return Err(other_name("RAS-L030", problem, &name, &free).at(at.child(&name)));
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
    inline_types::check(document, &rust_names, &|name| namer.free(name))
}

/// A finding about a name, with a line for the configuration that gives another.
pub(super) fn other_name(code: &'static str, problem: String, name: &str, free: &str) -> Finding {
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    Finding::new(code, problem).fix(format!(
        "choose a name in {CONFIG}:\nrename = {{ \"{name}\" = \"{free}\" }}"
    ))
}

/// Why an operation cannot have the method that its id gives it.
fn method_problem(id: &str, clean: &str, methods: &mut BTreeMap<String, String>) -> Option<String> {
    let method = field_name(clean);
    if !method.is_ascii() || !clean.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Some(format!("`{id}` makes no name of a method"));
    }
    if ["new", "all"].contains(&method.as_str()) {
        return Some(format!("every client has a `{method}` already"));
    }
    // The table of operations is found by letters alone.
    let other = methods.insert(method.replace('_', ""), id.to_owned())?;
    Some(format!("`{other}` and `{id}` become one method"))
}

/// The name that a schema or an operation id of the contract has in the generated code.
pub(crate) fn clean_name(module: &Module, name: &str) -> String {
    settled_type_name(&Namer::new(module).clean(name))
}

struct Namer<'a> {
    module: &'a Module,
    /// The renames that were used.
    used: BTreeSet<&'a str>,
    /// The endings that were found.
    suffixes: BTreeSet<&'a str>,
    /// Whether a name had the prefix.
    stripped: bool,
}

impl<'a> Namer<'a> {
    fn new(module: &'a Module) -> Self {
        Self {
            module,
            used: BTreeSet::new(),
            suffixes: BTreeSet::new(),
            stripped: false,
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
            self.stripped = true;
            clean = rest;
        }
        let mut clean = clean.to_owned();
        for (ending, short) in &self.module.suffixes {
            if let Some(stem) = clean.strip_suffix(ending.as_str()) {
                self.suffixes.insert(ending);
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

    /// A name that no entry gives yet.
    fn free(&self, name: &str) -> String {
        let same = |free: &str, name: &str| type_name(free) == type_name(name);
        let given = |free: &String| self.module.rename.values().any(|name| same(free, name));
        let free = (2..).map(|number| format!("{name}{number}"));
        free.into_iter()
            .find(|free| !given(free))
            .unwrap_or_default()
    }

    fn check_used(&self) -> Result<(), Finding> {
        let prefix = &self.module.strip_prefix;
        if !prefix.is_empty() && !self.stripped {
            return Err(dead_entry("strip-prefix", prefix));
        }
        let lists = [
            ("suffixes", &self.module.suffixes, &self.suffixes),
            ("rename", &self.module.rename, &self.used),
        ];
        for (key, entries, used) in lists {
            let mut entries = entries.keys();
            if let Some(dead) = entries.find(|entry| !used.contains(entry.as_str())) {
                return Err(dead_entry(key, dead));
            }
        }
        Ok(())
    }
}
