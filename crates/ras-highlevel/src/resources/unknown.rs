//! News from the service: values that this version of the SDK does not know.

/// Values of open enums that this version does not know, each with its member.
macro_rules! unknown_values {
    ($($member:literal: $enumeration:ident = $value:expr,)*) => {{
        let mut found = Vec::new();
        $(for value in IntoIterator::into_iter($value) {
            if let ras_core::ras::types::$enumeration::Unknown(value) = value {
                found.push(($member, value.as_str()));
            }
        })*
        found
    }};
}
pub(super) use unknown_values;
