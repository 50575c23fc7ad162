//! One random change anywhere in a JSON document, the same for the same seed.

use serde_json::{Value, json};

/// A small generator of numbers (xorshift64*), good enough to choose with.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // Neighbouring seeds start far apart, and never at zero.
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit.max(1)
    }
}

/// Spoils the document and says what was done.
pub(crate) fn spoil(document: &mut Value, random: &mut Random) -> String {
    let mut places = Vec::new();
    pointers(document, String::new(), &mut places);
    let place = places[random.below(places.len())].clone();
    let other = places[random.below(places.len())].clone();
    let kind = random.below(6);
    let what = match kind {
        0 => drop_node(document, &place),
        1 => duplicate(document, &place, random),
        2 => retype(document, &place, random),
        3 => rename(document, &place, random),
        4 => swap(document, &place, &other),
        _ => words(document, &place, random),
    };
    format!("{what} {place}")
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            // Sorted, whatever the map type keeps: a seed means the same everywhere.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(member, format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

fn split(place: &str) -> (&str, String) {
    let (parent, key) = place.rsplit_once('/').unwrap_or(("", ""));
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

fn drop_node(document: &mut Value, place: &str) -> String {
    let (parent, key) = split(place);
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.remove(&key)),
        Some(Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
        _ => *document = Value::Null,
    }
    "drop".into()
}

fn duplicate(document: &mut Value, place: &str, random: &mut Random) -> String {
    let copy = document.pointer(place).cloned().unwrap();
    let (parent, key) = split(place);
    let ways = [
        format!("{key}2"),
        key.to_uppercase(),
        format!("{key}_"),
        key.to_lowercase(),
    ];
    let name = ways[random.below(ways.len())].clone();
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.entry(name.clone()).or_insert(copy);
        }
        Some(Value::Array(items)) => items.push(copy),
        _ => {}
    }
    format!("duplicate as {name}")
}

fn retype(document: &mut Value, place: &str, random: &mut Random) -> String {
    let values = [
        json!(null),
        json!(true),
        json!(1),
        json!(-1.5),
        json!(""),
        json!("text"),
        json!([]),
        json!({}),
        json!([{}]),
        json!({"a": {}}),
        json!({"$ref": "#/components/schemas/Thing"}),
        json!({"$ref": "other.json#/a"}),
        json!([null]),
        json!(["a", "a"]),
        json!(9_007_199_254_740_993_u64),
    ];
    let value = values[random.below(values.len())].clone();
    let what = format!("retype to {value}");
    if let Some(node) = document.pointer_mut(place) {
        *node = value;
    }
    what
}

fn rename(document: &mut Value, place: &str, random: &mut Random) -> String {
    let names = [
        "",
        "type",
        "self",
        "$ref",
        "allOf",
        "oneOf",
        "properties",
        "items",
        "enum",
        "default",
        "nullable",
        "2XX",
        "200",
        "String",
        "Option",
        "a/b",
        "a.b",
        "Ünï",
        "extra",
        "get",
        "/{x}",
        "/a{b",
        "required",
        "format",
        "in",
        "ApiError",
        "additionalProperties",
        "title",
        "not",
        "x-rust-type",
        "discriminator",
        "anyOf",
        "日本",
        "-",
        "schema",
    ];
    let name = names[random.below(names.len())];
    let (parent, key) = split(place);
    if let Some(Value::Object(members)) = document.pointer_mut(parent)
        && let Some(value) = members.remove(&key)
    {
        members.insert(name.into(), value);
    }
    format!("rename to {name:?}")
}

fn swap(document: &mut Value, one: &str, other: &str) -> String {
    let copy = document.pointer(other).cloned().unwrap();
    let first = document
        .pointer_mut(one)
        .map(std::mem::take)
        .unwrap_or_default();
    // The place of the other may have gone with the first.
    if let Some(node) = document.pointer_mut(other) {
        *node = first;
    }
    if let Some(node) = document.pointer_mut(one) {
        *node = copy;
    }
    format!("swap with {other}:")
}

/// Another word of OpenAPI in the place of a text.
fn words(document: &mut Value, place: &str, random: &mut Random) -> String {
    let words = [
        "string",
        "integer",
        "number",
        "boolean",
        "object",
        "array",
        "null",
        "int32",
        "int64",
        "date",
        "date-time",
        "uuid",
        "binary",
        "path",
        "query",
        "header",
        "cookie",
        "*/*",
        "3.1.0",
        "#/components/schemas/Nothing",
        "type",
    ];
    let word = words[random.below(words.len())];
    match document.pointer_mut(place) {
        Some(node) if !node.is_object() && !node.is_array() => *node = word.into(),
        Some(Value::Object(members)) => {
            members.insert("type".into(), word.into());
        }
        _ => {}
    }
    format!("write {word}")
}
