//! `ras campaigns create`.

use anyhow::Result;
use jiff::civil::Date;
use ras_highlevel::{Campaign, NewCampaign, State, Targeting, Usd};

use super::super::entities::{StateChoice, create};
use super::update::{TagChoice, tag};
use crate::args::Writing;
use crate::confirm;
use crate::context::Context;

/// Create campaigns. `ras launch` builds a complete one, with everything below it
#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// Their names
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// Who chooses the targets: Amazon, or you
    #[arg(long, value_enum)]
    targeting: TargetingChoice,
    /// Spend a day in dollars, on the average of a month
    #[arg(long, value_name = "USD")]
    daily_budget: Usd,
    /// The state to begin with
    #[arg(long, value_enum, default_value = "paused")]
    state: StateChoice,
    /// The first day, in the profile's time zone; today unless set
    #[arg(long, value_name = "DAY")]
    start_date: Option<Date>,
    /// The last day
    #[arg(long, value_name = "DAY")]
    end_date: Option<Date>,
    /// The portfolio
    #[arg(long, value_name = "ID")]
    portfolio: Option<String>,
    /// Raise bids for the top of search by so many percent, up to 900
    #[arg(long, value_name = "PERCENT")]
    top_of_search: Option<u16>,
    /// A tag; give it several times for several
    #[arg(long, value_name = "KEY=VALUE", value_parser = tag)]
    tag: Vec<TagChoice>,
    #[command(flatten)]
    writing: Writing,
}

/// A targeting that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TargetingChoice {
    Auto,
    Manual,
}

impl Create {
    pub(super) async fn run(self, context: &Context) -> Result<()> {
        let spends = matches!(self.state, StateChoice::Enabled);
        if spends && self.daily_budget > context.config.confirm_spend_above.value {
            let what = format!("each campaign may spend {} a day", self.daily_budget);
            confirm::ask(self.writing, &what)?;
        }
        let ras = context.ras().await?;
        let new = self
            .names
            .iter()
            .map(|name| (name.clone(), self.campaign(name)));
        create::<Campaign>(context, &ras, self.writing, new.collect()).await
    }

    fn campaign(&self, name: &str) -> NewCampaign {
        let targeting = match self.targeting {
            TargetingChoice::Auto => Targeting::Auto,
            TargetingChoice::Manual => Targeting::Manual,
        };
        let mut new = NewCampaign::new(name, targeting, self.daily_budget);
        new = new.state(State::from(self.state));
        if let Some(day) = self.start_date {
            new = new.start_date(day);
        }
        if let Some(day) = self.end_date {
            new = new.end_date(day);
        }
        if let Some(portfolio) = &self.portfolio {
            new = new.portfolio(portfolio.as_str());
        }
        if let Some(percent) = self.top_of_search {
            new = new.top_of_search(percent);
        }
        for tag in &self.tag {
            new = new.tag(&tag.key, &tag.value);
        }
        new
    }
}
