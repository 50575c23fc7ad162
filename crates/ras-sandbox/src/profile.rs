//! The advertisers of a sandbox and what a caller may do for them.

use crate::seed::Credentials;

/// An advertiser's profile, which the scope header names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The id in the scope header.
    pub id: String,
    /// Name of the advertiser.
    pub name: String,
    /// What kind of account it is.
    pub kind: AccountKind,
    /// What the login may do.
    pub access: Access,
    /// The login that may act for it.
    pub refresh_token: String,
}

/// A kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountKind {
    /// Sells to Amazon; its campaign names end at 116 characters.
    Vendor,
    /// Sells through Amazon; its campaign names end at 128 characters.
    Seller,
}

impl AccountKind {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Seller => "seller",
        }
    }
}

/// What a login may do for a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Access {
    /// Nothing: every call is forbidden.
    None,
    /// Lists and reports.
    View,
    /// Everything.
    Edit,
}

/// More vendors of the default login, for tests of many profiles.
pub(crate) fn crowd(credentials: &Credentials, count: usize) -> impl Iterator<Item = Profile> {
    let refresh_token = credentials.refresh_token.clone();
    (1..=count).map(move |number| Profile {
        id: format!("9{number:015}"),
        name: format!("Advertiser {number}"),
        kind: AccountKind::Vendor,
        access: Access::Edit,
        refresh_token: refresh_token.clone(),
    })
}

/// The profile of the default credentials, and the others that every sandbox has.
pub(crate) fn profiles(credentials: &Credentials) -> (Profile, Vec<Profile>) {
    use AccountKind::{Seller, Vendor};
    let profile = |id: &str, name: &str, kind, access| Profile {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        access,
        refresh_token: credentials.refresh_token.clone(),
    };
    let mut foreign = profile(
        "5234567890123456",
        "Foreign Advertiser",
        Vendor,
        Access::Edit,
    );
    foreign.refresh_token = "Atzr|sandbox-refresh-other".to_owned();
    let id = &credentials.profile_id;
    (
        profile(id, "Sandbox Advertiser", Vendor, Access::Edit),
        vec![
            profile(
                "2234567890123456",
                "Second Advertiser",
                Seller,
                Access::Edit,
            ),
            profile(
                "3234567890123456",
                "Viewed Advertiser",
                Vendor,
                Access::View,
            ),
            profile(
                "4234567890123456",
                "Closed Advertiser",
                Vendor,
                Access::None,
            ),
            foreign,
        ],
    )
}
