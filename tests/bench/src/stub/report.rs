//! A report of a million rows, and what the API says of it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Rows of the report.
pub const ROWS: usize = 1_000_000;

/// Where the packed file is.
pub const FILE: &str = "/report-file";

/// The columns of a row, as `row` writes them.
pub const COLUMNS: [&str; 15] = [
    "date",
    "campaignId",
    "campaignName",
    "adGroupId",
    "adGroupName",
    "keywordId",
    "keyword",
    "matchType",
    "keywordBid",
    "impressions",
    "clicks",
    "cost",
    "costPerClick",
    "purchases14d",
    "sales14d",
];

/// The report as the API shows it: made, with its link.
pub(super) fn shown(address: SocketAddr) -> Bytes {
    let columns: Vec<String> = COLUMNS.iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        concat!(
            r#"{{"reportId":"3f1e9c2a-77b0-4d52-8a10-000000000001","status":"COMPLETED","#,
            r#""url":"http://{address}{file}?X-Amz-Signature=bench","#,
            r#""startDate":"2030-05-01","endDate":"2030-05-31","#,
            r#""createdAt":"2030-06-01T19:00:00.000Z","updatedAt":"2030-06-01T19:00:00.000Z","#,
            r#""configuration":{{"adProduct":"SPONSORED_PRODUCTS","reportTypeId":"spTargeting","#,
            r#""groupBy":["targeting"],"timeUnit":"DAILY","format":"GZIP_JSON","columns":[{columns}]}}}}"#
        ),
        address = address,
        file = FILE,
        columns = columns.join(",")
    )
    .into()
}

/// The packed file.
pub(super) fn file() -> Bytes {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let mut text = String::from("[");
    let mut chance = 1_u64;
    for number in 0..ROWS {
        if number > 0 {
            text.push(',');
        }
        row(&mut text, number, &mut chance);
        if text.len() > 1 << 16 {
            packer.write_all(text.as_bytes()).expect("a Vec takes all");
            text.clear();
        }
    }
    text.push(']');
    packer.write_all(text.as_bytes()).expect("a Vec takes all");
    packer.finish().expect("a Vec takes all").into()
}

/// A row with figures by chance: the same ones in every run.
fn row(text: &mut String, number: usize, chance: &mut u64) {
    *chance = chance
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let of = |shift: u32, below: u64| (*chance >> shift) % below;
    let (target, day) = (number / 31, number % 31 + 1);
    let clicks = of(20, 9);
    let cost = clicks * (30 + of(30, 170));
    let orders = if clicks == 0 { 0 } else { of(33, 3) };
    let per_click = match clicks {
        0 => "null".to_owned(),
        clicks => format!("{}", cost as f64 / 100.0 / clicks as f64),
    };
    let _ = write!(
        text,
        concat!(
            r#"{{"date":"2030-05-{day:02}","campaignId":{campaign},"campaignName":"Summer shoes {name}","#,
            r#""adGroupId":{group},"adGroupName":"Trail and road {group_name}","keywordId":{id},"#,
            r#""keyword":"trail running shoes {target}","matchType":"{matching}","keywordBid":{bid},"#,
            r#""impressions":{impressions},"clicks":{clicks},"cost":{cost},"costPerClick":{per_click},"#,
            r#""purchases14d":{orders},"sales14d":{sales}}}"#
        ),
        day = day,
        campaign = 140_737_488_000_000 + target / 1000,
        name = target / 1000,
        group = 211_106_232_000_000 + target / 50,
        group_name = target / 50,
        id = 281_474_976_000_000 + target,
        target = target,
        matching = ["EXACT", "PHRASE", "BROAD"][target % 3],
        bid = 0.25 + (target % 300) as f64 / 100.0,
        impressions = clicks * 40 + of(40, 500),
        clicks = clicks,
        cost = cost as f64 / 100.0,
        per_click = per_click,
        orders = orders,
        sales = (orders * (1900 + of(25, 4000))) as f64 / 100.0,
    );
}
