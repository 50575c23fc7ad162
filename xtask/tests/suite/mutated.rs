//! No panic from any JSON: thousands of spoilt documents through the whole pipeline.
//!
//! Each ends in code or in an error. The passes and the post-pass never panic, and what
//! they refuse they place. The generator may still panic: `codegen` catches that.

mod spoil;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use serde_json::Value;
use xtask::codegen::{Layers, generate_module};
use xtask::config::Config;
use xtask::document::parse_strict;
use xtask::sources::Sources;

use self::spoil::{Random, spoil};
use crate::checkout::Checkout;
use crate::small::{Written, retry_all, said};

const SMALL: u64 = 5600;
const COMMITTED: u64 = 120;

thread_local! {
    /// The file in which this thread panicked last.
    static PANICKED_IN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the place of a panic in place of printing it, on threads that ask for it.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let quiet = std::thread::current()
                .name()
                .is_some_and(|n| n.contains("mutated"));
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            PANICKED_IN.set(format!(
                "{place}: {}",
                info.payload_as_str().unwrap_or_default()
            ));
            if !quiet || place.contains("tests/suite") {
                loud(info);
            }
        }));
    });
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Generates,
    Finding,
    GeneratorError,
    GeneratorPanic,
}

/// One spoilt document through the pipeline; an error is what must not be.
fn outcome(document: &Value, layers: &Layers) -> Result<(Outcome, String), String> {
    let text = document.to_string();
    let run = || {
        let document = parse_strict(text.as_bytes())?;
        let mut effective = layers.clone().apply("small", document)?;
        retry_all(&mut effective.document, &mut effective.module);
        generate_module(&effective)
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(_)) => Ok((Outcome::Generates, String::new())),
        Ok(Err(error)) => {
            let text = said(&error);
            if !text.starts_with("[RAS-") {
                return Ok((Outcome::GeneratorError, text));
            }
            match text.contains("\n  at: ") {
                true => Ok((Outcome::Finding, text)),
                false => Err(format!("without a place: {text}")),
            }
        }
        Err(_) => {
            let place = PANICKED_IN.take();
            let outside = ["progenitor", "typify", "schemars", "openapiv3"];
            match outside.iter().any(|name| place.contains(name)) {
                true => Ok((Outcome::GeneratorPanic, place)),
                false => Err(format!("panic at {place}")),
            }
        }
    }
}

/// Spoils the documents in turn; returns how often each outcome was met.
fn check(documents: &[(Value, Layers)], rounds: u64, first_seed: u64) -> BTreeMap<String, u64> {
    quiet_panics();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for seed in first_seed..first_seed + rounds {
        let mut random = Random::new(seed);
        let (document, layers) = &documents[random.below(documents.len())];
        let mut document = document.clone();
        let what = spoil(&mut document, &mut random);
        match outcome(&document, layers) {
            Ok((outcome, text)) => {
                let first = text.lines().next().unwrap_or_default();
                let key = match outcome {
                    Outcome::Finding => first[..10].to_owned(),
                    Outcome::Generates => "generates".to_owned(),
                    outcome => {
                        if std::env::var_os("SHOW").is_some() {
                            eprintln!("{outcome:?} {text:.300} <- seed {seed}: {what}");
                        }
                        format!("{outcome:?}")
                    }
                };
                *counts.entry(key).or_default() += 1;
            }
            Err(problem) => {
                panic!(
                    "seed {seed}, {what}: {problem}\n{}",
                    document.to_string().chars().take(3000).collect::<String>()
                )
            }
        }
    }
    counts
}

#[test]
fn five_thousand_spoilt_small_documents_generate_or_are_refused() {
    let documents: Vec<(Value, Layers)> = crate::family::all()
        .into_iter()
        .filter(|case| case.findings.is_empty())
        .map(|case| (case.document, Written::default().layers()))
        .collect();
    let counts = check(&documents, SMALL, 1);
    let all: u64 = counts.values().sum();
    eprintln!("{counts:#?}");
    assert_eq!(all, SMALL);
    let stopped =
        ["GeneratorPanic", "GeneratorError"].map(|key| counts.get(key).copied().unwrap_or(0));
    // Nearly everything that the generator cannot do is refused before it tries.
    assert!(stopped.iter().sum::<u64>() <= SMALL / 500, "{counts:#?}");
}

#[test]
fn spoilt_committed_contracts_generate_or_are_refused() {
    let checkout = Checkout::new();
    let sources = Sources::load(&checkout.workspace).unwrap();
    let config = Config::load(&checkout.workspace).unwrap();
    let documents: Vec<(Value, Layers)> = sources
        .document
        .iter()
        .map(|source| {
            let text = checkout.workspace.read(&source.contract()).unwrap();
            let mut layers = Layers::load(&checkout.workspace, source, &config).unwrap();
            // Words and decisions about what a mutation takes away are another matter.
            layers.docs = xtask::passes::Docs::default();
            layers.module.money.clear();
            layers.module.patch.clear();
            layers.module.lenient.clear();
            layers.module.retry.clear();
            (serde_json::from_str(&text).unwrap(), layers)
        })
        .collect();
    let counts = check(&documents, COMMITTED, 1);
    eprintln!("{counts:#?}");
    assert_eq!(counts.values().sum::<u64>(), COMMITTED);
}
