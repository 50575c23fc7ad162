//! Access tokens: fetched once, never shared between tenants, kept safely.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use crate::contract::watched::Sandbox;
use futures_util::future::join_all;
use ras_highlevel::{
    CampaignFilter, Error, ErrorKind, FileTokenStore, Login, Ras, RasBuilder, Reach, Shared,
};

use crate::launch::client;
use crate::tenants::{Tenants, authorization};

const EMPTY: &str = r#"{"campaigns":[]}"#;

fn tenant(tenants: &Tenants, refresh_token: &str) -> RasBuilder {
    crate::canary::watch();
    Ras::builder()
        .client_id("c")
        .client_secret("s")
        .refresh_token(refresh_token)
        .profile("1")
        .loopback(tenants.address)
}

async fn list(ras: &Ras) -> Result<(), Error> {
    let all = ras.campaigns().list(CampaignFilter::new()).all();
    all.await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_callers_with_an_expired_token_fetch_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    list(&ras).await.unwrap();
    sandbox.clock().advance(jiff::SignedDuration::from_hours(2));
    sandbox.revoke_access_tokens();
    let ends = join_all((0..200).map(|_| {
        let ras = ras.clone();
        async move { list(&ras).await }
    }))
    .await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    let requests = sandbox.requests();
    let fetched = requests.iter().filter(|it| it.path == "/auth/o2/token");
    let refused = requests.iter().filter(|it| it.status == 401);
    assert_eq!(fetched.count(), 2, "one at the start, one for the 200");
    assert!(refused.count() > 0, "somebody must have met the old token");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_callers_with_a_revoked_login_ask_once() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let ras = tenant(&tenants, "revoked").build().unwrap();
    let ends = join_all((0..200).map(|_| list(&ras))).await;
    assert!(ends.iter().all(Result::is_err));
    assert_eq!(tenants.token_requests(), 1);
    let error = ends[0].as_ref().unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Auth, Reach::NotSent)
    );
    insta::assert_snapshot!(
        format!("{error}\n{}", error.hint()),
        @"
    login with Amazon: invalid_grant: no such token revoked (status 400)
    log in again: the refresh token or code is wrong, used up (a code lives for 5 minutes), revoked by the user, or of another application
    "
    );
    // Who comes later asks anew: the user may have logged in again.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    assert!(list(&ras).await.is_err());
    assert_eq!(tenants.token_requests(), 2);
}

#[tokio::test]
async fn a_wrong_client_secret_has_its_own_hint() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let ras = tenant(&tenants, "r")
        .client_secret("wrong")
        .build()
        .unwrap();
    let error = list(&ras).await.unwrap_err();
    insta::assert_snapshot!(format!("{error}\n{}", error.hint()), @"
    login with Amazon: invalid_client: (status 401)
    check client id and client secret: both must be of the same Login with Amazon application
    ");
}

#[tokio::test]
async fn tenants_with_a_long_common_prefix_never_share_a_token() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FileTokenStore::new(folder.path().join("tokens")));
    let prefix = format!("Atzr|{}", "x".repeat(500));
    let names = ["a", "b"].map(|end| format!("{prefix}{end}"));
    // The second round is another process: it shares nothing but the files.
    for round in 0..2 {
        let shared = Shared::new();
        for name in &names {
            let builder = || tenant(&tenants, name).shared(&shared);
            for _ in 0..2 {
                let ras = builder()
                    .token_store(Arc::<FileTokenStore>::clone(&store))
                    .build()
                    .unwrap();
                list(&ras).await.unwrap();
            }
        }
        assert_eq!(tenants.token_requests(), 2, "round {round}");
    }
    let seen = tenants.seen.lock().unwrap();
    let used: Vec<&str> = seen.heads.iter().map(|head| authorization(head)).collect();
    let wanted = |name: &String| format!("Bearer access of {name}");
    let wanted: Vec<String> = [&names[0], &names[0], &names[1], &names[1]]
        .map(wanted)
        .into();
    assert_eq!(used, [wanted.clone(), wanted].concat());

    let mut files = 0;
    for entry in std::fs::read_dir(folder.path().join("tokens")).unwrap() {
        let path = entry.unwrap().path();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path:?}");
        files += 1;
    }
    assert_eq!(files, 2);
}

#[tokio::test]
async fn a_torn_token_file_costs_one_request_and_no_error() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FileTokenStore::new(folder.path()));
    let ras = || {
        tenant(&tenants, "r")
            .token_store(Arc::<FileTokenStore>::clone(&store))
            .build()
            .unwrap()
    };
    list(&ras()).await.unwrap();
    let file = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    std::fs::write(file.path(), "{\"access_tok").unwrap();
    list(&ras()).await.unwrap();
    list(&ras()).await.unwrap();
    assert_eq!(tenants.token_requests(), 2);
}

fn state_of(url: &str) -> String {
    let (_, query) = url.split_once('?').unwrap();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned()
}

#[tokio::test]
async fn a_login_in_the_browser_ends_with_a_refresh_token() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let login = Login::new("c", "s", "https://localhost/back?a=b").unwrap();
    let amazon = login.begin().unwrap();
    assert!(
        amazon
            .url()
            .starts_with("https://www.amazon.com/ap/oa?client_id=c&")
    );
    assert!(
        amazon
            .url()
            .contains("redirect_uri=https%3A%2F%2Flocalhost%2Fback%3Fa%3Db&")
    );

    let login = login.loopback(tenants.address).unwrap();
    let consent = login.begin().unwrap();
    assert_ne!(state_of(consent.url()), state_of(amazon.url()));
    let state = state_of(consent.url());
    let back = format!("https://localhost/back?code=42&state={state}#top");
    let token = login.finish(&consent, &back).await.unwrap();
    assert_eq!(token.reveal(), "refresh of 42");
    let form = tenants.seen.lock().unwrap().forms[0].clone();
    let has = |name: &str, value: &str| form.contains(&(name.to_owned(), value.to_owned()));
    assert!(has("grant_type", "authorization_code") && has("code", "42"));
    assert!(has("redirect_uri", "https://localhost/back?a=b"));
}

#[tokio::test]
async fn a_forged_or_refused_login_is_not_exchanged() {
    let tenants = Tenants::answering("200 OK", EMPTY).await;
    let login = Login::new("c", "s", "https://localhost/back").unwrap();
    let login = login.loopback(tenants.address).unwrap();
    let consent = login.begin().unwrap();
    let state = state_of(consent.url());
    let mut said = Vec::new();
    for query in [
        "code=42&state=0000".to_owned(),
        "code=42".to_owned(),
        format!("error=access_denied&state={state}"),
        format!("state={state}"),
    ] {
        let error = login.finish(&consent, &query).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth);
        said.push(error.to_string());
    }
    assert_eq!(tenants.token_requests(), 0);
    insta::assert_snapshot!(said.join("\n"), @"
    login with Amazon: the answer is not for this login: its state differs
    login with Amazon: the answer is not for this login: its state differs
    login with Amazon: the user has not given access
    login with Amazon: the answer has no code
    ");
    assert!(!format!("{consent:?} {login:?}").contains(&state));
}
