//! The rules that a plan is held to, each with who says so.

use rust_decimal::Decimal;

/// A rule and its source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) code: &'static str,
    pub(super) limit: &'static str,
    pub(super) source: &'static str,
}

const fn rule(code: &'static str, limit: &'static str, source: &'static str) -> Rule {
    Rule {
        code,
        limit,
        source,
    }
}

pub(in crate::launch) const LOWEST_BID: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
pub(in crate::launch) const HIGHEST_BID: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);
pub(in crate::launch) const LOWEST_BUDGET: Decimal = Decimal::ONE;
pub(in crate::launch) const HIGHEST_BUDGET: Decimal =
    Decimal::from_parts(1_000_000, 0, 0, false, 0);
pub(in crate::launch) const HIGHEST_PERCENT: i32 = 900;
pub(in crate::launch) const MOST_TAGS: usize = 47;
pub(in crate::launch) const LONGEST_CAMPAIGN_NAME: usize = 128;
/// Vendors have less than sellers.
pub(super) const LONGEST_VENDOR_NAME: usize = 116;
/// What a launch appends for a service that does not keep tags: ` [xxxxxxxx]`.
pub(super) const MARK_OF_NAME: usize = 11;
pub(in crate::launch) const LONGEST_AD_GROUP_NAME: usize = 255;
pub(in crate::launch) const LONGEST_KEYWORD: usize = 80;
pub(super) const MOST_WORDS: usize = 10;
pub(super) const MOST_WORDS_OF_NEGATIVE_PHRASE: usize = 4;

const LIMITS: &str = "Amazon Ads API limits for Sponsored Products in the US";
const CONTRACT: &str = "RAS contract";
const NOTES: &str = "Amazon Ads developer notes";
const GUIDE: &str = "RAS guide";
const MARKS: &str = "how this SDK marks its launches";

pub(super) const MEMBER: Rule = rule("unknown_member", "", "the JSON Schema of plans");
pub(super) const TWO_NAMES: Rule = rule(
    "two_names",
    "one bid for each automatic target, by one of its names",
    "RAS contract and RAS guide, which name two of them differently",
);
pub(super) const KEY: Rule = rule("key", "a text that is not blank", MARKS);
pub(super) const TARGETING: Rule = rule("targeting", "`auto` or `manual`", CONTRACT);
pub(super) const BUDGET: Rule = rule("daily_budget", "1 to 1,000,000 dollars a day", LIMITS);
pub(super) const BID: Rule = rule(
    "bid",
    "0.02 to 1000 dollars a click",
    "Amazon Ads API limits for Sponsored Products in the US, which RAS has too by its guide, section 2.4",
);
pub(super) const BID_OVER_BUDGET: Rule = rule(
    "bid_over_budget",
    "a bid is at most the daily budget",
    "RAS contract: biddingError BID_GT_BUDGET",
);
pub(super) const RAISED_BID: Rule = rule(
    "raised_bid",
    "at most 1000 dollars a click with what top_of_search adds",
    "RAS contract: biddingError BID_OUT_OF_MARKET_PLACE_RANGE",
);
pub(super) const RAISED_OVER_BUDGET: Rule = rule(
    "raised_over_budget",
    "one click should not cost more than a day",
    "what top_of_search does to a bid, by the RAS contract",
);
pub(super) const CENTS: Rule = rule(
    "cents",
    "whole cents",
    "no document of Amazon's has smaller amounts",
);
pub(super) const TOP_OF_SEARCH: Rule = rule("top_of_search", "0 to 900 percent", CONTRACT);
pub(super) const START_DATE: Rule = rule(
    "start_date",
    "today in Los Angeles or later",
    "RAS contract: dateError START_DATE_EARLIER_THAN_TODAY",
);
pub(super) const END_DATE: Rule = rule(
    "end_date",
    "not before the first day, nor before today in Los Angeles",
    "RAS contract: dateError",
);
pub(super) const ID: Rule = rule("id", "a number of up to 64 bits", NOTES);
pub(super) const OFFER: Rule = rule(
    "offer",
    "an identifier of the retailer's, not blank, no outer blanks",
    "RAS guide, section 2.3",
);
pub(super) const TAGS: Rule = rule(
    "tags",
    "47 tags: the contract has 50, and a launch adds three of its own",
    CONTRACT,
);
pub(super) const TAG: Rule = rule("tag", "a key, and each key once", CONTRACT);
pub(super) const RESERVED_TAG: Rule = rule(
    "reserved_tag",
    "any key but ras-run, ras-plan and ras-inst",
    MARKS,
);
pub(super) const CAMPAIGN_NAME: Rule = rule(
    "campaign_name",
    "128 characters for sellers, 116 for vendors, no outer blanks",
    LIMITS,
);
pub(super) const MARKED_NAME: Rule = rule(
    "marked_name",
    "116 characters for vendors, 128 for sellers, with the 11 that a launch may append when the service does not keep tags",
    MARKS,
);
pub(super) const AD_GROUP_NAME: Rule =
    rule("ad_group_name", "255 characters, no outer blanks", LIMITS);
pub(super) const NAME_CHARACTERS: Rule = rule(
    "name_characters",
    "letters, digits, blanks and - $ \" ' & ( ) * + , . / : ; = ? @ \\ [ ] _ ` ~ { } |",
    LIMITS,
);
pub(super) const SCRIPT: Rule = rule(
    "script",
    "Latin, Arabic, Devanagari, Tamil, Kana and CJK letters",
    LIMITS,
);
pub(super) const AD_GROUPS: Rule = rule(
    "ad_groups",
    "at least one ad group",
    "RAS guide, section 1.3",
);
pub(super) const OFFERS: Rule = rule(
    "offers",
    "at least one offer in an ad group",
    "RAS guide, section 1.3",
);
pub(super) const TARGETS: Rule = rule(
    "targets",
    "at least one keyword or product that is not negative",
    "RAS guide, section 2.4",
);
pub(super) const IDLE_AD_GROUP: Rule = rule(
    "idle_ad_group",
    "a keyword or product in every ad group that shall serve",
    "Amazon Ads computed status: AD_GROUP_INCOMPLETE",
);
pub(super) const AUTO_ONLY: Rule = rule(
    "auto_only",
    "only auto campaigns have automatic targets",
    "RAS guide, section 1.3",
);
pub(super) const MANUAL_ONLY: Rule = rule(
    "manual_only",
    "in an auto campaign Amazon chooses what is bid on",
    "RAS guide, section 2.5",
);
pub(super) const MATCH: Rule = rule("match", "`broad`, `phrase` or `exact`", CONTRACT);
pub(super) const NEGATIVE_MATCH: Rule = rule(
    "negative_match",
    "`phrase` or `exact`",
    "Amazon Ads guide of negative keywords",
);
pub(super) const KEYWORD: Rule = rule(
    "keyword",
    "80 characters and 10 words, no outer blanks",
    LIMITS,
);
pub(super) const NEGATIVE_PHRASE: Rule = rule("negative_phrase", "4 words", LIMITS);
pub(super) const KEYWORD_CHARACTERS: Rule = rule(
    "keyword_characters",
    "letters, digits, blanks and - & \\ + [ ] ' \" .",
    LIMITS,
);
pub(super) const KEYWORD_PLACES: Rule = rule(
    "keyword_places",
    "- and + inside of words, . inside of the keyword, \" in pairs",
    LIMITS,
);
pub(super) const PRODUCTS: Rule = rule(
    "products",
    "the contract has product targets, while the guide says that RAS supports keywords only",
    "RAS guide, section 2.4",
);
pub(super) const WHOSE_PRODUCT: Rule = rule(
    "whose_product",
    "an offer belongs to one retailer: that of the ad group, or for a whole campaign the one it names",
    CONTRACT,
);
pub(super) const TWIN: Rule = rule(
    "twin",
    "unique: names in a campaign, offers in an ad group, keywords by text and match",
    NOTES,
);
pub(super) const BLOCKED: Rule = rule(
    "blocked",
    "a negative keyword keeps ads from every search that it matches",
    GUIDE,
);
