//! A document without its prose.
//!
//! What Amazon wrote about its API is Amazon's text; what we keep is the
//! structure that a program needs. Our own words come from `openapi/docs`.

use std::convert::Infallible;

use serde_json::{Map, Value};

use crate::document::{Kind, walk};

/// The same document without descriptions, summaries, examples and links to documentation.
///
/// A response must have a description in OpenAPI, so it keeps an empty one.
pub fn structure_of(document: &Value) -> Value {
    let mut structure = document.clone();
    let Ok(()) = walk::<Infallible>(&mut structure, &mut |kind, _, node| {
        drop_prose(kind, node);
        Ok(())
    });
    structure
}

fn drop_prose(kind: Kind, node: &mut Map<String, Value>) {
    let prose: &[&str] = match kind {
        Kind::Document => &["externalDocs"],
        Kind::Components => &["examples"],
        Kind::Info => &["description", "summary", "termsOfService", "contact"],
        Kind::PathItem | Kind::RequestBody | Kind::Leaf => {
            &["description", "summary", "externalDocs"]
        }
        Kind::Operation => &["description", "summary", "externalDocs"],
        Kind::Parameter | Kind::Header => &["description", "example", "examples"],
        Kind::MediaType => &["example", "examples"],
        Kind::Schema => &["description", "example", "examples", "externalDocs"],
        Kind::Response => &["description"],
    };
    for key in prose {
        node.remove(*key);
    }
    // A reference to a shared response stands for the whole object.
    if kind == Kind::Response && !node.contains_key("$ref") {
        node.insert("description".into(), Value::String(String::new()));
    }
}
