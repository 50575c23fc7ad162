//! Every member has the JSON type that OpenAPI gives it, and every reference leads somewhere.
//!
//! This is no pass: it changes nothing. The passes rely on it, so that none of them
//! has to ask whether a list is a list, and none passes over what it cannot read.

use serde_json::{Map, Value};

use crate::Finding;
use crate::document::{Kind, Pointer, walk};

#[derive(Clone, Copy)]
enum Is {
    Bool,
    Text,
    List,
    Texts,
    Objects,
    Object,
    /// An object whose members are objects.
    Map,
    /// `additionalProperties`.
    BoolOrObject,
}

impl Is {
    fn holds(self, value: &Value) -> bool {
        let all = |test: fn(&Value) -> bool| value.as_array().is_some_and(|v| v.iter().all(test));
        match self {
            Self::Bool => value.is_boolean(),
            Self::Text => value.is_string(),
            Self::List => value.is_array(),
            Self::Texts => all(Value::is_string),
            Self::Objects => all(Value::is_object),
            Self::Object => value.is_object(),
            Self::Map => value
                .as_object()
                .is_some_and(|members| members.values().all(Value::is_object)),
            Self::BoolOrObject => value.is_boolean() || value.is_object(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Texts => "a list of texts",
            Self::Objects => "a list of objects",
            Self::Object => "an object",
            Self::Map => "an object of objects",
            Self::BoolOrObject => "true, false or a schema",
        }
    }
}

fn members(kind: Kind) -> &'static [(&'static str, Is)] {
    match kind {
        Kind::Document => &[
            ("openapi", Is::Text),
            ("info", Is::Object),
            ("paths", Is::Map),
            ("components", Is::Map),
            ("tags", Is::Objects),
            ("servers", Is::Objects),
        ],
        Kind::Info => &[("title", Is::Text), ("version", Is::Text)],
        Kind::Components => &[
            ("schemas", Is::Map),
            ("parameters", Is::Map),
            ("requestBodies", Is::Map),
            ("responses", Is::Map),
            ("headers", Is::Map),
        ],
        Kind::PathItem => &[
            ("parameters", Is::Objects),
            ("delete", Is::Object),
            ("get", Is::Object),
            ("head", Is::Object),
            ("options", Is::Object),
            ("patch", Is::Object),
            ("post", Is::Object),
            ("put", Is::Object),
            ("trace", Is::Object),
        ],
        Kind::Operation => &[
            ("operationId", Is::Text),
            ("parameters", Is::Objects),
            ("requestBody", Is::Object),
            ("responses", Is::Map),
            ("deprecated", Is::Bool),
        ],
        Kind::Parameter => &[
            ("$ref", Is::Text),
            ("name", Is::Text),
            ("in", Is::Text),
            ("required", Is::Bool),
            ("explode", Is::Bool),
            ("style", Is::Text),
            ("schema", Is::Object),
            ("content", Is::Map),
        ],
        Kind::Header => &[("schema", Is::Object), ("content", Is::Map)],
        Kind::RequestBody => &[("$ref", Is::Text), ("content", Is::Map)],
        Kind::Response => &[
            ("$ref", Is::Text),
            ("headers", Is::Map),
            ("content", Is::Map),
        ],
        Kind::MediaType => &[("schema", Is::Object)],
        Kind::Schema => &[
            ("$ref", Is::Text),
            ("type", Is::Text),
            ("format", Is::Text),
            ("nullable", Is::Bool),
            ("required", Is::Texts),
            ("properties", Is::Map),
            ("items", Is::Object),
            ("additionalProperties", Is::BoolOrObject),
            ("enum", Is::List),
            ("allOf", Is::Objects),
            ("anyOf", Is::Objects),
            ("oneOf", Is::Objects),
            ("not", Is::Object),
        ],
        Kind::Leaf => &[],
    }
}

/// Members without which the object means nothing.
fn needed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &["info", "openapi", "paths"],
        Kind::Info => &["title", "version"],
        Kind::Parameter => &["in", "name"],
        _ => &[],
    }
}

pub(super) fn check(document: &mut Value) -> Result<(), Finding> {
    if !document.is_object() {
        return Err(Finding::new("RAS-L003", "the document is not an object").at("#"));
    }
    let schemas = crate::document::schemas(document);
    walk(document, &mut |kind, at, node| {
        for (key, is) in members(kind) {
            if let Some(value) = node.get(*key)
                && !is.holds(value)
            {
                return Err(wrong(at, key, *is));
            }
        }
        if !node.contains_key("$ref") {
            for key in needed(kind) {
                if !node.contains_key(*key) {
                    return Err(Finding::new("RAS-L003", format!("`{key}` is missing"))
                        .at(at)
                        .fix(add(at, key)));
                }
            }
        }
        match kind {
            Kind::Document => paths(node),
            Kind::Schema => schema(node, at, &schemas),
            Kind::Operation => codes(node, at),
            _ => Ok(()),
        }
    })
}

fn wrong(at: &Pointer, key: &str, is: Is) -> Finding {
    let at = at.child(key);
    Finding::new("RAS-L003", format!("`{key}` is not {}", is.name()))
        .fix(remove(&at))
        .at(at)
}

fn add(at: &Pointer, key: &str) -> String {
    format!(
        "add the right value with an overlay action:\n\
         - target: {}\n  x-reason: the document says nothing\n  update: {{{key}: unknown}}",
        at.json_path()
    )
}

fn paths(document: &Map<String, Value>) -> Result<(), Finding> {
    let version = document.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("3.0")) {
        return Err(Finding::new(
            "RAS-L001",
            format!("`openapi` is {}, not 3.0.x", version.unwrap_or("missing")),
        )
        .at("#/openapi"));
    }
    let paths = document.get("paths").and_then(Value::as_object);
    for path in paths.into_iter().flat_map(|paths| paths.keys()) {
        if !is_template(path) {
            let at = Pointer::root().child("paths").child(path);
            return Err(
                Finding::new("RAS-L003", format!("`{path}` is no path template"))
                    .at(at)
                    .fix("a path begins with `/` and its `{name}` parts are closed; correct it with overlay actions that add the right path and remove this one"),
            );
        }
    }
    Ok(())
}

fn is_template(path: &str) -> bool {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, end)) = after.split_once('}') else {
            return false;
        };
        let plain = !name.is_empty() && !name.contains(['/', '{']) && !names.contains(&name);
        if before.contains('}') || !plain {
            return false;
        }
        names.push(name);
        rest = end;
    }
    path.starts_with('/') && !rest.contains('}')
}

fn codes(operation: &Map<String, Value>, at: &Pointer) -> Result<(), Finding> {
    let responses = operation.get("responses").and_then(Value::as_object);
    for code in responses.into_iter().flat_map(|responses| responses.keys()) {
        let class = code.starts_with(['1', '2', '3', '4', '5']) && code.len() == 3;
        let digits = code.bytes().all(|b| b.is_ascii_digit()) || code.ends_with("XX");
        if !(class && digits || code == "default" || code.starts_with("x-")) {
            let at = at.child("responses").child(code);
            return Err(
                Finding::new("RAS-L003", format!("`{code}` is no status code"))
                    .fix(remove(&at))
                    .at(at),
            );
        }
    }
    Ok(())
}

fn schema(
    node: &Map<String, Value>,
    at: &Pointer,
    schemas: &Map<String, Value>,
) -> Result<(), Finding> {
    let kinds = ["array", "boolean", "integer", "number", "object", "string"];
    if let Some(kind) = node.get("type").and_then(Value::as_str)
        && !kinds.contains(&kind)
    {
        let at = at.child("type");
        return Err(
            Finding::new("RAS-L003", format!("`{kind}` is no type of OpenAPI 3.0"))
                .fix(remove(&at))
                .at(at),
        );
    }
    let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
        return Ok(());
    };
    let target = reference.strip_prefix("#/components/schemas/");
    if target.is_some_and(|name| schemas.contains_key(name)) {
        return Ok(());
    }
    Err(
        Finding::new("RAS-L004", format!("`{reference}` leads nowhere"))
            .at(at.child("$ref"))
            .fix(remove(at)),
    )
}

/// An overlay action that takes away what stands at this place.
pub(super) fn remove(at: &Pointer) -> String {
    format!(
        "take it away with an overlay action, or put the right value in place:\n\
         - target: {}\n  x-reason: the document says what it cannot mean\n  remove: true",
        at.json_path()
    )
}
