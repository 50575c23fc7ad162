//! Clean names: prefixes off, endings short, and no two that Rust would see as one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::config::{CONFIG, Module, dead_entry};
use crate::document::{Kind, each_operation, rewrite_refs, schemas_mut, walk};

pub(super) fn run(
    document: &mut Value,
    context: Context<'_>,
    log: &mut Log,
) -> Result<(), Finding> {
    let mut namer = Namer::new(context.module);
    each_operation(document, |operation| {
        if let Some(Value::String(id)) = operation.value.get_mut("operationId") {
            let clean = namer.clean(id);
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
        let clean = namer.clean(&name);
        if let Some(other) = rust_names.insert(rust_type(&clean), name.clone()) {
            return Err(Finding::new(
                "RAS-L030",
                format!(
                    "the schemas `{other}` and `{name}` both become `{}`",
                    rust_type(&clean)
                ),
            )
            .at(format!("#/components/schemas/{name}"))
            .fix(format!(
                "name one of them in {CONFIG}:\nrename = {{ {clean} = \"<another name>\" }}"
            )));
        }
        let clean = rust_type(&clean);
        if clean != name {
            log.note(&name, format!("renamed {clean}"));
            names.insert(name, clean.clone());
        }
        schemas.insert(clean, schema);
    }
    *schemas_mut(document) = schemas;
    rewrite_refs(document, &|name| names.get(name).cloned());
    namer.check_used()?;
    check_fields(document)
}

/// The name that a schema or an operation id of the contract has in the generated code.
pub(crate) fn clean_name(module: &Module, name: &str) -> String {
    rust_type(&Namer::new(module).clean(name))
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

/// Two properties of one schema that become one field.
fn check_fields(document: &mut Value) -> Result<(), Finding> {
    walk(document, &mut |kind, at, node| {
        if kind != Kind::Schema {
            return Ok(());
        }
        let mut fields: BTreeMap<String, &str> = BTreeMap::new();
        for property in node
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            if let Some(other) = fields.insert(rust_field(property.0), property.0) {
                return Err(Finding::new(
                    "RAS-L031",
                    format!("the properties `{other}` and `{}` become one field", property.0),
                )
                .at(at)
                .fix(format!(
                    "remove one of them with an overlay action:\n- target: $.{}.properties.{}\n  x-reason: <why it is not needed>\n  remove: true",
                    at.as_str().trim_start_matches('/').replace('/', "."),
                    property.0
                )));
            }
        }
        Ok(())
    })
}

/// The type name that the generator makes of a schema name.
fn rust_type(name: &str) -> String {
    let mut out = String::new();
    let mut upper = true;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            upper = true;
        } else if upper {
            out.extend(c.to_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

/// A key under which two property names meet when Rust would see one field.
fn rust_field(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
