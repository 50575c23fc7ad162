//! What a report shall contain, checked before anything is sent.

mod groups;

pub use groups::CampaignGroup;

use serde::{Deserialize, Serialize};

use super::column::nearest;
use super::{Days, ReportColumn, ReportType, refused};
use crate::Error;

/// Whether rows are for single days or for the whole range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum TimeUnit {
    /// A row for each day, named in the column `date`.
    Daily,
    /// A row for the range, named in the columns `startDate` and `endDate`.
    Summary,
}

/// From here on names are so alike, 1 for the same, that one may be meant by the other.
const ALIKE: f64 = 0.6;

/// A condition that rows must meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Filter {
    pub(super) field: String,
    pub(super) values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted<C> {
    Essentials,
    All,
    These(Vec<C>),
}

/// Asks for a report of one type.
///
/// A column of another type does not compile. What only depends on the values (columns
/// by grouping, filters by grouping, days) is checked by
/// [`Reports::plan`](super::Reports::plan), which sends nothing.
///
/// # Example
///
/// ```
/// use ras_highlevel::reports::{Days, ReportRequest, TargetingColumn, TargetingReport};
///
/// let request = ReportRequest::<TargetingReport>::daily(Days::last(7)).columns([
///     TargetingColumn::Date,
///     TargetingColumn::KeywordId,
///     TargetingColumn::Cost,
/// ]);
/// # let _ = request;
/// ```
///
/// ```compile_fail
/// # use ras_highlevel::reports::{Days, GrossAndInvalidColumn, ReportRequest, TargetingReport};
/// let request = ReportRequest::<TargetingReport>::daily(Days::last(7))
///     .columns([GrossAndInvalidColumn::GrossImpressions]); // of another type
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a request does nothing by itself"]
pub struct ReportRequest<R: ReportType> {
    pub(super) days: Days,
    pub(super) unit: TimeUnit,
    pub(super) name: Option<String>,
    pub(super) groups: Vec<String>,
    pub(super) filters: Vec<Filter>,
    wanted: Wanted<R::Column>,
}

impl<R: ReportType> ReportRequest<R> {
    /// A row for each day.
    pub fn daily(days: impl Into<Days>) -> Self {
        Self::new(days.into(), TimeUnit::Daily)
    }

    /// A row for the whole range.
    ///
    /// A range longer than [`ReportType::LONGEST_RANGE`] is split, and there is a row for
    /// each part, with its days in `startDate` and `endDate`, which are then always asked
    /// for. [`Report::summed`](super::Report::summed) joins them.
    pub fn summary(days: impl Into<Days>) -> Self {
        Self::new(days.into(), TimeUnit::Summary)
    }

    fn new(days: Days, unit: TimeUnit) -> Self {
        Self {
            days,
            unit,
            name: None,
            groups: R::GROUPS.iter().take(1).map(|&it| it.to_owned()).collect(),
            filters: Vec::new(),
            wanted: Wanted::Essentials,
        }
    }

    /// These columns in this order, instead of the essential ones.
    pub fn columns(mut self, columns: impl IntoIterator<Item = R::Column>) -> Self {
        self.wanted = Wanted::These(columns.into_iter().collect());
        self
    }

    /// Columns by Amazon's names.
    ///
    /// # Errors
    ///
    /// For a name that the type does not have, with the name that is spelled most like it.
    pub fn column_names<N: AsRef<str>>(
        self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, Error> {
        let columns: Result<Vec<R::Column>, _> = names
            .into_iter()
            .map(|name| name.as_ref().parse::<R::Column>())
            .collect();
        match columns {
            Ok(columns) => Ok(self.columns(columns)),
            Err(unknown) => Err(refused(unknown.to_string())),
        }
    }

    /// A dozen columns for everyday use; that is so unless other columns are named.
    pub fn essentials(mut self) -> Self {
        self.wanted = Wanted::Essentials;
        self
    }

    /// All columns that the grouping has.
    pub fn all_columns(mut self) -> Self {
        self.wanted = Wanted::All;
        self
    }

    /// A name that shows in Amazon's lists of reports.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Groups rows by Amazon's names.
    ///
    /// # Errors
    ///
    /// For a name that the type cannot be grouped by, with those that it can.
    pub fn group_names<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, Error> {
        self.groups.clear();
        for name in names {
            let name = name.as_ref();
            if !R::GROUPS.contains(&name) {
                let groups = R::GROUPS.join(", ");
                let report = R::NAME;
                return Err(refused(format!(
                    "{report} cannot be grouped by `{name}`, but by {groups}"
                )));
            }
            self.groups.push(name.to_owned());
        }
        Ok(self)
    }

    /// Only rows with one of these values, by Amazon's names.
    ///
    /// # Errors
    ///
    /// For a field that the type cannot be filtered by, and for a value that Amazon does
    /// not document, with the nearest that it does.
    pub fn filter_names<N: AsRef<str>>(
        self,
        field: &str,
        values: impl IntoIterator<Item = N>,
    ) -> Result<Self, Error> {
        let Some(known) = R::FILTERS.iter().find(|known| known.name() == field) else {
            let fields: Vec<&str> = R::FILTERS.iter().map(|field| field.name()).collect();
            return Err(refused(format!(
                "{} cannot be filtered by `{field}`, but by {}",
                R::NAME,
                fields.join(", ")
            )));
        };
        let mut found = Vec::new();
        for value in values {
            let value = value.as_ref();
            if !known.values().contains(&value) {
                let meant = nearest(value, known.values().iter().copied()).unwrap_or_default();
                return Err(refused(format!(
                    "`{value}` is no {field}: did you mean `{meant}`?"
                )));
            }
            found.push(value.to_owned());
        }
        Ok(self.filtered(field, found))
    }

    fn filtered<V: ToString>(mut self, field: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.filters.retain(|filter| filter.field != field);
        self.filters.push(Filter {
            field: field.to_owned(),
            values: values.into_iter().map(|value| value.to_string()).collect(),
        });
        self
    }

    /// The columns to ask for, checked against grouping and time unit.
    pub(super) fn checked_columns(&self, parts: usize) -> Result<Vec<R::Column>, Error> {
        let groups: Vec<&str> = self.groups.iter().map(String::as_str).collect();
        check_groups::<R>(&groups)?;
        self.check_filters(&groups)?;
        let offered = |column: &R::Column| R::offers(*column, &groups);
        let in_time = |column: &R::Column| fits(self.unit, column.name());
        let times = R::Column::ALL
            .iter()
            .copied()
            .filter(|column| is_time(column.name()));
        let mut columns: Vec<R::Column> = match &self.wanted {
            Wanted::These(columns) => columns.clone(),
            Wanted::All => R::Column::ALL
                .iter()
                .copied()
                .filter(offered)
                .filter(in_time)
                .collect(),
            Wanted::Essentials => {
                let rest = R::ESSENTIALS.iter().copied().filter(offered);
                times.clone().filter(in_time).chain(rest).collect()
            }
        };
        if columns.is_empty() {
            return Err(refused("a report needs at least one column"));
        }
        for (place, column) in columns.iter().enumerate() {
            if columns.iter().take(place).any(|before| before == column) {
                return Err(refused(format!("the column {column} is asked for twice")));
            }
            if !offered(column) {
                return Err(self.not_offered(*column, &groups));
            }
            if !in_time(column) {
                return Err(wrong_time(self.unit, column.name()));
            }
        }
        if parts > 1 && self.unit == TimeUnit::Summary {
            // Otherwise nobody could tell which part a row is of.
            for column in times.filter(in_time) {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        Ok(columns)
    }

    fn not_offered(&self, column: R::Column, groups: &[&str]) -> Error {
        let has = R::GROUPS.iter().find(|group| R::offers(column, &[group]));
        let offered = R::Column::ALL
            .iter()
            .filter(|other| R::offers(**other, groups));
        let near = nearest(column.name(), offered.map(|other| other.name()))
            .filter(|near| strsim::normalized_damerau_levenshtein(column.name(), near) >= ALIKE);
        let instead = near.map_or("leave it out".to_owned(), |near| format!("ask for {near}"));
        refused(format!(
            "{} grouped by {} has no column {column}: group by {}, or {instead}",
            R::NAME,
            groups.join(" and "),
            has.copied().unwrap_or_default(),
        ))
    }

    fn check_filters(&self, groups: &[&str]) -> Result<(), Error> {
        for filter in &self.filters {
            let field = &filter.field;
            if filter.values.is_empty() {
                return Err(refused(format!("the filter {field} has no values")));
            }
            let known = R::FILTERS.iter().find(|known| known.name() == field);
            let group = known.and_then(|known| known.group);
            if let Some(group) = group
                && groups != [group]
            {
                return Err(refused(format!(
                    "the filter {field} needs a report that is grouped by {group} alone"
                )));
            }
        }
        Ok(())
    }
}

fn check_groups<R: ReportType>(groups: &[&str]) -> Result<(), Error> {
    let report = R::NAME;
    if groups.is_empty() {
        let all = R::GROUPS.join(", ");
        return Err(refused(format!("{report} must be grouped by one of {all}")));
    }
    // Amazon's page says so; an example of the published document does it all the same.
    if groups.len() > 1 && groups.contains(&"campaignPlacement") {
        return Err(refused(
            "campaignPlacement cannot be combined with another grouping",
        ));
    }
    Ok(())
}

fn is_time(column: &str) -> bool {
    matches!(column, "date" | "startDate" | "endDate")
}

fn fits(unit: TimeUnit, column: &str) -> bool {
    !is_time(column) || (unit == TimeUnit::Daily) == (column == "date")
}

fn wrong_time(unit: TimeUnit, column: &str) -> Error {
    refused(match unit {
        TimeUnit::Daily => format!("a daily report has the column date instead of {column}"),
        TimeUnit::Summary => {
            format!("a summary has the columns startDate and endDate instead of {column}")
        }
    })
}
