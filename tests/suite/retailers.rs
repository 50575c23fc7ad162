//! Retailers: pages, and why one cannot be advertised on.

use std::sync::Arc;

use ras_highlevel::{Ras, RetailerFilter, RetailerId, RetailerVerdict};
use serde_json::Value;

use crate::contract::watched::Sandbox;
use crate::fault_table::Tokens;
use crate::launch::client;
use crate::stub::Stub;

async fn with_retailers(count: u32) -> (Sandbox, Ras) {
    let sandbox = ras_sandbox::Sandbox::builder().retailers(count).offers(0);
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    let ras = client(&sandbox);
    (sandbox, ras)
}

/// The bodies of the requests for retailers.
fn asked(sandbox: &Sandbox) -> Vec<Value> {
    let requests = sandbox.requests();
    let lists = requests
        .iter()
        .filter(|it| it.path == "/ras/v1/retailers/list");
    lists
        .map(|it| serde_json::from_slice(&it.body).unwrap())
        .collect()
}

#[tokio::test]
async fn all_retailers_are_read_in_pages_of_two_hundred() {
    let (sandbox, ras) = with_retailers(450).await;
    let all = ras
        .retailers()
        .list(RetailerFilter::new())
        .all()
        .await
        .unwrap();
    assert_eq!(all.len(), 448, "one is inactive, one has left");
    // The service's own default is the text "10"; we send a number.
    let sizes: Vec<Value> = asked(&sandbox)
        .iter()
        .map(|it| it["maxResults"].clone())
        .collect();
    assert_eq!(sizes, [200, 200, 200]);
}

#[tokio::test]
async fn every_retailer_gets_a_verdict_in_the_order_of_the_ids() {
    let (sandbox, ras) = with_retailers(250).await;
    let (inactive, retired) = ("30100000000013", "30100000000014");
    let mut ids = vec!["7".to_owned(), retired.to_owned(), inactive.to_owned()];
    ids.extend(
        (15..=250)
            .rev()
            .map(|number: u64| (30_100_000_000_000 + number).to_string()),
    );
    ids.push(inactive.to_owned());
    let checks = ras.retailers().check(&ids).await.unwrap();
    let answered: Vec<&str> = checks.iter().map(|check| check.id.as_str()).collect();
    assert_eq!(answered, ids);
    let good = checks[3..239]
        .iter()
        .filter(|check| !check.verdict.blocks());
    assert_eq!(good.count(), 236);
    assert_eq!(asked(&sandbox).len(), 3, "100 ids in one request");
    let odd = [&checks[0], &checks[1], &checks[239]];
    assert!(odd.iter().all(|check| check.verdict.blocks()));
    let lines = odd.map(|check| format!("{check}; {}", check.verdict.hint()));
    insta::assert_snapshot!(lines.join("\n"), @"
    7 is no retailer of this profile; check the id against the list of retailers of this profile
    30100000000014 (Nettle Market) is RETIRED: it has left RAS; choose another retailer: this one does not come back
    30100000000013 (Maple Outlet) is INACTIVE: it cannot be advertised on for now; wait until it takes part again, or choose another retailer
    ");
    let written = serde_json::to_value(&checks[1]).unwrap();
    assert_eq!(
        (&written["verdict"], &written["retailer"]["status"]),
        (&"retired".into(), &"RETIRED".into())
    );
    assert!(
        ras.retailers()
            .check(Vec::<RetailerId>::new())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(asked(&sandbox).len(), 3, "nothing is asked for no retailer");
}

#[tokio::test]
async fn a_status_that_nobody_knows_is_in_doubt_and_does_not_block() {
    let stub = Stub::json(
        r#"{"retailers":[{"retailerId":"1","status":"MERGED"},{"retailerId":"2"}],"totalResults":2}"#,
    )
    .await;
    let ras = Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .loopback(stub.address)
        .build()
        .unwrap();
    let checks = ras.retailers().check(["1", "2"]).await.unwrap();
    assert!(
        checks
            .iter()
            .all(|it| matches!(it.verdict, RetailerVerdict::Unclear { .. }))
    );
    assert!(checks.iter().all(|it| !it.verdict.blocks()));
    let lines: Vec<String> = checks.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    1 is in doubt: its status is MERGED, which this version of the SDK does not know
    2 is in doubt: the service did not say its status
    ");
}
