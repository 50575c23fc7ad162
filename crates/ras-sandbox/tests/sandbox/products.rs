//! What retailers sell, and how many of both there are.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, OFFER, Outcome, RETAILER, read};

/// Searches a retailer's products; `extra` replaces members of the guide's request.
async fn search(client: &Client, extra: Value, status: u16) -> Outcome<Value> {
    let mut body = json!({
        "pageIndex": 0, "pageSize": 30, "adType": "SP", "checkEligibility": true,
        "checkItemDetails": true,
        "retailerInfo": {"retailerType": "RMS", "retailerId": RETAILER},
    });
    if let (Some(body), Some(extra)) = (body.as_object_mut(), extra.as_object()) {
        body.extend(extra.clone());
    }
    let media_type = "application/vnd.productmetadatarequest.v1+json";
    let mut request = client
        .request(Method::POST, "/product/metadata")
        .body(body.to_string())
        .build()?;
    request
        .headers_mut()
        .insert("content-type", media_type.parse()?);
    read(client.http.execute(request).await?, status).await
}

fn count(answer: &Value) -> usize {
    answer["ProductMetadataList"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn offers_are_found_by_id_and_by_title() -> Outcome {
    let client = Client::start().await?;
    let found = search(&client, json!({"retailerOfferIds": [OFFER]}), 200).await?;
    let offer = &found["ProductMetadataList"][0];
    assert_eq!(offer["retailerOfferId"], OFFER);
    assert_eq!(offer["eligibilityStatus"], "ELIGIBLE");
    assert_eq!(offer["priceToPay"]["currency"], "USD");

    let found = search(&client, json!({"searchStr": "COFFEE"}), 200).await?;
    let offers = found["ProductMetadataList"].as_array().ok_or("no list")?;
    assert!(offers.len() > 1);
    let is_coffee = |title: &str| title.contains("Coffee");
    assert!(
        offers
            .iter()
            .all(|o| o["title"].as_str().is_some_and(is_coffee))
    );
    let found = search(&client, json!({"asins": ["B000000001"]}), 200).await?;
    assert_eq!(count(&found), 0);
    Ok(())
}

#[tokio::test]
async fn products_are_paged_by_number_or_by_cursor_as_the_switch_says() -> Outcome {
    let client = Client::start().await?;
    let last = search(&client, json!({"pageIndex": 1}), 200).await?;
    assert_eq!(count(&last), 6);
    assert!(last.get("cursorToken").is_none());
    let beyond = search(&client, json!({"pageIndex": 2, "cursorToken": "30"}), 200).await?;
    assert_eq!(count(&beyond), 0);

    client.sandbox.change_behavior(|b| b.product_cursors = true);
    let first = search(&client, json!({"pageIndex": 2}), 200).await?;
    assert_eq!(count(&first), 30, "the number means nothing");
    let next = json!({"cursorToken": first["cursorToken"]});
    let last = search(&client, next, 200).await?;
    assert_eq!((count(&last), &last["cursorToken"]), (6, &json!("")));
    search(&client, json!({"cursorToken": "x"}), 400).await?;
    Ok(())
}

#[tokio::test]
async fn there_are_as_many_retailers_and_offers_as_the_builder_says() -> Outcome {
    let builder = || ras_sandbox::Sandbox::builder();
    let client = Client::on(builder().retailers(0).start().await?).await?;
    let none = client.post("retailers/list", json!({}), 200).await?;
    assert_eq!(
        (&none["retailers"], &none["totalResults"]),
        (&json!([]), &json!(0))
    );
    search(&client, json!({}), 404).await?;

    let sandbox = builder().retailers(450).offers(0).start().await?;
    let client = Client::on(sandbox).await?;
    let many = client
        .post("retailers/list", json!({"maxResults": 200}), 200)
        .await?;
    assert_eq!(many["totalResults"], 448, "one is inactive, one retired");
    assert_eq!(many["retailers"][199]["retailerId"], "30100000000202");
    assert_eq!(count(&search(&client, json!({}), 200).await?), 0);
    Ok(())
}
