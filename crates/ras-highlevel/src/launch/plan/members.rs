//! How single members of a plan are written.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::{KeywordMatch, RetailerId, Targeting};

// What stands for a required member that a file lacks. It is wrong, so that all members
// that are missing are found at once, and not one after the other.

pub(super) fn no_targeting() -> Targeting {
    Targeting::from("")
}

pub(super) fn no_match() -> KeywordMatch {
    KeywordMatch::from("")
}

pub(super) fn no_retailer() -> RetailerId {
    RetailerId::from("")
}

/// Declares how a word is written: small in a plan, in capitals on the wire. A word that
/// nobody knows is kept as it was written.
macro_rules! word {
    ($name:ident: $word:ident) => {
        pub(super) mod $name {
            use serde::{Deserialize, Deserializer, Serializer};

            use crate::$word;

            pub(in super::super) fn serialize<S: Serializer>(
                word: &$word,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&word.as_str().to_lowercase())
            }

            pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$word, D::Error> {
                let text = String::deserialize(deserializer)?;
                match $word::from(text.to_uppercase().as_str()) {
                    $word::Unknown(_) => Ok($word::from(text.as_str())),
                    known => Ok(known),
                }
            }
        }
    };
}

word! { targeting: Targeting }
word! { keyword_match: KeywordMatch }

/// An identifier: a text, or a number, since Amazon's identifiers are numbers.
pub(super) fn id<'de, D: Deserializer<'de>, I: From<String>>(
    deserializer: D,
) -> Result<I, D::Error> {
    struct Id<I>(PhantomData<I>);

    impl<I: From<String>> Visitor<'_> for Id<I> {
        type Value = I;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an identifier, such as \"24483676143932\"")
        }

        fn visit_str<E: Error>(self, id: &str) -> Result<I, E> {
            Ok(I::from(id.to_owned()))
        }

        fn visit_u64<E: Error>(self, id: u64) -> Result<I, E> {
            Ok(I::from(id.to_string()))
        }

        fn visit_i64<E: Error>(self, id: i64) -> Result<I, E> {
            Ok(I::from(id.to_string()))
        }
    }

    deserializer.deserialize_any(Id(PhantomData))
}

pub(super) fn some_id<'de, D: Deserializer<'de>, I: From<String>>(
    deserializer: D,
) -> Result<Option<I>, D::Error> {
    #[derive(Deserialize)]
    struct Id(#[serde(deserialize_with = "id")] String);

    let id = Option::<Id>::deserialize(deserializer)?;
    Ok(id.map(|Id(id)| I::from(id)))
}

/// A day: a text, or a date of TOML.
pub(super) fn some_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    struct Day(#[serde(deserialize_with = "date")] Date);

    let day = Option::<Day>::deserialize(deserializer)?;
    Ok(day.map(|Day(day)| day))
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    struct Day;

    impl<'de> Visitor<'de> for Day {
        type Value = Date;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a day such as \"2026-12-31\"")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
            let wrong = |_| E::custom(format!("`{text}` is no day such as \"2026-12-31\""));
            text.parse().map_err(wrong)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
            let time = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
            self.visit_str(&time.to_string())
        }
    }

    deserializer.deserialize_any(Day)
}
