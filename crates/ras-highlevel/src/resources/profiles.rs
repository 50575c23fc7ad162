//! Profiles: the advertisers and marketplaces that a login may act for.

mod review;

use std::fmt;
use std::time::SystemTime;

use http::header::DATE;
use ras_core::{Operation, Request};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::account::Account;
use crate::extra::{self, Extra};
use crate::transport::AnyErrorBody;
use crate::{Error, ProfileId};

pub use review::{Obstacle, ReviewedProfile};

/// Not part of the documents that ras-core is generated from.
static LIST_PROFILES: Operation = Operation::get("listProfiles", "/v2/profiles");

/// The profiles of a login; see [`Account::profiles`].
#[derive(Clone, Debug)]
pub struct Profiles(pub(crate) Account);

/// One advertiser in one marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// Identifies the profile.
    pub id: ProfileId,
    /// The country of the marketplace, for instance `US`.
    pub country: Option<String>,
    /// The currency of bids and budgets, for instance `USD`.
    pub currency: Option<String>,
    /// The time zone that dates count in, for instance `America/Los_Angeles`.
    pub time_zone: Option<String>,
    /// The name of the account; Amazon gives none for some sellers.
    pub name: Option<String>,
    /// The kind of account: `seller`, `vendor` or `agency`.
    pub kind: Option<String>,
    /// Whether the account can pay; Amazon says so for vendors only.
    pub can_pay: Option<bool>,
    /// Members that this version of the SDK does not know.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// What the login shall be able to do with the profiles that are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access {
    View,
    Edit,
}

/// Profiles, and what time it was for the service.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) profiles: Vec<Profile>,
    pub(crate) date: Option<SystemTime>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(deserialize_with = "number_or_text")]
    profile_id: String,
    country_code: Option<String>,
    currency_code: Option<String>,
    timezone: Option<String>,
    account_info: Option<AccountInfo>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccountInfo {
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    valid_payment_method: Option<bool>,
}

impl Profiles {
    /// Lists the profiles of the region that the login may edit.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) when the login is refused.
    ///
    /// # Retries
    ///
    /// As every read.
    ///
    /// # Source
    ///
    /// `GET /v2/profiles` of Amazon Ads, without the scope header. Up to 5000 in one answer.
    pub async fn list(&self) -> Result<Vec<Profile>, Error> {
        Ok(self.ask(Access::Edit).await?.profiles)
    }

    /// Asks for profiles, and keeps what the service says about the time.
    pub(crate) async fn ask(&self, access: Access) -> Result<Listed, Error> {
        let inner = self.0.inner();
        let level = match access {
            // Without the parameter: what every caller relies on, whatever the word for it.
            Access::Edit => None,
            Access::View => Some("view"),
        };
        let send = |call| async move {
            let request = Request::new(&LIST_PROFILES).query("accessLevel", level);
            inner
                .http
                .send::<Vec<Row>, AnyErrorBody>(&call, request)
                .await
        };
        let answer = inner.transport.call(&LIST_PROFILES, send).await?;
        let date = answer
            .headers()
            .get(DATE)
            .and_then(|date| date.to_str().ok());
        let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
        let extras = extra::of_list::<Row>(&answer).into_iter();
        let extras = extras.chain(std::iter::repeat(Extra::new()));
        let rows = answer.into_inner().into_iter().zip(extras);
        let profiles = rows.map(|(row, extra)| Profile::from_row(row, extra));
        Ok(Listed {
            profiles: profiles.collect(),
            date,
        })
    }

    /// The one profile that RAS serves: that of the United States.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when there is more than one; the
    /// message names them. The same when there is none; the message says of each other
    /// profile why it is not, as [`review`](Self::review) does. And as
    /// [`list`](Self::list).
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::{ErrorKind, Ras};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// let account = Ras::builder()
    ///     .client_id(&fake.client_id)
    ///     .client_secret(fake.client_secret)
    ///     .refresh_token(fake.refresh_token)
    ///     .loopback(sandbox.addr()) // without this line: Amazon, North America
    ///     .account()?;
    /// let profile = match account.profiles().choose().await {
    ///     Ok(only) => only,
    ///     // The sandbox's login may act for two advertisers: the message names them.
    ///     Err(several) if several.kind() == ErrorKind::Config => {
    ///         account.profiles().list().await?.swap_remove(0)
    ///     }
    ///     Err(other) => return Err(other.into()),
    /// };
    /// let ras = account.ras(profile.id);
    /// # let _ = ras.campaigns();
    /// # Ok(())
    /// # }
    /// ```
    pub async fn choose(&self) -> Result<Profile, Error> {
        let all = self.list().await?;
        let served = all.iter().filter(|profile| profile.obstacle().is_none());
        let mut served: Vec<Profile> = served.cloned().collect();
        match (served.pop(), served.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(last), false) => {
                served.push(last);
                Err(Error::config(format!(
                    "choose one of {} profiles of the United States: {}",
                    served.len(),
                    listed(&served)
                )))
            }
            (None, _) => Err(match self.review_beside(all).await?.as_slice() {
                [] => Error::config(
                    "the login has no profile in this region: ask the advertiser to invite this user",
                ),
                others => Error::config(format!(
                    "RAS can use no profile of this login: {}",
                    listed(others)
                )),
            }),
        }
    }

    /// All profiles of the region that the login can see, each with what keeps RAS from
    /// being used with it.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    ///
    /// # Retries
    ///
    /// As every read.
    ///
    /// # Source
    ///
    /// `GET /v2/profiles` of Amazon Ads, with and without `accessLevel=view`.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use ras_highlevel::Ras;
    /// use ras_highlevel::Obstacle;
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let account = Ras::builder().client_id(&fake.client_id)
    /// #     .client_secret(fake.client_secret).refresh_token(fake.refresh_token)
    /// #     .loopback(sandbox.addr()).account()?;
    /// let reviewed = account.profiles().review().await?;
    /// for profile in &reviewed {
    ///     println!("{profile}");
    /// }
    /// assert_eq!(reviewed[0].obstacle, None);
    /// assert_eq!(reviewed[2].obstacle, Some(Obstacle::ViewOnly));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn review(&self) -> Result<Vec<ReviewedProfile>, Error> {
        let editable = self.list().await?;
        self.review_beside(editable).await
    }

    /// The same, when those that the login may edit are known already.
    pub(crate) async fn review_beside(
        &self,
        editable: Vec<Profile>,
    ) -> Result<Vec<ReviewedProfile>, Error> {
        let visible = self.ask(Access::View).await?.profiles;
        Ok(review::review(editable, visible))
    }
}

impl Profile {
    /// A profile of which nothing is known but its id.
    pub(crate) fn unknown(id: ProfileId) -> Self {
        Self {
            id,
            country: None,
            currency: None,
            time_zone: None,
            name: None,
            kind: None,
            can_pay: None,
            extra: Extra::new(),
        }
    }

    fn from_row(row: Row, extra: Extra) -> Self {
        let account = row.account_info.unwrap_or_default();
        Self {
            id: row.profile_id.into(),
            country: row.country_code,
            currency: row.currency_code,
            time_zone: row.timezone,
            name: account.name,
            kind: account.kind,
            can_pay: account.valid_payment_method,
            extra,
        }
    }
}

/// A list for a message.
fn listed<T: ToString>(profiles: &[T]) -> String {
    let names = profiles.iter().map(T::to_string);
    names.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = self.country.as_deref().unwrap_or("?");
        let name = self.name.as_deref().unwrap_or("?");
        write!(f, "{} ({country}, {name})", self.id)
    }
}

/// Amazon writes the id as a number here, although everywhere else ids are text.
fn number_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom(
            "a profile id is a number or a text",
        )),
    }
}
