//! The doctor names the failing layer of broken set-ups, and never shows a secret.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use ras_highlevel::{
    CampaignFilter, Diagnosis, FileTokenStore, Layer, Limits, Outcome, Ras, RasBuilder, Shared,
};
use ras_sandbox::{AccountKind, CannedAnswer, Clock, Fault, Marketplace, Profile, SandboxBuilder};

use crate::contract::watched::Sandbox;
use crate::fault_table::Tokens;

const VIEWED: &str = "3234567890123456";
const CLOSED: &str = "4234567890123456";
const MAPLE: &str = "6234567890123456";
const AGENCY: &str = "7234567890123456";

/// A set-up under examination: the sandbox that it talks to, and its builder.
struct Case {
    sandbox: Sandbox,
    builder: RasBuilder,
    retailer: Option<&'static str>,
}

impl Case {
    async fn new() -> Self {
        Self::on(ras_sandbox::Sandbox::builder()).await
    }

    async fn on(sandbox: SandboxBuilder) -> Self {
        crate::canary::watch();
        let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
        let fake = sandbox.credentials();
        let hurried = Limits::default().first_pause(Duration::from_millis(10));
        let builder = Ras::builder()
            .client_id(fake.client_id)
            .client_secret(fake.client_secret)
            .refresh_token(fake.refresh_token)
            .profile(fake.profile_id)
            .limits(hurried.total(Duration::from_secs(5)))
            .loopback(sandbox.addr());
        Self {
            sandbox,
            builder,
            retailer: None,
        }
    }

    /// Another set-up for the same sandbox.
    fn with(mut self, change: impl FnOnce(RasBuilder) -> RasBuilder) -> Self {
        self.builder = change(self.builder);
        self
    }

    fn faulty(self, operation: &str, answer: CannedAnswer) -> Self {
        let fault = Fault::on(operation).times(1000);
        self.sandbox
            .faults()
            .add(fault.not_applied().answered(answer));
        self
    }

    fn dropping(self, operation: &str) -> Self {
        let fault = Fault::on(operation).times(1000);
        self.sandbox.faults().add(fault.not_applied().dropped());
        self
    }

    fn for_retailer(mut self, retailer: &'static str) -> Self {
        self.retailer = Some(retailer);
        self
    }

    /// What was found, and the sandbox that was asked.
    async fn examine(self) -> (Diagnosis, Sandbox) {
        let mut doctor = self.builder.doctor();
        if let Some(retailer) = self.retailer {
            doctor = doctor.retailer(retailer);
        }
        (doctor.examine().await, self.sandbox)
    }
}

/// A port that nobody listens on.
async fn nobody() -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

async fn broken() -> Vec<(&'static str, Layer, Case)> {
    let closed = nobody().await;
    let html = CannedAnswer::html;
    let three_hours_ago = SystemTime::now() - Duration::from_secs(3 * 60 * 60 + 30);
    let three_hours_ago = Clock::at(three_hours_ago.try_into().unwrap());
    let mut maple = Profile::new(MAPLE, "Maple Advertiser", AccountKind::Vendor);
    maple.marketplace = Marketplace::Canada;
    let agency = Profile::new(AGENCY, "Agency", AccountKind::Agency);
    let unapproved = r#"{"code":"403","details":"Application is not authorized"}"#;
    let builder = ras_sandbox::Sandbox::builder;
    vec![
        (
            "a refresh token that is an access token",
            Layer::Credentials,
            Case::new().await.with(|it| it.refresh_token("Atza|CANARY")),
        ),
        (
            "a client secret copied with a line break",
            Layer::Credentials,
            Case::new().await.with(|it| it.client_secret("CANARY\n")),
        ),
        (
            "client id and client secret in each other's place",
            Layer::Credentials,
            Case::new().await.with(|it| {
                it.client_id("amzn1.oa2-cs.v1.CANARY")
                    .client_secret("amzn1.application-oa2-client.x")
            }),
        ),
        (
            "a wrong client id",
            Layer::Token,
            Case::new()
                .await
                .with(|it| it.client_id("amzn1.application-oa2-client.other")),
        ),
        (
            "a wrong client secret",
            Layer::Token,
            Case::new().await.with(|it| it.client_secret("CANARY")),
        ),
        (
            "a revoked refresh token",
            Layer::Token,
            Case::new().await.with(|it| it.refresh_token("Atzr|CANARY")),
        ),
        (
            "a token host that cannot be reached",
            Layer::Token,
            Case::new().await.with(|it| it.loopback(closed)),
        ),
        (
            "a token host that breaks the connection",
            Layer::Token,
            Case::new().await.dropping("/auth/o2/token"),
        ),
        (
            "the address of Europe",
            Layer::Region,
            Case::new().await.with(|it| {
                it.token_provider(Arc::new(Tokens::default()))
                    .endpoint("https://advertising-api-eu.amazon.com")
            }),
        ),
        (
            "an API that is down",
            Layer::Api,
            Case::new().await.dropping("/v2/profiles"),
        ),
        (
            "an API that fails",
            Layer::Api,
            Case::new()
                .await
                .faulty("/v2/profiles", html(StatusCode::SERVICE_UNAVAILABLE)),
        ),
        (
            "an API that throttles, with a page for people and no Retry-After",
            Layer::Api,
            Case::new()
                .await
                .faulty("/v2/profiles", html(StatusCode::TOO_MANY_REQUESTS)),
        ),
        (
            "an application that Amazon has not approved",
            Layer::Api,
            Case::new().await.faulty(
                "/v2/profiles",
                CannedAnswer::json(StatusCode::FORBIDDEN, unapproved),
            ),
        ),
        (
            "another service in the place of the API",
            Layer::Api,
            Case::new()
                .await
                .faulty("/v2/profiles", html(StatusCode::OK)),
        ),
        (
            "a clock that is three hours ahead",
            Layer::Clock,
            Case::on(builder().clock(three_hours_ago)).await,
        ),
        (
            "an unknown profile",
            Layer::Profile,
            Case::new().await.with(|it| it.profile("42")),
        ),
        (
            "an entity id for a profile",
            Layer::Profile,
            Case::new().await.with(|it| it.profile("ENTITY2B4C")),
        ),
        (
            "a profile that may only be viewed",
            Layer::Profile,
            Case::new().await.with(|it| it.profile(VIEWED)),
        ),
        (
            "a profile without permission",
            Layer::Profile,
            Case::new().await.with(|it| it.profile(CLOSED)),
        ),
        (
            "a profile of an agency",
            Layer::Profile,
            Case::on(builder().profile(agency))
                .await
                .with(|it| it.profile(AGENCY)),
        ),
        (
            "a profile of another marketplace",
            Layer::Marketplace,
            Case::on(builder().profile(maple))
                .await
                .with(|it| it.profile(MAPLE)),
        ),
        (
            "no retailers",
            Layer::Retailers,
            Case::on(builder().retailers(0)).await,
        ),
        (
            "a retailer that has left",
            Layer::Retailers,
            Case::new().await.for_retailer("30100000000014"),
        ),
        (
            "no products",
            Layer::Product,
            Case::on(builder().offers(0)).await,
        ),
        (
            "campaigns that cannot be listed",
            Layer::Campaigns,
            Case::new()
                .await
                .faulty("campaigns/list", CannedAnswer::new(StatusCode::BAD_GATEWAY)),
        ),
    ]
}

/// Without what differs from run to run: ports, attempts made in vain, and their ids.
fn settled(text: &str) -> String {
    let mut settled = String::new();
    let mut rest = text;
    loop {
        let marks = ["127.0.0.1:", " (attempt ", " (request "];
        let found = marks
            .into_iter()
            .filter_map(|mark| Some((rest.find(mark)?, mark)));
        let Some((at, mark)) = found.min() else {
            return settled + rest;
        };
        settled.push_str(&rest[..at]);
        rest = &rest[at + mark.len()..];
        if mark.starts_with(' ') {
            rest = rest.split_once(')').unwrap().1;
        } else {
            settled.push_str("127.0.0.1:PORT");
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
}

/// The layers whose step is of a kind, by their names.
fn layers(diagnosis: &Diagnosis, is: fn(&Outcome) -> bool) -> String {
    let steps = diagnosis.steps().iter().filter(|step| is(&step.outcome));
    steps
        .map(|step| step.layer.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_failed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed { .. })
}

/// What became of a layer, for people.
fn step(diagnosis: &Diagnosis, layer: Layer) -> String {
    let mut steps = diagnosis.steps().iter();
    settled(&steps.find(|step| step.layer == layer).unwrap().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_failing_layer_of_every_broken_set_up_is_named_with_cause_and_fix() {
    let mut report = String::new();
    for (name, layer, case) in broken().await {
        let (diagnosis, _sandbox) = case.examine().await;
        let shown = format!("{diagnosis}");
        let all = format!(
            "{shown}{diagnosis:?}{}",
            serde_json::to_string(&diagnosis).unwrap()
        );
        for canary in ["CANARY", "Atza|", "Atzr|sandbox", "oa2-cs.v1"] {
            assert!(!all.contains(canary), "{name}: {canary} in {all}");
        }
        let failing = diagnosis.failing().map(|step| step.layer);
        assert_eq!(failing, Some(layer), "{name}: {shown}");
        assert_eq!(
            layers(&diagnosis, is_failed),
            layer.as_str(),
            "{name}: {shown}"
        );
        let failed = diagnosis.failing().map(ToString::to_string).unwrap();
        let skipped = layers(&diagnosis, |it| matches!(it, Outcome::Skipped { .. }));
        report.push_str(&format!("# {name}\n{}\n", settled(&failed)));
        if !skipped.is_empty() {
            report.push_str(&format!("skipped  {skipped}\n"));
        }
        report.push('\n');
    }
    insta::assert_snapshot!(report.trim_end());
}

#[tokio::test]
async fn a_healthy_set_up_passes_every_layer_with_reads_alone() {
    let (diagnosis, sandbox) = Case::new().await.examine().await;
    assert!(diagnosis.is_healthy());
    let is_passed = |it: &Outcome| matches!(it, Outcome::Passed { .. });
    let all = Layer::ALL.map(Layer::as_str).join(" ");
    assert_eq!(layers(&diagnosis, is_passed), all, "{diagnosis}");
    insta::assert_snapshot!(settled(&diagnosis.to_string()));
    let requests = sandbox.requests();
    let reads = ["/auth/o2/token", "/v2/profiles", "/product/metadata"];
    let is_read = |path: &str| reads.contains(&path) || path.ends_with("/list");
    assert!(requests.iter().all(|it| is_read(&it.path)));
    assert_eq!(requests.len(), 5, "a login and a request for each noun");
}

#[tokio::test]
async fn a_diagnosis_is_written_for_programs_too() {
    let case = Case::on(ras_sandbox::Sandbox::builder().retailers(0)).await;
    let (diagnosis, _sandbox) = case.examine().await;
    let written = serde_json::to_string_pretty(&diagnosis).unwrap();
    insta::assert_snapshot!(settled(&written));
}

#[tokio::test]
async fn without_a_profile_the_only_one_is_taken_and_several_are_named() {
    let without = |case: Case, login: &str| {
        let sandbox = case.sandbox;
        let fake = sandbox.credentials();
        Case {
            builder: Ras::builder()
                .client_id(fake.client_id)
                .client_secret(fake.client_secret)
                .refresh_token(login)
                .loopback(sandbox.addr()),
            sandbox,
            retailer: None,
        }
    };
    let mut said = Vec::new();
    for login in ["Atzr|sandbox-refresh", "Atzr|sandbox-refresh-other"] {
        let (diagnosis, _sandbox) = without(Case::new().await, login).examine().await;
        said.push(step(&diagnosis, Layer::Profile));
        let several = !login.ends_with("other");
        assert_eq!(diagnosis.is_healthy(), !several, "{diagnosis}");
    }
    insta::assert_snapshot!(said.join("\n"), @"
    FAILED   profile      no profile is set, and RAS can use 2 of this login's
             what helps:  set one that RAS can use: 1234567890123456 (US, Sandbox Advertiser), 2234567890123456 (US, Second Advertiser)
    warning  profile      no profile is set; RAS can use one of this login's: 5234567890123456 (US, Foreign Advertiser)
             what helps:  set the profile 5234567890123456
    ");
}

#[tokio::test]
async fn a_token_that_is_still_good_does_not_hide_a_revoked_login() {
    let folder = tempfile::tempdir().unwrap();
    let (shared, store) = (Shared::new(), Arc::new(FileTokenStore::new(folder.path())));
    let case = Case::new()
        .await
        .with(|it| it.shared(&shared).token_store(store));
    let ras = case.builder.clone().build().unwrap();
    let list = || ras.campaigns().list(CampaignFilter::new()).all();
    list().await.unwrap();
    let revoked = r#"{"error":"invalid_grant","error_description":"revoked"}"#;
    let revoked = CannedAnswer::json(StatusCode::BAD_REQUEST, revoked);
    let (diagnosis, _sandbox) = case.faulty("/auth/o2/token", revoked).examine().await;
    list().await.unwrap();
    let failing = diagnosis.failing().map(|step| step.layer);
    assert_eq!(failing, Some(Layer::Token), "{diagnosis}");
}

#[tokio::test]
async fn what_works_but_is_odd_is_a_warning_and_no_failure() {
    let mut poor = Profile::new(MAPLE, "Poor Advertiser", AccountKind::Vendor);
    poor.can_pay = false;
    let poor = ras_sandbox::Sandbox::builder().profile(poor);
    let none = CannedAnswer::json(StatusCode::OK, "[]");
    let ineligible = r#"{"ProductMetadataList":[{"retailerOfferId":"A","title":"Beans",
        "eligibilityStatus":"INELIGIBLE","ineligibilityReasons":["It has no picture"]}]}"#;
    let ineligible = CannedAnswer::json(StatusCode::OK, ineligible);
    let mut said = Vec::new();
    for (layers, case) in [
        (
            vec![Layer::Credentials],
            Case::new().await.with(|it| it.client_id("old-style-id")),
        ),
        (
            vec![Layer::Profile],
            Case::on(poor).await.with(|it| it.profile(MAPLE)),
        ),
        (
            vec![Layer::Profile, Layer::Marketplace],
            Case::new().await.faulty("/v2/profiles", none),
        ),
        (
            vec![Layer::Product],
            Case::new()
                .await
                .faulty("/product/metadata", ineligible)
                .for_retailer("24483676143932"),
        ),
    ] {
        let (diagnosis, _sandbox) = case.examine().await;
        let failed = layers.first() != Some(&Layer::Credentials);
        assert_eq!(diagnosis.is_healthy(), failed, "{diagnosis}");
        said.extend(layers.into_iter().map(|layer| step(&diagnosis, layer)));
    }
    insta::assert_snapshot!(said.join("\n"), @"
    warning  credentials  the client id does not begin as Amazon's do
             what helps:  compare it with that of the application, amzn1.application-oa2-client.…
    warning  profile      6234567890123456 (US, Poor Advertiser) has no valid means of payment: its ads would not serve
             what helps:  ask the advertiser to add one in the Amazon Ads console
    warning  profile      1234567890123456 is not in the list of profiles, but it answers
             what helps:  compare it with the profile ids of the advertiser
    warning  marketplace  the service did not say which marketplace the profile is of
             what helps:  use a profile of the United States: RAS serves no other marketplace
    warning  product      of 100 products of Acorn Grocers (24483676143932) none can be advertised and bought now; the first one, A (Beans), cannot be advertised: It has no picture
             what helps:  look for another product, or examine another retailer
    ");
}

#[tokio::test]
async fn the_example_walks_from_credentials_to_offers() {
    crate::canary::watch();
    let sandbox = Sandbox::start().await.unwrap();
    let mut shown = Vec::new();
    let builder = || crate::first_look::of_sandbox(&sandbox);
    let walked = crate::first_look::walk(builder(), "coffee", &mut shown).await;
    walked.unwrap();
    insta::assert_snapshot!(settled(&String::from_utf8(shown).unwrap()));

    let wrong = builder().profile("42");
    let walked = crate::first_look::walk(wrong, "", &mut Vec::new()).await;
    assert_eq!(walked.unwrap_err().to_string(), "begin with the profile");
}
