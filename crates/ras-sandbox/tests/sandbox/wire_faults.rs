//! Faults of the connection and of the time at which a request is applied.

use std::time::{Duration, Instant};

use http::{HeaderValue, StatusCode};
use ras_sandbox::{CannedAnswer, Fault, Reply};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::client::{Client, Outcome, campaign};

const CREATE: &str = "POST /ras/v1/campaigns";
const LONG: Duration = Duration::from_secs(10);

/// Sends a create under a fault; gives the status, or what went wrong with the answer.
async fn create(client: &Client, fault: Fault) -> Outcome<Result<u16, String>> {
    client.sandbox.faults().add(fault);
    let body = json!({"campaigns": [campaign("AUTO", "Shoes")]});
    let answer = async {
        let response = client
            .request(Method::POST, "/ras/v1/campaigns")
            .body(body.to_string())
            .send()
            .await?;
        let status = response.status().as_u16();
        let bytes = response.bytes().await?;
        Ok::<_, reqwest::Error>((status, bytes))
    };
    Ok(match timeout(LONG, answer).await? {
        Ok((status, bytes)) => match serde_json::from_slice::<serde_json::Value>(&bytes) {
            Ok(_) => Ok(status),
            Err(error) => Err(error.to_string()),
        },
        Err(error) => Err(format!("{error:?}")),
    })
}

#[tokio::test]
async fn a_broken_answer_leaves_the_campaign_or_not_as_the_fault_says() -> Outcome {
    let replies = [
        Reply::Drop,
        Reply::Reset,
        Reply::HalfClose,
        Reply::TornHead,
        Reply::TornBody,
        Reply::TornChunks,
        Reply::ShortLength,
        Reply::Garbage,
    ];
    for reply in replies {
        for applied in [true, false] {
            let client = Client::start().await?;
            let mut fault = Fault::on(CREATE).reply(reply.clone());
            if !applied {
                fault = fault.not_applied();
            }
            let heard = create(&client, fault).await?;
            assert!(heard.is_err(), "{reply:?}: {heard:?}");
            let found = client.sandbox.world().campaigns().len();
            assert_eq!(found, usize::from(applied), "{reply:?}");
            // The sandbox goes on as if nothing had happened.
            client.post("campaigns/list", json!({}), 200).await?;
            assert_eq!(client.sandbox.faults().pending(), 0);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_reset_is_told_from_a_closed_connection() -> Outcome {
    let client = Client::start().await?;
    let heard = create(&client, Fault::on(CREATE).reply(Reply::Reset)).await?;
    assert!(
        heard.as_ref().is_err_and(|e| e.contains("ConnectionReset")),
        "{heard:?}"
    );
    let heard = create(&client, Fault::on(CREATE).dropped()).await?;
    assert!(
        heard
            .as_ref()
            .is_err_and(|e| !e.contains("ConnectionReset")),
        "{heard:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_half_closed_connection_ends_when_the_caller_closes_it_or_the_sandbox_stops() -> Outcome {
    let client = Client::start().await?;
    let fault = Fault::on("").reply(Reply::HalfClose).times(2);
    client.sandbox.faults().add(fault);
    let mut lines = Vec::new();
    for _ in 0..2 {
        let mut line = TcpStream::connect(client.sandbox.addr()).await?;
        let request = b"POST /ras/v1/campaigns HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n";
        line.write_all(request).await?;
        let mut heard = Vec::new();
        timeout(LONG, line.read_to_end(&mut heard)).await??;
        assert_eq!(heard, b"");
        // Its other half is open: what is sent meets no reset.
        line.write_all(b"still here").await?;
        tokio::time::sleep(Duration::from_millis(120)).await;
        line.write_all(b"and here").await?;
        lines.push(line);
    }
    drop(lines.pop());
    let started = Instant::now();
    timeout(LONG, client.sandbox.stop()).await??;
    // Well within the five seconds that open requests get.
    assert!(started.elapsed() < Duration::from_secs(4));
    Ok(())
}

#[tokio::test]
async fn a_zombie_is_applied_after_its_caller_gave_up() -> Outcome {
    let client = Client::start().await?;
    let late = Duration::from_millis(200);
    let fault = Fault::on(CREATE).applied_late(late);
    let gone = fault.clone().dropped();
    assert!(create(&client, gone).await?.is_err());
    assert!(client.sandbox.world().campaigns().is_empty());
    let deadline = Instant::now() + LONG;
    while client.sandbox.world().campaigns().is_empty() {
        assert!(Instant::now() < deadline, "never applied");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // A gateway that gives up says 504, and the backend goes on.
    let timeout = CannedAnswer::json(StatusCode::GATEWAY_TIMEOUT, r#"{"message":"late"}"#);
    assert_eq!(create(&client, fault.answered(timeout)).await?, Ok(504));
    Ok(())
}

#[tokio::test]
async fn a_stopped_sandbox_leaves_no_zombie_behind() -> Outcome {
    let client = Client::start().await?;
    let never = Fault::on(CREATE).applied_late(Duration::from_secs(3600));
    assert!(create(&client, never.dropped()).await?.is_err());
    timeout(LONG, client.sandbox.stop()).await??;
    Ok(())
}

#[tokio::test]
async fn doubled_delivery_applies_a_request_twice() -> Outcome {
    let client = Client::start().await?;
    client
        .sandbox
        .change_behavior(|b| b.unique_campaign_names = false);
    let heard = create(&client, Fault::on(CREATE).applied_twice()).await?;
    assert_eq!(heard, Ok(207));
    assert_eq!(client.sandbox.world().campaigns().len(), 2);
    Ok(())
}

#[tokio::test]
async fn delays_and_slow_bytes_take_their_time() -> Outcome {
    let client = Client::start().await?;
    let started = Instant::now();
    let pause = Duration::from_millis(80);
    let fault = Fault::on(CREATE).delayed(pause).answered_late(pause);
    assert_eq!(create(&client, fault).await?, Ok(207));
    assert!(started.elapsed() >= pause * 2);

    let started = Instant::now();
    let pace = Reply::Slow(Duration::from_millis(1));
    assert_eq!(
        create(&client, Fault::on(CREATE).reply(pace)).await?,
        Ok(207)
    );
    // Head and body have some 300 bytes.
    assert!(started.elapsed() >= Duration::from_millis(200));
    Ok(())
}

#[tokio::test]
async fn a_slow_answer_does_not_hold_the_end_of_the_sandbox_up() -> Outcome {
    let client = Client::start().await?;
    let pace = Reply::Slow(Duration::from_millis(250));
    client
        .sandbox
        .faults()
        .add(Fault::on("campaigns/list").reply(pace));
    let request = client
        .request(Method::POST, "/ras/v1/campaigns/list")
        .body("{}");
    let reader = tokio::spawn(async move { request.send().await?.bytes().await });
    while client.sandbox.faults().pending() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    timeout(LONG, client.sandbox.stop()).await??;
    assert!(timeout(LONG, reader).await??.is_err());
    Ok(())
}

#[tokio::test]
async fn a_request_that_waits_for_an_hour_does_not_hold_it_up_either() -> Outcome {
    let client = Client::start().await?;
    let hour = Duration::from_secs(3600);
    client
        .sandbox
        .faults()
        .add(Fault::on("campaigns/list").delayed(hour));
    let request = client.request(Method::POST, "/ras/v1/campaigns/list");
    let waiting = tokio::spawn(request.body("{}").send());
    while client.sandbox.faults().pending() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    timeout(LONG, client.sandbox.stop()).await??;
    waiting.abort();
    Ok(())
}

#[tokio::test]
async fn bodies_of_every_bad_kind_can_be_sent() -> Outcome {
    let client = Client::start().await?;
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let elsewhere = HeaderValue::from_static("http://127.0.0.1:1/elsewhere");
    let answers = [
        (CannedAnswer::html(status), "openresty"),
        (CannedAnswer::text(status, "upstream gone"), "upstream gone"),
        (CannedAnswer::invalid_utf8(status), "\u{fffd}"),
        (CannedAnswer::deep_json(status), "[[[["),
        (CannedAnswer::gzip_bomb(status), "\u{1f}"),
        (CannedAnswer::redirect(elsewhere), ""),
    ];
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    for (answer, part) in answers {
        let wanted = answer.status;
        client
            .sandbox
            .faults()
            .answer_next("campaigns/list", answer);
        let request = client
            .request(Method::POST, "/ras/v1/campaigns/list")
            .build()?;
        let response = http.execute(request).await?;
        assert_eq!(response.status().as_u16(), wanted.as_u16());
        let text = String::from_utf8_lossy(&response.bytes().await?).into_owned();
        assert!(text.contains(part), "{text:.100}");
    }
    Ok(())
}
