//! The advertisers of a sandbox and what a caller may do for them.

use crate::seed::Credentials;

/// An advertiser's profile, which the scope header names.
///
/// # Example
///
/// ```
/// use ras_sandbox::{Access, AccountKind, Marketplace, Profile, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ras_sandbox::StartError> {
/// let mut profile = Profile::new("6234567890123456", "Maple Advertiser", AccountKind::Vendor);
/// profile.marketplace = Marketplace::Canada;
/// profile.access = Access::View;
/// let sandbox = Sandbox::builder().profile(profile).start().await?;
/// assert_eq!(sandbox.profiles().len(), 6);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The id in the scope header.
    pub id: String,
    /// Name of the advertiser.
    pub name: String,
    /// What kind of account it is.
    pub kind: AccountKind,
    /// Where it advertises.
    pub marketplace: Marketplace,
    /// Whether the account can pay, which only the profiles of vendors say.
    pub can_pay: bool,
    /// What the login may do.
    pub access: Access,
    /// The login that may act for it.
    pub refresh_token: String,
}

impl Profile {
    /// A profile of the default login in the United States, with every right.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: AccountKind) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            kind,
            marketplace: Marketplace::UnitedStates,
            can_pay: true,
            access: Access::Edit,
            refresh_token: Credentials::default().refresh_token,
        }
    }
}

/// Where a profile advertises.
///
/// RAS serves the United States only, which its callers find out by being refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Marketplace {
    /// Amazon.com, the one that RAS serves.
    UnitedStates,
    /// Amazon.ca, of the same region.
    Canada,
    /// Amazon.co.uk, of another region.
    UnitedKingdom,
}

impl Marketplace {
    /// The country, as profiles name it.
    pub fn country(self) -> &'static str {
        match self {
            Self::UnitedStates => "US",
            Self::Canada => "CA",
            Self::UnitedKingdom => "UK",
        }
    }

    /// The currency of bids and budgets.
    pub fn currency(self) -> &'static str {
        match self {
            Self::UnitedStates => "USD",
            Self::Canada => "CAD",
            Self::UnitedKingdom => "GBP",
        }
    }

    /// The time zone that dates count in.
    pub fn time_zone(self) -> &'static str {
        match self {
            Self::UnitedStates | Self::Canada => "America/Los_Angeles",
            Self::UnitedKingdom => "Europe/London",
        }
    }

    /// Amazon's id of it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::UnitedStates => "ATVPDKIKX0DER",
            Self::Canada => "A2EUQ1WTGCTBG2",
            Self::UnitedKingdom => "A1F83G8C2ARO7P",
        }
    }
}

/// A kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountKind {
    /// Sells to Amazon; its campaign names end at 116 characters.
    Vendor,
    /// Sells through Amazon; its campaign names end at 128 characters.
    Seller,
    /// Advertises for others, and has no campaigns of its own: every call but the list of
    /// profiles is refused.
    Agency,
}

impl AccountKind {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Seller => "seller",
            Self::Agency => "agency",
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

/// The profile of the default credentials, and the others that every sandbox has.
pub(crate) fn profiles(credentials: &Credentials) -> (Profile, Vec<Profile>) {
    use AccountKind::{Seller, Vendor};
    let mut viewed = Profile::new("3234567890123456", "Viewed Advertiser", Vendor);
    viewed.access = Access::View;
    let mut closed = Profile::new("4234567890123456", "Closed Advertiser", Vendor);
    closed.access = Access::None;
    let mut foreign = Profile::new("5234567890123456", "Foreign Advertiser", Vendor);
    foreign.refresh_token = "Atzr|sandbox-refresh-other".to_owned();
    (
        Profile::new(&credentials.profile_id, "Sandbox Advertiser", Vendor),
        vec![
            Profile::new("2234567890123456", "Second Advertiser", Seller),
            viewed,
            closed,
            foreign,
        ],
    )
}
