//! The file of the record.

use std::path::Path;

use ras_sandbox::{CannedAnswer, RecordedRequest, Sandbox, StartError};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Client, Outcome, campaign};

fn lines(file: &Path) -> Outcome<Vec<RecordedRequest>> {
    let text = std::fs::read_to_string(file)?;
    let lines = text.lines().map(serde_json::from_str);
    Ok(lines.collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn every_exchange_is_a_line_that_can_be_read_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("record.ndjson");
    std::fs::write(&file, "")?;
    let client = Client::on(Sandbox::builder().record(&file).start().await?).await?;
    client
        .create("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    client.post("campaigns/list", json!({}), 200).await?;
    client.post("campaigns", json!([]), 400).await?;
    let answer = CannedAnswer::html(http::StatusCode::BAD_GATEWAY);
    client.sandbox.faults().answer_next("campaigns", answer);
    client
        .send(
            reqwest::Method::POST,
            "/ras/v1/campaigns?a=b",
            &json!({"campaigns": []}),
        )
        .await?;
    let written = lines(&file)?;
    let kept = client.sandbox.requests();
    assert_eq!(written.len(), 5);
    // The first is the login, of which hardly anything is written.
    for (written, kept) in written.iter().zip(&kept).skip(1) {
        assert_eq!((&written.method, &written.path), (&kept.method, &kept.path));
        assert_eq!(written.query, kept.query);
        assert_eq!(
            (written.status, written.scripted),
            (kept.status, kept.scripted)
        );
        assert_eq!(written.response_headers, kept.response_headers);
        let mut headers = kept.headers.clone();
        headers.insert("authorization", "(hidden)".parse()?);
        assert_eq!(written.headers, headers);
        assert_eq!(as_read(&written.body), as_read(&kept.body));
        assert_eq!(as_read(&written.response), as_read(&kept.response));
    }
    client.sandbox.stop().await?;
    Ok(())
}

/// JSON, or a text.
fn as_read(body: &[u8]) -> serde_json::Value {
    let json = serde_json::from_slice(body);
    json.unwrap_or_else(|_| String::from_utf8_lossy(body).into())
}

#[tokio::test]
async fn nothing_that_belongs_to_a_login_is_written() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("record.ndjson");
    let client = Client::on(Sandbox::builder().record(&file).start().await?).await?;
    client.post("campaigns/list", json!({}), 200).await?;
    let login = client.sandbox.credentials();
    let query = format!(
        "client_id={}&redirect_uri=http://127.0.0.1:1/&response_type=code&state=canary",
        login.client_id
    );
    let consent = format!("{}/ap/oa?{query}", client.sandbox.base_url());
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let sent = http.get(consent).send().await?;
    let back = sent.headers()["location"].to_str()?.to_owned();
    let code = back.split("code=").nth(1).ok_or(back.clone())?;
    let code = code.split('&').next().unwrap_or_default();
    let text = std::fs::read_to_string(&file)?;
    assert!(text.contains("/ap/oa") && text.contains("/auth/o2/token"));
    let refresh = login.refresh_token.replace('|', "%7C");
    for secret in [
        &*login.client_secret,
        &login.refresh_token,
        &refresh,
        &client.token,
        code,
        "canary",
    ] {
        assert!(
            !secret.is_empty() && !text.contains(secret),
            "{secret}: {text}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_request_that_breaks_off_on_its_way_is_none() -> Outcome {
    let client = Client::start().await?;
    let answer = CannedAnswer::html(http::StatusCode::BAD_GATEWAY);
    client.sandbox.faults().answer_next("campaigns", answer);
    let mut socket = TcpStream::connect(client.sandbox.addr()).await?;
    let head = "POST /ras/v1/campaigns HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n";
    let begun = format!("{head}{{\"campaigns\":");
    socket.write_all(begun.as_bytes()).await?;
    socket.shutdown().await?;
    // Whatever comes back, the sandbox is then done with it.
    let _ = socket.read_to_end(&mut Vec::new()).await;
    client.post("campaigns/list", json!({}), 200).await?;
    let paths = client.sandbox.requests();
    let paths: Vec<&str> = paths.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["/auth/o2/token", "/ras/v1/campaigns/list"]);
    assert_eq!(client.sandbox.faults().pending(), 1);
    Ok(())
}

#[tokio::test]
async fn a_record_that_cannot_be_written_is_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let started = Sandbox::builder().record(folder.path()).start().await;
    assert!(matches!(started, Err(StartError::Record { file, .. }) if file == folder.path()));
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_stops_the_record_and_not_the_sandbox() -> Outcome {
    let sandbox = Sandbox::builder().record("/dev/full").start().await?;
    let client = Client::on(sandbox).await?;
    client.post("campaigns/list", json!({}), 200).await?;
    let stopped = client.sandbox.stop().await;
    assert!(
        matches!(stopped, Err(StartError::Record { .. })),
        "{stopped:?}"
    );
    Ok(())
}
