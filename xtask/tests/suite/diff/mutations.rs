//! The rules against the generator on real contracts: every part taken out or altered once.

use serde_json::Value;
use xtask::Workspace;
use xtask::codegen::Layers;
use xtask::config::Config;
use xtask::sources::Sources;
use xtask::spec::diff::{Check, Side, diff};

/// One way to spoil a document: the place, and the value that comes there or none.
type Mutation = (String, Option<Value>);

fn mutations(at: &str, node: &Value, found: &mut Vec<Mutation>) {
    let children: Vec<(String, &Value)> = match node {
        Value::Object(members) => {
            let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
            members
                .iter()
                .map(|(key, member)| (format!("{at}/{}", escape(key)), member))
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (format!("{at}/{index}"), item))
            .collect(),
        _ => return,
    };
    for (place, child) in children {
        found.push((place.clone(), None));
        let altered = match child {
            Value::Bool(value) => Some((!value).into()),
            Value::Number(number) => number.as_i64().map(|number| (number + 1).into()),
            Value::String(text) => Some(match text.as_str() {
                "string" => "integer".into(),
                "integer" | "number" | "boolean" => "string".into(),
                text => format!("{text}X").into(),
            }),
            _ => None,
        };
        found.extend(altered.map(|value| (place.clone(), Some(value))));
        mutations(&place, child, found);
    }
}

fn mutated(document: &Value, (place, value): &Mutation) -> Value {
    let mut document = document.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent).unwrap(), value) {
        (Value::Object(members), Some(value)) => {
            members.insert(key, value.clone());
        }
        (Value::Object(members), None) => {
            members.remove(&key);
        }
        (Value::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value.clone(),
        (Value::Array(items), None) => {
            items.remove(key.parse().unwrap());
        }
        _ => {}
    }
    document
}

/// Spoils every `step`th part of a contract; no rule may be milder than the generated code.
fn check_mutations(id: &str, step: usize) {
    let workspace = Workspace::current();
    let sources = Sources::load(&workspace).unwrap();
    let config = Config::load(&workspace).unwrap();
    let source = sources.document.iter().find(|source| source.id == id);
    let layers = Layers::load(&workspace, source.unwrap(), &config).unwrap();
    let old = Side::of_working_tree(&workspace, source.unwrap()).unwrap();
    let mut all = Vec::new();
    mutations("", &old.document, &mut all);
    let mut compared = 0;
    let mut milder = Vec::new();
    for mutation in all.iter().step_by(step) {
        let new = Side::new("new", mutated(&old.document, mutation));
        // Some parts cannot be taken out; then there is nothing to compare.
        let diff = diff(id, &old, &new, &layers);
        if let Some(code) = diff.check.as_ref().and_then(Check::level) {
            compared += 1;
            let rules = diff.rust_by_rules();
            if rules < code {
                milder.push(format!("{mutation:?}: rules {rules}, code {code}"));
            }
        }
    }
    assert!(milder.is_empty(), "{}", milder.join("\n"));
    assert!(compared > 20, "only {compared} comparisons");
}

#[test]
fn no_rule_is_milder_than_the_code_that_a_spoilt_contract_generates() {
    check_mutations("retail-ad-service-retailer-identity", 5);
    check_mutations("reporting-v3", 11);
    check_mutations("product-metadata", 7);
}
