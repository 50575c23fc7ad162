//! Reading JSON without forgiving anything that serde_json would forgive.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::Finding;

/// A published document is about 130 KB; ten times the largest of the family.
const MAX_BYTES: usize = 20_000_000;

/// Parses a document: UTF-8, JSON, and no key twice in one object.
///
/// serde_json keeps the last of two equal keys silently, which would drop a
/// part of the contract.
pub fn parse_strict(bytes: &[u8]) -> Result<Value, Finding> {
    if bytes.len() > MAX_BYTES {
        return Err(Finding::new(
            "RAS-L001",
            format!(
                "the document has {} bytes, more than {MAX_BYTES}",
                bytes.len()
            ),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Finding::new("RAS-L001", "the document is not UTF-8")
            .at(format!("byte {}", error.valid_up_to()))
            .fix("fetch it again, or repair that byte sequence by hand before importing")
    })?;
    if text.trim_start().starts_with('<') {
        return Err(
            Finding::new("RAS-L001", "the document is HTML or XML, not JSON")
                .fix("the address leads to a web page; find the link to the JSON file on it"),
        );
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| Finding::new("RAS-L001", format!("not valid JSON: {error}")))?;
    Ok(value)
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(Self)?;
            if members.contains_key(&key) {
                return Err(A::Error::custom(format!("the key `{key}` stands twice")));
            }
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}
