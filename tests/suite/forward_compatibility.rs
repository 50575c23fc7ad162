//! What Amazon may change or send without notice must not cost a user data.

use ras_core::ras::types::{
    ApiError, EntityState, ListCampaignsRequest, ListCampaignsResponse, UpdateCampaignInput,
};
use ras_core::{CallContext, Error, Patch};

use crate::stub::Stub;
use crate::wire::call;

const PAGE: &str = r#"{"campaigns":[
    {"campaignId":"1","name":"a","state":"ENABLED","targetingType":"AUTO","startDate":"2026-01-01",
     "budget":{"budget":5.0,"budgetType":"DAILY"},"dynamicBidding":{"strategy":"MANUAL"}},
    {"campaignId":"2","name":"b","state":"FROZEN","targetingType":"SEMI","startDate":"2026-01-01",
     "budget":{"budget":5.0,"budgetType":"LIFETIME"},"dynamicBidding":{"strategy":"LEGACY_FOR_SALES"},
     "tags":null,"futureField":{"a":1}}
]}"#;

async fn list(stub: &Stub) -> Result<ListCampaignsResponse, Error<ApiError>> {
    let client = ras_core::ras::Client::new(stub.http_client());
    let request = ListCampaignsRequest::new();
    client
        .list_campaigns(&call(), &request)
        .await
        .map(ras_core::ResponseValue::into_inner)
}

#[tokio::test]
async fn an_unknown_enum_value_does_not_lose_the_page() {
    let stub = Stub::json(PAGE).await;
    let page = list(&stub).await.unwrap();
    assert_eq!(page.campaigns.len(), 2);
    assert_eq!(page.campaigns[0].state, EntityState::Enabled);
    assert_eq!(page.campaigns[1].state.as_str(), "FROZEN");
    assert!(matches!(page.campaigns[1].state, EntityState::Unknown(_)));
    assert_eq!(
        serde_json::to_value(&page.campaigns[1].state).unwrap(),
        "FROZEN"
    );
}

#[tokio::test]
async fn null_where_a_list_is_due_is_an_empty_list() {
    let stub = Stub::json(PAGE).await;
    assert!(list(&stub).await.unwrap().campaigns[1].tags.is_empty());
    let stub = Stub::json(r#"{"campaigns":null}"#).await;
    assert!(list(&stub).await.unwrap().campaigns.is_empty());
}

#[test]
fn an_update_can_keep_clear_and_set_a_nullable_field() {
    let check = |patch: UpdateCampaignInput, wire: &str| {
        assert_eq!(serde_json::to_string(&patch).unwrap(), wire);
        assert_eq!(
            serde_json::from_str::<UpdateCampaignInput>(wire).unwrap(),
            patch
        );
    };
    let update = || UpdateCampaignInput::new("7");
    check(update(), r#"{"campaignId":"7"}"#);
    check(
        update().with_end_date(Patch::Clear),
        r#"{"campaignId":"7","endDate":null}"#,
    );
    check(
        update().with_end_date(jiff::civil::date(2026, 12, 31)),
        r#"{"campaignId":"7","endDate":"2026-12-31"}"#,
    );
    check(
        update().with_portfolio_id(Patch::Clear),
        r#"{"campaignId":"7","portfolioId":null}"#,
    );
}

#[test]
fn an_update_can_send_an_empty_list() {
    let patch = UpdateCampaignInput::new("7").with_tags(Vec::new());
    assert_eq!(
        serde_json::to_string(&patch).unwrap(),
        r#"{"campaignId":"7","tags":[]}"#
    );
}

#[tokio::test]
async fn an_html_503_keeps_status_headers_and_body() {
    let stub = Stub::answering(
        "503 Service Unavailable",
        &[
            "content-type: text/html",
            "x-amzn-requestid: abc",
            "retry-after: 7",
        ],
        "<html>sorry</html>",
    )
    .await;
    let error = list(&stub).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(error.request_id(), Some("abc"));
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    let Error::Undecodable(answer) = error else {
        panic!("{error:?}");
    };
    assert_eq!(&answer.body[..], b"<html>sorry</html>");
}

#[tokio::test]
async fn an_answer_of_another_shape_says_where_it_differs() {
    let stub = Stub::json(r#"{"campaigns":[{"campaignId":5}]}"#).await;
    let Error::Undecodable(answer) = list(&stub).await.unwrap_err() else {
        panic!("expected an undecodable answer");
    };
    assert_eq!(answer.status.as_u16(), 200);
    insta::assert_snapshot!(
        answer.reason,
        @"at `campaigns[0].campaignId`: invalid type: integer `5`, expected a string at line 1 column 29"
    );
}

#[tokio::test]
async fn a_new_kind_of_item_error_is_kept() {
    let body = r#"{"code":"SOMETHING_NEW","message":"m","hint":"h","errors":[
        {"errorType":"quotaError","errorValue":{"quotaError":{"reason":"FULL","message":"full"}}}]}"#;
    let stub = Stub::answering("400 Bad Request", &[], body).await;
    let Error::Api(answer) = list(&stub).await.unwrap_err() else {
        panic!("expected the declared error");
    };
    assert_eq!(answer.extra["hint"], "h");
    assert_eq!(
        answer.errors[0].error_value.extra["quotaError"]["reason"],
        "FULL"
    );
    assert_eq!(answer.code.as_ref().unwrap().as_str(), "SOMETHING_NEW");
}

#[tokio::test]
async fn an_error_code_written_as_a_number_is_read() {
    let stub = Stub::answering("404 Not Found", &[], r#"{"code":404,"detail":"Not Found"}"#).await;
    let client = ras_core::reports::Client::new(stub.http_client());
    let Error::Api(answer) = client.get_async_report(&call(), "r").await.unwrap_err() else {
        panic!("expected the declared error");
    };
    assert_eq!(answer.code.as_deref(), Some("404"));
    assert_eq!(answer.detail.as_deref(), Some("Not Found"));
}

#[test]
fn a_time_without_offset_or_sense_does_not_lose_the_entity() {
    let read = |text: &str| ras_core::DateTime::from(text);
    let utc = read("2026-01-02T03:04:05Z");
    assert_eq!(read("2026-01-02T03:04:05").timestamp(), utc.timestamp());
    assert_eq!(
        read("2026-01-01T19:04:05-08:00").timestamp(),
        utc.timestamp()
    );
    assert_eq!(read("soon").timestamp(), None);
    assert_eq!(read("soon").to_string(), "soon");
}

#[test]
fn a_code_with_characters_no_header_may_have_is_refused_before_sending() {
    let context = CallContext::new().with_profile("1\n2");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let error = runtime.block_on(async {
        let stub = Stub::json("{}").await;
        let client = ras_core::ras::Client::new(stub.http_client());
        let error = client
            .list_campaigns(&context, &ListCampaignsRequest::new())
            .await
            .unwrap_err();
        assert!(stub.received().is_empty());
        error
    });
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}
