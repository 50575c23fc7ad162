//! Figures by campaign, as bars.

use anyhow::Result;
use plotters::prelude::{Color as _, IntoFont as _, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::figures::{Figures, dollars, number, percent};
use super::super::line::Money;
use super::super::sums::Campaign;
use super::{
    Area, Chart, FONT, FONT_SIZE, GRID, INK, SALES, SPEND, drawn, keys, named, top, undrawn,
};

/// Campaigns that have bars; the table has all.
const MOST: usize = 12;

const WIDTH: i32 = 960;
/// The place of names, and of what stands behind a bar.
const LEFT: i32 = 250;
const RIGHT: i32 = 190;
const ROW: i32 = 46;
const BAR: i32 = 15;
/// Signs of a name that fit.
const LONGEST: usize = 30;

/// Bars for those that cost most; they come in that order.
pub(in super::super) fn campaigns(
    campaigns: &[(&String, &Campaign)],
    money: Money,
) -> Result<Chart> {
    let shown = campaigns.get(..MOST).unwrap_or(campaigns);
    let largest = shown
        .iter()
        .flat_map(|(_, it)| [number(it.figures.spend), number(it.figures.sales)]);
    let scale = f64::from(WIDTH - LEFT - RIGHT) / top(largest.fold(0.0, f64::max));
    let height = ROW * i32::try_from(shown.len())? + 8;
    let label = format!(
        "{} of {} campaigns. The table below has all of it.",
        named(money),
        shown.len()
    );
    let rest = match campaigns.len() > shown.len() {
        true => format!(" of the {MOST} campaigns that cost most"),
        false => String::new(),
    };
    let caption = format!("{}{rest}", keys(money));
    let size = (u32::try_from(WIDTH)?, u32::try_from(height)?);
    drawn(size, &label, caption, |area| {
        for (row, (_, campaign)) in (0..).zip(shown) {
            bars(area, 4 + row * ROW, campaign, money, scale)?;
        }
        let axis = PathElement::new([(LEFT, 0), (LEFT, height)], GRID);
        area.draw(&axis).map_err(undrawn)
    })
}

fn bars(area: &Area<'_>, y: i32, campaign: &Campaign, money: Money, scale: f64) -> Result<()> {
    let Figures { spend, sales, .. } = campaign.figures;
    let name = cut(&campaign.name);
    write(area, (LEFT - 10, y + ROW / 2 - 2), name, HPos::Right)?;
    let acos = campaign.figures.acos().map(percent);
    let acos = acos.filter(|_| money == Money::Both);
    let acos = acos
        .map(|acos| format!(" · ACOS {acos}"))
        .unwrap_or_default();
    let spent = format!("{}{acos}", dollars(spend));
    let rows = match money {
        Money::Spend => vec![(SPEND, number(spend), spent)],
        Money::Sales => vec![(SALES, number(sales), dollars(sales))],
        Money::Both => vec![
            (SPEND, number(spend), spent),
            (SALES, number(sales), dollars(sales)),
        ],
    };
    for (place, (colour, value, text)) in (0..).zip(rows) {
        let y = y + 4 + place * BAR;
        // Within the area, which is much smaller than a number of pixels may be.
        let end = LEFT + (value.max(0.0) * scale).round() as i32;
        let bar = Rectangle::new([(LEFT, y), (end, y + BAR - 2)], colour.filled());
        area.draw(&bar).map_err(undrawn)?;
        write(area, (end + 6, y + BAR / 2 - 1), text, HPos::Left)?;
    }
    Ok(())
}

fn write(area: &Area<'_>, place: (i32, i32), text: String, anchor: HPos) -> Result<()> {
    let style = (FONT, FONT_SIZE).into_font().color(&INK);
    let style = style.pos(Pos::new(anchor, VPos::Center));
    area.draw(&Text::new(text, place, style)).map_err(undrawn)
}

/// A name that fits.
fn cut(name: &str) -> String {
    let signs: Vec<char> = name.chars().collect();
    match signs.get(..LONGEST - 1) {
        Some(first) if signs.len() > LONGEST => {
            let mut text: String = first.iter().collect();
            text.push('…');
            text
        }
        _ => name.to_owned(),
    }
}
