//! Rows about the same thing as one row.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::column::Role;
use super::rows::Trust;
use super::value::{Fields, Index, Join};
use super::{Cell, Report, ReportColumn, ReportRow, ReportType};
use crate::Error;

impl<R: ReportType> Report<R> {
    /// One row for everything that the report is about, in the order in which it comes
    /// first.
    ///
    /// For a summary of a range that was split: its parts have rows of their own, which
    /// are joined here. Rows are about the same thing when they agree in every id that was
    /// asked for, in names where their id was not, in the day, the search term, the
    /// placement and the kind of target. Then
    ///
    /// * counts and amounts are added up;
    /// * ratios are computed anew, as Amazon defines them, from the two columns they are
    ///   of; without both of these, and by nothing, they are empty;
    /// * states, bids, budgets and other names are those of the last part;
    /// * `startDate` is the earliest and `endDate` the latest;
    /// * shares of impressions at the top of searches, and columns that this version does
    ///   not know, are empty: they cannot be had from the parts.
    ///
    /// A row that is joined with no other stays as Amazon wrote it. All sums are in
    /// memory, about one KiB each.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::reports::{CampaignReport, Days, ReportRequest};
    /// # use ras_highlevel::Ras;
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # sandbox.change_behavior(|b| b.reports.processing = std::time::Duration::ZERO);
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let quarter = ReportRequest::<CampaignReport>::summary(Days::last(90)); // three parts
    /// for campaign in ras.reports().fetch(&quarter).await?.summed().await? {
    ///     println!("{:?}: {:?}", campaign.campaign_id, campaign.cost);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn summed(&self) -> Result<Vec<R::Row>, Error> {
        let mut reading = self.reading(Trust::AtTheEnd);
        let mut sums = Sums::<R>::new(self.handle().columns());
        let mut batch = Vec::new();
        while reading.next(&mut batch).await? {
            batch.drain(..).for_each(|row| sums.add(row));
        }
        Ok(sums.finish())
    }
}

/// Rows that are being joined.
struct Sums<'a, R: ReportType> {
    columns: &'a [R::Column],
    /// What rows are told apart by.
    keys: Vec<R::Column>,
    /// The place of each key's row.
    places: HashMap<Vec<u8>, usize>,
    rows: Vec<Sum<R::Row>>,
}

struct Sum<T> {
    row: T,
    joined: bool,
}

impl<'a, R: ReportType> Sums<'a, R> {
    fn new(columns: &'a [R::Column]) -> Self {
        let asked = |name: &str| columns.iter().any(|column| column.name() == name);
        let is_key = |column: &R::Column| match column.info().role {
            Role::Key => true,
            Role::Name(id) => !asked(id),
            _ => false,
        };
        Self {
            columns,
            keys: columns.iter().copied().filter(is_key).collect(),
            places: HashMap::new(),
            rows: Vec::new(),
        }
    }

    fn add(&mut self, row: R::Row) {
        let key = self.key(&row);
        let place = *self.places.entry(key).or_insert(self.rows.len());
        let Some(sum) = self.rows.get_mut(place) else {
            self.rows.push(Sum { row, joined: false });
            return;
        };
        sum.joined = true;
        for column in self.columns {
            let how = match column.info().role {
                Role::Sum => Join::Add,
                Role::Earliest => Join::Least,
                Role::Latest | Role::Name(_) => Join::Other,
                Role::Key | Role::Ratio(..) | Role::Lost => continue,
            };
            sum.row.join(*column, &row, how);
        }
    }

    /// The values of the key, each with its length, so that no two keys are written alike.
    fn key(&self, row: &R::Row) -> Vec<u8> {
        let mut key = Vec::new();
        for column in &self.keys {
            match row.get(*column) {
                Cell::Empty => key.push(0),
                Cell::Text(text) => {
                    key.push(1);
                    key.extend_from_slice(&text.len().to_le_bytes());
                    key.extend_from_slice(text.as_bytes());
                }
                Cell::Id(id) => {
                    key.push(2);
                    key.extend_from_slice(&id.to_le_bytes());
                }
                other => {
                    let text = other.to_string();
                    key.push(3);
                    key.extend_from_slice(&text.len().to_le_bytes());
                    key.extend_from_slice(text.as_bytes());
                }
            }
        }
        key
    }

    fn finish(self) -> Vec<R::Row> {
        let columns = self.columns;
        let joined = self.rows.into_iter().map(|Sum { mut row, joined }| {
            if joined {
                // A half of what the parts say would be wrong.
                row.extra_mut().clear();
                for column in columns {
                    match column.info().role {
                        Role::Ratio(part, whole) => {
                            let ratio = ratio::<R>(&row, part, whole);
                            row.compute(*column, ratio);
                        }
                        Role::Lost => row.compute(*column, None),
                        _ => {}
                    }
                }
            }
            row
        });
        joined.collect()
    }
}

fn ratio<R: ReportType>(row: &R::Row, part: &str, whole: &str) -> Option<Decimal> {
    let value = |name: &str| match row.get(R::Column::named(name)?) {
        Cell::Count(count) => Some(Decimal::from(count)),
        Cell::Number(number) => Some(number),
        _ => None,
    };
    // By nothing there is no ratio.
    value(part)?.checked_div(value(whole)?)
}

#[cfg(test)]
mod tests {
    use super::super::{TargetingColumn, TargetingReport, TargetingRow};
    use super::*;
    use crate::Usd;

    fn row(id: u64, clicks: i64, cents: u32) -> TargetingRow {
        TargetingRow {
            keyword_id: Some(super::super::IdNumber::new(id)),
            clicks: Some(clicks),
            cost: Some(Usd::cents(cents)),
            ..TargetingRow::default()
        }
    }

    fn sums(columns: &[TargetingColumn], rows: Vec<TargetingRow>) -> Vec<TargetingRow> {
        let mut sums = Sums::<TargetingReport>::new(columns);
        rows.into_iter().for_each(|row| sums.add(row));
        sums.finish()
    }

    #[test]
    fn ratios_are_those_of_the_sums_and_empty_by_nothing() {
        use TargetingColumn::{Clicks, Cost, CostPerClick, KeywordId, TopOfSearchImpressionShare};
        let columns = [
            KeywordId,
            Clicks,
            Cost,
            CostPerClick,
            TopOfSearchImpressionShare,
        ];
        let mut first = row(1, 1, 100);
        first.cost_per_click = Some(Usd::cents(100));
        first.top_of_search_impression_share = Some(Decimal::ONE);
        let mut second = row(1, 3, 100);
        second.cost_per_click = Some(Usd::cents(33));
        let (nothing, alone) = (row(2, 0, 0), {
            let mut alone = row(3, 7, 1);
            alone.cost_per_click = Some(Usd::cents(99));
            alone
        });
        let rows = vec![first, nothing.clone(), second, alone, nothing];
        let sums = sums(&columns, rows);
        let told: Vec<_> = sums
            .iter()
            .map(|row| (row.clicks.unwrap(), row.cost_per_click))
            .collect();
        // The last one is Amazon's own, right or wrong.
        let wanted = [
            (4, Some(Usd::cents(50))),
            (0, None),
            (7, Some(Usd::cents(99))),
        ];
        assert_eq!(told, wanted);
        assert_eq!(sums[0].top_of_search_impression_share, None);
    }

    #[test]
    fn a_ratio_without_its_columns_is_empty() {
        use TargetingColumn::{Clicks, CostPerClick, KeywordId};
        let mut one = row(1, 1, 0);
        one.cost = None;
        one.cost_per_click = Some(Usd::cents(5));
        let sums = sums(&[KeywordId, Clicks, CostPerClick], vec![one.clone(), one]);
        assert_eq!((sums[0].clicks, sums[0].cost_per_click), (Some(2), None));
    }

    #[test]
    fn names_tell_rows_apart_only_where_their_id_is_not_asked_for() {
        use TargetingColumn::{Clicks, Keyword, KeywordId};
        let named = |id, name: &str| {
            let mut row = row(id, 1, 0);
            row.keyword = Some(super::super::Text::new(name));
            row
        };
        let rows = || vec![named(1, "old"), named(1, "new"), named(2, "new")];
        let by_id = sums(&[KeywordId, Keyword, Clicks], rows());
        assert_eq!(by_id.len(), 2);
        assert_eq!(by_id[0].keyword.as_deref(), Some("new"));
        let by_name = sums(&[Keyword, Clicks], rows());
        assert_eq!(
            by_name
                .iter()
                .map(|row| row.clicks.unwrap())
                .collect::<Vec<_>>(),
            [1, 2]
        );
        // Without anything to tell them apart there is one total.
        assert_eq!(sums(&[Clicks], rows())[0].clicks, Some(3));
    }
}
