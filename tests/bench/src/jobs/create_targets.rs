//! J2: many keyword targets in calls of 1000, with an outcome for each.

use std::fmt::Write as _;
use std::hint::black_box;
use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use ras_core::Money;
use ras_core::ras::types::{
    CreateTargetInput, CreateTargetsRequest, EntityState as CoreState, KeywordMatchType,
    KeywordTarget, TargetBidInput, TargetDetails, TargetType,
};
use ras_highlevel::{AdGroupId, CampaignId, KeywordMatch, NewTarget, Usd};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::by_hand::{Bid, Connection, Details, Keyword, MatchType, State, posted};
use crate::stub::{PAGE, PAGES};

const PATH: &str = "/ras/v1/targets";
const CAMPAIGN: &str = "140737488000000";
const AD_GROUP: &str = "211106232000000";

fn keyword(number: usize) -> String {
    format!("trail running shoes {number}")
}

fn cents(number: usize) -> u32 {
    2 + u32::try_from(number % 500).unwrap_or_default()
}

#[derive(Debug, Deserialize)]
struct Answer {
    targets: Outcomes,
}

#[derive(Debug, Deserialize)]
struct Outcomes {
    #[serde(default)]
    success: Vec<Success>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Success {
    index: usize,
    target_id: String,
}

/// Puts every id where its input was.
fn map(body: &[u8], ids: &mut Vec<Option<String>>) -> Result<()> {
    let answer: Answer = serde_json::from_str(std::str::from_utf8(body)?)?;
    let first = ids.len();
    ids.resize(first + PAGE, None);
    for success in answer.targets.success {
        let slot = ids
            .get_mut(first + success.index)
            .context("an index out of range")?;
        ensure!(slot.is_none(), "an index that came twice");
        *slot = Some(success.target_id);
    }
    Ok(())
}

fn count<T>(ids: &[Option<T>]) -> usize {
    black_box(ids).iter().filter(|id| id.is_some()).count()
}

pub(super) async fn hyper(address: SocketAddr) -> Result<usize> {
    // As for the others, the inputs are values that the user has.
    let inputs: Vec<_> = (0..PAGE * PAGES).map(|n| (keyword(n), cents(n))).collect();
    let mut connection = Connection::open(address).await?;
    let mut ids = Vec::new();
    for chunk in inputs.chunks(PAGE) {
        let mut body = String::with_capacity(chunk.len() * 256);
        body.push_str(r#"{"targets":["#);
        for (index, (keyword, cents)) in chunk.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            // The keywords are known to need no escapes.
            let _ = write!(
                body,
                concat!(
                    r#"{{"campaignId":"{CAMPAIGN}","adGroupId":"{AD_GROUP}","state":"ENABLED","#,
                    r#""negative":false,"targetType":"KEYWORD","targetDetails":{{"keywordTarget":"#,
                    r#"{{"matchType":"EXACT","keyword":"{keyword}"}}}},"bid":{{"bid":{dollars}.{rest:02}}}}}"#
                ),
                CAMPAIGN = CAMPAIGN,
                AD_GROUP = AD_GROUP,
                keyword = keyword,
                dollars = cents / 100,
                rest = cents % 100,
            );
        }
        body.push_str("]}");
        map(&connection.post(PATH, body).await?, &mut ids)?;
    }
    Ok(count(&ids))
}

#[derive(Debug, Serialize)]
struct Request<'a> {
    targets: &'a [Input],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    campaign_id: String,
    ad_group_id: String,
    state: State,
    negative: bool,
    target_type: &'static str,
    target_details: Details,
    bid: Bid,
}

fn input(number: usize) -> Input {
    Input {
        campaign_id: CAMPAIGN.to_owned(),
        ad_group_id: AD_GROUP.to_owned(),
        state: State::Enabled,
        negative: false,
        target_type: "KEYWORD",
        target_details: Details {
            keyword_target: Keyword {
                match_type: MatchType::Exact,
                keyword: keyword(number),
            },
        },
        bid: Bid {
            bid: f64::from(cents(number)) / 100.0,
        },
    }
}

pub(super) async fn reqwest(address: SocketAddr) -> Result<usize> {
    let inputs: Vec<Input> = (0..PAGE * PAGES).map(input).collect();
    let client = reqwest::Client::new();
    let mut ids = Vec::new();
    for chunk in inputs.chunks(PAGE) {
        let request =
            posted(&client, address, PATH).body(serde_json::to_vec(&Request { targets: chunk })?);
        let answer = request.send().await?.error_for_status()?;
        map(&answer.bytes().await?, &mut ids)?;
    }
    Ok(count(&ids))
}

pub(super) async fn core(address: SocketAddr) -> Result<usize> {
    let inputs: Vec<CreateTargetInput> = (0..PAGE * PAGES)
        .map(|n| {
            let keyword = KeywordTarget::new(keyword(n), KeywordMatchType::Exact);
            let details = TargetDetails::new().with_keyword_target(keyword);
            let mut input = CreateTargetInput::new(
                CAMPAIGN,
                false,
                CoreState::Enabled,
                details,
                TargetType::Keyword,
            );
            input.ad_group_id = Some(AD_GROUP.into());
            let bid = Money::new(Decimal::new(cents(n).into(), 2));
            input.bid = Some(TargetBidInput::new(bid));
            input
        })
        .collect();
    let (client, call) = super::core(address)?;
    let mut ids = Vec::new();
    let mut inputs = inputs.into_iter().peekable();
    while inputs.peek().is_some() {
        let request = CreateTargetsRequest::new(inputs.by_ref().take(PAGE).collect());
        let answer = client.create_targets(&call, &request).await?.into_inner();
        let first = ids.len();
        ids.resize(first + PAGE, None);
        for success in answer.targets.success {
            let index = usize::try_from(success.index)?;
            *ids.get_mut(first + index)
                .context("an index out of range")? = success.target_id;
        }
    }
    Ok(count(&ids))
}

pub(super) async fn high_level(address: SocketAddr) -> Result<usize> {
    let (campaign, ad_group) = (CampaignId::from(CAMPAIGN), AdGroupId::from(AD_GROUP));
    let inputs: Vec<NewTarget> = (0..PAGE * PAGES)
        .map(|n| {
            let bid = Usd::cents(cents(n));
            NewTarget::keyword(&campaign, &ad_group, keyword(n), KeywordMatch::Exact, bid)
        })
        .collect();
    let ras = super::ras(address)?;
    let ids = ras.targets().create(inputs).await?.all()?;
    Ok(black_box(ids).len())
}
