//! Three-valued fields of updates.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an update does to a field that can be empty: keep it, clear it or set it.
///
/// On the wire the three are an absent member, `null` and a value. Only fields that
/// the contract declares nullable have this type, so that nothing else can be cleared
/// by mistake.
///
/// # Example
///
/// ```
/// use ras_core::Patch;
/// use ras_core::ras::types::UpdateCampaignInput;
///
/// let keep = UpdateCampaignInput::new("1");
/// let clear = UpdateCampaignInput::new("1").with_end_date(Patch::Clear);
/// assert_eq!(serde_json::to_string(&keep)?, r#"{"campaignId":"1"}"#);
/// assert_eq!(serde_json::to_string(&clear)?, r#"{"campaignId":"1","endDate":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The field stays as it is; the member is absent.
    #[default]
    Keep,
    /// The field becomes empty; the member is `null`.
    Clear,
    /// The field takes this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field stays as it is.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The new value, when there is one.
    pub fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_set().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            Some(value) => Self::Set(value),
            None => Self::Clear,
        })
    }
}
