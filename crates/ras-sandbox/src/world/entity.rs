//! What the four kinds of entity have in common.

use ras_core::ras::types::{
    AdGroupOutput, CampaignOutput, EntityState, ProductAdOutput, TargetDetails, TargetOutput,
};

/// An entity of the account.
pub(crate) trait Entity: Clone {
    /// Its id.
    fn id(&self) -> &str;

    /// The id of the entity directly above it.
    fn parent(&self) -> Option<&str>;

    /// Its state.
    fn state(&self) -> &EntityState;

    /// The same in another state.
    fn in_state(self, state: EntityState) -> Self;

    /// What no second living entity may share.
    fn natural_key(&self) -> String;

    /// Whether it is archived, which is final.
    fn is_archived(&self) -> bool {
        *self.state() == EntityState::Archived
    }
}

impl Entity for CampaignOutput {
    fn id(&self) -> &str {
        &self.campaign_id
    }

    fn parent(&self) -> Option<&str> {
        None
    }

    fn state(&self) -> &EntityState {
        &self.state
    }

    fn in_state(mut self, state: EntityState) -> Self {
        self.state = state;
        self
    }

    fn natural_key(&self) -> String {
        self.name.clone()
    }
}

impl Entity for AdGroupOutput {
    fn id(&self) -> &str {
        &self.ad_group_id
    }

    fn parent(&self) -> Option<&str> {
        Some(&self.campaign_id)
    }

    fn state(&self) -> &EntityState {
        &self.state
    }

    fn in_state(mut self, state: EntityState) -> Self {
        self.state = state;
        self
    }

    fn natural_key(&self) -> String {
        format!("{}\n{}", self.campaign_id, self.name)
    }
}

impl Entity for ProductAdOutput {
    fn id(&self) -> &str {
        &self.product_ad_id
    }

    fn parent(&self) -> Option<&str> {
        Some(&self.ad_group_id)
    }

    fn state(&self) -> &EntityState {
        &self.state
    }

    fn in_state(mut self, state: EntityState) -> Self {
        self.state = state;
        self
    }

    fn natural_key(&self) -> String {
        format!("{}\n{}", self.ad_group_id, self.retailer_offer_id)
    }
}

impl Entity for TargetOutput {
    fn id(&self) -> &str {
        &self.target_id
    }

    fn parent(&self) -> Option<&str> {
        Some(self.ad_group_id.as_ref().unwrap_or(&self.campaign_id))
    }

    fn state(&self) -> &EntityState {
        &self.state
    }

    fn in_state(mut self, state: EntityState) -> Self {
        self.state = state;
        self
    }

    fn natural_key(&self) -> String {
        let level = self.ad_group_id.as_ref().unwrap_or(&self.campaign_id);
        target_key(level, self.negative, &self.target_details)
    }
}

/// What no second living target of an ad group, or of a campaign as a whole, may share.
fn target_key(level: &str, negative: bool, details: &TargetDetails) -> String {
    let what = if let Some(keyword) = &details.keyword_target {
        let text = normalized_keyword(&keyword.keyword);
        format!("keyword\n{}\n{text}", keyword.match_type)
    } else if let Some(product) = &details.product_target {
        let retailer = product.retailer_id.as_deref().unwrap_or_default();
        format!("product\n{retailer}\n{}", product.product_id)
    } else if let Some(auto) = &details.auto_target {
        format!("auto\n{}", auto.match_type)
    } else {
        String::new()
    };
    format!("{level}\n{negative}\n{what}")
}

/// A keyword as it is compared: lower case, blanks collapsed.
pub(crate) fn normalized_keyword(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
