//! What a report shall contain.

use std::str::FromStr;

use anyhow::Result;
use jiff::civil::Date;
use ras_highlevel::reports::{Days, ReportRequest, ReportType};

use crate::failure::{Class, Failure};

/// What a report shall contain.
#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    /// Which days: `yesterday`, `last-7`, one day, or FIRST..LAST. Days are those of Los Angeles
    #[arg(long, value_name = "DAYS", default_value = "last-7")]
    days: DaysChoice,
    /// One row for all days, instead of one for each
    #[arg(long)]
    summary: bool,
    /// Only these columns, by Amazon's names; `ras report columns` lists them
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    columns: Vec<String>,
    /// Every column that the type has
    #[arg(long, conflicts_with = "columns")]
    all_columns: bool,
    /// Group rows in this way, where the type has several
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    group_by: Vec<String>,
    /// Only rows with one of these values
    #[arg(long, value_name = "FIELD=VALUE[,VALUE…]", value_parser = filter)]
    filter: Vec<Filter>,
    /// A name for Amazon's list of reports
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

#[derive(Clone, Debug)]
struct Filter {
    field: String,
    values: Vec<String>,
}

fn filter(text: &str) -> Result<Filter, String> {
    let (field, values) = text
        .split_once('=')
        .ok_or("a filter is written FIELD=VALUE")?;
    let values = values.split(',').map(str::to_owned).collect();
    Ok(Filter {
        field: field.to_owned(),
        values,
    })
}

/// Days that can be typed.
#[derive(Clone, Copy, Debug)]
struct DaysChoice(Days);

impl FromStr for DaysChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let day = |text: &str| Date::from_str(text.trim()).ok();
        let days = match text.split_once("..") {
            Some((first, last)) => day(first).zip(day(last)).map(|(a, b)| Days::between(a, b)),
            None if text == "yesterday" => Some(Days::yesterday()),
            None => match text.strip_prefix("last-") {
                Some(count) => count.parse().ok().map(Days::last),
                None => day(text).map(Days::on),
            },
        };
        days.map(Self).ok_or_else(|| {
            format!("`{text}` is none of yesterday, last-7, 2026-05-31 or 2026-05-01..2026-05-31")
        })
    }
}

impl Asked {
    pub(super) fn request<R: ReportType>(&self) -> Result<ReportRequest<R>> {
        let mut request = match self.summary {
            true => ReportRequest::<R>::summary(self.days.0),
            false => ReportRequest::<R>::daily(self.days.0),
        };
        if !self.group_by.is_empty() {
            request = request
                .group_names(&self.group_by)
                .map_err(|error| wrong(&error))?;
        }
        if self.all_columns {
            request = request.all_columns();
        } else if !self.columns.is_empty() {
            request = request
                .column_names(&self.columns)
                .map_err(|error| wrong(&error))?;
        }
        for filter in &self.filter {
            let values = filter.values.iter();
            request = request
                .filter_names(&filter.field, values)
                .map_err(|error| wrong(&error))?;
        }
        if let Some(title) = &self.title {
            request = request.name(title);
        }
        Ok(request)
    }
}

/// A request that cannot be made is a mistake on the command line.
fn wrong(error: &ras_highlevel::Error) -> Failure {
    Failure::new(Class::Usage, error.to_string())
        .hint("`ras report columns TYPE` lists what there is")
}
