//! Servers that credentials must not be sent to.

use std::sync::Arc;

use ras_highlevel::{CampaignFilter, Error, ErrorKind, NewCampaign, Ras, Reach, Targeting, Usd};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, version};

use crate::fault_table::{Tokens, hurried};
use crate::stub::Stub;

fn at(url: &str) -> Result<Ras, Error> {
    crate::canary::watch();
    Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .limits(ras_highlevel::Limits::default().attempts(1))
        .endpoint(url)
        .build()
}

fn told(error: &Error) -> String {
    let (kind, reach, hint) = (error.kind(), error.reach(), error.hint());
    format!("{error}\n{kind:?}, {reach:?}: {hint}")
}

#[test]
fn plain_http_elsewhere_is_refused() {
    insta::assert_snapshot!(told(&at("http://advertising-api.amazon.com").unwrap_err()), @"
    configuration: advertising-api.amazon.com is not a loopback address: plain HTTP would show the credentials to the network
    Config, NotSent: correct the configuration of the client
    ");
}

#[test]
fn an_unknown_host_is_refused() {
    insta::assert_snapshot!(told(&at("https://advertising-api.amazon.com.evil.example").unwrap_err()), @"
    configuration: advertising-api.amazon.com.evil.example is none of Amazon's hosts (advertising-api.amazon.com, advertising-api-eu.amazon.com, advertising-api-fe.amazon.com): credentials are sent to no other
    Config, NotSent: correct the configuration of the client
    ");
}

#[tokio::test]
async fn a_self_signed_certificate_is_refused_before_anything_is_sent() {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(aws_lc_rs::default_provider().into())
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let mut hands_shaken = Vec::new();
        // One for each of the two calls below: none of them may try again.
        for _ in 0..2 {
            let (socket, _) = listener.accept().await.unwrap();
            let received = match acceptor.accept(socket).await {
                Ok(mut tls) => tls.read_u8().await.is_ok(),
                Err(_) => false,
            };
            hands_shaken.push(received);
        }
        hands_shaken
    });
    let ras = at(&format!("https://{address}")).unwrap();
    let new = NewCampaign::new("a", Targeting::Auto, Usd::dollars(5));
    let error = ras.campaigns().create([new]).await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error:?}");
    insta::assert_snapshot!(told(&error), @"
    CreateCampaigns: the certificate of the server is not trusted
    Config, NotSent: something between this machine and Amazon answers in its place, or a clock is wrong
    ");

    let login = Ras::builder()
        .client_id("c")
        .client_secret("s")
        .refresh_token("r")
        .profile("1")
        .endpoint(format!("https://{address}"));
    let campaigns = login.build().unwrap().campaigns();
    let error = campaigns
        .list(CampaignFilter::new())
        .all()
        .await
        .unwrap_err();
    insta::assert_snapshot!(told(&error), @"
    login with Amazon: the certificate of the server is not trusted
    Config, NotSent: correct the configuration of the client
    ");
    assert_eq!(server.await.unwrap(), [false, false]);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Stub::json(r#"{"campaigns":[]}"#).await;
    let place = format!("location: http://{}/ras/v1/campaigns", elsewhere.address);
    let stub = Stub::answering("307 Temporary Redirect", &[&place], "").await;
    let new = NewCampaign::new("a", Targeting::Auto, Usd::dollars(5));
    let campaigns = hurried(stub.address).campaigns();
    let error = campaigns.create([new]).await.unwrap_err();
    insta::assert_snapshot!(told(&error), @"
    CreateCampaigns: the server redirects elsewhere, which is never followed (status 307) (outcome unknown)
    Decode, Unknown: check the address of the service; nothing was sent elsewhere, but what redirects may have acted: list before sending it again
    ");
    assert_eq!((stub.received().len(), elsewhere.received().len()), (1, 0));
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Decode, Reach::Unknown)
    );
}
