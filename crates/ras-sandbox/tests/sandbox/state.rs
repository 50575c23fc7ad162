//! Snapshots, seeds and determinism.

use ras_sandbox::{Clock, Sandbox, StartError};
use serde_json::json;

use crate::client::{Client, Outcome, keyword};

fn clock() -> Outcome<Clock> {
    Ok(Clock::at("2030-06-01T19:00:00Z".parse()?))
}

/// Makes the same calls and gives every byte that was answered.
async fn calls(seed: u64) -> Outcome<Vec<String>> {
    let builder = Sandbox::builder().clock(clock()?).seed(seed);
    let sandbox = builder.start().await?;
    let client = Client::on(sandbox).await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    client.refused("targets", keyword(&chain, "shoes")).await?;
    for plural in ["campaigns", "adGroups", "productAds", "targets"] {
        client
            .post(&format!("{plural}/list"), json!({"maxResults": 1}), 200)
            .await?;
    }
    let exchanges = client.sandbox.requests();
    let texts = exchanges.iter().map(|exchange| {
        let body = String::from_utf8_lossy(&exchange.response);
        format!("{} {:?} {body}", exchange.status, exchange.response_headers)
    });
    Ok(texts.collect())
}

#[tokio::test]
async fn the_same_seed_and_calls_give_the_same_bytes() -> Outcome {
    let first = calls(7).await?;
    assert_eq!(first, calls(7).await?);
    assert_ne!(first, calls(8).await?);
    Ok(())
}

#[tokio::test]
async fn a_stopped_sandbox_goes_on_from_its_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let start = async || -> Outcome<Client> {
        let builder = Sandbox::builder().clock(clock()?).state(&file);
        Client::on(builder.start().await?).await
    };
    let client = start().await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let delete = json!({"productAdIdFilter": {"include": [chain.product_ad]}});
    client.post("productAds/delete", delete, 207).await?;
    let before = client.sandbox.world().targets();
    client.sandbox.stop().await?;

    let client = start().await?;
    assert_eq!(client.sandbox.world().targets(), before);
    assert_eq!(
        client.sandbox.world().product_ads()[0].state.as_str(),
        "ARCHIVED"
    );
    // Names are still taken and ids still new.
    client
        .refused("campaigns", crate::client::campaign("AUTO", "Shoes"))
        .await?;
    let next = client.create_chain("AUTO", "Boots").await?;
    assert!(next.campaign > chain.campaign);
    client.sandbox.stop().await?;

    let other = Sandbox::builder().seed(1).state(&file).start().await;
    assert!(matches!(other, Err(StartError::State { .. })), "{other:?}");
    std::fs::write(&file, "{")?;
    let torn = Sandbox::builder().state(&file).start().await;
    assert!(matches!(torn, Err(StartError::State { .. })), "{torn:?}");
    Ok(())
}
