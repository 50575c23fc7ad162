//! The five reports tell of the same clicks.

use ras_highlevel::Usd;
use ras_highlevel::reports::{
    AdvertisedProductReport, CampaignGroup, CampaignReport, Days, GrossAndInvalidReport,
    ReportRequest, SearchTermReport, TargetingReport,
};

use super::set_up::{advertised, rows};

/// Clicks, cost, orders and sales of some rows.
macro_rules! sums {
    ($rows:expr) => {{
        let rows = $rows;
        assert!(rows.len() > 1, "{rows:?}");
        (
            rows.iter().map(|row| row.clicks.unwrap()).sum::<i64>(),
            rows.iter().map(|row| row.cost.unwrap()).sum::<Usd>(),
            rows.iter()
                .map(|row| row.purchases_14d.unwrap())
                .sum::<i64>(),
            rows.iter().map(|row| row.sales_14d.unwrap()).sum::<Usd>(),
        )
    }};
}

#[tokio::test]
async fn the_sums_of_all_five_reports_agree_daily_and_in_summaries() {
    let (_sandbox, ras) = advertised().await;
    let days = Days::last(20);
    let whole = sums!(rows(&ras, ReportRequest::<CampaignReport>::daily(days)).await);
    assert!(whole.0 > 100 && whole.1 > Usd::dollars(100), "{whole:?}");

    for group in [CampaignGroup::AdGroup, CampaignGroup::Placement] {
        let request = ReportRequest::<CampaignReport>::summary(days).group_by([group]);
        assert_eq!(sums!(rows(&ras, request).await), whole, "{group}");
    }
    let targeting = [
        ReportRequest::<TargetingReport>::daily,
        ReportRequest::summary,
    ];
    for request in targeting.map(|new| new(days)) {
        assert_eq!(sums!(rows(&ras, request).await), whole);
    }
    let terms = ReportRequest::<SearchTermReport>::daily(days);
    assert_eq!(sums!(rows(&ras, terms).await), whole);
    let products = ReportRequest::<AdvertisedProductReport>::daily(days);
    assert_eq!(sums!(rows(&ras, products).await), whole);

    let traffic = rows(&ras, ReportRequest::<GrossAndInvalidReport>::summary(days)).await;
    let clicks: i64 = traffic.iter().map(|row| row.clicks.unwrap()).sum();
    let gross: i64 = traffic
        .iter()
        .map(|row| row.gross_click_throughs.unwrap())
        .sum();
    let invalid: i64 = traffic
        .iter()
        .map(|row| row.invalid_click_throughs.unwrap())
        .sum();
    assert_eq!((clicks, gross - invalid), (whole.0, whole.0));
}
