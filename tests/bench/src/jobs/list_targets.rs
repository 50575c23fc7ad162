//! J1: all targets of an account, page by page, as typed values.

use std::hint::black_box;
use std::net::SocketAddr;

use anyhow::Result;
use futures_util::TryStreamExt;
use ras_core::ras::types::ListTargetsRequest;
use ras_highlevel::TargetFilter;

use crate::by_hand::{Connection, Page, posted};

const PATH: &str = "/ras/v1/targets/list";

fn question(token: Option<&str>) -> String {
    match token {
        Some(token) => format!(r#"{{"maxResults":1000,"nextToken":"{token}"}}"#),
        None => r#"{"maxResults":1000}"#.to_owned(),
    }
}

pub(super) async fn hyper(address: SocketAddr) -> Result<usize> {
    let mut connection = Connection::open(address).await?;
    let (mut count, mut token) = (0, None);
    loop {
        let body = connection.post(PATH, question(token.as_deref())).await?;
        let page: Page = serde_json::from_str(std::str::from_utf8(&body)?)?;
        count += black_box(&page.targets).len();
        token = page.next_token;
        if token.is_none() {
            return Ok(count);
        }
    }
}

pub(super) async fn reqwest(address: SocketAddr) -> Result<usize> {
    let client = reqwest::Client::new();
    let (mut count, mut token) = (0, None);
    loop {
        let request = posted(&client, address, PATH).body(question(token.as_deref()));
        let answer = request.send().await?.error_for_status()?;
        let page: Page = serde_json::from_slice(&answer.bytes().await?)?;
        count += black_box(&page.targets).len();
        token = page.next_token;
        if token.is_none() {
            return Ok(count);
        }
    }
}

pub(super) async fn core(address: SocketAddr) -> Result<usize> {
    let (client, call) = super::core(address)?;
    let (mut count, mut request) = (0, ListTargetsRequest::new().with_max_results(1000));
    loop {
        let page = client.list_targets(&call, &request).await?.into_inner();
        count += black_box(&page.targets).len();
        match page.next_token {
            Some(token) => request = request.with_next_token(token),
            None => return Ok(count),
        }
    }
}

pub(super) async fn high_level(address: SocketAddr) -> Result<usize> {
    let ras = super::ras(address)?;
    let targets = ras.targets().list(TargetFilter::new());
    let count = targets.try_fold(0, |count, target| async move {
        black_box(&target);
        Ok(count + 1)
    });
    Ok(count.await?)
}
