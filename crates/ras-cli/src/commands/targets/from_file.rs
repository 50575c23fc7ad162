//! `ras targets create --from`: many targets from a CSV file, with a result for each row.
//!
//! Before a request goes out its rows are noted as unknown, and after the answer with what
//! became of them: a command that is killed has lost nothing, and `--retry` sends only rows
//! that provably had no effect.

mod doubt;
mod results;
mod rows;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use ras_highlevel::Ras;

use crate::args::Writing;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::{CreationRecord, Outcome};

use results::{Known, Results};
use rows::{Row, Rows};

/// Targets in one request (contract).
const PER_CALL: usize = 1000;

/// Where the rows come from, and where their results go.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct FromFile {
    /// Create the targets of this CSV file, with the columns campaign, ad_group, keyword, match,
    /// bid, offer, retailer, negative, state, of which a row fills those it needs
    #[arg(long, value_name = "FILE", conflicts_with_all = ["keywords", "offer", "ad_group", "bid"])]
    pub(crate) from: Option<PathBuf>,
    /// Write a result for each row to this file; FILE.results.csv unless set
    #[arg(long, value_name = "FILE", requires = "from")]
    results: Option<PathBuf>,
    /// Go on with an earlier command: only rows that are not done by its result file
    #[arg(long, requires = "from")]
    retry: bool,
}

impl FromFile {
    pub(super) async fn run(&self, from: &Path, writing: Writing, context: &Context) -> Result<()> {
        let begun = Instant::now();
        let total = Rows::check(from)?;
        let path = self.results.clone().unwrap_or_else(|| {
            let mut name = from.as_os_str().to_owned();
            name.push(".results.csv");
            PathBuf::from(name)
        });
        let known = match self.retry {
            true => results::read(&path)?,
            false => Known::default(),
        };
        known.check_all(from)?;
        let open = total.saturating_sub(known.done());
        let what = format!("creating {open} target(s) from {}", from.display());
        if writing.dry_run {
            context.output.note(format_args!("this would be {what}"));
            return Ok(());
        }
        context.confirm(writing, &what, open)?;
        let ras = context.ras().await?;
        doubt::settle(context, &path, &known).await?;
        let known = doubt::resolve(&ras, from, known).await?;
        let mut results = Results::open(&path, self.retry)?;
        let retry = context.again(&format!(
            "targets create --from {} --retry --yes",
            from.display()
        ));
        context
            .interrupt
            .stops_gracefully(format!("go on with: {retry}"));
        let sent = send(context, &ras, from, &known, &mut results, total).await;
        // Whatever has stopped it, what is known of every row is put in order.
        let tally = results.finish(from, &known)?;
        let seconds = begun.elapsed().as_secs_f64();
        context.output.one(&CreationRecord::new(
            from,
            &path,
            total,
            &tally,
            sent.as_ref().map_or(0, |it| *it),
            seconds,
        ))?;
        sent?;
        tally
            .judge(context, &what)
            .map_err(|error| match error.downcast::<Failure>() {
                Ok(failure) if !context.interrupt.is_asked() => failure
                    .hint(format!(
                        "{} says why, row by row; go on with: {retry}",
                        path.display()
                    ))
                    .into(),
                Ok(failure) => failure.into(),
                Err(error) => error,
            })
    }
}

/// Sends every row that is not done, a thousand at a time, and says how many.
async fn send(
    context: &Context,
    ras: &Ras,
    from: &Path,
    known: &Known,
    results: &mut Results,
    total: usize,
) -> Result<usize> {
    let progress = context.progress(Some(total), "targets");
    let mut rows = Rows::open(from)?;
    let (mut seen, mut sent) = (0, 0);
    loop {
        let mut call: Vec<Row> = Vec::with_capacity(PER_CALL);
        while call.len() < PER_CALL {
            let Some(row) = rows.next()? else { break };
            seen += 1;
            if !known.is_done(row.number) {
                call.push(row);
            }
        }
        if call.is_empty() || context.interrupt.is_asked() {
            return Ok(sent);
        }
        results.note_sent(&call)?;
        let batch = ras
            .targets()
            .create(call.iter().map(|row| row.target.clone()))
            .await?;
        let mut ids = vec![None; call.len()];
        for (at, id) in batch.ok() {
            if let Some(place) = ids.get_mut(at) {
                *place = Some(id.as_str().to_owned());
            }
        }
        let outcomes = Outcome::all(&batch);
        let stops = outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Failed { later: true, .. }));
        results.note(&call, &ids, &outcomes)?;
        sent += call.len();
        progress.set(seen);
        // A service that does not answer is not asked a hundred times more.
        if stops {
            return Ok(sent);
        }
    }
}

/// A file that cannot be used.
fn unusable(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(Class::Config, format!("{}: {why}", path.display()))
}
