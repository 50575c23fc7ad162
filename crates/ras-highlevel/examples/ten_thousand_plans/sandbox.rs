//! A sandbox that makes trouble, watches what is enabled, and counts at the end.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ras_highlevel::core::Id;
use ras_sandbox::{
    AccountKind, CannedAnswer, Fault, Lag, Profile, RecordedRequest, Reply, Sandbox, Trouble,
    WorldView,
};

use crate::{Done, say};

/// Ad groups, product ads and targets of every plan.
pub(crate) const WHOLE: (usize, usize, usize) = (2, 3, 4);

/// Whether a profile is one of those that were added for this.
pub(crate) fn is_ours(profile: &str) -> bool {
    profile.starts_with('9')
}

/// What is counted while requests come.
#[derive(Default)]
struct Watch {
    sandbox: OnceLock<Arc<Sandbox>>,
    requests: AtomicU64,
    troubled: AtomicU64,
    /// Campaigns that were enabled before they were complete.
    early: AtomicU64,
}

/// Serves until nobody writes to stdin any more.
pub(crate) async fn serve(profiles: usize) -> Done<()> {
    let watch = Arc::new(Watch::default());
    let listener = Arc::clone(&watch);
    let advertisers = (1..=profiles).map(|number| {
        let (id, name) = (format!("9{number:015}"), format!("Advertiser {number}"));
        Profile::new(id, name, AccountKind::Vendor)
    });
    let sandbox = advertisers
        .fold(Sandbox::builder(), |builder, profile| {
            builder.profile(profile)
        })
        .forget_requests()
        .log(Arc::new(move |exchange: &RecordedRequest| {
            listener.note(exchange)
        }))
        .start()
        .await?;
    let sandbox = Arc::clone(watch.sandbox.get_or_init(|| Arc::new(sandbox)));
    sandbox.change_behavior(|behavior| {
        // Nothing but the client keeps doubles away.
        behavior.unique_campaign_names = false;
        behavior.list_lag = Lag::all(Duration::from_millis(400));
        behavior.archiving_lag = Duration::from_millis(400);
        behavior.parent_lag = Duration::from_millis(100);
    });
    say(format_args!("{}", sandbox.addr()))?;
    let done = Arc::new(AtomicBool::new(false));
    let trouble = tokio::spawn(make_trouble(Arc::clone(&sandbox), Arc::clone(&done)));
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    done.store(true, Ordering::Relaxed);
    trouble.await?;
    watch.count(&sandbox)
}

impl Watch {
    fn note(&self, exchange: &RecordedRequest) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let troubled = u64::from(exchange.scripted);
        self.troubled.fetch_add(troubled, Ordering::Relaxed);
        let enables = exchange.method == http::Method::PUT && exchange.path == "/ras/v1/campaigns";
        if enables && let Some(sandbox) = self.sandbox.get() {
            let early = u64::from(!enables_the_whole(sandbox, exchange));
            self.early.fetch_add(early, Ordering::Relaxed);
        }
    }

    fn count(&self, sandbox: &Sandbox) -> Done<()> {
        let number = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let (requests, troubled) = (number(&self.requests), number(&self.troubled));
        say(format_args!(
            "{requests} requests, {troubled} of them with a fault"
        ))?;
        let (mut whole, mut wrong, mut archived) = (0, 0, 0);
        for profile in sandbox.profiles() {
            let Some(world) = sandbox.world_of(&profile.id) else {
                continue;
            };
            let (trees, mut names) = (Trees::of(&world), BTreeSet::new());
            for campaign in world.campaigns() {
                let complete = trees.below(&campaign.campaign_id) == WHOLE;
                match campaign.state.as_str() {
                    "ARCHIVED" => archived += 1,
                    "ENABLED" if complete && names.insert(campaign.name) => whole += 1,
                    _ => wrong += 1,
                }
            }
        }
        say(format_args!(
            "{whole} campaigns live, complete and once; {wrong} live otherwise; {archived} archived; {} enabled before they were complete",
            number(&self.early)
        ))
    }
}

/// How much was ever created below each campaign: archived copies count, so that nothing
/// was double for a moment either.
struct Trees([HashMap<Id, usize>; 3]);

impl Trees {
    fn of(world: &WorldView<'_>) -> Self {
        let mut counts: [HashMap<Id, usize>; 3] = Default::default();
        let mut add = |kind: usize, campaign: Id| {
            *counts[kind].entry(campaign).or_default() += 1;
        };
        for group in world.ad_groups() {
            add(0, group.campaign_id);
        }
        for ad in world.product_ads() {
            add(1, ad.campaign_id);
        }
        for target in world.targets() {
            add(2, target.campaign_id);
        }
        Self(counts)
    }

    fn below(&self, campaign: &str) -> (usize, usize, usize) {
        let [groups, ads, targets] = &self.0;
        let count = |kind: &HashMap<Id, usize>| kind.get(campaign).copied().unwrap_or(0);
        (count(groups), count(ads), count(targets))
    }
}

/// Whether every campaign that a request has enabled is complete at this moment.
fn enables_the_whole(sandbox: &Sandbox, exchange: &RecordedRequest) -> bool {
    let profile = exchange.headers.get("amazon-advertising-api-scope");
    let profile = profile.and_then(|value| value.to_str().ok());
    let Some(world) = sandbox.world_of(profile.unwrap_or_default()) else {
        return true;
    };
    let body: serde_json::Value = serde_json::from_slice(&exchange.body).unwrap_or_default();
    let trees = Trees::of(&world);
    let campaigns = body["campaigns"].as_array().into_iter().flatten();
    let mut enabled = campaigns.filter(|campaign| campaign["state"] == "ENABLED");
    enabled.all(|campaign| {
        let id = campaign["campaignId"].as_str().unwrap_or_default();
        trees.below(id) == WHOLE
    })
}

/// One of every few requests goes wrong, in every way in turn.
async fn make_trouble(sandbox: Arc<Sandbox>, done: Arc<AtomicBool>) {
    let mut number: usize = 0;
    while !done.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(5)).await;
        if sandbox.faults().pending() > 3 {
            continue;
        }
        let kinds = ["campaigns", "adGroups", "productAds", "targets"];
        let kind = kinds[number % 4];
        let create = || Fault::on(format!("POST /ras/v1/{kind}"));
        let gone = || CannedAnswer::new(http::StatusCode::GATEWAY_TIMEOUT);
        let busy = || CannedAnswer::new(http::StatusCode::TOO_MANY_REQUESTS);
        let fault = match (number / 4) % 14 {
            0 => create().dropped(),
            1 => create().not_applied().dropped(),
            2 => create().answered(gone()),
            3 => create().not_applied().answered(gone()),
            4 => create().applied_late(Duration::from_millis(500)).dropped(),
            5 => create().reply(Reply::TornBody),
            6 => create().item(0, Trouble::Throttled),
            7 => create().item(0, Trouble::InternalApplied),
            8 => create().item(0, Trouble::MissingId),
            9 => create().item(0, Trouble::Unmentioned),
            10 => create().not_applied().answered(busy()),
            11 => Fault::on(format!("POST /ras/v1/{kind}/list")).reply(Reply::Reset),
            12 => Fault::on("PUT /ras/v1/campaigns").answered(gone()),
            _ => create().expiring_tokens(),
        };
        sandbox.faults().add(fault);
        number += 1;
    }
    sandbox.faults().clear();
}
