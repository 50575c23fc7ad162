//! The built-in page in a real browser.

use serde_json::json;

use crate::browser::shown;
use crate::client::{Client, Outcome, keyword, negative};

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_finds_trees_states_and_requests_on_the_page() -> Outcome {
    let client = Client::start().await?;
    client.create_chain("AUTO", "Auto & campaign").await?;
    let chain = client.create_chain("MANUAL", "Manual campaign").await?;
    client
        .create("targets", keyword(&chain, "red shoes"))
        .await?;
    client
        .create("targets", negative(&chain, "EXACT", "free shoes"))
        .await?;
    let pause = json!({"campaigns": [{"campaignId": chain.campaign, "state": "PAUSED"}]});
    client.put("campaigns", pause).await?;
    let Some(page) = shown(client.sandbox.base_url()).await? else {
        return Ok(());
    };
    for part in [
        "Auto &amp; campaign",
        "CAMPAIGN_STATUS_ENABLED",
        "KEYWORDS_CLOSE_MATCH",
        "PRODUCT_COMPLEMENTS",
        "Manual campaign",
        "CAMPAIGN_PAUSED",
        "red shoes (EXACT)",
        "negative target",
        "OFFER-01-0001",
        &chain.ad_group,
        "207 PUT    /ras/v1/campaigns  1 ok, 0 refused",
        "today 2030-06-01",
    ] {
        assert!(page.contains(part), "{part} is not on the page:\n{page}");
    }
    // Secrets and tokens are nobody's business.
    let login = client.sandbox.credentials();
    assert!(!page.contains(&login.client_secret) && !page.contains(&client.token));
    Ok(())
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() -> Outcome {
    let client = Client::start().await?;
    let response = client.http.get(client.sandbox.base_url()).send().await?;
    let policy = response.headers()["content-security-policy"]
        .to_str()?
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let page = response.text().await?;
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "an outside address"
    );
    Ok(())
}
