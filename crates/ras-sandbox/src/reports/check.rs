//! Whether a report can be made, in the words of recorded refusals where there are some.

use jiff::civil::Date;
use ras_core::reports::types::{
    AsyncReportAdProduct, AsyncReportConfiguration, AsyncReportConfigurationFormat,
    AsyncReportConfigurationTimeUnit, CreateAsyncReportRequest,
};

use super::columns::allowed;
use super::kinds::{Kind, kind};
use crate::reply::Refusal;

/// Checks a request and reads its range, which begins so many days ago at most; as many
/// as the type reaches back unless told.
pub(crate) fn check(
    request: &CreateAsyncReportRequest,
    today: Date,
    retention: Option<u16>,
) -> Result<(Date, Date), Refusal> {
    let configuration = &request.configuration;
    if configuration.ad_product != AsyncReportAdProduct::SponsoredProducts {
        // Understood, but nothing that an advertiser on RAS has.
        let product = configuration.ad_product.as_str();
        let text = format!("adProduct {product} is not available for this advertiser");
        return Err(Refusal::unprocessable(text));
    }
    let id = configuration.report_type_id.as_str();
    let kind = kind(id).ok_or_else(|| {
        refused(format!(
            "configuration reportTypeId includes invalid values: ({id})."
        ))
    })?;
    check_words(configuration)?;
    check_groups(kind, &configuration.group_by)?;
    check_columns(kind, configuration)?;
    let fields = kind.filters(&configuration.group_by);
    for filter in configuration.filters.iter().flatten() {
        let field = filter.field.as_deref().unwrap_or_default();
        if !fields.contains(&field) {
            return Err(invalid("filters", &[field], &fields));
        }
    }
    let retention = retention.map_or(kind.retention, i32::from);
    check_range(kind, request, today, retention)
}

fn check_words(configuration: &AsyncReportConfiguration) -> Result<(), Refusal> {
    if let AsyncReportConfigurationTimeUnit::Unknown(unit) = &configuration.time_unit {
        return Err(invalid("timeUnit", &[unit.as_str()], &["DAILY", "SUMMARY"]));
    }
    if let AsyncReportConfigurationFormat::Unknown(format) = &configuration.format {
        return Err(invalid("format", &[format.as_str()], &["GZIP_JSON"]));
    }
    Ok(())
}

fn check_groups(kind: &Kind, groups: &[String]) -> Result<(), Refusal> {
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let wrong: Vec<&str> = groups
        .iter()
        .copied()
        .filter(|group| !kind.group_by.contains(group))
        .collect();
    if groups.is_empty() || !wrong.is_empty() {
        return Err(invalid("groupBy", &wrong, kind.group_by));
    }
    let has_placement = groups.contains(&"campaignPlacement");
    if groups.len() > 1 && has_placement {
        let text = "configuration groupBy campaignPlacement cannot be combined with others";
        return Err(refused(text.to_owned()));
    }
    Ok(())
}

fn check_columns(kind: &Kind, configuration: &AsyncReportConfiguration) -> Result<(), Refusal> {
    let groups = &configuration.group_by;
    let allowed: Vec<&str> = groups
        .iter()
        .flat_map(|group| allowed(kind.id, group))
        .collect();
    let columns = &configuration.columns;
    let wrong: Vec<&str> = columns
        .iter()
        .map(String::as_str)
        .filter(|column| !allowed.contains(column))
        .collect();
    if columns.is_empty() || !wrong.is_empty() {
        return Err(invalid("columns", &wrong, &allowed));
    }
    let daily = configuration.time_unit == AsyncReportConfigurationTimeUnit::Daily;
    let misplaced = |column: &&String| match column.as_str() {
        "date" => !daily,
        "startDate" | "endDate" => daily,
        _ => false,
    };
    if let Some(column) = columns.iter().find(misplaced) {
        let unit = configuration.time_unit.as_str();
        return Err(refused(format!(
            "configuration column {column} cannot be used with timeUnit {unit}"
        )));
    }
    Ok(())
}

fn check_range(
    kind: &Kind,
    request: &CreateAsyncReportRequest,
    today: Date,
    retention: i32,
) -> Result<(Date, Date), Refusal> {
    let read = |member: &str, text: &str| {
        text.parse::<Date>()
            .map_err(|_| refused(format!("{member} {text} is not a date of form YYYY-MM-DD")))
    };
    let start = read("startDate", &request.start_date)?;
    let end = read("endDate", &request.end_date)?;
    if end < start {
        return Err(refused("startDate must not be after endDate".to_owned()));
    }
    if end > today {
        return Err(refused("endDate must not be in the future".to_owned()));
    }
    let days = days_between(start, end);
    if days > kind.longest {
        return Err(refused(format!(
            "startDate to endDate range ({days} days) must not exceed maximum range ({} days)",
            kind.longest
        )));
    }
    if days_between(start, today) > retention {
        return Err(refused(format!(
            "startDate must not be more than {retention} days ago"
        )));
    }
    Ok((start, end))
}

fn days_between(start: Date, end: Date) -> i32 {
    start.until(end).map_or(i32::MAX, |span| span.get_days())
}

fn invalid(member: &str, wrong: &[&str], allowed: &[&str]) -> Refusal {
    refused(format!(
        "configuration {member} includes invalid values: ({}). Allowed values: ({})",
        wrong.join(", "),
        allowed.join(", ")
    ))
}

fn refused(text: String) -> Refusal {
    Refusal::report(text)
}
