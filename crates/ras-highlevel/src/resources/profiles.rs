//! Profiles: the advertisers and marketplaces that a login may act for.

use ras_core::{Operation, Request};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::account::Account;
use crate::extra::{self, Extra};
use crate::transport::AnyErrorBody;
use crate::{Error, ProfileId};

/// Not part of the documents that ras-core is generated from.
static LIST_PROFILES: Operation = Operation::get("listProfiles", "/v2/profiles");

/// The country that RAS serves (guide, section 1.4).
const UNITED_STATES: &str = "US";

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
        let inner = self.0.inner();
        let send = |call| async move {
            let request = Request::new(&LIST_PROFILES);
            inner
                .http
                .send::<Vec<Row>, AnyErrorBody>(&call, request)
                .await
        };
        let answer = inner.transport.call(&LIST_PROFILES, send).await?;
        let extras = extra::of_list::<Row>(&answer).into_iter();
        let extras = extras.chain(std::iter::repeat(Extra::new()));
        let rows = answer.into_inner().into_iter().zip(extras);
        Ok(rows
            .map(|(row, extra)| Profile::from_row(row, extra))
            .collect())
    }

    /// The one profile that RAS serves: that of the United States.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when there is none, or more than
    /// one; the message names them. And as [`list`](Self::list).
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
        let (mut served, other): (Vec<_>, Vec<_>) = self
            .list()
            .await?
            .into_iter()
            .partition(|profile| profile.country.as_deref() == Some(UNITED_STATES));
        match (served.pop(), served.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(last), false) => {
                served.push(last);
                Err(Error::config(format!(
                    "choose one of {} profiles of the United States: {}",
                    served.len(),
                    names(&served)
                )))
            }
            (None, _) if other.is_empty() => Err(Error::config(
                "the login may edit no profile of this region: ask the advertiser to invite this user",
            )),
            (None, _) => Err(Error::config(format!(
                "RAS serves the United States only, and the login has {}",
                names(&other)
            ))),
        }
    }
}

impl Profile {
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

fn names(profiles: &[Profile]) -> String {
    let name = |profile: &Profile| {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
        let (country, name) = (text(&profile.country), text(&profile.name));
        format!("{} ({country}, {name})", profile.id)
    };
    profiles.iter().map(name).collect::<Vec<_>>().join(", ")
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
