//! No panic from any JSON: thousands of spoilt documents through the whole pipeline.
//!
//! Each ends in code or in an error. The passes and the post-pass never panic, and what
//! they refuse they place. The generator may still panic: `codegen` catches that.

pub(crate) mod spoil;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use serde_json::Value;
use xtask::codegen::{Generated, Layers, generate_module};
use xtask::config::Config;
use xtask::document::parse_strict;
use xtask::sources::Sources;

use self::spoil::{Random, spoil};
use crate::checkout::Checkout;
use crate::small::{Written, generate, retry_all, said};

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
            let thread = std::thread::current();
            let quiet = ["mutated", "compiled"]
                .iter()
                .any(|part| thread.name().is_some_and(|name| name.contains(part)));
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

/// The small documents that generate as they are.
fn small_documents() -> Vec<(Value, Layers)> {
    crate::family::all()
        .into_iter()
        .filter(|case| case.findings.is_empty())
        .map(|case| (case.document, Written::default().layers()))
        .collect()
}

/// The document of a seed, and what was done to it.
fn spoilt(documents: &[(Value, Layers)], seed: u64) -> (Value, &Layers, String) {
    let mut random = Random::new(seed);
    let (document, layers) = &documents[random.below(documents.len())];
    let mut document = document.clone();
    // Every other document is spoilt twice.
    let times = if seed.is_multiple_of(2) { 2 } else { 1 };
    let what: Vec<String> = (0..times)
        .map(|_| spoil(&mut document, &mut random))
        .collect();
    (document, layers, what.join(", then "))
}

/// The code of the spoilt documents of some seeds, where they generate.
pub(crate) fn code_of_spoilt(seeds: u64) -> Vec<(String, Generated)> {
    quiet_panics();
    let documents = small_documents();
    let generated = |seed| {
        let (document, layers, what) = spoilt(&documents, seed);
        let text = document.to_string();
        let run = || generate("small", text.as_bytes(), layers).ok();
        let code = catch_unwind(AssertUnwindSafe(run)).ok()??;
        Some((format!("Seed {seed}, {what:?}"), code))
    };
    (1..=seeds).filter_map(generated).collect()
}

/// Spoils the documents of many seeds; returns how often each outcome was met.
fn check(documents: &[(Value, Layers)], seeds: u64) -> BTreeMap<String, u64> {
    quiet_panics();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for seed in 1..=seeds {
        let (document, layers, what) = spoilt(documents, seed);
        let (outcome, text) = outcome(&document, layers)
            .unwrap_or_else(|problem| panic!("seed {seed}, {what}: {problem}\n{document:#.3000}"));
        let key = match outcome {
            Outcome::Finding => text[..10].to_owned(),
            Outcome::Generates => "generates".to_owned(),
            outcome => format!("{outcome:?} {text:.200} at seed {seed}, {what}"),
        };
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[test]
fn five_thousand_spoilt_small_documents_generate_or_are_refused() {
    let counts = check(&small_documents(), SMALL);
    let all: u64 = counts.values().sum();
    assert_eq!(all, SMALL);
    // What the generator cannot do is refused before it tries.
    let tried = counts.keys().find(|key| key.starts_with("Generator"));
    assert_eq!(tried, None, "{counts:#?}");
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
    let counts = check(&documents, COMMITTED);
    assert_eq!(counts.values().sum::<u64>(), COMMITTED);
}
