//! Snapshots, seeds and determinism.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ras_sandbox::{Clock, Fault, Sandbox, StartError};
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

use crate::client::{Client, Outcome, campaign, keyword};
use crate::reports::{create, request};

fn clock() -> Outcome<Clock> {
    Ok(Clock::at("2030-06-01T19:00:00Z".parse()?))
}

/// Makes the same calls and gives every byte that was answered.
async fn calls(seed: u64) -> Outcome<Vec<String>> {
    let builder = Sandbox::builder().clock(clock()?).seed(seed);
    let sandbox = builder.start().await?;
    let client = Client::on(sandbox).await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    client.refused("targets", keyword(&chain, "shoes")).await?;
    for plural in ["campaigns", "adGroups", "productAds", "targets"] {
        client
            .post(&format!("{plural}/list"), json!({"maxResults": 1}), 200)
            .await?;
    }
    let exchanges = client.sandbox.requests();
    let texts = exchanges.iter().map(|exchange| {
        let body = String::from_utf8_lossy(&exchange.response);
        format!("{} {:?} {body}", exchange.status, exchange.response_headers)
    });
    Ok(texts.collect())
}

#[tokio::test]
async fn the_same_seed_and_calls_give_the_same_bytes() -> Outcome {
    let first = calls(7).await?;
    assert_eq!(first, calls(7).await?);
    assert_ne!(first, calls(8).await?);
    Ok(())
}

#[tokio::test]
async fn a_stopped_sandbox_goes_on_from_its_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let start = async || -> Outcome<Client> {
        let builder = Sandbox::builder().clock(clock()?).state(&file);
        Client::on(builder.start().await?).await
    };
    let client = start().await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let delete = json!({"productAdIdFilter": {"include": [chain.product_ad]}});
    client.post("productAds/delete", delete, 207).await?;
    let before = client.sandbox.world().targets();
    client.sandbox.stop().await?;

    let client = start().await?;
    assert_eq!(client.sandbox.world().targets(), before);
    assert_eq!(
        client.sandbox.world().product_ads()[0].state.as_str(),
        "ARCHIVED"
    );
    // Names are still taken and ids still new.
    client
        .refused("campaigns", campaign("AUTO", "Shoes"))
        .await?;
    let next = client.create_chain("AUTO", "Boots").await?;
    assert!(next.campaign > chain.campaign);
    client.sandbox.stop().await?;

    let other = Sandbox::builder().seed(1).state(&file).start().await;
    assert!(matches!(other, Err(StartError::State { .. })), "{other:?}");
    std::fs::write(&file, "{")?;
    let torn = Sandbox::builder().state(&file).start().await;
    assert!(matches!(torn, Err(StartError::State { .. })), "{torn:?}");
    Ok(())
}

/// A sandbox with a campaign, an archived ad and a report, in this file.
async fn lived_in(file: &Path) -> Outcome<Client> {
    let builder = Sandbox::builder().clock(clock()?).state(file);
    let client = Client::on(builder.start().await?).await?;
    let chain = client.create_chain("AUTO", "Shoes").await?;
    let delete = json!({"productAdIdFilter": {"include": [chain.product_ad]}});
    client.post("productAds/delete", delete, 207).await?;
    client.create_chain("AUTO", "Boots").await?;
    Ok(client)
}

/// What a process that is killed now leaves behind.
fn left_behind(from: &Path, to: &Path) -> Outcome {
    for end in ["", ".changes"] {
        let name = |file: &Path| format!("{}{end}", file.display());
        std::fs::copy(name(from), name(to))?;
    }
    Ok(())
}

/// The file of a stopped sandbox, and what it would have left had it been killed instead.
async fn stopped_and_killed() -> Outcome<(TempDir, PathBuf, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let (file, copy) = (folder.path().join("state"), folder.path().join("copy"));
    let client = lived_in(&file).await?;
    left_behind(&file, &copy)?;
    client.sandbox.stop().await?;
    Ok((folder, file, copy))
}

fn changes(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.changes", file.display()))
}

async fn entities(file: &Path) -> Outcome<String> {
    let builder = Sandbox::builder().clock(clock()?).state(file);
    let sandbox = builder.start().await?;
    let world = sandbox.world();
    let all = (
        world.campaigns(),
        world.ad_groups(),
        world.product_ads(),
        world.targets(),
    );
    let text = format!("{all:#?}");
    sandbox.stop().await?;
    Ok(text)
}

#[tokio::test]
async fn a_killed_sandbox_has_lost_nothing_that_it_has_answered() -> Outcome {
    let (_folder, file, copy) = stopped_and_killed().await?;
    let whole = entities(&file).await?;
    assert!(
        whole.contains("Boots") && whole.contains("Archived"),
        "{whole}"
    );
    assert_eq!(entities(&copy).await?, whole);
    // All of it is in the file now.
    assert_eq!(std::fs::read(changes(&copy))?, b"");
    assert_eq!(entities(&copy).await?, whole);
    Ok(())
}

#[tokio::test]
async fn a_change_that_was_being_written_when_the_process_was_killed_did_not_happen() -> Outcome {
    let (_folder, file, copy) = stopped_and_killed().await?;
    let lines = std::fs::read_to_string(changes(&copy))?;
    let kept = lines.rsplitn(3, '\n').nth(2).ok_or("one change only")?;
    std::fs::write(changes(&copy), &lines[..kept.len() + 20])?;
    // Boots have no ad yet.
    let (torn, whole) = (entities(&copy).await?, entities(&file).await?);
    assert_eq!(whole.matches("product_ad_id").count(), 2, "{whole}");
    assert_eq!(torn.matches("product_ad_id").count(), 1, "{torn}");

    // What was written to its end and cannot be read is damage, and no accident.
    left_behind(&file, &copy)?;
    std::fs::write(changes(&copy), "{}\n")?;
    let damaged = Sandbox::builder().state(&copy).start().await;
    assert!(
        matches!(damaged, Err(StartError::State { .. })),
        "{damaged:?}"
    );
    Ok(())
}

#[tokio::test]
async fn changes_that_the_file_has_already_change_nothing() -> Outcome {
    let (_folder, file, copy) = stopped_and_killed().await?;
    // Killed between the new file and the end of the old changes.
    std::fs::copy(changes(&copy), changes(&file))?;
    assert_eq!(entities(&file).await?, entities(&copy).await?);
    // Without the file they are changes of nothing.
    std::fs::copy(changes(&copy), changes(&file))?;
    std::fs::remove_file(&file)?;
    assert!(!entities(&file).await?.contains("Boots"));
    Ok(())
}

#[tokio::test]
async fn reports_are_kept_with_everything_else() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (file, copy) = (folder.path().join("state"), folder.path().join("copy"));
    let client = lived_in(&file).await?;
    let ask = async |kind: &str, group: &str| -> Outcome<String> {
        let body = request(kind, group, "SUMMARY", &["impressions"]);
        let report = create(&client, &body, 200).await?;
        Ok(report["reportId"].as_str().unwrap_or_default().to_owned())
    };
    let kept = ask("spCampaigns", "campaign").await?;
    let cancelled = ask("spTargeting", "targeting").await?;
    let status = async |client: &Client, method: Method, id: &str| -> Outcome<u16> {
        let path = format!("/reporting/reports/{id}");
        Ok(client
            .request(method, &path)
            .send()
            .await?
            .status()
            .as_u16())
    };
    assert_eq!(status(&client, Method::DELETE, &cancelled).await?, 200);
    left_behind(&file, &copy)?;
    client.sandbox.stop().await?;
    let builder = Sandbox::builder().clock(clock()?).state(&copy);
    let client = Client::on(builder.start().await?).await?;
    assert_eq!(status(&client, Method::GET, &kept).await?, 200);
    assert_eq!(status(&client, Method::GET, &cancelled).await?, 404);
    Ok(())
}

#[tokio::test]
async fn what_is_applied_after_its_answer_is_kept_as_well() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state");
    let client = lived_in(&file).await?;
    let late = Fault::on("POST /ras/v1/campaigns").applied_late(Duration::from_millis(20));
    client.sandbox.faults().add(late);
    let body = json!({"campaigns": [campaign("AUTO", "Late")]});
    let answer = client
        .send(Method::POST, "/ras/v1/campaigns", &body)
        .await?;
    assert_eq!(answer.status(), 504);
    let ends = Instant::now() + Duration::from_secs(10);
    while !std::fs::read_to_string(changes(&file))?.contains("Late") {
        assert!(Instant::now() < ends, "the campaign was not kept");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

#[tokio::test]
async fn a_file_is_used_by_one_sandbox_at_a_time() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let first = Sandbox::builder().state(&file).start().await?;
    let second = Sandbox::builder().state(&file).start().await;
    let Err(error @ StartError::InUse { .. }) = second else {
        return Err(format!("two at once: {second:?}").into());
    };
    let text = error.to_string();
    assert!(
        text.contains("state.json is in use by another process"),
        "{text}"
    );
    first.stop().await?;
    Sandbox::builder().state(&file).start().await?;
    Ok(())
}
