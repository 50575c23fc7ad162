//! Figures over time.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use plotters::prelude::{
    ChartBuilder, Circle, Color as _, IntoFont as _, LineSeries, RGBColor, ShapeStyle,
};

use super::super::figures::{Figures, number, percent, short_dollars};
use super::super::line::Money;
use super::{
    ACOS, Area, Chart, FONT, FONT_SIZE, GRID, INK, SALES, SPEND, drawn, key, keys, named, top,
    undrawn,
};

const SIZE: (u32, u32) = (960, 300);

/// Dots are drawn while they can be told apart.
const MOST_DOTS: usize = 62;

/// A line of a chart: a value for each day, or none.
struct Series {
    colour: RGBColor,
    values: Vec<Option<f64>>,
}

pub(in super::super) fn over_time(days: &BTreeMap<Date, Figures>, money: Money) -> Result<Chart> {
    let of = |colour, value: fn(&Figures) -> f64| Series {
        colour,
        values: days.values().map(|figures| Some(value(figures))).collect(),
    };
    let mut series = Vec::new();
    if money != Money::Spend {
        series.push(of(SALES, |figures| number(figures.sales)));
    }
    if money != Money::Sales {
        series.push(of(SPEND, |figures| number(figures.spend)));
    }
    let label = format!(
        "{} a day, {}. The table below has all of it.",
        named(money),
        counted(days.len())
    );
    let caption = format!("{} a day", keys(money));
    let days: Vec<Date> = days.keys().copied().collect();
    drawn(SIZE, &label, caption, |area| {
        lines(area, &days, &series, &short_dollars)
    })
}

pub(in super::super) fn acos(days: &BTreeMap<Date, Figures>) -> Result<Chart> {
    let series = [Series {
        colour: ACOS,
        values: days.values().map(Figures::acos).collect(),
    }];
    let label = format!(
        "ACOS, spend by sales, a day, {}; days without sales have none. The table below has all of it.",
        counted(days.len())
    );
    let caption = format!(
        "{} a day; days without sales have none",
        key("acos", "ACOS")
    );
    let days: Vec<Date> = days.keys().copied().collect();
    drawn((SIZE.0, 220), &label, caption, |area| {
        lines(area, &days, &series, &|quotient| {
            percent(quotient).replace(".0 ", " ")
        })
    })
}

fn counted(days: usize) -> String {
    match days {
        1 => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}

fn lines(
    area: &Area<'_>,
    days: &[Date],
    series: &[Series],
    value: &dyn Fn(f64) -> String,
) -> Result<()> {
    let last = i32::try_from(days.len().saturating_sub(1))?;
    let values = series.iter().flat_map(|series| &series.values).flatten();
    let largest = values.copied().fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .margin_right(28)
        .x_label_area_size(32)
        .y_label_area_size(72)
        .build_cartesian_2d(0..last.max(1), 0.0..top(largest))
        .map_err(undrawn)?;
    let day = |index: &i32| {
        let day = usize::try_from(*index)
            .ok()
            .and_then(|index| days.get(index));
        day.map(|day| day.strftime("%b %-d").to_string())
            .unwrap_or_default()
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(days.len().min(8))
        .x_label_formatter(&day)
        .y_labels(5)
        .y_label_formatter(&|amount| value(*amount))
        .axis_style(GRID)
        .bold_line_style(GRID)
        .light_line_style(GRID.mix(0.0))
        .label_style((FONT, FONT_SIZE).into_font().color(&INK))
        .draw()
        .map_err(undrawn)?;
    for Series { colour, values } in series {
        for run in runs(values) {
            let line = LineSeries::new(run.iter().copied(), colour.stroke_width(2));
            chart.draw_series(line).map_err(undrawn)?;
            if days.len() <= MOST_DOTS {
                let filled = ShapeStyle::from(colour).filled();
                let dots = run.iter().map(|point| Circle::new(*point, 3, filled));
                chart.draw_series(dots).map_err(undrawn)?;
            }
        }
    }
    Ok(())
}

/// The points between which there is a line; a day without a value parts them.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(i32, f64)>> {
    let mut runs: Vec<Vec<(i32, f64)>> = Vec::new();
    let mut open = false;
    for (index, value) in (0..).zip(values) {
        match value {
            Some(value) if open => {
                if let Some(run) = runs.last_mut() {
                    run.push((index, *value));
                }
            }
            Some(value) => runs.push(vec![(index, *value)]),
            None => {}
        }
        open = value.is_some();
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_value_parts_a_line() {
        let values = [None, Some(1.0), Some(2.0), None, Some(3.0)];
        assert_eq!(runs(&values), [vec![(1, 1.0), (2, 2.0)], vec![(4, 3.0)]]);
    }
}
