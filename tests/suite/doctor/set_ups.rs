//! Set-ups that are broken in one layer each.

use super::*;

/// A sandbox to be, which [`Case::on`] puts under watch.
pub(super) fn builder() -> SandboxBuilder {
    ras_sandbox::Sandbox::builder()
}

/// A set-up under examination: the sandbox that it talks to, and its builder.
pub(super) struct Case {
    pub(super) sandbox: Sandbox,
    pub(super) builder: RasBuilder,
    pub(super) retailer: Option<&'static str>,
}

impl Case {
    pub(super) async fn new() -> Self {
        Self::on(builder()).await
    }

    pub(super) async fn on(sandbox: SandboxBuilder) -> Self {
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
    pub(super) fn with(mut self, change: impl FnOnce(RasBuilder) -> RasBuilder) -> Self {
        self.builder = change(self.builder);
        self
    }

    pub(super) fn faulty(self, operation: &str, answer: CannedAnswer) -> Self {
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

    pub(super) fn for_retailer(mut self, retailer: &'static str) -> Self {
        self.retailer = Some(retailer);
        self
    }

    /// What was found, and the sandbox that was asked.
    pub(super) async fn examine(self) -> (Diagnosis, Sandbox) {
        let mut doctor = self.builder.doctor();
        if let Some(retailer) = self.retailer {
            doctor = doctor.retailer(retailer);
        }
        (doctor.examine().await, self.sandbox)
    }
}

/// A port that nobody listens on.
pub(super) async fn nobody() -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

pub(super) async fn broken() -> Vec<(&'static str, Layer, Case)> {
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
