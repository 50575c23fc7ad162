//! J5: a fresh process until it has its first page, login included.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use futures_util::TryStreamExt;
use ras_highlevel::TargetFilter;
use serde::Deserialize;

use crate::by_hand::{Connection, Page};

const PATH: &str = "/ras/v1/targets/list";
const QUESTION: &str = r#"{"maxResults":1000}"#;
const LOGIN: &str =
    "grant_type=refresh_token&client_id=bench&client_secret=secret&refresh_token=Atzr";

#[derive(Debug, Deserialize)]
struct Token {
    access_token: String,
}

pub(super) async fn hyper(address: SocketAddr) -> Result<usize> {
    let mut connection = Connection::open(address).await?;
    let token: Token = serde_json::from_slice(&connection.post("/auth/o2/token", LOGIN).await?)?;
    anyhow::ensure!(token.access_token.starts_with("Atza"), "no token");
    let body = connection.post(PATH, QUESTION).await?;
    let page: Page = serde_json::from_str(std::str::from_utf8(&body)?)?;
    Ok(page.targets.len())
}

pub(super) async fn reqwest(address: SocketAddr) -> Result<usize> {
    let client = reqwest::Client::new();
    let login = client
        .post(format!("http://{address}/auth/o2/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(LOGIN);
    let token: Token = serde_json::from_slice(&login.send().await?.bytes().await?)?;
    let list = client
        .post(format!("http://{address}{PATH}"))
        .bearer_auth(token.access_token)
        .header("content-type", "application/json")
        .body(QUESTION);
    let body = list.send().await?.bytes().await?;
    let page: Page = serde_json::from_slice(&body)?;
    Ok(page.targets.len())
}

pub(super) async fn high_level(address: SocketAddr) -> Result<usize> {
    let ras = super::ras(address)?;
    let mut targets = ras.targets().list(TargetFilter::new());
    targets.try_next().await?.context("an empty page")?;
    // The first page is there once its first target is.
    Ok(crate::stub::PAGE)
}
