//! Lists: split filters, going on later, and what a newer service sends.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use crate::contract::watched::Sandbox;
use futures_util::TryStreamExt;
use ras_highlevel::{
    AdGroupFilter, CampaignFilter, CampaignId, NewAdGroup, NewCampaign, Observer, PageToken, Ras,
    RetailerFilter, State, TargetFilter, Targeting, Usd,
};
use ras_sandbox::{AccountKind, Marketplace, Profile};

use crate::fault_table::Tokens;
use crate::launch::client;
use crate::stub::Stub;

const RETAILER: &str = "24483676143932";

async fn campaigns(ras: &Ras, count: usize) -> Vec<CampaignId> {
    let new = |number| NewCampaign::new(format!("c {number}"), Targeting::Manual, Usd::dollars(10));
    let batch = ras.campaigns().create((0..count).map(new)).await.unwrap();
    batch.all().unwrap()
}

fn requests(sandbox: &Sandbox, path: &str) -> usize {
    let all = sandbox.requests();
    all.iter().filter(|exchange| exchange.path == path).count()
}

#[tokio::test]
async fn more_parents_than_a_filter_takes_are_asked_for_in_parts_without_duplicates() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let parents = campaigns(&ras, 250).await;
    let new = |id: &CampaignId| NewAdGroup::new(id, RETAILER, "g", Usd::cents(50));
    let groups = ras
        .ad_groups()
        .create(parents.iter().map(new))
        .await
        .unwrap();
    let groups: HashSet<_> = groups.all().unwrap().into_iter().collect();

    // Some stand twice in the filter; that must not bring their ad groups twice.
    let asked = parents.iter().chain(&parents[..40]);
    let filter = AdGroupFilter::new().campaigns(asked);
    let found = ras.ad_groups().list(filter).all().await.unwrap();
    assert_eq!(found.len(), 250);
    let found: HashSet<_> = found.into_iter().map(|group| group.id).collect();
    assert_eq!(found, groups);
    assert_eq!(requests(&sandbox, "/ras/v1/adGroups/list"), 3);

    let names = (0..250).map(|number| format!("c {number}"));
    let filter = CampaignFilter::new().names(names).ids(&parents[100..]);
    let found = ras.campaigns().list(filter).all().await.unwrap();
    assert_eq!(found.len(), 150);
    assert_eq!(requests(&sandbox, "/ras/v1/campaigns/list"), 3);
}

#[tokio::test]
async fn a_filter_without_ids_finds_nothing_and_asks_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    campaigns(&ras, 2).await;
    let none = CampaignFilter::new().ids(Vec::<CampaignId>::new());
    assert_eq!(ras.campaigns().list(none).all().await.unwrap(), []);
    let none = RetailerFilter::new().ids(Vec::<&str>::new());
    assert_eq!(ras.retailers().list(none).all().await.unwrap(), []);
    assert_eq!(requests(&sandbox, "/ras/v1/campaigns/list"), 0);
}

#[tokio::test]
async fn a_list_goes_on_where_another_one_was() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let ids = campaigns(&ras, 1500).await;
    let list = || ras.campaigns().list(CampaignFilter::new().ids(&ids));

    let mut pages = list();
    assert_eq!(pages.token().unwrap().to_string(), "0:");
    let mut seen = Vec::new();
    while seen.len() < 1200 {
        seen.push(pages.try_next().await.unwrap().unwrap().id);
    }
    // Half-way through the second part: its page comes again, the first part does not.
    let token = pages.token().unwrap().to_string();
    let rest = list().resume(&token.parse::<PageToken>().unwrap());
    let rest: Vec<_> = rest.all().await.unwrap();
    assert_eq!(rest.len(), 500);
    seen.extend(rest.into_iter().map(|campaign| campaign.id));
    assert_eq!(seen.into_iter().collect::<HashSet<_>>().len(), 1500);

    while pages.try_next().await.unwrap().is_some() {}
    assert_eq!(pages.token(), None);
    assert!("".parse::<PageToken>().is_err() && "x:1".parse::<PageToken>().is_err());
}

#[derive(Debug, Default)]
struct News(Mutex<Vec<String>>);

impl Observer for News {
    fn unknown_value(&self, operation: &str, member: &str, value: &str) {
        let news = format!("{operation} {member} {value}");
        self.0.lock().unwrap().push(news);
    }
}

#[tokio::test]
async fn unknown_values_and_members_survive_a_read_and_are_told() {
    let stub = Stub::json(
        r#"{"campaigns":[{"campaignId":"2","name":"b","state":"FROZEN","targetingType":"SEMI",
        "startDate":"2026-01-01","budget":{"budget":5.25,"budgetType":"LIFETIME","rollover":true},
        "dynamicBidding":{"strategy":"NEW"},"tags":null,"futureField":{"a":[1]}}]}"#,
    )
    .await;
    let news = Arc::new(News::default());
    let ras = Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .loopback(stub.address)
        .observer(Arc::<News>::clone(&news))
        .build()
        .unwrap();
    let filter = CampaignFilter::new();
    let all = ras.campaigns().list(filter).all().await.unwrap();
    let [campaign] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(campaign.state.as_str(), "FROZEN");
    assert_ne!(campaign.state, State::Enabled);
    assert_eq!(campaign.targeting.as_str(), "SEMI");
    assert_eq!(campaign.daily_budget, Usd::cents(525));
    assert_eq!(campaign.budget_type.as_str(), "LIFETIME");
    assert_eq!(campaign.bidding.as_str(), "NEW");
    let extra = serde_json::to_string(&campaign.extra).unwrap();
    assert_eq!(extra, r#"{"budget.rollover":true,"futureField":{"a":[1]}}"#);
    let told = news.0.lock().unwrap().join("\n");
    assert_eq!(
        told,
        "ListCampaigns state FROZEN\nListCampaigns targetingType SEMI\n\
         ListCampaigns budget.budgetType LIFETIME\nListCampaigns dynamicBidding.strategy NEW"
    );
}

#[tokio::test]
async fn every_member_of_a_target_survives_a_read_even_where_it_has_no_place() {
    let stub = Stub::json(
        r#"{"targets":[{"targetId":"9","campaignId":"1","adGroupId":"2","state":"ENABLED",
        "negative":false,"targetType":"PRODUCT","targetLevel":"PORTFOLIO",
        "targetDetails":{"productTarget":{"matchType":"PRODUCT_SIMILAR","productId":"o",
            "productIdType":"GTIN","retailerId":"5"}},
        "bid":{"bid":1.5,"currencyCode":"CAD"},
        "extendedData":{"servingStatus":"RESTING","creationDateTime":"yesterday",
            "lastUpdateDateTime":"2026-01-02T03:04:05Z",
            "servingStatusDetails":[{"name":"WHY","message":"because","helpUrl":"u"}]}}]}"#,
    )
    .await;
    let news = Arc::new(News::default());
    let ras = Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .loopback(stub.address)
        .observer(Arc::<News>::clone(&news))
        .build()
        .unwrap();
    let all = ras.targets().list(TargetFilter::new()).all().await.unwrap();
    let told = news.0.lock().unwrap().join("\n");
    let read = serde_json::to_string_pretty(&all).unwrap();
    insta::assert_snapshot!(format!("{told}\n{read}"));
}

#[tokio::test]
async fn profiles_are_listed_and_of_two_none_is_chosen_for_the_user() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let profiles = ras.profiles().list().await.unwrap();
    let profile = profiles
        .iter()
        .find(|profile| &profile.id == ras.profile())
        .unwrap();
    let ambiguous = ras.profiles().choose().await.unwrap_err().to_string();
    assert!(
        profiles.len() > 1 && profiles.iter().all(|p| ambiguous.contains(p.id.as_str())),
        "{ambiguous}"
    );
    assert_eq!(profile.currency.as_deref(), Some("USD"));
    assert!(
        profile
            .extra
            .contains_key("accountInfo.marketplaceStringId")
    );
    let requests = sandbox.requests();
    let listed = requests
        .iter()
        .find(|it| it.path == "/v2/profiles")
        .unwrap();
    assert!(!listed.headers.contains_key("amazon-advertising-api-scope"));
}

#[tokio::test]
async fn a_choice_of_profiles_that_is_none_says_what_there_is() {
    let mut said = Vec::new();
    for profiles in [
        "[]",
        r#"[{"profileId":1,"countryCode":"CA"},
            {"profileId":2,"countryCode":"US","accountInfo":{"name":"B","type":"agency"}}]"#,
        r#"[{"profileId":1,"countryCode":"US","accountInfo":{"name":"A"}},
            {"profileId":"2","countryCode":"US","accountInfo":{"name":"B"}},
            {"profileId":3,"countryCode":"MX","accountInfo":{"name":"C"}}]"#,
    ] {
        let stub = Stub::json(profiles).await;
        let account = Ras::builder()
            .client_id("c")
            .token_provider(Arc::new(Tokens::default()))
            .loopback(stub.address)
            .account()
            .unwrap();
        said.push(account.profiles().choose().await.unwrap_err().to_string());
    }
    insta::assert_snapshot!(said.join("\n"), @"
    configuration: the login has no profile in this region: ask the advertiser to invite this user
    configuration: RAS can use no profile of this login: 1 (CA, ?) is of another marketplace than the United States, 2 (US, B) is an agency's and has no campaigns of its own
    configuration: choose one of 2 profiles of the United States: 1 (US, A), 2 (US, B)
    ");
}

#[tokio::test]
async fn profiles_that_cannot_be_used_say_why() {
    let mut maple = Profile::new("6234567890123456", "Maple Advertiser", AccountKind::Vendor);
    maple.marketplace = Marketplace::Canada;
    let agency = Profile::new("7234567890123456", "Agency", AccountKind::Agency);
    let sandbox = ras_sandbox::Sandbox::builder()
        .profile(maple)
        .profile(agency);
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    let reviewed = client(&sandbox).profiles().review().await.unwrap();
    let lines: Vec<String> = reviewed.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    1234567890123456 (US, Sandbox Advertiser)
    2234567890123456 (US, Second Advertiser)
    6234567890123456 (CA, Maple Advertiser) is of another marketplace than the United States
    7234567890123456 (US, Agency) is an agency's and has no campaigns of its own
    3234567890123456 (US, Viewed Advertiser) may only be looked at by this login
    ");
    let written = serde_json::to_value(&reviewed[4]).unwrap();
    assert_eq!(written["obstacle"], "view_only");
}
