//! Create, list, update and delete of every resource, against the sandbox.

use ras_highlevel::{
    AdGroupFilter, AdGroupPatch, CampaignFilter, CampaignPatch, Failed, ItemErrorKind,
    KeywordMatch, NewAdGroup, NewCampaign, NewProductAd, NewTarget, ProductAdFilter,
    ProductAdPatch, Ras, Reach, RetailerFilter, RetailerStatus, State, TargetFilter, TargetPatch,
    Targeting, Usd,
};

use crate::contract::watched::Sandbox;
use crate::launch::client;
use crate::stub::Stub;

const RETAILER: &str = "24483676143932";

async fn started() -> (Sandbox, Ras) {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    (sandbox, ras)
}

fn campaign(name: &str) -> NewCampaign {
    NewCampaign::new(name, Targeting::Manual, Usd::dollars(10))
}

#[tokio::test]
async fn campaigns_are_created_listed_changed_and_archived() {
    let (_sandbox, ras) = started().await;
    let end = jiff::civil::date(2030, 1, 31);
    let ids = ras
        .campaigns()
        .create([
            campaign("a").end_date(end),
            campaign("b").tag("team", "blue"),
        ])
        .await
        .unwrap()
        .all()
        .unwrap();
    let all = ras
        .campaigns()
        .list(CampaignFilter::new())
        .all()
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].end_date, Some(end));
    assert_eq!(all[1].tags[0].value, "blue");

    let patches = [
        CampaignPatch::new(&ids[0]).no_end_date().name("c"),
        CampaignPatch::new(&ids[1]).tags([]).state(State::Paused),
    ];
    ras.campaigns()
        .update(patches)
        .await
        .unwrap()
        .all()
        .unwrap();
    let named = ras
        .campaigns()
        .list(CampaignFilter::new().names(["c"]))
        .all()
        .await
        .unwrap();
    assert_eq!((named.len(), named[0].end_date), (1, None));

    ras.campaigns()
        .delete([&ids[0]])
        .await
        .unwrap()
        .all()
        .unwrap();
    let filter = CampaignFilter::new().states([State::Archived]);
    let archived = ras.campaigns().list(filter).all().await.unwrap();
    assert_eq!(
        archived.iter().map(|c| &c.id).collect::<Vec<_>>(),
        [&ids[0]]
    );
    let rest = ras
        .campaigns()
        .list(CampaignFilter::new().ids([&ids[1]]))
        .all()
        .await
        .unwrap();
    assert_eq!(
        (rest[0].state.clone(), rest[0].tags.len()),
        (State::Paused, 0)
    );
}

#[tokio::test]
async fn a_refused_item_keeps_its_position() {
    let (_sandbox, ras) = started().await;
    let names = ["a", "a", "b", " blank ", "c"];
    let batch = ras.campaigns().create(names.map(campaign)).await.unwrap();
    let good: Vec<usize> = batch.ok().map(|(index, _)| index).collect();
    let bad: Vec<(usize, String)> = batch
        .failed()
        .map(|(index, failed)| match failed {
            Failed::Refused(errors) => (index, errors[0].kind().to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(good, [0, 2, 4]);
    assert_eq!(
        bad,
        [
            (1, "duplicateValueError".to_owned()),
            (3, "malformedValueError".to_owned())
        ]
    );
    let hints: Vec<&str> = batch.failed().map(|(_, failed)| failed.hint()).collect();
    assert!(hints[0].contains("look it up") && hints[1].contains("outer blanks"));
    let error = batch.all().unwrap_err();
    assert_eq!(error.items()[0].location(), Some("$.campaigns[1].name"));
    assert_eq!(error.items()[0].reason(), Some("DUPLICATE_VALUE"));
}

#[tokio::test]
async fn everything_below_a_campaign_can_be_created_changed_and_archived() {
    let (_sandbox, ras) = started().await;
    let campaign = ras
        .campaigns()
        .create([campaign("a")])
        .await
        .unwrap()
        .all()
        .unwrap()
        .remove(0);

    let new = NewAdGroup::new(&campaign, RETAILER, "g", Usd::cents(75));
    let group = ras
        .ad_groups()
        .create([new])
        .await
        .unwrap()
        .all()
        .unwrap()
        .remove(0);
    let patch = AdGroupPatch::new(&group)
        .default_bid(Usd::cents(80))
        .name("h");
    ras.ad_groups()
        .update([patch])
        .await
        .unwrap()
        .all()
        .unwrap();
    let groups = ras
        .ad_groups()
        .list(AdGroupFilter::new().campaigns([&campaign]))
        .all()
        .await
        .unwrap();
    assert_eq!(
        (groups[0].name.as_str(), groups[0].default_bid),
        ("h", Usd::cents(80))
    );

    let new = NewProductAd::new(&campaign, &group, RETAILER, "OFFER-01-0001");
    let ad = ras
        .product_ads()
        .create([new])
        .await
        .unwrap()
        .all()
        .unwrap()
        .remove(0);
    let patch = ProductAdPatch::state(&ad, State::Paused);
    ras.product_ads()
        .update([patch])
        .await
        .unwrap()
        .all()
        .unwrap();
    let ads = ras
        .product_ads()
        .list(ProductAdFilter::new().ad_groups([&group]))
        .all()
        .await
        .unwrap();
    assert_eq!(
        (ads[0].offer.as_str(), ads[0].state.clone()),
        ("OFFER-01-0001", State::Paused)
    );

    let targets = [
        NewTarget::keyword(
            &campaign,
            &group,
            "shoes",
            KeywordMatch::Exact,
            Usd::cents(50),
        ),
        NewTarget::negative_keyword(&campaign, &group, "used", KeywordMatch::Phrase),
        NewTarget::campaign_negative_keyword(&campaign, "free", KeywordMatch::Exact),
    ];
    let ids = ras.targets().create(targets).await.unwrap().all().unwrap();
    let patch = TargetPatch::new(&ids[0]).bid(Usd::cents(55));
    ras.targets().update([patch]).await.unwrap().all().unwrap();
    let filter = TargetFilter::new().campaigns([&campaign]);
    let positive = ras
        .targets()
        .list(filter.clone().negative(false))
        .all()
        .await
        .unwrap();
    assert_eq!((positive.len(), positive[0].bid), (1, Some(Usd::cents(55))));
    let negative = ras
        .targets()
        .list(filter.negative(true))
        .all()
        .await
        .unwrap();
    assert_eq!(
        negative
            .iter()
            .filter(|target| target.ad_group.is_none())
            .count(),
        1
    );

    ras.targets()
        .delete([&ids[0]])
        .await
        .unwrap()
        .all()
        .unwrap();
    ras.product_ads()
        .delete([&ad])
        .await
        .unwrap()
        .all()
        .unwrap();
    ras.ad_groups()
        .delete([&group])
        .await
        .unwrap()
        .all()
        .unwrap();
    let again = ras
        .ad_groups()
        .update([AdGroupPatch::new(&group).name("i")])
        .await
        .unwrap();
    let error = again.all().unwrap_err();
    assert_eq!(*error.items()[0].kind(), ItemErrorKind::EntityState);
}

#[tokio::test]
async fn more_items_than_one_call_takes_are_sent_in_several() {
    let (sandbox, ras) = started().await;
    let names = (0..1003).map(|number| campaign(&format!("campaign {number}")));
    let ids = ras.campaigns().create(names).await.unwrap().all().unwrap();
    assert_eq!(ids.len(), 1003);
    let all = ras
        .campaigns()
        .list(CampaignFilter::new())
        .all()
        .await
        .unwrap();
    assert_eq!(all.len(), 1003);
    assert_eq!(
        all.iter().find(|c| c.id == ids[1002]).unwrap().name,
        "campaign 1002"
    );
    let paths: Vec<_> = sandbox
        .requests()
        .into_iter()
        .map(|exchange| exchange.path)
        .collect();
    assert_eq!(
        paths
            .iter()
            .filter(|path| *path == "/ras/v1/campaigns")
            .count(),
        2
    );
    assert_eq!(
        paths
            .iter()
            .filter(|path| *path == "/ras/v1/campaigns/list")
            .count(),
        2
    );
}

#[tokio::test]
async fn retailers_are_listed() {
    let (_sandbox, ras) = started().await;
    let all = ras
        .retailers()
        .list(RetailerFilter::new())
        .all()
        .await
        .unwrap();
    assert!(all.len() >= 10);
    assert!(
        all.iter()
            .all(|retailer| retailer.status == Some(RetailerStatus::Active))
    );
    let one = ras
        .retailers()
        .list(RetailerFilter::new().ids([RETAILER]))
        .all()
        .await
        .unwrap();
    assert_eq!(one[0].id.as_ref().unwrap().as_str(), RETAILER);
}

#[tokio::test]
async fn what_an_answer_does_not_say_is_unknown_and_never_failed_or_succeeded() {
    // Token and create are answered by one stub: a token is a JSON object like any other.
    let stub = Stub::json(
        r#"{"access_token":"a","expires_in":3600,"campaigns":{
            "success":[{"index":0,"campaignId":"1"},{"index":1},{"index":3,"campaignId":"3"},
                       {"index":3,"campaignId":"4"},{"index":99,"campaignId":"5"},{"index":-1}],
            "error":[{"index":4}]}}"#,
    )
    .await;
    let ras = Ras::builder()
        .client_id("c")
        .client_secret("s")
        .refresh_token("r")
        .profile("1")
        .loopback(stub.address)
        .build()
        .unwrap();
    let names = ["a", "b", "c", "d", "e"];
    let batch = ras.campaigns().create(names.map(campaign)).await.unwrap();
    let good: Vec<_> = batch.ok().map(|(index, id)| (index, id.as_str())).collect();
    assert_eq!(good, [(0, "1")]);
    let failed: Vec<String> = batch
        .failed()
        .map(|(index, failed)| match failed {
            Failed::Unknown(why) => format!("{index} unknown: {why}"),
            Failed::Refused(errors) => format!("{index} refused: {}", errors[0]),
            other => format!("{index} {other:?}"),
        })
        .collect();
    insta::assert_snapshot!(failed.join("\n"), @r"
    1 unknown: the answer has no id for the item
    2 unknown: the answer does not mention the item
    3 unknown: the answer mentions the item twice
    4 refused: otherError: refused without a reason
    ");
    assert_eq!(batch.all().unwrap_err().reach(), Reach::Unknown);
}
