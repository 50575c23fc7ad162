//! Requests made up from the contract, with what the answers so far taught.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::dice::Dice;
use crate::client::{OFFER, RETAILER};
use crate::contract::documents::Operation;

/// Most values of each kind that are remembered.
const MEMORY: usize = 40;

/// What is known: ids and tokens from answers, by the name of their member.
#[derive(Default)]
pub(super) struct Pool {
    known: HashMap<String, Vec<Value>>,
}

impl Pool {
    /// A request for an operation: mostly valid, often sensible, sometimes neither.
    pub(super) fn request(
        &mut self,
        operation: &Operation,
        dice: &mut Dice,
    ) -> (String, Option<Value>) {
        let report = self.known.get("reportId").filter(|_| !dice.one_in(5));
        let report = report.map_or(json!("00000000-0000-4000-8000-000000000000"), |ids| {
            dice.pick(ids).clone()
        });
        let path = operation
            .path
            .replace("{reportId}", report.as_str().unwrap_or("x"));
        if operation.body.is_none() || dice.one_in(100) {
            return (path, None);
        }
        let schema = &operation.body_schema;
        let wildness = if dice.one_in(4) { 12 } else { usize::MAX };
        let body = self.value(schema, schema, "", wildness, dice);
        (path, Some(body))
    }

    /// Remembers ids and tokens, which make later requests meet something.
    pub(super) fn learn(&mut self, answer: &[u8]) {
        if let Ok(answer) = serde_json::from_slice::<Value>(answer) {
            self.collect("", &answer);
        }
    }

    fn collect(&mut self, name: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    self.collect(name, member);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(name, item)),
            value if name.ends_with("Id") || name == "nextToken" => {
                let known = self.known.entry(name.to_owned()).or_default();
                if !known.contains(value) {
                    known.push(value.clone());
                    if known.len() > MEMORY {
                        known.remove(0);
                    }
                }
            }
            _ => {}
        }
    }

    fn value(
        &self,
        schema: &Value,
        root: &Value,
        name: &str,
        wild: usize,
        dice: &mut Dice,
    ) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#'));
            return self.value(target.unwrap_or(&Value::Null), root, name, wild, dice);
        }
        if wild != usize::MAX && dice.one_in(wild) {
            return nonsense(dice);
        }
        if let Some(value) = self.sensible(name, dice) {
            return value;
        }
        if let Some(words) = schema["enum"].as_array() {
            return dice.pick(words).clone();
        }
        let kind = schema["type"]
            .as_array()
            .map_or(&schema["type"], |kinds| &kinds[0]);
        match kind.as_str() {
            Some("object") => self.object(schema, root, wild, dice),
            Some("array") => {
                let most = schema["maxItems"].as_u64().unwrap_or(3).min(3) as usize;
                let count = dice.below(most + 1);
                let item = &schema["items"];
                let singular = if name == "include" || name == "columns" {
                    name
                } else {
                    ""
                };
                (0..count)
                    .map(|_| self.value(item, root, singular, wild, dice))
                    .collect()
            }
            Some("integer") => {
                let least = schema["minimum"].as_i64().unwrap_or(0);
                json!(least + dice.below(5) as i64)
            }
            Some("number") => json!([0.02, 0.5, 1.0, 5.0, 10.0, 0.01, 2000.0][dice.below(7)]),
            Some("boolean") => json!(dice.one_in(2)),
            _ => json!(["shoes", "red shoes", "x", " blank", "", "ümlaut", "a!b"][dice.below(7)]),
        }
    }

    fn object(&self, schema: &Value, root: &Value, wild: usize, dice: &mut Dice) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let mut members = Map::new();
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let needed = required.iter().any(|known| known == name);
            let left_out = if needed {
                wild != usize::MAX && dice.one_in(wild)
            } else {
                dice.one_in(2)
            };
            if left_out {
                continue;
            }
            let value = if member["$ref"].is_string() && name.ends_with("IdFilter") {
                self.filter(name, dice)
            } else {
                self.value(member, root, name, wild, dice)
            };
            members.insert(name.clone(), value);
        }
        Value::Object(members)
    }

    fn filter(&self, name: &str, dice: &mut Dice) -> Value {
        let id = name.trim_end_matches("Filter");
        let ids: Vec<Value> = (0..1 + dice.below(2)).map(|_| self.id(id, dice)).collect();
        json!({"include": ids})
    }

    /// A value that fits the name of a member, if there is one.
    fn sensible(&self, name: &str, dice: &mut Dice) -> Option<Value> {
        Some(match name {
            "campaignId" | "adGroupId" | "productAdId" | "targetId" => self.id(name, dice),
            "retailerId" => json!(if dice.one_in(9) { "42" } else { RETAILER }),
            "retailerOfferId" | "productId" => {
                json!([OFFER, "OFFER-01-0002", "OFFER-01-0009", "none"][dice.below(4)])
            }
            "nextToken" => self.id(name, dice),
            "portfolioId" => json!("77"),
            "name" => json!(format!("Name {}", dice.below(60))),
            "keyword" => json!(format!("word {}", dice.below(40))),
            "startDate" => json!(["2030-06-01", "2030-06-02", "2030-05-01"][dice.below(3)]),
            "endDate" => json!(["2030-06-01", "2030-07-01", "2030-05-20"][dice.below(3)]),
            "state" if !dice.one_in(10) => json!(["ENABLED", "PAUSED"][dice.below(2)]),
            "targetType" if !dice.one_in(3) => json!("KEYWORD"),
            "targetDetails" if !dice.one_in(3) => {
                let text = format!("word {}", dice.below(40));
                let kind = ["EXACT", "PHRASE", "BROAD"][dice.below(3)];
                json!({"keywordTarget": {"keyword": text, "matchType": kind}})
            }
            "reportTypeId" => json!("spCampaigns"),
            "groupBy" => json!(["campaign"]),
            "columns" => json!(["impressions", "clicks"]),
            "adProduct" if !dice.one_in(8) => json!("SPONSORED_PRODUCTS"),
            "filters" => Value::Array(Vec::new()),
            _ => return None,
        })
    }

    fn id(&self, name: &str, dice: &mut Dice) -> Value {
        match self.known.get(name) {
            Some(known) if !dice.one_in(12) => dice.pick(known).clone(),
            _ => json!("42"),
        }
    }
}

fn nonsense(dice: &mut Dice) -> Value {
    let long = "x".repeat(5000);
    let choices = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(i64::MAX),
        json!(""),
        json!("\u{0}\u{202e}💥"),
        json!(long),
        json!([]),
        json!({}),
        json!([[[[{}]]]]),
        json!("UNKNOWN_WORD"),
    ];
    dice.pick(&choices).clone()
}
