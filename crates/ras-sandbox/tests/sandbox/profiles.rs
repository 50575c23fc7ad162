//! Several advertisers behind one address.

use ras_sandbox::{Access, AccountKind, Marketplace, Profile, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Outcome, campaign, read};

/// Lets a client act for the profile with this name.
fn switch(client: &mut Client, name: &str) -> Outcome {
    let profiles = client.sandbox.profiles();
    let profile = profiles
        .iter()
        .find(|profile| profile.name.starts_with(name));
    client.profile = profile.ok_or("no such profile")?.id.clone();
    Ok(())
}

#[tokio::test]
async fn profiles_share_nothing() -> Outcome {
    let mut client = Client::start().await?;
    let own = client.create_chain("AUTO", "Shoes").await?;
    switch(&mut client, "Second")?;
    let listed = client.post("campaigns/list", json!({}), 200).await?;
    assert_eq!(listed["totalResults"], 0);
    let rename = json!({"campaigns": [{"campaignId": own.campaign, "name": "Stolen"}]});
    let outcomes = client.put("campaigns", rename).await?;
    let error = &outcomes["campaigns"]["error"][0]["errors"][0];
    assert_eq!(error["errorType"], "entityNotFoundError");
    // The same name is free here, and a seller's may be longer.
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    client
        .create("campaigns", campaign("AUTO", &"x".repeat(128)))
        .await?;
    client
        .refused("campaigns", campaign("AUTO", &"y".repeat(129)))
        .await?;
    assert_eq!(client.sandbox.world().campaigns().len(), 1);
    let view = client.sandbox.world_of(&client.profile).ok_or("no view")?;
    assert_eq!(view.campaigns().len(), 2);
    assert_ne!(view.campaigns()[0].campaign_id, own.campaign);
    Ok(())
}

#[tokio::test]
async fn a_viewer_reads_and_writes_nothing_and_a_stranger_does_neither() -> Outcome {
    let mut client = Client::start().await?;
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    switch(&mut client, "Viewed")?;
    client.post("campaigns/list", json!({}), 200).await?;
    let refused = client.post("campaigns", body.clone(), 403).await?;
    assert_eq!(refused["code"], "ACCESS_DENIED");
    switch(&mut client, "Closed")?;
    client.post("campaigns/list", json!({}), 403).await?;
    client.post("retailers/list", json!({}), 403).await?;
    switch(&mut client, "Foreign")?;
    let refused = client.post("campaigns", body.clone(), 401).await?;
    let text = refused["message"].as_str().unwrap_or_default();
    assert!(text.starts_with("Not authorized to access scope"), "{text}");
    client.profile = "1".to_owned();
    client.post("campaigns", body, 401).await?;
    Ok(())
}

#[tokio::test]
async fn profiles_are_listed_by_login_right_and_kind() -> Outcome {
    let client = Client::start().await?;
    let names = async |query: &str| -> Outcome<Vec<Value>> {
        let path = format!("/v2/profiles{query}");
        let found = read(client.send(Method::GET, &path, &json!({})).await?, 200).await?;
        let profiles = found.as_array().into_iter().flatten();
        Ok(profiles
            .map(|profile| profile["accountInfo"]["name"].clone())
            .collect())
    };
    assert_eq!(
        names("").await?,
        ["Sandbox Advertiser", "Second Advertiser"]
    );
    assert_eq!(names("?accessLevel=view").await?.len(), 3);
    assert_eq!(
        names("?profileTypeFilter=seller").await?,
        ["Second Advertiser"]
    );
    let rights = client
        .sandbox
        .profiles()
        .iter()
        .filter(|p| p.access == Access::Edit)
        .count();
    assert_eq!(rights, 3);
    Ok(())
}

#[tokio::test]
async fn agencies_and_other_marketplaces_are_listed_and_refused() -> Outcome {
    let mut maple = Profile::new("6234567890123456", "Maple Advertiser", AccountKind::Vendor);
    maple.marketplace = Marketplace::Canada;
    maple.can_pay = false;
    let agency = Profile::new("7234567890123456", "Agency", AccountKind::Agency);
    let sandbox = Sandbox::builder().profile(maple).profile(agency);
    let mut client = Client::on(sandbox.start().await?).await?;
    let listed = client.send(Method::GET, "/v2/profiles", &json!({})).await?;
    let listed = read(listed, 200).await?;
    assert_eq!(listed[2]["countryCode"], "CA");
    assert_eq!(listed[2]["accountInfo"]["validPaymentMethod"], false);
    assert_eq!(listed[3]["accountInfo"]["type"], "agency");

    switch(&mut client, "Maple")?;
    let refused = client.post("campaigns/list", json!({}), 403).await?;
    let text = refused["message"].as_str().unwrap_or_default();
    assert!(text.ends_with("marketplace CA"), "{text}");
    switch(&mut client, "Agency")?;
    let refused = client.post("retailers/list", json!({}), 400).await?;
    let text = refused["message"].as_str().unwrap_or_default();
    assert!(text.contains("cannot be decrypted"), "{text}");
    Ok(())
}

#[tokio::test]
async fn a_code_is_good_once_for_its_address_and_for_five_minutes() -> Outcome {
    let client = Client::start().await?;
    let login = client.sandbox.credentials();
    let address = "http://localhost:9000/callback";
    let exchange = async |code: &str, address: &str| -> Outcome<(u16, Value)> {
        let form = format!(
            "grant_type=authorization_code&client_id={}&client_secret={}&code={code}\
             &redirect_uri={address}",
            login.client_id, login.client_secret
        );
        client.fetch_token(&form).await
    };
    let code = client.sandbox.authorization_code(address);
    let (status, body) = exchange(&code, address).await?;
    assert_eq!(
        (status, &body["refresh_token"]),
        (200, &json!(login.refresh_token))
    );
    let (status, body) = exchange(&code, address).await?;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_grant")));
    let code = client.sandbox.authorization_code(address);
    assert_eq!(exchange(&code, "http://localhost/other").await?.0, 400);
    let code = client.sandbox.authorization_code(address);
    client
        .sandbox
        .clock()
        .advance(jiff::SignedDuration::from_secs(300));
    assert_eq!(exchange(&code, address).await?.0, 400);

    // The page at which people consent sends them back with a code and their state.
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let page = format!(
        "{}/ap/oa?client_id={}&response_type=code&scope=advertising::campaign_management\
         &state=a%20b&redirect_uri={address}",
        client.sandbox.base_url(),
        login.client_id
    );
    let response = http.get(page).send().await?;
    let location = response.headers()["location"].to_str()?.to_owned();
    let code = location
        .split("code=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    assert!(location.ends_with("&state=a%20b"), "{location}");
    assert_eq!(exchange(code.ok_or("no code")?, address).await?.0, 200);
    Ok(())
}
