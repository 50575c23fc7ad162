//! `ras campaigns update`.

use anyhow::Result;
use jiff::civil::Date;
use ras_highlevel::{Campaign, CampaignPatch, State, Tag, Usd};

use super::super::entities::{Change, Changes, StateChoice};
use crate::args::Writing;
use crate::confirm;
use crate::context::Context;
use crate::failure::Failure;
use crate::records::Member;

/// What shall change.
#[derive(Debug, PartialEq, Default, clap::Args)]
pub(crate) struct Changed {
    /// Another name, for one campaign
    #[arg(long)]
    name: Option<String>,
    /// Another budget in dollars a day
    #[arg(long, value_name = "USD")]
    daily_budget: Option<Usd>,
    /// Another state
    #[arg(long, value_enum)]
    state: Option<StateChoice>,
    /// Another first day, as long as the campaign has not started
    #[arg(long, value_name = "DAY")]
    start_date: Option<Date>,
    /// Another last day, or `none`
    #[arg(long, value_name = "DAY|none", value_parser = day_or_none)]
    end_date: Option<Clearable<Date>>,
    /// Another portfolio, or `none`
    #[arg(long, value_name = "ID|none", value_parser = id_or_none)]
    portfolio: Option<Clearable<String>>,
    /// Raise bids for the top of search by so many percent, up to 900
    #[arg(long, value_name = "PERCENT")]
    top_of_search: Option<u16>,
    /// Tags in place of all present ones
    #[arg(long, value_name = "KEY=VALUE", value_parser = tag)]
    tag: Vec<TagChoice>,
}

/// A value, or that there shall be none.
#[derive(Clone, Debug, PartialEq)]
struct Clearable<T>(Option<T>);

/// A tag that can be typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TagChoice {
    pub(super) key: String,
    pub(super) value: String,
}

pub(super) fn tag(text: &str) -> Result<TagChoice, String> {
    let (key, value) = text.split_once('=').ok_or("a tag is written KEY=VALUE")?;
    Ok(TagChoice {
        key: key.to_owned(),
        value: value.to_owned(),
    })
}

fn day_or_none(text: &str) -> Result<Clearable<Date>, String> {
    match text {
        "none" => Ok(Clearable(None)),
        day => day
            .parse()
            .map(|day| Clearable(Some(day)))
            .map_err(|_| "a day is written 2026-12-31; `none` takes it away".to_owned()),
    }
}

fn id_or_none(text: &str) -> Result<Clearable<String>, String> {
    Ok(Clearable((text != "none").then(|| text.to_owned())))
}

impl Changes for Changed {
    type Of = Campaign;

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn confirm(&self, writing: Writing, context: &Context) -> Result<(), Failure> {
        match self.daily_budget {
            Some(budget) if budget > context.config.confirm_spend_above.value => {
                confirm::ask(writing, &format!("each campaign may spend {budget} a day"))
            }
            _ => Ok(()),
        }
    }

    fn to(&self, campaign: Campaign) -> Change<Campaign> {
        let mut patch = CampaignPatch::new(&campaign.id);
        let mut members = Vec::new();
        if let Some(name) = &self.name {
            patch = patch.name(name);
            members.extend(Member::changed("name", &campaign.name, name));
        }
        if let Some(budget) = self.daily_budget {
            patch = patch.daily_budget(budget);
            members.extend(Member::changed(
                "daily_budget",
                campaign.daily_budget,
                budget,
            ));
        }
        if let Some(state) = self.state {
            let state = State::from(state);
            members.extend(Member::changed("state", &campaign.state, &state));
            patch = patch.state(state);
        }
        if let Some(day) = self.start_date {
            patch = patch.start_date(day);
            members.extend(Member::changed("start_date", campaign.start_date, day));
        }
        if let Some(Clearable(day)) = self.end_date {
            patch = match day {
                Some(day) => patch.end_date(day),
                None => patch.no_end_date(),
            };
            let text = |day: Option<Date>| day.map(|day| day.to_string());
            members.extend(Member::between(
                "end_date",
                text(campaign.end_date),
                text(day),
            ));
        }
        if let Some(Clearable(portfolio)) = &self.portfolio {
            patch = match portfolio {
                Some(id) => patch.portfolio(id.as_str()),
                None => patch.no_portfolio(),
            };
            let from = campaign.portfolio.as_ref().map(ToString::to_string);
            members.extend(Member::between("portfolio", from, portfolio.clone()));
        }
        if let Some(percent) = self.top_of_search {
            patch = patch.top_of_search(percent);
            let from = campaign
                .placements
                .first()
                .map(|placement| placement.percent);
            members.extend(Member::changed("top_of_search", from.unwrap_or(0), percent));
        }
        if !self.tag.is_empty() {
            let tags = self.tag.iter().map(|tag| Tag {
                key: tag.key.clone(),
                value: tag.value.clone(),
            });
            let tags: Vec<Tag> = tags.collect();
            members.extend(Member::changed(
                "tags",
                spoken(&campaign.tags),
                spoken(&tags),
            ));
            patch = patch.tags(tags);
        }
        Change {
            entity: campaign,
            members,
            patch: Some(patch),
        }
    }
}

fn spoken(tags: &[Tag]) -> String {
    let tags = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value));
    tags.collect::<Vec<_>>().join(" ")
}
