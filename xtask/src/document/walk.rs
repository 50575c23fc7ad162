//! Walking a document by what its parts are, not by what their keys are called.
//!
//! A property named `description` is a property; the `description` of a schema
//! is prose. Only the position in the OpenAPI structure tells them apart.

use std::fmt;

use serde_json::{Map, Value};

/// What an object of the document is, in the words of OpenAPI 3.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The document itself.
    Document,
    /// `info`.
    Info,
    /// `components`.
    Components,
    /// One path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter.
    Parameter,
    /// A response header.
    Header,
    /// A request body.
    RequestBody,
    /// A response.
    Response,
    /// One media type of a body.
    MediaType,
    /// A schema at any depth.
    Schema,
    /// A tag, a server or a security scheme: described, but without children of interest.
    Leaf,
}

enum Shape {
    One,
    List,
    Map,
}

impl Kind {
    fn children(self) -> &'static [(&'static str, Shape, Self)] {
        use Shape::{List, Map, One};
        match self {
            Self::Document => &[
                ("info", One, Self::Info),
                ("components", One, Self::Components),
                ("paths", Map, Self::PathItem),
                ("tags", List, Self::Leaf),
                ("servers", List, Self::Leaf),
            ],
            Self::Components => &[
                ("schemas", Map, Self::Schema),
                ("parameters", Map, Self::Parameter),
                ("headers", Map, Self::Header),
                ("requestBodies", Map, Self::RequestBody),
                ("responses", Map, Self::Response),
                ("securitySchemes", Map, Self::Leaf),
            ],
            Self::PathItem => &[
                ("delete", One, Self::Operation),
                ("get", One, Self::Operation),
                ("head", One, Self::Operation),
                ("options", One, Self::Operation),
                ("patch", One, Self::Operation),
                ("post", One, Self::Operation),
                ("put", One, Self::Operation),
                ("trace", One, Self::Operation),
                ("parameters", List, Self::Parameter),
                ("servers", List, Self::Leaf),
            ],
            Self::Operation => &[
                ("parameters", List, Self::Parameter),
                ("requestBody", One, Self::RequestBody),
                ("responses", Map, Self::Response),
                ("servers", List, Self::Leaf),
            ],
            Self::Parameter | Self::Header => &[
                ("schema", One, Self::Schema),
                ("content", Map, Self::MediaType),
            ],
            Self::RequestBody => &[("content", Map, Self::MediaType)],
            Self::Response => &[
                ("headers", Map, Self::Header),
                ("content", Map, Self::MediaType),
            ],
            Self::MediaType => &[("schema", One, Self::Schema)],
            Self::Schema => &[
                ("properties", Map, Self::Schema),
                ("items", One, Self::Schema),
                ("additionalProperties", One, Self::Schema),
                ("allOf", List, Self::Schema),
                ("anyOf", List, Self::Schema),
                ("oneOf", List, Self::Schema),
                ("not", One, Self::Schema),
            ],
            Self::Info | Self::Leaf => &[],
        }
    }
}

/// A JSON pointer (RFC 6901).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The member or item `key` of this place.
    #[must_use]
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let key = key.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{key}", self.0))
    }

    /// The place as a JSONPath, which is how an overlay names it.
    pub fn json_path(&self) -> String {
        const LISTS: [&str; 6] = ["allOf", "anyOf", "enum", "oneOf", "parameters", "required"];
        let mut path = String::from("$");
        let mut before = String::new();
        for key in self.0.split('/').skip(1) {
            let key = key.replace("~1", "/").replace("~0", "~");
            let number = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
            let list = LISTS.contains(&before.as_str());
            before.clone_from(&key);
            if number && list {
                path.push_str(&format!("[{key}]"));
            } else if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic()) {
                path.push_str(&format!(".{key}"));
            } else {
                let key = key.replace('\\', "\\\\").replace('\'', "\\'");
                path.push_str(&format!("['{key}']"));
            }
        }
        path
    }

    /// The text without the leading `#`, as serde_json takes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Calls `visit` for every object of the document, parents before children.
///
/// A value of the wrong JSON type where an object is due is passed over: the
/// parser of the OpenAPI model reports it later with its own words.
pub fn walk<E>(
    document: &mut Value,
    visit: &mut impl FnMut(Kind, &Pointer, &mut Map<String, Value>) -> Result<(), E>,
) -> Result<(), E> {
    walk_node(document, Kind::Document, &Pointer::root(), visit)
}

fn walk_node<E>(
    node: &mut Value,
    kind: Kind,
    at: &Pointer,
    visit: &mut impl FnMut(Kind, &Pointer, &mut Map<String, Value>) -> Result<(), E>,
) -> Result<(), E> {
    let Some(members) = node.as_object_mut() else {
        return Ok(());
    };
    visit(kind, at, members)?;
    for (key, shape, child_kind) in kind.children() {
        let Some(child) = members.get_mut(*key) else {
            continue;
        };
        let place = at.child(key);
        match (shape, child) {
            (Shape::One, child) => walk_node(child, *child_kind, &place, visit)?,
            (Shape::List, Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk_node(item, *child_kind, &place.child(index), visit)?;
                }
            }
            (Shape::Map, Value::Object(entries)) => {
                for (name, entry) in entries {
                    walk_node(entry, *child_kind, &place.child(name), visit)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
