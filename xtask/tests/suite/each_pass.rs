//! Each pass on a small document of its own: what it changes, and what fails without it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use similar::TextDiff;
use xtask::codegen::{Effective, generate_module};
use xtask::config::{Config, Module};
use xtask::document::canonical;
use xtask::passes::{self, ALL, Context, Docs, Pass};

use crate::small::{retry_all, said};

/// What fails without a pass.
enum Fails {
    /// The passes behind it, the generator or a post-condition say this.
    With(&'static str),
    /// The code lacks this text.
    Lacks(&'static str),
    /// The code has this text.
    Has(&'static str),
}

/// A pass, and what its fixture becomes without it.
const WITHOUT: &[(&str, Fails)] = &[
    ("skip", Fails::With("[RAS-L013]")),
    (
        "inline",
        Fails::With("$ref #/components/schemas/Thing is missing"),
    ),
    ("operation_ids", Fails::With("missing operation ID")),
    ("path_parameters", Fails::With("missing path name mapping")),
    (
        "headers",
        Fails::With("cookie parameters are not supported"),
    ),
    ("media_types", Fails::With("more media types than expected")),
    ("success", Fails::With("ByteStream")),
    ("composition", Fails::Has("flatten")),
    ("required", Fails::Has("ghost")),
    ("value_types", Fails::With("invalid (or unexpected) schema")),
    (
        "enum_values",
        Fails::With("Failed to make unique variant names"),
    ),
    ("formats", Fails::With("uuid")),
    ("open_objects", Fails::Has("deny_unknown_fields")),
    ("bounds", Fails::With("value does not conform")),
    ("parameters", Fails::With("unexpected or unhandled format")),
    ("aliases", Fails::Lacks("id: String")),
    ("errors", Fails::With("response_types.len() <= 1")),
    ("nullable", Fails::Lacks("kind: Option<Kind>")),
    ("unused", Fails::Has("Orphan")),
    ("names", Fails::Lacks("fn list_things")),
    ("docs", Fails::Lacks("One thing.")),
];

fn fixture(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json"));
    serde_json::from_str(&text.unwrap_or_else(|_| panic!("no fixture for {name}"))).unwrap()
}

/// The decisions that the fixture of a pass is about.
fn module(pass: &str) -> Module {
    let text = match pass {
        "skip" => "[m]\nskip = [\"POST /things\"]",
        "media_types" => {
            "[m]\nmedia-type = { \"POST /things request\" = \"application/vnd.thing.v2+json\" }"
        }
        "names" => {
            "[m]\nstrip-prefix = \"V1\"\nsuffixes = { ResponseContent = \"Response\" }\nrename = { countryCode = \"Country\" }"
        }
        _ => "[m]",
    };
    Config::parse(text).unwrap().module("m").unwrap().clone()
}

fn docs(pass: &str) -> Docs {
    match pass {
        "docs" => Docs::parse(
            "operations: {listThings: Lists all.}\nschemas: {Thing: {doc: One thing., fields: {id: Its id.}}}",
            "docs",
        )
        .unwrap(),
        _ => Docs::default(),
    }
}

/// The code of a fixture with some of the passes, or what stops it.
fn code(fixture_of: &str, passes: &[Pass]) -> Result<String, String> {
    let mut document = fixture(fixture_of);
    let mut module = module(fixture_of);
    let docs = docs(fixture_of);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let context = Context {
            module: &module.clone(),
            docs: &docs,
        };
        let log = passes::run(passes, &mut document, context).map_err(|f| f.to_string())?;
        retry_all(&mut document, &mut module);
        let generated = generate_module(&Effective {
            id: "small".into(),
            contract_sha256: String::new(),
            overlay_sha256: None,
            document,
            module,
            docs,
            log,
        });
        generated.map_err(|error| said(&error))
    }));
    match outcome {
        Ok(generated) => generated.map(|generated| generated.client + &generated.types),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|t| (*t).to_owned()));
            Err(format!("panic: {}", text.unwrap_or_default()))
        }
    }
}

#[test]
fn every_pass_changes_its_fixture() {
    for pass in ALL {
        let before = fixture(pass.name);
        let mut after = before.clone();
        let (module, docs) = (module(pass.name), docs(pass.name));
        let mut log = passes::Log::default();
        // What earlier passes prepare, so that a fixture need not be prepared by hand.
        let context = Context {
            module: &module,
            docs: &docs,
        };
        for earlier in ALL.iter().take_while(|earlier| earlier.name != pass.name) {
            earlier
                .run(&mut after, context, &mut passes::Log::default())
                .unwrap();
        }
        let before = after.clone();
        pass.run(&mut after, context, &mut log).unwrap();
        let (before, after) = (canonical(&before), canonical(&after));
        assert_ne!(before, after, "{}", pass.name);
        let diff = TextDiff::from_lines(&before, &after);
        let diff = diff.unified_diff().context_radius(2).to_string();
        insta::assert_snapshot!(
            format!("pass__{}", pass.name),
            format!("{}\n\n{diff}", log.lines().join("\n"))
        );
    }
}

#[test]
fn every_pass_is_missed_when_it_is_switched_off() {
    let mut table = String::new();
    let mut wrong = Vec::new();
    for pass in ALL {
        let name = pass.name;
        let Some((_, fails)) = WITHOUT.iter().find(|(other, _)| *other == name) else {
            wrong.push(format!("{name} is not in the table"));
            continue;
        };
        let with = code(name, ALL);
        let others: Vec<Pass> = ALL.iter().filter(|p| p.name != name).copied().collect();
        let without = code(name, &others);
        let Ok(with) = with else {
            wrong.push(format!("{name}: {with:?}"));
            continue;
        };
        let (fits, what) = match (fails, &without) {
            (Fails::With(text), Err(error)) => (error.contains(text), format!("stops: {text}")),
            (Fails::Lacks(text), Ok(code)) => {
                let fits = with.contains(text) && !code.contains(text);
                (fits, format!("code lacks: {text}"))
            }
            (Fails::Has(text), Ok(code)) => {
                let fits = !with.contains(text) && code.contains(text);
                (fits, format!("code has: {text}"))
            }
            _ => (false, String::new()),
        };
        if !fits {
            wrong.push(format!("{name}: {without:?}"));
        }
        table.push_str(&format!("{name:<16} {what}\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    insta::assert_snapshot!("without", table);
}
