//! Charts as SVG, whose colours are the page's.

mod bars;
mod lines;

pub(super) use bars::campaigns;
pub(super) use lines::{acos, over_time};

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea as _, RGBColor, SVGBackend};

use super::escape::text;
use super::line::Money;

/// A chart with what it shows.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) svg: String,
    /// HTML.
    pub(super) caption: String,
}

// Colours that nobody sees: the style of the page has a light and a dark one for each.
const SPEND: RGBColor = RGBColor(1, 0, 0);
const SALES: RGBColor = RGBColor(2, 0, 0);
const ACOS: RGBColor = RGBColor(3, 0, 0);
const INK: RGBColor = RGBColor(4, 0, 0);
const GRID: RGBColor = RGBColor(5, 0, 0);

const FONT: &str = "sans-serif";
const FONT_SIZE: i32 = 15;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws on an area of this size; the label is for who cannot see it.
fn drawn(
    size: (u32, u32),
    label: &str,
    caption: String,
    draw: impl FnOnce(&Area<'_>) -> Result<()>,
) -> Result<Chart> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area)?;
        area.present().map_err(undrawn)?;
    }
    let label = text(label);
    let svg = svg.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{label}\" "),
        1,
    );
    Ok(Chart { svg, caption })
}

/// Errors of the drawing library are not sent between threads.
fn undrawn(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("a chart cannot be drawn: {error}")
}

/// What the colours of amounts are.
fn keys(money: Money) -> String {
    let (spend, sales) = (key("spend", "Spend"), key("sales", "Sales"));
    match money {
        Money::Spend => spend,
        Money::Sales => sales,
        Money::Both => format!("{spend} and {sales}"),
    }
}

/// The amounts in words.
fn named(money: Money) -> &'static str {
    match money {
        Money::Spend => "Spend",
        Money::Sales => "Sales",
        Money::Both => "Spend and sales",
    }
}

/// A line of the caption that says which colour is what.
fn key(class: &str, name: &str) -> String {
    format!("<span class=\"key {class}\">{}</span>", text(name))
}

/// The end of an axis: some more than the largest value.
fn top(largest: f64) -> f64 {
    match largest > 0.0 {
        true => largest * 1.08,
        false => 1.0,
    }
}
