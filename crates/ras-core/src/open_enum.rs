//! Enums that survive values they do not know.

use std::fmt;

use smol_str::SmolStr;

/// The text of an enum value that this version of the SDK does not know.
///
/// It can be read and compared, but not built: code that matched on a guessed value
/// would silently stop matching in the version that learns the value.
#[derive(Clone, PartialEq, Eq, Hash)]
// A thin pointer, since every known value carries the room for it: a row has seven enums.
pub struct UnknownValue(Box<SmolStr>);

impl UnknownValue {
    pub(crate) fn new(value: &str) -> Self {
        Self(Box::new(SmolStr::new(value)))
    }

    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The conversions that all open enums share; `as_str` and `From<&str>` are generated.
macro_rules! open_enum {
    ($name:ident) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::wire::borrowed_text(deserializer, |text| Self::from(text))
            }
        }
    };
}
pub(crate) use open_enum;
