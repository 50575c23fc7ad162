//! Operations: which there are, where they live, what they are called.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::change::{UNCLASSIFIED, Use, Wire};
use super::found::Place;
use super::reach::operation_name;
use super::schemas::{NO_RULE, keys_that_differ, shown};
use super::subject::Subject;
use crate::codegen::api::Level;
use crate::config::{Module, Retry};
use crate::document::{Pointer, each_operation};
use crate::passes::clean_name;

/// An operation of one side.
#[derive(Clone, Debug)]
struct Operation {
    method: String,
    path: String,
    value: Value,
}

impl Operation {
    fn id(&self) -> &str {
        self.value["operationId"].as_str().unwrap_or_default()
    }

    fn name(&self) -> String {
        operation_name(&self.method, &self.path)
    }

    fn place(&self, used: Use) -> Place {
        Place {
            reach: [(self.name(), used)].into(),
            ..Place::document(
                Pointer::root()
                    .child("paths")
                    .child(&self.path)
                    .child(&self.method),
            )
        }
    }
}

const CALL: Use = Use {
    request: true,
    response: true,
    error: false,
};

/// Compares all operations of the subject.
pub(super) fn compare(subject: &mut Subject<'_>) {
    let mut before = all(subject.old);
    let mut after = all(subject.new);
    let mut pairs = Vec::new();
    // First by address, so that a new id is seen; what is left by id, so that a move is.
    for key in before.keys().cloned().collect::<Vec<_>>() {
        if after.contains_key(&key)
            && let (Some(old), Some(new)) = (before.remove(&key), after.remove(&key))
        {
            pairs.push((old, new));
        }
    }
    for (key, old) in std::mem::take(&mut before) {
        let moved = after.iter().find(|(_, new)| new.id() == old.id());
        match moved
            .map(|(key, _)| key.clone())
            .and_then(|key| after.remove(&key))
        {
            Some(new) => pairs.push((old, new)),
            None => {
                before.insert(key, old);
            }
        }
    }
    for old in before.values() {
        let verdict = (
            Wire::Break,
            Level::Major,
            "deployed builds call it, and its method goes",
        );
        let shown = (Some(old.name()), None);
        subject
            .found()
            .add(&old.place(CALL), "op-removed", shown, verdict);
    }
    for new in after.values() {
        let verdict = (
            Wire::Safe,
            Level::Minor,
            "a new method; nobody calls it yet",
        );
        let shown = (None, Some(new.name()));
        subject
            .found()
            .add(&new.place(CALL), "op-added", shown, verdict);
    }
    for (old, new) in &pairs {
        pair(subject, old, new);
    }
}

fn all(document: &Value) -> BTreeMap<(String, String), Operation> {
    let mut found = BTreeMap::new();
    let walked: Result<(), std::convert::Infallible> =
        each_operation(&mut document.clone(), |operation| {
            let key = (operation.path.to_owned(), operation.method.to_owned());
            let operation = Operation {
                method: operation.method.to_owned(),
                path: operation.path.to_owned(),
                value: Value::Object(operation.value.clone()),
            };
            found.insert(key, operation);
            Ok(())
        });
    let Ok(()) = walked;
    found
}

/// The operations whose body sets what an entity becomes, by `METHOD /path`.
pub(super) fn updates(document: &Value, module: &Module) -> BTreeSet<String> {
    let is_update = |operation: &Operation| {
        // The configuration knows the clean name, whatever its first letter is.
        let name = clean_name(module, operation.id());
        let mut entries = module.retry.iter();
        entries.any(|(id, retry)| *retry == Retry::Update && clean_name(module, id) == name)
    };
    all(document)
        .values()
        .filter(|one| is_update(one))
        .map(Operation::name)
        .collect()
}

fn pair(subject: &mut Subject<'_>, old: &Operation, new: &Operation) {
    let place = new.place(CALL);
    if old.name() != new.name() {
        let why = "deployed builds call the old address; the method stays and learns the new one";
        let shown = (Some(old.name()), Some(new.name()));
        let verdict = (Wire::Break, Level::Patch, why);
        subject.found().add(&place, "op-moved", shown, verdict);
    }
    for key in keys_that_differ(&old.value, &new.value) {
        let (before, after) = (old.value.get(&key), new.value.get(&key));
        match key.as_str() {
            "parameters" => {
                let place = new.place(Use::REQUEST);
                super::parameters::compare(subject, before, after, &place);
            }
            "requestBody" => {
                let place = new.place(Use::REQUEST).child("requestBody");
                super::bodies::request(subject, before, after, &new.name(), &place);
            }
            "responses" => {
                let place = new.place(Use::RESPONSE).child("responses");
                super::responses::compare(subject, before, after, &new.name(), &place);
            }
            _ => {
                let (rule, verdict) = about(&key, old, new, subject);
                let shown = (shown(before), shown(after));
                subject
                    .found()
                    .add(&place.child(&key), rule, shown, verdict);
            }
        }
    }
}

/// What a key says about the operation itself.
fn about(
    key: &str,
    old: &Operation,
    new: &Operation,
    subject: &Subject<'_>,
) -> (&'static str, super::found::Verdict) {
    match key {
        "operationId" => {
            let name = |operation: &Operation| clean_name(subject.module, operation.id());
            let (rust, why) = match name(old) == name(new) {
                true => (Level::None, "the clean name and with it the method stays"),
                false => (
                    Level::Major,
                    "the method gets another name; nothing else changes",
                ),
            };
            ("op-id-changed", (Wire::Safe, rust, why))
        }
        "deprecated" => (
            "deprecated",
            (
                Wire::Safe,
                Level::None,
                "a deprecation announces a change and is none",
            ),
        ),
        "tags" => (
            "tags",
            (Wire::Safe, Level::None, "tags only group documentation"),
        ),
        "security" => ("security", SECURITY),
        "servers" => ("servers", SERVERS),
        key if key.starts_with("x-") => (
            "extension",
            (Wire::Safe, Level::None, "the generator reads no extension"),
        ),
        _ => (UNCLASSIFIED, NO_RULE),
    }
}

/// The verdict on security requirements.
pub(super) const SECURITY: super::found::Verdict = (
    Wire::Risk,
    Level::None,
    "authorization is our own code; check that the tokens still suffice",
);

/// The verdict on server addresses.
pub(super) const SERVERS: super::found::Verdict = (
    Wire::Risk,
    Level::None,
    "addresses are configuration; check that the old ones still answer",
);

/// The members of an optional object.
pub(super) fn members(value: Option<&Value>) -> Map<String, Value> {
    value
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}
