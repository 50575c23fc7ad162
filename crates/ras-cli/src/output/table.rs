//! Tables for people: as wide as the terminal, coloured where somebody sees it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::record::heading;
use super::{Cell, Record};

/// Between two columns.
const GAP: &str = "  ";

/// No column is cut to less than this.
const NARROWEST: usize = 8;

/// Writes many rows, one a line. Whoever pipes a table gets it in full width.
pub(super) fn rows(out: &mut impl Write, names: &[&str], rows: &[Vec<Cell>]) -> io::Result<()> {
    let headings: Vec<String> = names.iter().map(|name| heading(name)).collect();
    let texts: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(Cell::for_people).collect())
        .collect();
    let mut widths: Vec<usize> = headings.iter().map(|text| text.width()).collect();
    for row in &texts {
        for (width, text) in widths.iter_mut().zip(row) {
            *width = (*width).max(text.width());
        }
    }
    let fixed = |place: usize| {
        rows.iter().any(|row| {
            !matches!(
                row.get(place),
                Some(Cell::Text(_) | Cell::Json(_) | Cell::None)
            )
        })
    };
    let fixed: Vec<bool> = (0..widths.len()).map(fixed).collect();
    if let Some(terminal) = terminal_width() {
        fit(&mut widths, &fixed, terminal);
    }
    let right = |place: usize| {
        rows.iter()
            .any(|row| row.get(place).is_some_and(Cell::is_number))
    };
    let right: Vec<bool> = (0..widths.len()).map(right).collect();
    let head: Vec<String> = headings.iter().map(|text| text.to_uppercase()).collect();
    line(out, &head, &widths, &right, |_| Style::new().bold())?;
    for (row, texts) in rows.iter().zip(&texts) {
        line(out, texts, &widths, &right, |place| {
            row.get(place).map_or_else(Style::new, style)
        })?;
    }
    Ok(())
}

/// Writes one record, a member a line.
pub(super) fn members<R: Record>(out: &mut impl Write, record: &R) -> io::Result<()> {
    let columns = || R::COLUMNS.iter().filter(|column| column.alone);
    let headings: Vec<String> = columns().map(|column| heading(column.name)).collect();
    let width = headings
        .iter()
        .map(|text| text.width())
        .max()
        .unwrap_or_default();
    let bold = Style::new().bold();
    for (column, heading) in columns().zip(headings) {
        let cell = (column.cell)(record);
        let style = style(&cell);
        let text = cell.for_people();
        writeln!(
            out,
            "{bold}{heading:<width$}{bold:#}  {style}{text}{style:#}"
        )?;
    }
    Ok(())
}

fn line(
    out: &mut impl Write,
    texts: &[String],
    widths: &[usize],
    right: &[bool],
    style: impl Fn(usize) -> Style,
) -> io::Result<()> {
    let last = texts.len().saturating_sub(1);
    for (place, text) in texts.iter().enumerate() {
        let width = widths.get(place).copied().unwrap_or_default();
        let text = cut(text, width);
        let blanks = " ".repeat(width.saturating_sub(text.width()));
        let style = style(place);
        let gap = if place == 0 { "" } else { GAP };
        match right.get(place) {
            Some(true) => write!(out, "{gap}{blanks}{style}{text}{style:#}")?,
            // Nothing hangs over the end of a line.
            _ if place == last => write!(out, "{gap}{style}{text}{style:#}")?,
            _ => write!(out, "{gap}{style}{text}{style:#}{blanks}")?,
        }
    }
    writeln!(out)
}

/// Takes from the widest texts until everything fits, or nothing can be taken any more.
fn fit(widths: &mut [usize], fixed: &[bool], terminal: usize) {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(terminal);
    while over > 0 {
        let free = widths.iter_mut().zip(fixed).filter(|(_, fixed)| !**fixed);
        let Some(widest) = free.map(|(width, _)| width).max() else {
            return;
        };
        if *widest <= NARROWEST {
            return;
        }
        *widest -= 1;
        over -= 1;
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let kept = text.chars().take_while(|sign| {
        let wide = sign.width().unwrap_or_default();
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    });
    let mut kept: String = kept.collect();
    kept.push('…');
    kept
}

fn style(cell: &Cell) -> Style {
    match cell {
        Cell::State(state) => match state.as_str() {
            "ENABLED" | "ACTIVE" | "ok" | "done" => {
                Style::new().fg_color(Some(AnsiColor::Green.into()))
            }
            "PAUSED" | "INACTIVE" | "warning" | "building" | "enabling" => {
                Style::new().fg_color(Some(AnsiColor::Yellow.into()))
            }
            "FAILED" | "failed" => Style::new().fg_color(Some(AnsiColor::Red.into())),
            _ => Style::new().dimmed(),
        },
        Cell::None => Style::new().dimmed(),
        _ => Style::new(),
    }
}

/// The width of the terminal, when stdout is one.
fn terminal_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_text_gives_way_and_ids_never_do() {
        let mut widths = [16, 40, 30];
        fit(&mut widths, &[true, false, false], 60);
        assert_eq!(widths, [16, 20, 20]);
        fit(&mut widths, &[true, false, false], 10);
        assert_eq!(widths, [16, 8, 8]);
    }

    #[test]
    fn a_cut_counts_the_columns_of_wide_signs() {
        assert_eq!(cut("広告キャンペーン", 7), "広告キ…");
        assert_eq!(cut("short", 5), "short");
    }
}
