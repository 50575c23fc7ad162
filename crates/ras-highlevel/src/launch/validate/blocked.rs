//! Keywords that the plan's own negative keywords keep from ever showing an ad.

use super::finding::Report;
use super::rules;
use crate::{CampaignPlan, KeywordMatch, KeywordPlan, NegativeKeywordPlan};

pub(super) fn check(plan: &CampaignPlan, report: &mut Report) {
    let campaign = negatives("", &plan.negative_keywords);
    for (index, group) in plan.ad_groups.iter().enumerate() {
        let path = format!("ad_groups[{index}]");
        let own = negatives(&format!("{path}."), &group.negative_keywords);
        for (index, keyword) in group.keywords.iter().enumerate() {
            let mut all = campaign.iter().chain(&own);
            let words = words(&keyword.keyword);
            if let Some(negative) = all.find(|negative| negative.blocks(keyword, &words)) {
                let problem = format!("{} keeps `{}` from showing", negative.path, keyword.keyword);
                let path = format!("{path}.keywords[{index}]");
                report.warning(&rules::BLOCKED, path, problem, "remove one of the two");
            }
        }
    }
}

struct Negative {
    path: String,
    words: Vec<String>,
    is_phrase: bool,
}

fn negatives(owner: &str, negatives: &[NegativeKeywordPlan]) -> Vec<Negative> {
    let known = negatives.iter().enumerate().filter(|(_, negative)| {
        let is_known = [KeywordMatch::Phrase, KeywordMatch::Exact].contains(&negative.matching);
        is_known && !negative.keyword.trim().is_empty()
    });
    let negative = |(index, negative): (usize, &NegativeKeywordPlan)| Negative {
        path: format!("{owner}negative_keywords[{index}]"),
        words: words(&negative.keyword),
        is_phrase: negative.matching == KeywordMatch::Phrase,
    };
    known.map(negative).collect()
}

impl Negative {
    /// Whether no search is left that the keyword matches. A broad keyword, and a phrase
    /// against an exact negative, always leave some.
    fn blocks(&self, keyword: &KeywordPlan, words: &[String]) -> bool {
        match (&keyword.matching, self.is_phrase) {
            (KeywordMatch::Exact, false) => self.words == words,
            (KeywordMatch::Exact | KeywordMatch::Phrase, true) => words
                .windows(self.words.len())
                .any(|some| some == self.words),
            _ => false,
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}
