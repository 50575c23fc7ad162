//! A client that is as plain as can be, so that what it finds is the sandbox's doing.

use std::error::Error;

use ras_sandbox::Clock;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::contract::watched::Sandbox;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A retailer of the default seed.
pub(crate) const RETAILER: &str = "24483676143932";
/// An offer of that retailer.
pub(crate) const OFFER: &str = "OFFER-01-0001";
/// An offer of that retailer which cannot be advertised.
pub(crate) const INELIGIBLE_OFFER: &str = "OFFER-01-0009";

pub(crate) struct Client {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
    /// The profile that requests are for.
    pub(crate) profile: String,
}

/// The ids of a whole campaign.
pub(crate) struct Chain {
    pub(crate) campaign: String,
    pub(crate) ad_group: String,
    pub(crate) product_ad: String,
}

impl Client {
    /// Starts a sandbox on the first of June 2030 and logs in.
    pub(crate) async fn start() -> Outcome<Self> {
        let clock = Clock::at("2030-06-01T19:00:00Z".parse()?);
        let sandbox = ras_sandbox::Sandbox::builder().clock(clock).start().await?;
        Self::on(sandbox).await
    }

    /// Logs in to a sandbox.
    pub(crate) async fn on(sandbox: ras_sandbox::Sandbox) -> Outcome<Self> {
        let sandbox = Sandbox::watching_answers(sandbox);
        let http = reqwest::Client::builder().no_proxy().build()?;
        let mut client = Self {
            profile: sandbox.credentials().profile_id,
            sandbox,
            http,
            token: String::new(),
        };
        client.log_in().await?;
        Ok(client)
    }

    pub(crate) async fn log_in(&mut self) -> Outcome {
        let login = self.sandbox.credentials();
        let refresh_token = login.refresh_token.replace('|', "%7C");
        let form = format!(
            "grant_type=refresh_token&client_id={}&client_secret={}&refresh_token={refresh_token}",
            login.client_id, login.client_secret
        );
        let (_, body) = self.fetch_token(&form).await?;
        self.token = body["access_token"].as_str().ok_or("no token")?.to_owned();
        Ok(())
    }

    pub(crate) async fn fetch_token(&self, form: &str) -> Outcome<(u16, Value)> {
        let response = self
            .http
            .post(self.sandbox.token_url())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned())
            .send()
            .await?;
        let status = response.status().as_u16();
        Ok((status, serde_json::from_slice(&response.bytes().await?)?))
    }

    /// A request with every header that Amazon wants.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let login = self.sandbox.credentials();
        self.http
            .request(method, format!("{}{path}", self.sandbox.base_url()))
            .header("authorization", format!("Bearer {}", self.token))
            .header("amazon-advertising-api-clientid", login.client_id)
            .header("amazon-advertising-api-scope", &self.profile)
            .header("content-type", "application/json")
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Outcome<Response> {
        let request = self.request(method, path).body(body.to_string());
        Ok(request.send().await?)
    }

    /// Posts to a RAS path and expects this status.
    pub(crate) async fn post(&self, path: &str, body: Value, status: u16) -> Outcome<Value> {
        let path = format!("/ras/v1/{path}");
        let response = self.send(Method::POST, &path, &body).await?;
        read(response, status).await
    }

    /// Puts to a RAS path and expects 207.
    pub(crate) async fn put(&self, path: &str, body: Value) -> Outcome<Value> {
        let path = format!("/ras/v1/{path}");
        let response = self.send(Method::PUT, &path, &body).await?;
        read(response, 207).await
    }

    /// Creates one entity and expects its id.
    pub(crate) async fn create(&self, plural: &str, item: Value) -> Outcome<String> {
        let body = self.post(plural, json!({plural: [item]}), 207).await?;
        let id = format!("{}Id", plural.trim_end_matches('s'));
        match body[plural]["success"][0][id].as_str() {
            Some(id) => Ok(id.to_owned()),
            None => Err(format!("not created: {body}").into()),
        }
    }

    /// Creates one entity and expects exactly one error: its type and what stands under it.
    pub(crate) async fn refused(&self, plural: &str, item: Value) -> Outcome<(String, Value)> {
        let body = self.post(plural, json!({plural: [item]}), 207).await?;
        only_error(&body[plural])
    }

    /// Creates a campaign, an ad group and a product ad.
    pub(crate) async fn create_chain(&self, targeting: &str, name: &str) -> Outcome<Chain> {
        let campaign = self.create("campaigns", campaign(targeting, name)).await?;
        let ad_group = self
            .create("adGroups", ad_group(&campaign, "Group"))
            .await?;
        let ad = product_ad(&campaign, &ad_group, OFFER);
        let product_ad = self.create("productAds", ad).await?;
        Ok(Chain {
            campaign,
            ad_group,
            product_ad,
        })
    }
}

/// The one error in the outcomes of one item.
pub(crate) fn only_error(outcomes: &Value) -> Outcome<(String, Value)> {
    let errors = &outcomes["error"][0]["errors"];
    let is_only = errors.as_array().is_some_and(|errors| errors.len() == 1);
    match errors[0]["errorType"].as_str() {
        Some(kind) if is_only => Ok((kind.to_owned(), errors[0]["errorValue"][kind].clone())),
        _ => Err(format!("not exactly one error: {outcomes}").into()),
    }
}

pub(crate) async fn read(response: Response, status: u16) -> Outcome<Value> {
    let found = response.status().as_u16();
    let body = response.bytes().await?;
    if found != status {
        let text = String::from_utf8_lossy(&body);
        return Err(format!("status {found}, not {status}: {text}").into());
    }
    Ok(serde_json::from_slice(&body)?)
}

pub(crate) fn campaign(targeting: &str, name: &str) -> Value {
    json!({
        "name": name,
        "budget": {"budget": 5.0, "budgetType": "DAILY"},
        "targetingType": targeting,
        "state": "ENABLED",
        "dynamicBidding": {
            "strategy": "MANUAL",
            "placementBidding": [{"placement": "PLACEMENT_TOP", "percentage": 900}],
        },
        "tags": [{"key": "team", "value": "shoes"}],
    })
}

pub(crate) fn ad_group(campaign: &str, name: &str) -> Value {
    json!({
        "name": name,
        "campaignId": campaign,
        "defaultBid": 0.75,
        "state": "ENABLED",
        "retailerId": RETAILER,
    })
}

pub(crate) fn product_ad(campaign: &str, ad_group: &str, offer: &str) -> Value {
    json!({
        "campaignId": campaign,
        "adGroupId": ad_group,
        "state": "ENABLED",
        "retailerId": RETAILER,
        "retailerOfferId": offer,
    })
}

pub(crate) fn keyword(chain: &Chain, text: &str) -> Value {
    json!({
        "campaignId": chain.campaign,
        "adGroupId": chain.ad_group,
        "state": "ENABLED",
        "negative": false,
        "targetType": "KEYWORD",
        "targetDetails": {"keywordTarget": {"matchType": "EXACT", "keyword": text}},
        "bid": {"bid": 1.25},
    })
}

/// A negative keyword of the ad group.
pub(crate) fn negative(chain: &Chain, match_type: &str, text: &str) -> Value {
    let mut item = keyword(chain, text);
    item["negative"] = true.into();
    item["targetDetails"]["keywordTarget"]["matchType"] = match_type.into();
    if let Some(members) = item.as_object_mut() {
        members.remove("bid");
    }
    item
}
