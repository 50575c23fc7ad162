//! A page of a list, each row turned into an entity as soon as it is decoded.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::wire::Wire;

/// The answer to a list call. Its rows never stand together in the shape of the wire:
/// moving and freeing a thousand of them costs as much as decoding them.
#[derive(Debug)]
pub(super) struct Rows<E> {
    pub(crate) entities: Vec<E>,
    pub(crate) next: Option<String>,
    /// Values of open enums that this version does not know, each with its member.
    pub(crate) unknown: Vec<(&'static str, String)>,
}

impl<'de, E: Wire> Deserialize<'de> for Rows<E> {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        decoder.deserialize_map(Body(PhantomData))
    }
}

struct Body<E>(PhantomData<E>);

impl<'de, E: Wire> Visitor<'de> for Body<E> {
    type Value = Rows<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Rows<E>, A::Error> {
        let mut page = Rows {
            entities: Vec::new(),
            next: None,
            unknown: Vec::new(),
        };
        while let Some(member) = members.next_key::<String>()? {
            match member.as_str() {
                member if member == E::ROWS => {
                    members.next_value_seed(List(&mut page))?;
                }
                "nextToken" => page.next = members.next_value()?,
                "totalResults" => _ = members.next_value::<Option<i64>>()?,
                _ => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        Ok(page)
    }
}

/// Adds the rows of a list to a page.
struct List<'a, E>(&'a mut Rows<E>);

impl<'de, E: Wire> DeserializeSeed<'de> for List<'_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<(), D::Error> {
        decoder.deserialize_option(self)
    }
}

impl<'de, E: Wire> Visitor<'de> for List<'_, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    // `null` where a list is due is an empty list.
    fn visit_none<F: Error>(self) -> Result<(), F> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, decoder: D) -> Result<(), D::Error> {
        decoder.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<E::Row>()? {
            let unknown = E::unknown_values(&row).into_iter();
            let unknown = unknown.map(|(member, value)| (member, value.to_owned()));
            self.0.unknown.extend(unknown);
            self.0.entities.push(E::read(row));
        }
        Ok(())
    }
}
