//! `ras plan new`: asks its way to a plan file.

mod ad_group;
mod ask;
mod catalogue;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Result;
use ras_highlevel::{CampaignPlan, PlanFormat, Targeting, Usd};

use crate::commands::{files, findings};
use crate::context::Context;
use crate::failure::{Class, class};
use crate::output::plan_tree;
use crate::records::PlanRecord;
use ask::{Asker, Question};
use catalogue::Catalogue;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The name of the campaign
    #[arg(long)]
    name: Option<String>,
    /// Who chooses the targets: auto for Amazon, manual for you
    #[arg(long, value_name = "auto|manual")]
    targeting: Option<String>,
    /// Dollars a day
    #[arg(long, value_name = "DOLLARS")]
    daily_budget: Option<String>,
    /// The first day; that of the launch unless given
    #[arg(long, value_name = "DAY")]
    start_date: Option<String>,
    /// The last day; none unless given
    #[arg(long, value_name = "DAY")]
    end_date: Option<String>,
    /// The name of the ad group
    #[arg(long, value_name = "NAME")]
    ad_group: Option<String>,
    /// The retailer, by its identifier
    #[arg(long, value_name = "ID")]
    retailer: Option<String>,
    /// An offer of the retailer; may be repeated
    #[arg(long = "offer", value_name = "ID")]
    offers: Vec<String>,
    /// Dollars a click, where a target has no bid of its own
    #[arg(long, value_name = "DOLLARS")]
    default_bid: Option<String>,
    /// A bid for automatic targets, such as "close_match, 0.80"; may be repeated
    #[arg(long = "auto-bid", value_name = "TARGET, DOLLARS")]
    auto_bids: Vec<String>,
    /// A keyword to bid on, such as "running shoes, exact, 1.10"; may be repeated
    #[arg(long = "keyword", value_name = "TEXT, MATCH[, DOLLARS]")]
    keywords: Vec<String>,
    /// A keyword to keep away from, such as "used shoes, phrase"; may be repeated
    #[arg(long = "negative", value_name = "TEXT, MATCH")]
    negatives: Vec<String>,
    /// The plan file: .toml, .yaml or .json
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long)]
    overwrite: bool,
    /// Ask nothing: what no option says is left out, or missing
    #[arg(long)]
    no_input: bool,
}

pub(super) async fn run(args: Args, context: &Context) -> Result<()> {
    let ras = match context.ras().await {
        Err(error) if class(&error) == Class::Config => None,
        ras => Some(ras?),
    };
    let mut asker = asker(&args);
    if ras.is_none() {
        asker.say("No account is set up: retailers and offers are asked for by their identifiers, and nobody looks whether they exist. --sandbox has a catalogue to try.");
    }
    let catalogue = Catalogue::new(ras);
    let plan = interview(&mut asker, &catalogue).await?;
    let path = file(&mut asker, &args, &plan).await?;
    let found = plan.validate();
    if found.has_errors() {
        findings::tell_aside(found.errors());
        return Err(findings::wrong("the plan has errors; nothing was written").into());
    }
    let format = PlanFormat::of(&path).unwrap_or(PlanFormat::Toml);
    let text = plan.write(format)?;
    files::write(&path, text.as_bytes(), args.overwrite)?;
    let record = PlanRecord {
        file: path.display().to_string(),
        plan,
        findings: found,
        preview: None,
    };
    if !context.output.is_for_people() {
        return context.output.one(&record);
    }
    let tree = plan_tree(&record.plan);
    context.output.note(findings::printable(&tree));
    findings::tell(context, &record.findings);
    let file = &record.file;
    context.output.note(format!("written: {file}"));
    let show = context.again(&format!("plan show {file}"));
    context.output.note(format!("look at it: {show}"));
    Ok(())
}

/// Options are answers that nobody has to type again.
fn asker(args: &Args) -> Asker {
    let mut asker = Asker::new(args.no_input);
    let answers = [
        ("--name", &args.name),
        ("--targeting", &args.targeting),
        ("--daily-budget", &args.daily_budget),
        ("--start-date", &args.start_date),
        ("--end-date", &args.end_date),
        ("--ad-group", &args.ad_group),
        ("--retailer", &args.retailer),
        ("--default-bid", &args.default_bid),
    ];
    for (option, answer) in answers {
        asker.give(option, answer.as_slice());
    }
    asker.give("--offer", &args.offers);
    asker.give("--auto-bid", &args.auto_bids);
    asker.give("--keyword", &args.keywords);
    asker.give("--negative", &args.negatives);
    asker
}

/// Asks for the campaign, and for one ad group after the other.
async fn interview(asker: &mut Asker, catalogue: &Catalogue) -> Result<CampaignPlan> {
    let name = Question::new("--name", "Name of the campaign");
    let name = asker
        .one(&name, |text| {
            let plan = CampaignPlan::auto(text, Usd::dollars(25));
            words::fine(&plan, "name").map(|()| text.to_owned())
        })
        .await?;
    let targeting =
        "Targeting: auto (Amazon chooses what to bid on) or manual (keywords of your own)";
    let targeting = Question::new("--targeting", targeting);
    let targeting = asker.one(&targeting, words::targeting).await?;
    let auto = targeting == Targeting::Auto;
    let empty = |budget: Usd| match auto {
        true => CampaignPlan::auto(&name, budget),
        false => CampaignPlan::manual(&name, budget),
    };
    let budget = Question::new("--daily-budget", "Daily budget in dollars");
    let mut plan = asker
        .one(&budget, |text| {
            let plan = empty(words::dollars(text)?);
            words::fine(&plan, "daily_budget").map(|()| plan)
        })
        .await?;
    let start = Question::new("--start-date", "First day, such as 2026-12-31");
    let start = start.or("the day of the launch");
    plan.start_date = asker
        .maybe(&start, |text| {
            let mut plan = plan.clone();
            plan.start_date = Some(words::day(text)?);
            words::fine(&plan, "start_date").map(|()| plan.start_date)
        })
        .await?
        .flatten();
    let end = Question::new("--end-date", "Last day").or("none");
    plan.end_date = asker
        .maybe(&end, |text| {
            let mut plan = plan.clone();
            plan.end_date = Some(words::day(text)?);
            words::fine(&plan, "end_date").map(|()| plan.end_date)
        })
        .await?
        .flatten();
    loop {
        let group = ad_group::interview(asker, catalogue, &plan).await?;
        plan.ad_groups.push(group);
        let more = Question::new("", "Another ad group? yes or no").or("no");
        let more = asker.maybe(&more, words::yes).await?;
        if more != Some(true) {
            return Ok(plan);
        }
    }
}

/// The file to write, which must not exist.
async fn file(asker: &mut Asker, args: &Args, plan: &CampaignPlan) -> Result<PathBuf> {
    let check = |path: &Path| {
        if PlanFormat::of(path).is_none() {
            return Err("end its name in .toml, .yaml or .json".to_owned());
        }
        match path.exists() && !args.overwrite {
            true => Err(format!("{} exists already", path.display())),
            false => Ok(path.to_owned()),
        }
    };
    if let Some(path) = &args.out {
        return check(path).map_err(|problem| findings::wrong(format!("--out: {problem}")).into());
    }
    let default = format!("{}.toml", files::stem(&plan.name));
    let question = Question::new("--out", "Plan file").or(default.clone());
    let chosen = asker
        .maybe(&question, |text| check(Path::new(text)))
        .await?;
    match chosen {
        Some(path) => Ok(path),
        // Nothing was typed: what was proposed may exist too.
        None => check(Path::new(&default)).map_err(|problem| {
            findings::wrong(format!("{problem}: name another with --out")).into()
        }),
    }
}
