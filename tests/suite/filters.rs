//! Every filter of every list, against the sandbox.

use ras_highlevel::{
    AdGroupFilter, CampaignFilter, CampaignPatch, KeywordMatch, NewAdGroup, NewCampaign, NewTarget,
    Placement, ProductAdFilter, Ras, TargetFilter, TargetKind, TargetType, Targeting, Usd,
};

use crate::contract::watched::Sandbox;
use crate::launch::client;

const RETAILER: &str = "24483676143932";
const OFFER: &str = "OFFER-01-0001";

async fn started() -> (Sandbox, Ras) {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    (sandbox, ras)
}

/// The names of the campaigns that a filter finds.
async fn campaigns(ras: &Ras, filter: CampaignFilter) -> Vec<String> {
    let found = ras.campaigns().list(filter).all().await.unwrap();
    found.into_iter().map(|campaign| campaign.name).collect()
}

/// What the targets match that a filter finds.
async fn targets(ras: &Ras, filter: TargetFilter) -> Vec<String> {
    let found = ras.targets().list(filter).all().await.unwrap();
    let shown = found.iter().map(|target| match &target.kind {
        TargetKind::Keyword { keyword, matching } => format!("{keyword} {matching}"),
        TargetKind::Auto(matching) => matching.to_string(),
        TargetKind::Product { offer, .. } => offer.clone(),
        other => format!("{other:?}"),
    });
    shown.collect()
}

#[tokio::test]
async fn campaigns_are_found_by_name_text_portfolio_and_state() {
    let (_sandbox, ras) = started().await;
    let new = |name: &str| NewCampaign::new(name, Targeting::Manual, Usd::dollars(5));
    let all = [
        new("Red shoes").portfolio("77").top_of_search(20),
        new("Red shirts"),
        new("Blue shoes").portfolio("78"),
    ];
    let ids = ras.campaigns().create(all).await.unwrap().all().unwrap();
    let filter = CampaignFilter::new;
    let shoes = ["Red shoes", "Blue shoes"];
    assert_eq!(
        campaigns(&ras, filter().names_containing(["shoes"])).await,
        shoes
    );
    assert_eq!(
        campaigns(&ras, filter().portfolios(["77", "78"])).await,
        shoes
    );
    let both = filter().names_containing(["Red"]).portfolios(["77"]);
    assert_eq!(campaigns(&ras, both).await, ["Red shoes"]);
    // One that contains several of 150 texts comes once, although that takes two queries.
    let texts = (0..150).map(|number| match number {
        0 | 149 => "shoes".to_owned(),
        140 => "Blue".to_owned(),
        other => format!("no {other}"),
    });
    assert_eq!(
        campaigns(&ras, filter().names_containing(texts)).await,
        shoes
    );

    let patch = CampaignPatch::new(&ids[0]).top_of_search(30);
    ras.campaigns()
        .update([patch])
        .await
        .unwrap()
        .all()
        .unwrap();
    let read = ras
        .campaigns()
        .list(filter().ids([&ids[0]]))
        .all()
        .await
        .unwrap();
    let placement = &read[0].placements[0];
    assert_eq!(
        (&placement.placement, placement.percent),
        (&Placement::TopOfSearch, 30)
    );
    assert_eq!(read[0].effective_budget, Some(Usd::dollars(5)));
    assert_eq!(
        read[0].serving_details[0].name.as_deref(),
        Some("CAMPAIGN_INCOMPLETE_DETAIL")
    );
    assert!(read[0].created.is_some() && read[0].updated >= read[0].created);
}

#[tokio::test]
async fn the_first_day_of_a_campaign_can_be_moved_until_it_has_come() {
    let (sandbox, ras) = started().await;
    let today = sandbox.clock().today();
    let (soon, later) = (
        today.tomorrow().unwrap(),
        today.saturating_add(jiff::Span::new().days(9)),
    );
    let new = NewCampaign::new("a", Targeting::Manual, Usd::dollars(5)).start_date(soon);
    let ids = ras.campaigns().create([new]).await.unwrap().all().unwrap();
    let patch = CampaignPatch::new(&ids[0]).start_date(later);
    ras.campaigns()
        .update([patch])
        .await
        .unwrap()
        .all()
        .unwrap();
    let read = ras
        .campaigns()
        .list(CampaignFilter::new())
        .all()
        .await
        .unwrap();
    assert_eq!(read[0].start_date, later);
}

#[tokio::test]
async fn ad_groups_and_targets_are_found_by_everything_that_the_contract_offers() {
    let (_sandbox, ras) = started().await;
    let new = NewCampaign::new("a", Targeting::Manual, Usd::dollars(5));
    let campaign = ras
        .campaigns()
        .create([new])
        .await
        .unwrap()
        .all()
        .unwrap()
        .remove(0);
    let names = ["Words", "Products"];
    let groups = names.map(|name| NewAdGroup::new(&campaign, RETAILER, name, Usd::cents(50)));
    let groups = ras.ad_groups().create(groups).await.unwrap().all().unwrap();
    let named = |filter| async {
        let found = ras.ad_groups().list(filter).all().await.unwrap();
        found
            .into_iter()
            .map(|group| group.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named(AdGroupFilter::new().names(["Words"])).await,
        ["Words"]
    );
    assert_eq!(
        named(AdGroupFilter::new().names_containing(["o"])).await,
        names
    );

    let [words, products] = &groups[..] else {
        panic!("{groups:?}");
    };
    let bid = Usd::cents(75);
    let new = [
        NewTarget::keyword(&campaign, words, "red shoes", KeywordMatch::Broad, bid),
        NewTarget::keyword(&campaign, words, "red", KeywordMatch::Exact, bid),
        NewTarget::negative_keyword(&campaign, words, "used", KeywordMatch::Phrase),
        NewTarget::campaign_negative_keyword(&campaign, "free", KeywordMatch::Exact),
        NewTarget::product(&campaign, products, OFFER, bid),
        NewTarget::negative_product(&campaign, products, "OFFER-01-0002"),
        NewTarget::campaign_negative_product(&campaign, RETAILER, "OFFER-01-0003"),
    ];
    ras.targets().create(new).await.unwrap().all().unwrap();
    let filter = TargetFilter::new;
    let words = ["red shoes BROAD", "red EXACT", "used PHRASE", "free EXACT"];
    let offers = [OFFER, "OFFER-01-0002", "OFFER-01-0003"];
    let check = async |filter, wanted: &[&str]| {
        assert_eq!(targets(&ras, filter).await, wanted);
    };
    check(filter().keywords(["red"]), &words[1..2]).await;
    check(filter().keywords_containing(["red"]), &words[..2]).await;
    check(
        filter().matching([KeywordMatch::Exact]),
        &["red EXACT", "free EXACT"],
    )
    .await;
    check(filter().types([TargetType::Keyword]), &words).await;
    check(
        filter().types([TargetType::Product, TargetType::Product]),
        &offers,
    )
    .await;
    check(filter().auto(), &[]).await;
    let every = [TargetType::Auto, TargetType::Keyword, TargetType::Product];
    check(filter().types(every), &[&words[..], &offers[..]].concat()).await;
    check(filter().products([(RETAILER, OFFER)]), &offers[..1]).await;
    check(filter().products([("42", offers[2])]), &[]).await;
    check(filter().campaign_level(), &["free EXACT", offers[2]]).await;
    check(
        filter().ad_group_level().negative(true),
        &["used PHRASE", offers[1]],
    )
    .await;
    check(filter().products(Vec::<(&str, &str)>::new()), &[]).await;
    let ads = ProductAdFilter::new().campaigns([&campaign]);
    assert_eq!(ras.product_ads().list(ads).all().await.unwrap(), []);
}
