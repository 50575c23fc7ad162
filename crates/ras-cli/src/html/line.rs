//! A row of any report type, as far as the page needs it.

use jiff::civil::Date;
use ras_highlevel::reports::{Cell, ReportColumn, ReportRow};
use rust_decimal::Decimal;

use super::figures::Figures;

/// Which of a report's columns the page uses, and for what.
#[derive(Debug)]
pub(super) struct Roles<C> {
    day: Option<C>,
    from: Option<C>,
    to: Option<C>,
    campaign: Option<C>,
    name: Option<C>,
    term: Option<C>,
    spend: Option<C>,
    sales: Option<C>,
    orders: Option<C>,
    clicks: Option<C>,
    impressions: Option<C>,
}

/// Which amounts a report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Money {
    Spend,
    Sales,
    Both,
}

/// A row, as far as the page needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) day: Option<Date>,
    /// The days that a summary counts.
    pub(super) days: Option<(Date, Date)>,
    pub(super) campaign: Option<String>,
    pub(super) name: Option<String>,
    pub(super) term: Option<String>,
    pub(super) figures: Figures,
}

impl<C: ReportColumn> Roles<C> {
    /// Chooses among columns that were asked for. Of several attribution windows the one of
    /// 14 days counts, as Amazon's ACOS for vendors does, then that of 7, as for sellers.
    pub(super) fn of(columns: &[C]) -> Self {
        let first = |names: &[&str]| {
            let mut names = names.iter();
            names.find_map(|name| columns.iter().copied().find(|it| it.name() == *name))
        };
        Self {
            day: first(&["date"]),
            from: first(&["startDate"]),
            to: first(&["endDate"]),
            campaign: first(&["campaignId"]),
            name: first(&["campaignName"]),
            term: first(&["searchTerm"]),
            spend: first(&["cost", "spend"]),
            sales: first(&["sales14d", "sales7d", "sales30d", "sales1d"]),
            orders: first(&["purchases14d", "purchases7d", "purchases30d", "purchases1d"]),
            clicks: first(&["clicks"]),
            impressions: first(&["impressions"]),
        }
    }

    pub(super) fn has_days(&self) -> bool {
        self.day.is_some()
    }

    pub(super) fn has_terms(&self) -> bool {
        self.term.is_some()
    }

    pub(super) fn money(&self) -> Option<Money> {
        match (self.spend.is_some(), self.sales.is_some()) {
            (true, true) => Some(Money::Both),
            (true, false) => Some(Money::Spend),
            (false, true) => Some(Money::Sales),
            (false, false) => None,
        }
    }

    /// Which figures there are: spend, sales, ACOS, orders, clicks, impressions.
    pub(super) fn shown(&self) -> [bool; 6] {
        [
            self.spend.is_some(),
            self.sales.is_some(),
            self.money() == Some(Money::Both),
            self.orders.is_some(),
            self.clicks.is_some(),
            self.impressions.is_some(),
        ]
    }

    /// The attribution window of the sales that are shown.
    pub(super) fn attribution_days(&self) -> Option<u8> {
        self.sales?.info().attribution_days()
    }

    pub(super) fn line<R: ReportRow<Column = C>>(&self, row: &R) -> Line {
        let cell = |column: Option<C>| column.map_or(Cell::Empty, |column| row.get(column));
        Line {
            day: day(cell(self.day)),
            days: day(cell(self.from)).zip(day(cell(self.to))),
            campaign: written(cell(self.campaign)),
            name: written(cell(self.name)),
            term: written(cell(self.term)),
            figures: Figures {
                spend: amount(cell(self.spend)),
                sales: amount(cell(self.sales)),
                orders: count(cell(self.orders)),
                clicks: count(cell(self.clicks)),
                impressions: count(cell(self.impressions)),
            },
        }
    }
}

fn day(cell: Cell<'_>) -> Option<Date> {
    match cell {
        Cell::Day(day) => Some(day),
        _ => None,
    }
}

fn written(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Empty => None,
        cell => Some(cell.to_string()),
    }
}

fn amount(cell: Cell<'_>) -> Decimal {
    match cell {
        Cell::Number(amount) => amount,
        Cell::Count(count) => count.into(),
        _ => Decimal::ZERO,
    }
}

fn count(cell: Cell<'_>) -> i64 {
    match cell {
        Cell::Count(count) => count,
        _ => 0,
    }
}
