//! A report on its way, in a form that another process can go on with.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use ras_core::reports::types::{
    AsyncReport, AsyncReportAdProduct, AsyncReportConfiguration, AsyncReportConfigurationFormat,
    AsyncReportConfigurationTimeUnit, AsyncReportFilter, CreateAsyncReportRequest,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::request::Filter;
use super::{ReportColumn, ReportRequest, ReportStatus, ReportType, TimeUnit};
use crate::{Error, ProfileId};

/// A report that was asked for, or is about to be: what it contains and how far it is.
///
/// Write it down with serde after [`Reports::start`](super::Reports::start), and any
/// later process goes on with it. It holds no secret and no link. A range that is longer
/// than one report may be has several parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound = "")]
#[must_use = "without its handle a report is lost"]
pub struct ReportHandle<R: ReportType> {
    report_type: TypeName<R>,
    pub(super) profile: ProfileId,
    pub(super) time_unit: TimeUnit,
    pub(super) group_by: Vec<String>,
    pub(super) columns: Vec<R::Column>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    filters: Vec<Filter>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    pub(super) parts: Vec<ReportPart>,
}

/// One of the reports that a range was split into; mostly the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReportPart {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Amazon's id of the report, once it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How far it was when somebody looked last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ReportStatus>,
    /// Why it could not be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl<R: ReportType> ReportHandle<R> {
    /// A handle of a request for these days, which were checked.
    pub(super) fn new(
        request: &ReportRequest<R>,
        profile: &ProfileId,
        days: Vec<(Date, Date)>,
    ) -> Result<Self, Error> {
        let part = |(first, last)| ReportPart {
            first,
            last,
            id: None,
            status: None,
            failure: None,
        };
        Ok(Self {
            report_type: TypeName(PhantomData),
            profile: profile.clone(),
            time_unit: request.unit,
            group_by: request.groups.clone(),
            columns: request.checked_columns(days.len())?,
            filters: request.filters.clone(),
            name: request.name.clone(),
            parts: days.into_iter().map(part).collect(),
        })
    }

    /// The parts, by day.
    pub fn parts(&self) -> &[ReportPart] {
        &self.parts
    }

    /// The columns in the order of the request.
    pub fn columns(&self) -> &[R::Column] {
        &self.columns
    }

    /// The profile that the report is for.
    pub fn profile(&self) -> &ProfileId {
        &self.profile
    }

    /// Whether every part is made.
    pub fn is_complete(&self) -> bool {
        self.parts
            .iter()
            .all(|part| part.status == Some(ReportStatus::Completed))
    }

    pub(super) fn wire(&self, part: &ReportPart) -> CreateAsyncReportRequest {
        let columns = self.columns.iter().map(|column| column.name().to_owned());
        let mut configuration = AsyncReportConfiguration::new(
            AsyncReportAdProduct::SponsoredProducts,
            columns.collect(),
            AsyncReportConfigurationFormat::GzipJson,
            self.group_by.clone(),
            R::NAME,
            match self.time_unit {
                TimeUnit::Daily => AsyncReportConfigurationTimeUnit::Daily,
                TimeUnit::Summary => AsyncReportConfigurationTimeUnit::Summary,
            },
        );
        if !self.filters.is_empty() {
            let filters = self.filters.iter().map(|filter| {
                AsyncReportFilter::new()
                    .with_field(&filter.field)
                    .with_values(filter.values.clone())
            });
            configuration = configuration.with_filters(filters.collect());
        }
        let (first, last) = (part.first.to_string(), part.last.to_string());
        let mut request = CreateAsyncReportRequest::new(configuration, last, first);
        request.name.clone_from(&self.name);
        request
    }
}

/// Whether a report is what was asked for: the order of lists and the name do not count.
pub(super) fn is_same(wanted: &CreateAsyncReportRequest, found: &AsyncReport) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    let filters = |configuration: &AsyncReportConfiguration| {
        let all = configuration.filters.iter().flatten();
        let mut all: Vec<_> = all
            .map(|filter| (filter.field.clone(), sorted(&filter.values)))
            .collect();
        all.sort();
        all
    };
    let (mine, theirs) = (&wanted.configuration, &found.configuration);
    wanted.start_date == found.start_date
        && wanted.end_date == found.end_date
        && mine.report_type_id == theirs.report_type_id
        && mine.ad_product == theirs.ad_product
        && mine.time_unit == theirs.time_unit
        && mine.format == theirs.format
        && sorted(&mine.columns) == sorted(&theirs.columns)
        && sorted(&mine.group_by) == sorted(&theirs.group_by)
        && filters(mine) == filters(theirs)
}

/// The name of the type in a handle, so that one of another type is not read.
#[derive(Clone, Copy, PartialEq)]
struct TypeName<R>(PhantomData<R>);

impl<R: ReportType> fmt::Debug for TypeName<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::NAME)
    }
}

impl<R: ReportType> Serialize for TypeName<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(R::NAME)
    }
}

impl<'de, R: ReportType> Deserialize<'de> for TypeName<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name != R::NAME {
            let text = format!("this is the handle of a report {name}, not of {}", R::NAME);
            return Err(serde::de::Error::custom(text));
        }
        Ok(Self(PhantomData))
    }
}
