//! What a report type is: its columns, its row, and what may be asked of it.

use std::fmt::Debug;

use super::value::Fields;
use super::{Cell, ReportColumn};
use crate::Extra;

/// One of the five report types that RAS uses.
///
/// [`CampaignReport`](super::CampaignReport), [`TargetingReport`](super::TargetingReport),
/// [`SearchTermReport`](super::SearchTermReport),
/// [`AdvertisedProductReport`](super::AdvertisedProductReport) and
/// [`GrossAndInvalidReport`](super::GrossAndInvalidReport) are the only ones. Code that
/// works with any of them is generic over this trait.
///
/// # Source
///
/// Amazon's pages on report types of reporting version 3, for Sponsored Products.
pub trait ReportType: Copy + Debug + Eq + Send + Sync + Unpin + 'static {
    /// The columns of the type.
    type Column: ReportColumn;
    /// A row with a field for each column.
    type Row: ReportRow<Column = Self::Column> + Fields<Of = Self::Column>;

    /// Amazon's name, for instance `spSearchTerm`.
    const NAME: &'static str;
    /// The longest range of one report. A longer one is split.
    ///
    /// # Units
    ///
    /// Days, first and last included. Amazon counts one less, and so would take one day
    /// more; its pages do not.
    const LONGEST_RANGE: u16;
    /// How far back a range may begin.
    ///
    /// # Units
    ///
    /// Days before today.
    const LOOKBACK: u16;
    /// What rows can be grouped by; the first is the usual one.
    const GROUPS: &'static [&'static str];
    /// What rows can be filtered by.
    const FILTERS: &'static [FilterField];
    /// A dozen columns for everyday use, without those for the time.
    const ESSENTIALS: &'static [Self::Column];

    /// Whether a report that is grouped so has the column.
    fn offers(_column: Self::Column, _groups: &[&str]) -> bool {
        true
    }
}

/// A field that rows can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterField {
    pub(super) name: &'static str,
    /// The only grouping that has it, where there are several.
    pub(super) group: Option<&'static str>,
    pub(super) values: &'static [&'static str],
}

impl FilterField {
    pub(super) const fn new(name: &'static str, values: &'static [&'static str]) -> Self {
        Self {
            name,
            group: None,
            values,
        }
    }

    pub(super) const fn of(mut self, group: &'static str) -> Self {
        self.group = Some(group);
        self
    }

    /// Amazon's name, for instance `keywordType`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The values that Amazon documents.
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

/// A row of a report. Each type has a struct of its own with a field for each column;
/// this is for code that works with any of them.
///
/// # Example
///
/// ```
/// use ras_highlevel::reports::{Cell, ReportColumn, ReportRow, TargetingRow};
///
/// fn filled<R: ReportRow>(row: &R) -> usize {
///     let columns = R::Column::ALL.iter();
///     columns.filter(|column| row.get(**column) != Cell::Empty).count()
/// }
///
/// let mut row = TargetingRow::default();
/// row.clicks = Some(3);
/// assert_eq!(filled(&row), 1);
/// ```
pub trait ReportRow:
    Clone + Debug + Default + PartialEq + serde::Serialize + Send + Unpin + 'static
{
    /// The columns of the row's type.
    type Column: ReportColumn;

    /// The value of a column.
    fn get(&self, column: Self::Column) -> Cell<'_>;

    /// Columns that this version of the SDK does not know.
    fn extra(&self) -> &Extra;
}
