//! Whose token it is: the whole of client id, refresh token and region.

use std::fmt;

use sha2::{Digest, Sha256};

/// Identifies a login, so that two tenants never share a token.
///
/// Made from the whole client id, refresh token and address of the region by SHA-256:
/// it can be written down, for instance as a file name, and tells none of them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenKey(String);

impl TokenKey {
    pub(crate) fn new(client_id: &str, refresh_token: &str, region: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [client_id, refresh_token, region] {
            // With its length, so that no two triples run together into one text.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let hex = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self(hex)
    }

    /// 64 characters of hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_counts_to_its_last_character() {
        let prefix = "Atzr|".to_owned() + &"x".repeat(400);
        let token = |end: &str| format!("{prefix}{end}");
        let keys = [
            TokenKey::new("c", &token("a"), "na"),
            TokenKey::new("c", &token("b"), "na"),
            TokenKey::new("c", &token("a"), "eu"),
            TokenKey::new("d", &token("a"), "na"),
            TokenKey::new(&format!("c{prefix}"), "a", "na"),
        ];
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{key:?}");
        }
        assert_eq!(keys[0], TokenKey::new("c", &token("a"), "na"));
    }
}
