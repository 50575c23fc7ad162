//! Ranges that are longer than a report may be.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use ras_highlevel::reports::{
    CampaignReport, Cell, Days, ReportColumn, ReportRequest, ReportRow, Reports, TargetingColumn,
    TargetingReport, TargetingRow,
};
use ras_highlevel::{ErrorKind, Ras, Usd};

use super::set_up::{TODAY, advertised};

/// An advertiser whose figures are kept for more than the documented 95 days.
fn reports(ras: &Ras) -> Reports {
    super::set_up::reports(ras).lookback(365)
}

fn ago(days: i64) -> Date {
    TODAY.saturating_sub(Span::new().days(days))
}

#[tokio::test]
async fn two_hundred_days_are_seven_reports_and_one_stream() {
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| behavior.reports.retention_days = Some(365));
    let request = ReportRequest::<TargetingReport>::daily(Days::last(200)).columns([
        TargetingColumn::Date,
        TargetingColumn::KeywordId,
        TargetingColumn::Clicks,
        TargetingColumn::Cost,
    ]);
    let report = reports(&ras).fetch(&request).await.unwrap();
    let parts = report.handle().parts();
    assert_eq!(parts.len(), 7);
    assert_eq!((parts[0].first, parts[6].last), (ago(200), ago(1)));

    // Each target has a row for each day, in the order of the parts, and none twice.
    let rows = report.all().await.unwrap();
    let mut days: BTreeMap<u64, Vec<Date>> = BTreeMap::new();
    for row in &rows {
        days.entry(row.keyword_id.unwrap().get())
            .or_default()
            .push(row.date.unwrap());
    }
    assert_eq!(days.len(), 7);
    let whole: Vec<Date> = (1..=200).rev().map(ago).collect();
    assert!(days.values().all(|days| *days == whole));

    // Every part asked for alone says the same.
    let mut alone = Vec::new();
    for part in parts {
        let request = ReportRequest::<TargetingReport>::daily(part.first..=part.last)
            .columns(report.handle().columns().to_vec());
        alone.append(
            &mut reports(&ras)
                .fetch(&request)
                .await
                .unwrap()
                .all()
                .await
                .unwrap(),
        );
    }
    assert_eq!(rows, alone);
}

#[tokio::test]
async fn a_summary_of_parts_is_summed_to_what_its_days_come_to() {
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| behavior.reports.retention_days = Some(365));
    let days = Days::last(200);
    let summary = ReportRequest::<TargetingReport>::summary(days).all_columns();
    let report = reports(&ras).fetch(&summary).await.unwrap();
    let parts = report.all().await.unwrap();
    let summed = report.summed().await.unwrap();
    assert_eq!((parts.len(), summed.len()), (7 * 7, 7));

    let daily = ReportRequest::<TargetingReport>::daily(days).all_columns();
    let daily = reports(&ras)
        .fetch(&daily)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    for row in &summed {
        assert_eq!(
            (row.start_date, row.end_date),
            (Some(ago(200)), Some(ago(1)))
        );
        check_sum(
            row,
            daily.iter().filter(|day| day.keyword_id == row.keyword_id),
        );
    }
}

/// Compares a sum with the days of its target, counted by another hand.
fn check_sum<'a>(row: &TargetingRow, days: impl Iterator<Item = &'a TargetingRow> + Clone) {
    assert_eq!(days.clone().count(), 200);
    let clicks: i64 = days.clone().map(|day| day.clicks.unwrap()).sum();
    let shown: i64 = days.clone().map(|day| day.impressions.unwrap()).sum();
    let cost: Usd = days.clone().map(|day| day.cost.unwrap()).sum();
    let sales: Usd = days.clone().map(|day| day.sales_7d.unwrap()).sum();
    let units: i64 = days
        .clone()
        .map(|day| day.units_sold_same_sku_30d.unwrap())
        .sum();
    assert!(clicks > 0 && cost > Usd::cents(0) && sales > Usd::cents(0));
    assert_eq!((row.clicks, row.impressions), (Some(clicks), Some(shown)));
    assert_eq!((row.cost, row.sales_7d), (Some(cost), Some(sales)));
    assert_eq!(row.units_sold_same_sku_30d, Some(units));
    let (spent, earned) = (cost.amount(), sales.amount());
    assert_eq!(row.acos_clicks_7d, Some(spent / earned));
    assert_eq!(row.roas_clicks_7d, Some(earned / spent));
    let last = days.last().unwrap();
    assert_eq!(
        row.cost_per_click.unwrap().amount(),
        spent / rust_decimal::Decimal::from(clicks)
    );
    let same = [
        TargetingColumn::Keyword,
        TargetingColumn::MatchType,
        TargetingColumn::KeywordBid,
    ];
    for column in same {
        assert_eq!(row.get(column), last.get(column), "{column}");
    }
}

#[tokio::test]
async fn a_summary_of_one_part_is_summed_to_itself() {
    let (_sandbox, ras) = advertised().await;
    let summary = ReportRequest::<CampaignReport>::summary(Days::last(31)).all_columns();
    let report = reports(&ras).fetch(&summary).await.unwrap();
    assert_eq!(report.handle().parts().len(), 1);
    let rows = report.all().await.unwrap();
    assert_eq!((rows.len(), &report.summed().await.unwrap()), (2, &rows));
    // Ratios are Amazon's own then.
    assert!(
        rows.iter()
            .all(|row| row.get("clickThroughRate".parse().unwrap()) != Cell::Empty)
    );
}

#[tokio::test]
async fn more_days_than_the_service_keeps_are_its_refusal() {
    let (_sandbox, ras) = advertised().await;
    let request = ReportRequest::<TargetingReport>::daily(Days::last(200));
    let mut handle = reports(&ras).plan(&request).unwrap();
    let error = reports(&ras).start(&mut handle).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Rejected, Some(400))
    );
    assert!(
        error.to_string().contains("more than 95 days ago"),
        "{error}"
    );
    assert!(handle.parts().iter().all(|part| part.id.is_none()));
    let name = TargetingColumn::KeywordId.name();
    assert!(serde_json::to_string(&handle).unwrap().contains(name));
}
