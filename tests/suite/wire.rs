//! What each operation puts on the wire.

use std::future::Future;

use ras_core::ras::types::*;
use ras_core::{CallContext, Money, products, ras, reports, retailers};

use crate::stub::Stub;

/// The headers that every call has.
pub(crate) fn call() -> CallContext {
    CallContext::new()
        .with_access_token("Atza|token")
        .with_client_id("amzn1.application-oa2-client.1")
        .with_profile("42")
}

/// Sends one request and shows it without what differs from run to run.
async fn check<F: Future>(name: &str, send: impl FnOnce(ras_core::HttpClient) -> F) {
    let stub = Stub::json("{}").await;
    send(stub.http_client()).await;
    let received = stub.received();
    assert_eq!(received.len(), 1, "{name}: one call is one request");
    let (head, body) = received[0].split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let mut shown = format!("{}\n", lines.next().unwrap());
    let mut headers: Vec<&str> = lines
        .filter(|line| !line.starts_with("host:") && !line.starts_with("content-length:"))
        .collect();
    headers.sort_unstable();
    for header in headers {
        shown.push_str(header);
        shown.push('\n');
    }
    if !body.is_empty() {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        shown.push_str(&format!(
            "\n{}\n",
            serde_json::to_string_pretty(&body).unwrap()
        ));
    }
    insta::assert_snapshot!(format!("wire__{name}"), shown);
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn ids() -> EntityIdFilter {
    EntityIdFilter::new(vec!["1".into(), "2".into()])
}

fn states() -> StateFilter {
    StateFilter::new(vec![EntityState::Enabled, EntityState::Paused])
}

fn new_campaign() -> CreateCampaignInput {
    CreateCampaignInput::new(
        BudgetInput::new(money("5.25"), BudgetType::Daily),
        RequiredDynamicBidding::new(BiddingStrategy::Manual).with_placement_bidding(vec![
            PlacementBidAdjustment::new(900, Placement::PlacementTop),
        ]),
        "Name with \"quotes\" & ümlaut",
        EntityState::Paused,
        TargetingType::Auto,
    )
    .with_start_date(jiff::civil::date(2026, 11, 24))
    .with_tags(vec![Tag::new("key", "value")])
}

fn new_target() -> CreateTargetInput {
    let keyword = KeywordTarget::new("running shoes", KeywordMatchType::Exact);
    let details = TargetDetails::new().with_keyword_target(keyword);
    CreateTargetInput::new(
        "1",
        false,
        EntityState::Enabled,
        details,
        TargetType::Keyword,
    )
    .with_ad_group_id("2")
    .with_bid(TargetBidInput::new(money("0.75")))
}

#[tokio::test]
async fn campaigns() {
    check("create_campaigns", |http| async {
        let body = CreateCampaignsRequest::new(vec![new_campaign()]);
        let call = call().with_representation();
        let _ = ras::Client::new(http).create_campaigns(&call, &body).await;
    })
    .await;
    check("update_campaigns", |http| async {
        let patch = UpdateCampaignInput::new("1")
            .with_end_date(ras_core::Patch::Clear)
            .with_state(EntityState::Enabled);
        let body = UpdateCampaignsRequest::new(vec![patch]);
        let _ = ras::Client::new(http)
            .update_campaigns(&call(), &body)
            .await;
    })
    .await;
    check("delete_campaigns", |http| async {
        let body = DeleteCampaignsRequest::new(ids());
        let _ = ras::Client::new(http)
            .delete_campaigns(&call(), &body)
            .await;
    })
    .await;
    check("list_campaigns", |http| async {
        let names = NameFilter::new(QueryTermMatchType::ExactMatch).with_include(vec!["a".into()]);
        let body = ListCampaignsRequest::new()
            .with_name_filter(names)
            .with_state_filter(states())
            .with_max_results(100)
            .with_next_token("next");
        let _ = ras::Client::new(http).list_campaigns(&call(), &body).await;
    })
    .await;
}

#[tokio::test]
async fn ad_groups() {
    check("create_ad_groups", |http| async {
        let group =
            CreateAdGroupInput::new("1", money("0.75"), "Sneakers", "24", EntityState::Enabled);
        let body = CreateAdGroupsRequest::new(vec![group]);
        let _ = ras::Client::new(http)
            .create_ad_groups(&call(), &body)
            .await;
    })
    .await;
    check("update_ad_groups", |http| async {
        let patch = UpdateAdGroupInput::new("2").with_default_bid(money("1.5"));
        let body = UpdateAdGroupsRequest::new(vec![patch]);
        let _ = ras::Client::new(http)
            .update_ad_groups(&call(), &body)
            .await;
    })
    .await;
    check("delete_ad_groups", |http| async {
        let body = DeleteAdGroupsRequest::new(ids());
        let _ = ras::Client::new(http)
            .delete_ad_groups(&call(), &body)
            .await;
    })
    .await;
    check("list_ad_groups", |http| async {
        let campaigns = ReducedEntityIdFilter::new(vec!["1".into()]);
        let body = ListAdGroupsRequest::new().with_campaign_id_filter(campaigns);
        let _ = ras::Client::new(http).list_ad_groups(&call(), &body).await;
    })
    .await;
}

#[tokio::test]
async fn product_ads() {
    check("create_product_ads", |http| async {
        let ad = CreateProductAdInput::new("2", "1", "24", "OFFER", EntityState::Enabled);
        let body = CreateProductAdsRequest::new(vec![ad]);
        let _ = ras::Client::new(http)
            .create_product_ads(&call(), &body)
            .await;
    })
    .await;
    check("update_product_ads", |http| async {
        let patch = UpdateProductAdInput::new("3").with_state(EntityState::Paused);
        let body = UpdateProductAdsRequest::new(vec![patch]);
        let _ = ras::Client::new(http)
            .update_product_ads(&call(), &body)
            .await;
    })
    .await;
    check("delete_product_ads", |http| async {
        let body = DeleteProductAdsRequest::new(ids());
        let _ = ras::Client::new(http)
            .delete_product_ads(&call(), &body)
            .await;
    })
    .await;
    check("list_product_ads", |http| async {
        let body = ListProductAdsRequest::new().with_state_filter(states());
        let _ = ras::Client::new(http)
            .list_product_ads(&call(), &body)
            .await;
    })
    .await;
}

#[tokio::test]
async fn targets() {
    check("create_targets", |http| async {
        let body = CreateTargetsRequest::new(vec![new_target()]);
        let _ = ras::Client::new(http).create_targets(&call(), &body).await;
    })
    .await;
    check("update_targets", |http| async {
        let patch = UpdateTargetInput::new("4").with_bid(TargetBidInput::new(money("0.02")));
        let body = UpdateTargetsRequest::new(vec![patch]);
        let _ = ras::Client::new(http).update_targets(&call(), &body).await;
    })
    .await;
    check("delete_targets", |http| async {
        let body = DeleteTargetsRequest::new(ids());
        let _ = ras::Client::new(http).delete_targets(&call(), &body).await;
    })
    .await;
    check("list_targets", |http| async {
        let body = ListTargetsRequest::new()
            .with_target_type_filter(vec![TargetType::Auto])
            .with_negative_filter(NegativeTargetFilter::new().with_include(vec![false]));
        let _ = ras::Client::new(http).list_targets(&call(), &body).await;
    })
    .await;
}

#[tokio::test]
async fn retailers_products_and_reports() {
    check("list_retailers", |http| async {
        let body = retailers::types::ListRetailersRequest::new().with_max_results(200);
        let _ = retailers::Client::new(http)
            .list_retailers(&call(), &body)
            .await;
    })
    .await;
    check("product_metadata", |http| async {
        let retailer = products::types::RetailerInfo::new(
            "24",
            products::types::RetailerInfoRetailerType::Rms,
        );
        let body = products::types::ProductMetadataRequest::new(0, 30)
            .with_ad_type(products::types::ProductMetadataRequestAdType::Sp)
            .with_retailer_info(retailer)
            .with_retailer_offer_ids(vec!["OFFER".into()]);
        let _ = products::Client::new(http)
            .product_metadata(&call(), &body)
            .await;
    })
    .await;
    check("create_async_report", |http| async {
        let configuration = reports::types::AsyncReportConfiguration::new(
            reports::types::AsyncReportAdProduct::SponsoredProducts,
            vec!["clicks".into(), "cost".into()],
            reports::types::AsyncReportConfigurationFormat::GzipJson,
            vec!["campaign".into()],
            "spCampaigns",
            reports::types::AsyncReportConfigurationTimeUnit::Daily,
        );
        let body = reports::types::CreateAsyncReportRequest::new(
            configuration,
            "2026-11-02",
            "2026-11-01",
        );
        let _ = reports::Client::new(http)
            .create_async_report(&call(), &body)
            .await;
    })
    .await;
    check("get_async_report", |http| async {
        let _ = reports::Client::new(http)
            .get_async_report(&call(), "a/b c")
            .await;
    })
    .await;
    check("delete_async_report", |http| async {
        let _ = reports::Client::new(http)
            .delete_async_report(&call(), "8adca409")
            .await;
    })
    .await;
}

#[test]
fn every_operation_has_a_snapshot() {
    let tables = [
        ras::operations::ALL,
        retailers::operations::ALL,
        products::operations::ALL,
        reports::operations::ALL,
    ];
    let tests = include_str!("wire.rs").to_lowercase().replace('_', "");
    for operation in tables.into_iter().flatten() {
        let id = operation.id.to_lowercase();
        assert!(
            tests.contains(&format!("check(\"{id}\"")),
            "nobody has looked at what {} puts on the wire: add a `check` for it to tests/suite/wire.rs",
            operation.id
        );
    }
}
