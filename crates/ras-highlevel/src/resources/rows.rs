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
        let (mut entities, mut next) = (Vec::new(), None);
        while let Some(member) = members.next_key::<String>()? {
            match member.as_str() {
                member if member == E::ROWS => {
                    entities = members.next_value_seed(Entities(PhantomData))?;
                }
                "nextToken" => next = members.next_value()?,
                "totalResults" => _ = members.next_value::<Option<i64>>()?,
                _ => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        Ok(Rows { entities, next })
    }
}

struct Entities<E>(PhantomData<E>);

impl<'de, E: Wire> DeserializeSeed<'de> for Entities<E> {
    type Value = Vec<E>;

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<Vec<E>, D::Error> {
        decoder.deserialize_option(self)
    }
}

impl<'de, E: Wire> Visitor<'de> for Entities<E> {
    type Value = Vec<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    // `null` where a list is due is an empty list.
    fn visit_none<F: Error>(self) -> Result<Vec<E>, F> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, decoder: D) -> Result<Vec<E>, D::Error> {
        decoder.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<E>, A::Error> {
        let mut entities = Vec::new();
        while let Some(row) = rows.next_element::<E::Row>()? {
            entities.push(E::read(row));
        }
        Ok(entities)
    }
}
