//! The page of the sandbox after the two example plans were launched.

use ras_highlevel::CampaignPlan;

use crate::browser::shown;
use crate::contract::watched::Sandbox;
use crate::launch::client;

const AUTO: &str = include_str!("../../crates/ras-cli/plans/auto.toml");
const MANUAL: &str = include_str!("../../crates/ras-cli/plans/manual.toml");

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_both_launched_trees_with_their_states_and_requests() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    // The examples bear one name, and names are unique.
    let renamed = MANUAL.replacen("My New Campaign Name", "My Manual Campaign", 1);
    assert_ne!(renamed, MANUAL);
    let (auto, manual) = (
        CampaignPlan::from_toml(AUTO).unwrap(),
        CampaignPlan::from_toml(&renamed).unwrap(),
    );
    ras.create_auto_campaign(&auto, |_| {}).await.unwrap();
    ras.create_manual_campaign(&manual, |_| {}).await.unwrap();
    let Some(page) = shown(sandbox.base_url()).await.unwrap() else {
        return;
    };
    let world = sandbox.world();
    let find = |part: &str| assert!(page.contains(part), "{part} is not on the page:\n{page}");
    for campaign in world.campaigns() {
        find(&campaign.name);
        find(&campaign.campaign_id);
    }
    for group in world.ad_groups() {
        find(&group.ad_group_id);
    }
    for ad in world.product_ads() {
        find(&ad.product_ad_id);
    }
    for target in world.targets() {
        find(&target.target_id);
    }
    // Both campaigns are live, and the last write of each launch enabled it.
    assert!(
        page.matches("CAMPAIGN_STATUS_ENABLED").count() >= 2,
        "{page}"
    );
    find("TARGETING_CLAUSE_STATUS_LIVE");
    find("207 PUT    /ras/v1/campaigns  1 ok, 0 refused");
    find("207 POST   /ras/v1/targets");
}
