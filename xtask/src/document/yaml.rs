//! Reading YAML as version 1.2 means it.

use serde::de::DeserializeOwned;

/// Parses YAML in which only `true` and `false` are booleans.
///
/// Otherwise an enum value `NO` or a property `y` would silently become one.
pub fn parse_yaml<T: DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
    };
    serde_saphyr::from_str_with_options(text, options)
}
