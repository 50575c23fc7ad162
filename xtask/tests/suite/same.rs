//! The same document in another form gives the same bytes: keys in another order, other
//! line ends, other indentation, another run.

use serde_json::Value;
use xtask::codegen::{Layers, api, generate_module};
use xtask::config::Config;
use xtask::document::{canonical, parse_strict};
use xtask::sources::Sources;
use xtask::spec::structure_of;

use crate::checkout::Checkout;
use crate::mutated::spoil::Random;

/// JSON with the members of every object in a random order.
fn shuffled(value: &Value, random: &mut Random) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            for index in (1..members.len()).rev() {
                members.swap(index, random.below(index + 1));
            }
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, member)| {
                    let key = Value::String(key.clone());
                    format!("{key}:{}", shuffled(member, random))
                })
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| shuffled(item, random)).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

#[test]
fn the_form_of_a_contract_changes_nothing() {
    let checkout = Checkout::new();
    let sources = Sources::load(&checkout.workspace).unwrap();
    let config = Config::load(&checkout.workspace).unwrap();
    for source in &sources.document {
        let outputs = |text: &str| {
            let contract = structure_of(&parse_strict(text.as_bytes()).unwrap());
            let layers = Layers::load(&checkout.workspace, source, &config).unwrap();
            let effective = layers.apply(&source.id, contract.clone()).unwrap();
            let generated = generate_module(&effective).unwrap();
            [
                canonical(&contract),
                canonical(&effective.document),
                api::listing(&generated).unwrap(),
                generated.client,
                generated.types,
            ]
        };
        let text = checkout.workspace.read(&source.contract()).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let wanted = outputs(&text);
        let mut forms = vec![
            ("again", text.clone()),
            ("CRLF", text.replace('\n', "\r\n")),
            ("tabs", text.replace("  ", "\t")),
            ("one line", document.to_string()),
        ];
        for seed in 1..=3 {
            forms.push(("shuffled", shuffled(&document, &mut Random::new(seed))));
        }
        for (form, text) in forms {
            assert!(outputs(&text) == wanted, "{}, {form}", source.id);
        }
    }
}
