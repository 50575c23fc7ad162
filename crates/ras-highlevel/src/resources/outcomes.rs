//! The answer to a create, an update or a delete: what became of each item.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use ras_core::Id;
use ras_core::ras::types::ErrorDetail;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::wire::Wire;
use crate::ItemError;

/// A 207: what became of each item, by its index in the request.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    pub(crate) success: Vec<(i32, Option<Id>)>,
    pub(crate) error: Vec<(i32, Vec<ItemError>)>,
}

/// What a 207 says about one item.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    Done(Id),
    /// Why it was refused: at least one reason.
    Refused(Vec<ItemError>),
    /// It succeeded, but nobody knows as what.
    WithoutId,
    Twice,
    Nothing,
}

impl Outcomes {
    /// Both lists in the order of the request's items.
    ///
    /// An index outside of the request says nothing about any item.
    pub(crate) fn in_order(self, sent: usize) -> Vec<Told> {
        let mut items = vec![Told::Nothing; sent];
        let mut note = |index: i32, told| {
            let index = usize::try_from(index).ok();
            if let Some(item) = index.and_then(|index| items.get_mut(index)) {
                *item = match item {
                    Told::Nothing => told,
                    _ => Told::Twice,
                };
            }
        };
        for (index, id) in self.success {
            let id = id.filter(|id| !id.is_empty());
            note(index, id.map_or(Told::WithoutId, Told::Done));
        }
        for (index, mut errors) in self.error {
            if errors.is_empty() {
                errors.push(ItemError::unexplained());
            }
            note(index, Told::Refused(errors));
        }
        items
    }
}

/// The body of a 207 for entities of one kind.
///
/// The generated types hold room for a whole entity in each success; a thousand of them
/// cost more to move than all of their ids to read.
#[derive(Debug)]
pub(crate) struct Answer<E> {
    pub(crate) outcomes: Outcomes,
    entity: PhantomData<fn() -> E>,
}

impl<'de, E: Wire> Deserialize<'de> for Answer<E> {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let outcomes = decoder.deserialize_map(Body {
            rows: E::ROWS,
            id: E::ID,
        })?;
        Ok(Self {
            outcomes,
            entity: PhantomData,
        })
    }
}

/// `{"targets": {"success": […], "error": […]}}`
struct Body {
    rows: &'static str,
    id: &'static str,
}

impl<'de> Visitor<'de> for Body {
    type Value = Outcomes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an answer with `{}`", self.rows)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Outcomes, A::Error> {
        let mut outcomes = None;
        while let Some(member) = members.next_key::<String>()? {
            match member == self.rows {
                true => outcomes = Some(members.next_value_seed(Both { id: self.id })?),
                false => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        outcomes.ok_or_else(|| Error::missing_field(self.rows))
    }
}

/// `{"success": […], "error": […]}`
struct Both {
    id: &'static str,
}

impl<'de> DeserializeSeed<'de> for Both {
    type Value = Outcomes;

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<Outcomes, D::Error> {
        decoder.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Both {
    type Value = Outcomes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the lists `success` and `error`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Outcomes, A::Error> {
        let mut outcomes = Outcomes::default();
        while let Some(member) = members.next_key::<String>()? {
            match member.as_str() {
                "success" => {
                    outcomes.success = members.next_value_seed(Successes { id: self.id })?;
                }
                "error" => {
                    let failures: Option<Vec<Failure>> = members.next_value()?;
                    let failures = failures.unwrap_or_default().into_iter();
                    outcomes.error = failures.map(Failure::read).collect();
                }
                _ => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        Ok(outcomes)
    }
}

#[derive(Deserialize)]
struct Failure {
    index: i32,
    errors: Option<Vec<ErrorDetail>>,
}

impl Failure {
    fn read(self) -> (i32, Vec<ItemError>) {
        let errors = self.errors.unwrap_or_default();
        (
            self.index,
            errors.iter().map(ItemError::from_core).collect(),
        )
    }
}

/// `[{"index": 0, "targetId": "…"}]`; `null` where a list is due is an empty list.
struct Successes {
    id: &'static str,
}

impl<'de> DeserializeSeed<'de> for Successes {
    type Value = Vec<(i32, Option<Id>)>;

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<Self::Value, D::Error> {
        decoder.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Successes {
    type Value = Vec<(i32, Option<Id>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<F: Error>(self) -> Result<Self::Value, F> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, decoder: D) -> Result<Self::Value, D::Error> {
        decoder.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut successes = Vec::new();
        while let Some(success) = items.next_element_seed(Success { id: self.id })? {
            successes.push(success);
        }
        Ok(successes)
    }
}

struct Success {
    id: &'static str,
}

impl<'de> DeserializeSeed<'de> for Success {
    type Value = (i32, Option<Id>);

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<Self::Value, D::Error> {
        decoder.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Success {
    type Value = (i32, Option<Id>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`index` and `{}` of an item", self.id)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (mut index, mut id) = (None, None);
        while let Some(member) = members.next_key::<Name<'de>>()? {
            match &*member.0 {
                "index" => index = Some(members.next_value()?),
                member if member == self.id => id = members.next_value()?,
                // The entity itself, where `Prefer` has asked for it.
                _ => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        let index = index.ok_or_else(|| Error::missing_field("index"))?;
        Ok((index, id))
    }
}

/// The name of a member, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Campaign, Target};

    fn read<E: Wire>(text: &str) -> Result<Outcomes, String> {
        let answer: Result<Answer<E>, _> = serde_json::from_str(text);
        answer
            .map(|answer| answer.outcomes)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ids_and_errors_are_read_whatever_stands_beside_them() {
        let outcomes = read::<Target>(
            r#"{"new": [1], "targets": {
                "success": [
                    {"target": {"targetId": "not this"}, "targetId": "7", "index": 2},
                    {"index": 0},
                    {"inde\u0078": 3, "targetId": null}
                ],
                "error": [
                    {"index": 1, "errors": [{"errorType": "throttledError", "errorValue": {}}]},
                    {"index": 4, "errors": null}
                ],
                "new": {}
            }}"#,
        )
        .unwrap();
        let wanted = [(2, Some("7".into())), (0, None), (3, None)];
        assert_eq!(outcomes.success, wanted);
        let errors: Vec<_> = outcomes
            .error
            .iter()
            .map(|(index, list)| (*index, list.len()))
            .collect();
        assert_eq!(errors, [(1, 1), (4, 0)]);
    }

    #[test]
    fn lists_may_be_null_or_missing_and_the_whole_may_not() {
        for text in [
            r#"{"targets": {}}"#,
            r#"{"targets": {"success": null, "error": null}}"#,
        ] {
            let outcomes = read::<Target>(text).unwrap();
            assert!(outcomes.success.is_empty() && outcomes.error.is_empty());
        }
        for text in [
            "{}",
            r#"{"targets": null}"#,
            "[]",
            r#"{"targets": {"success": [{}]}}"#,
        ] {
            assert!(read::<Target>(text).is_err(), "{text}");
        }
        assert!(read::<Campaign>(r#"{"targets": {}}"#).is_err());
    }
}
