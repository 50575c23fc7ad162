//! Medians and ratios as Markdown.

use std::fmt::Write as _;

use crate::measure::{Figures, Measured};

/// A table for each job; ratios are against its first way.
pub fn markdown(measured: &[Measured]) -> String {
    let mut out = String::new();
    for job in measured {
        let _ = writeln!(out, "## {}\n", job.job.title());
        out.push_str("| way | CPU ms | ratio | wall ms | ratio | peak MiB | allocations | instructions | ratio |\n");
        out.push_str("|---|---|---|---|---|---|---|---|---|\n");
        let Some((_, limit, _)) = job.ways.first() else {
            continue;
        };
        let (cpu_limit, wall_limit) = (median(limit, |f| f.cpu), median(limit, |f| f.wall));
        for (place, (way, figures, allocations)) in job.ways.iter().enumerate() {
            let (cpu, wall) = (median(figures, |f| f.cpu), median(figures, |f| f.wall));
            let peak = median(figures, |f| f.peak_kib as f64) / 1024.0;
            let counted = job.instructions.first().zip(job.instructions.get(place));
            let instructions = counted.map_or("| |".to_owned(), |(least, count)| {
                format!(
                    "{:.1} M | {:.2} |",
                    *count as f64 / 1e6,
                    *count as f64 / *least as f64
                )
            });
            let _ = writeln!(
                out,
                "| {} | {:.1} | {:.2} | {:.1} | {:.2} | {peak:.1} | {allocations} | {instructions}",
                way.title(),
                cpu * 1e3,
                cpu / cpu_limit,
                wall * 1e3,
                wall / wall_limit,
            );
        }
        out.push('\n');
    }
    out
}

/// Prints a report.
pub fn print(text: &str) {
    println!("{text}");
}

fn median(figures: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    let mut values: Vec<f64> = figures.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
