//! Small documents through the whole pipeline, and the fixes of findings pasted back.

use serde_json::{Value, json};
use toml::Table;
use xtask::codegen::{Generated, Layers, generate_module};
use xtask::config::{Config, Module, Retry};
use xtask::document::{each_operation, parse_strict};
use xtask::overlay::Overlay;

/// A document with these paths and schemas.
pub(crate) fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Small", "version": "1.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// A document whose operations send and answer each of these schemas.
pub(crate) fn with_schemas(schemas: Value) -> Value {
    let mut paths = json!({});
    let names = schemas.as_object().unwrap().keys();
    for (index, name) in names.enumerate() {
        paths[format!("/things/{index}")] = json!({"post": {
            "operationId": format!("makeThing{index}"),
            "requestBody": content(to(name)),
            "responses": {"200": content(to(name))},
        }});
    }
    document(paths, schemas)
}

/// A document with one operation.
pub(crate) fn with_operation(path: &str, method: &str, operation: Value) -> Value {
    document(json!({path: {method: operation}}), things())
}

pub(crate) fn things() -> Value {
    json!({"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}})
}

/// A JSON body or answer.
pub(crate) fn content(schema: Value) -> Value {
    json!({"description": "", "content": {"application/json": {"schema": schema}}})
}

pub(crate) fn to(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The layers that a maintainer has written so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    pub(crate) config: Table,
    pub(crate) actions: String,
}

impl Written {
    pub(crate) fn layers(&self) -> Layers {
        let mut whole = Table::new();
        whole.insert("small".into(), self.config.clone().into());
        let config = Config::parse(&toml::to_string(&whole).unwrap()).unwrap();
        let overlay = (!self.actions.is_empty()).then(|| {
            let text = format!(
                "overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{}",
                self.actions
            );
            let file = "openapi/overlays/small.overlay.yaml";
            (Overlay::parse(&text, file).unwrap(), file.to_owned())
        });
        Layers {
            overlay,
            module: config.module("small").unwrap().clone(),
            ..Layers::default()
        }
    }

    /// Pastes the lines that a finding offers.
    pub(crate) fn paste(&mut self, error: &str) -> Result<(), String> {
        let Some((_, fix)) = error.rsplit_once("\n  fix: ") else {
            return Err(format!("no fix:\n{error}"));
        };
        let lines: Vec<&str> = fix
            .lines()
            .map(|line| line.get(7..).unwrap_or(""))
            .collect();
        let mut pasted = false;
        let mut in_actions = false;
        // The first line is a sentence.
        for line in &lines[1..] {
            in_actions |= line.starts_with("- target: ");
            if in_actions {
                self.actions.push_str(line);
                self.actions.push('\n');
            } else {
                let line = line.parse::<Table>();
                merge(
                    &mut self.config,
                    line.map_err(|why| format!("{why}\n{error}"))?,
                );
            }
            pasted = true;
        }
        match pasted {
            true => Ok(()),
            false => Err(format!("nothing to paste:\n{error}")),
        }
    }
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(own)), toml::Value::Table(more)) => merge(own, more),
            (Some(toml::Value::Array(own)), toml::Value::Array(more)) => own.extend(more),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// Strict parser, overlay, passes, generator and post-pass.
pub(crate) fn generate(id: &str, document: &[u8], layers: &Layers) -> Result<Generated, String> {
    let document = parse_strict(document).map_err(|finding| finding.to_string())?;
    let mut effective = layers
        .clone()
        .apply(id, document)
        .map_err(|error| said(&error))?;
    retry_all(&mut effective.document, &mut effective.module);
    generate_module(&effective).map_err(|error| said(&error))
}

/// The retry class is a decision that no small document is about.
pub(crate) fn retry_all(document: &mut Value, module: &mut Module) {
    each_operation(document, |operation| {
        let id = operation
            .value
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let class = match operation.method {
            "put" | "patch" => Retry::Update,
            _ => Retry::Read,
        };
        module.retry.insert(id.to_owned(), class);
        Ok::<(), ()>(())
    })
    .unwrap();
}

/// An error as the pipeline prints it.
pub(crate) fn said(error: &anyhow::Error) -> String {
    match error.downcast_ref::<xtask::Finding>() {
        Some(finding) => finding.to_string(),
        None => format!("{error:#}"),
    }
}
