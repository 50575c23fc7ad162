//! What Amazon would refuse is refused before it is sent, with what would do.

use jiff::civil::date;
use ras_highlevel::reports::{
    AdvertisedProductReport, CampaignColumn, CampaignGroup, CampaignReport, Days,
    GrossAndInvalidReport, KeywordType, ReportColumn, ReportRequest, ReportType, SearchTermColumn,
    SearchTermReport, TargetingColumn, TargetingReport,
};
use ras_highlevel::{Error, ErrorKind, Ras, Reach, State};

use super::set_up::{TODAY, advertised, reports};

fn refusal<R: ReportType>(ras: &Ras, request: ReportRequest<R>) -> String {
    told(reports(ras).plan(&request).unwrap_err())
}

fn told(error: Error) -> String {
    assert_eq!(error.kind(), ErrorKind::Rejected, "{error}");
    assert_eq!(error.reach(), Reach::NotSent, "{error}");
    error.to_string()
}

#[tokio::test]
async fn what_does_not_fit_is_named_with_what_would_and_nothing_is_sent() {
    let (sandbox, ras) = advertised().await;
    let before = sandbox.requests().len();
    let week = || ReportRequest::<CampaignReport>::daily(Days::last(7));
    let terms = || ReportRequest::<SearchTermReport>::daily(Days::last(7));
    let mut lines = Vec::new();

    // Columns of no type, of another type, of another grouping, twice, and none.
    for names in ["searchterm", "sales", "grossImpressions", "keywordText"] {
        lines.push(told(terms().column_names([names]).unwrap_err()));
    }
    lines.push(refusal(&ras, week().columns([CampaignColumn::AdGroupId])));
    let by_group = week().group_by([CampaignGroup::AdGroup]);
    let budget = [
        CampaignColumn::AdGroupId,
        CampaignColumn::CampaignBudgetAmount,
    ];
    lines.push(refusal(&ras, by_group.columns(budget)));
    let twice = [SearchTermColumn::Clicks, SearchTermColumn::Clicks];
    lines.push(refusal(&ras, terms().columns(twice)));
    lines.push(refusal(&ras, terms().columns([])));

    // Days in summaries and ranges in daily reports.
    lines.push(refusal(&ras, week().columns([CampaignColumn::StartDate])));
    let summary = ReportRequest::<TargetingReport>::summary(Days::last(7));
    lines.push(refusal(&ras, summary.columns([TargetingColumn::Date])));

    // Groupings.
    lines.push(refusal(&ras, week().group_by([])));
    let both = [CampaignGroup::Campaign, CampaignGroup::Placement];
    lines.push(refusal(&ras, week().group_by(both)));
    lines.push(told(terms().group_names(["campaign"]).unwrap_err()));

    // Filters.
    let ad_groups = week().ad_group_states([State::Enabled]);
    lines.push(refusal(&ras, ad_groups));
    let two = week().group_by([CampaignGroup::Campaign, CampaignGroup::AdGroup]);
    lines.push(refusal(&ras, two.campaign_states([State::Enabled])));
    lines.push(refusal(&ras, terms().keyword_types([])));
    lines.push(told(
        terms().filter_names("state", ["ENABLED"]).unwrap_err(),
    ));
    lines.push(told(
        terms().filter_names("keywordType", ["exact"]).unwrap_err(),
    ));

    // Days.
    for days in [
        Days::on(date(2030, 6, 2)),
        Days::between(date(2030, 5, 2), date(2030, 5, 1)),
        Days::last(0),
        Days::last(96),
        Days::last(200),
    ] {
        lines.push(refusal(&ras, ReportRequest::<TargetingReport>::daily(days)));
    }
    let traffic = ReportRequest::<GrossAndInvalidReport>::summary(Days::last(366));
    lines.push(refusal(&ras, traffic));

    assert_eq!(sandbox.requests().len(), before);
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// What is not refused here is not refused there.
async fn check_accepted<R: ReportType>(ras: &Ras, requests: Vec<ReportRequest<R>>) {
    for request in requests {
        let mut handle = reports(ras).plan(&request).unwrap();
        let outcome = reports(ras).start(&mut handle).await;
        outcome.unwrap_or_else(|error| panic!("{request:?}: {error}"));
    }
}

#[tokio::test]
async fn every_grouping_filter_and_longest_range_that_passes_is_one_that_the_service_takes() {
    let (_sandbox, ras) = advertised().await;
    let states = [State::Enabled, State::Paused, State::Archived];
    let longest =
        |last: u16| Days::between(TODAY.saturating_sub(jiff::Span::new().days(last)), TODAY);
    let campaigns = || ReportRequest::<CampaignReport>::daily(Days::yesterday());
    let of = |group| campaigns().group_by([group]);
    check_accepted(
        &ras,
        vec![
            campaigns().campaign_states(states.clone()),
            campaigns().all_columns().name("all of it"),
            of(CampaignGroup::AdGroup).ad_group_states(states.clone()),
            of(CampaignGroup::Placement).amazon_business().all_columns(),
            campaigns()
                .group_by([CampaignGroup::AdGroup, CampaignGroup::Campaign])
                .all_columns(),
            ReportRequest::summary(longest(95)),
        ],
    )
    .await;
    let types = [
        KeywordType::Broad,
        KeywordType::Phrase,
        KeywordType::Exact,
        KeywordType::Expression,
        KeywordType::ExpressionPredefined,
    ];
    let targets = ReportRequest::<TargetingReport>::daily(longest(95));
    let targets = targets
        .keyword_types(types.clone())
        .target_states(states.clone());
    check_accepted(&ras, vec![targets]).await;
    let terms = ReportRequest::<SearchTermReport>::daily(longest(95)).keyword_types(types);
    check_accepted(&ras, vec![terms]).await;
    let ads = || ReportRequest::<AdvertisedProductReport>::daily(longest(95));
    let by_ad = ads().ad_states(states.clone());
    check_accepted(&ras, vec![by_ad, ads().campaign_states(states.clone())]).await;
    let traffic = ReportRequest::<GrossAndInvalidReport>::daily(longest(365));
    check_accepted(&ras, vec![traffic.campaign_states(states)]).await;
}

#[tokio::test]
async fn presets_have_the_columns_of_the_grouping_and_of_the_time_unit() {
    let (_sandbox, ras) = advertised().await;
    let names = |request: ReportRequest<CampaignReport>| -> Vec<String> {
        let handle = reports(&ras).plan(&request).unwrap();
        handle.columns().iter().map(ToString::to_string).collect()
    };
    let days = Days::last(3);
    let daily = names(ReportRequest::daily(days));
    assert_eq!(daily[0], "date");
    assert!(daily.contains(&"campaignId".to_owned()) && !daily.contains(&"adGroupId".to_owned()));
    let summary = names(ReportRequest::summary(days).group_by([CampaignGroup::AdGroup]));
    assert_eq!(summary[..2], ["startDate", "endDate"]);
    assert!(
        summary.contains(&"adGroupId".to_owned()) && !summary.contains(&"campaignId".to_owned())
    );
    let all = names(ReportRequest::daily(days).all_columns());
    assert!(
        all.len() > 40 && !all.contains(&"startDate".to_owned()),
        "{all:?}"
    );
    // A split summary always says which part a row is of.
    let columns = [CampaignColumn::CampaignId, CampaignColumn::Clicks];
    let split = names(ReportRequest::summary(Days::last(60)).columns(columns));
    assert_eq!(split, ["campaignId", "clicks", "startDate", "endDate"]);
    assert_eq!(
        names(ReportRequest::summary(days).columns(columns)).len(),
        2
    );
    assert_eq!(CampaignColumn::Sales7d.info().attribution_days(), Some(7));
}
