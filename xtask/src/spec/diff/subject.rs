//! Two documents made comparable, and the comparison of their components.

use std::convert::Infallible;

use serde_json::Value;

use super::change::{Change, Wire};
use super::errors::{self, Errors};
use super::found::{Found, Place};
use super::reach::{Reached, union};
use super::renames::{self, Renames, renames};
use super::schemas::{Comparer, shown};
use super::types::Types;
use crate::Finding;
use crate::codegen::api::Level;
use crate::config::Module;
use crate::document::{Kind, Pointer, schemas, walk};
use crate::passes::{self, Context, Docs, Log, clean_name};

/// What makes shared parts and implied names explicit, without changing what is said.
const EXPLICIT: [&str; 3] = ["inline", "operation_ids", "path_parameters"];

/// The two sides with what all rules ask about them.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) old: &'a Value,
    pub(super) new: &'a Value,
    pub(super) module: &'a Module,
    /// What user code notices of all changes to error bodies together.
    pub(super) errors_level: Level,
    comparer: Comparer<'a>,
}

/// Both documents in one form, the old one with the new names.
#[derive(Debug)]
pub(super) struct Sides {
    old: Value,
    new: Value,
    renames: Renames,
    old_types: Types,
    new_types: Types,
}

impl Sides {
    pub(super) fn of(old: &Value, new: &Value, module: &Module) -> Result<Self, Finding> {
        let (mut old, new) = (explicit(old, module)?, explicit(new, module)?);
        let renames = renames(&old, &new);
        renames::apply(&renames, &mut old);
        Ok(Self {
            old_types: Types::of(&old),
            new_types: Types::of(&new),
            old,
            new,
            renames,
        })
    }

    /// All changes of operations and components.
    pub(super) fn changes(&self, module: &Module) -> Vec<Change> {
        let sides = [&self.old, &self.new].map(|side| Errors::of(side, module));
        let (errors_level, replaced) = match &sides {
            [Some(old), Some(new)] => {
                let replaced = old.replaced.union(&new.replaced).cloned().collect();
                (errors::level(old, new), replaced)
            }
            // Nothing is known of the superset, so every rule stands as it is.
            _ => (Level::Major, std::collections::BTreeSet::new()),
        };
        let mut subject = Subject {
            old: &self.old,
            new: &self.new,
            module,
            errors_level,
            comparer: Comparer::new(&self.old_types, &self.new_types),
        };
        super::operations::compare(&mut subject);
        let reached = (Reached::of(&self.old), Reached::of(&self.new));
        let updates = super::operations::updates(&self.new, module);
        let place = |name: &str| {
            let reach = union(reached.0.to(name), reached.1.to(name));
            let cap = match (reach.is_empty(), replaced.contains(name)) {
                (true, _) => Level::None,
                (_, true) => errors_level,
                _ => Level::Major,
            };
            Place {
                reachable: !reach.is_empty(),
                update: reach
                    .iter()
                    .any(|(name, used)| used.request && updates.contains(name)),
                reach,
                cap,
                documented: true,
                ..Place::document(
                    Pointer::root()
                        .child("components")
                        .child("schemas")
                        .child(name),
                )
            }
        };
        subject.renamed(&self.renames, &place);
        subject.components(&place);
        subject.comparer.found.finish()
    }
}

impl Subject<'_> {
    pub(super) fn found(&mut self) -> &mut Found {
        &mut self.comparer.found
    }

    pub(super) fn schema(&mut self, old: &Value, new: &Value, required: bool, place: &Place) {
        self.comparer.schema(old, new, required, place);
    }

    fn renamed(&mut self, renames: &Renames, place: &impl Fn(&str) -> Place) {
        for (from, to) in renames {
            let clean = |name: &str| clean_name(self.module, name);
            let alias = self
                .comparer
                .new
                .schema(to)
                .is_some_and(|s| self.comparer.new.is_alias(s));
            let (rust, why) = match alias || clean(from) == clean(to) {
                true => (
                    Level::None,
                    "the structure is the same, and no type carries the name",
                ),
                false => (
                    Level::Major,
                    "the structure is the same; the type gets another name",
                ),
            };
            let shown = (Some(from.clone()), Some(to.clone()));
            self.found()
                .add(&place(to), "schema-renamed", shown, (Wire::Safe, rust, why));
        }
    }

    fn components(&mut self, place: &impl Fn(&str) -> Place) {
        let (before, after) = (schemas(self.old), schemas(self.new));
        for (name, schema) in &before {
            if let Some(other) = after.get(name) {
                self.schema(schema, other, true, &place(name));
                continue;
            }
            let rust = match self.comparer.old.is_alias(schema) {
                true => Level::None,
                false => Level::Major,
            };
            let why = "its type goes; what it means on the wire stands where it was used";
            let shown = (shown(Some(schema)), None);
            self.found().add(
                &place(name),
                "schema-removed",
                shown,
                (Wire::Safe, rust, why),
            );
        }
        for (name, schema) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
            let rust = match self.comparer.new.is_alias(schema) {
                true => Level::None,
                false => Level::Minor,
            };
            let why = "a new type; what it means on the wire stands where it is used";
            let shown = (None, shown(Some(schema)));
            self.found()
                .add(&place(name), "schema-added", shown, (Wire::Safe, rust, why));
        }
    }
}

fn explicit(document: &Value, module: &Module) -> Result<Value, Finding> {
    let mut document = document.clone();
    leave_out_skipped(&mut document, module);
    let docs = Docs::default();
    let context = Context {
        module,
        docs: &docs,
    };
    let mut log = Log::default();
    for pass in passes::ALL
        .iter()
        .filter(|pass| EXPLICIT.contains(&pass.name))
    {
        pass.run(&mut document, context, &mut log)?;
    }
    unwrap_single(&mut document);
    Ok(document)
}

/// `allOf` of one schema and nothing else says what that schema says.
fn unwrap_single(document: &mut Value) {
    let walked: Result<(), Infallible> = walk(document, &mut |kind, at, node| {
        // A component of that kind has a type of its own.
        let component = at.as_str().matches('/').count() == 3;
        if kind == Kind::Schema
            && !component
            && node.len() == 1
            && let Some(Value::Array(parts)) = node.get("allOf")
            && let [Value::Object(only)] = parts.as_slice()
        {
            *node = only.clone();
        }
        Ok(())
    });
    let Ok(()) = walked;
}

/// Operations that are not generated have no deployed builds and no user code.
fn leave_out_skipped(document: &mut Value, module: &Module) {
    for entry in &module.skip {
        let Some((method, path)) = entry.split_once(' ') else {
            continue;
        };
        let item = document
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(path));
        if let Some(item) = item.and_then(Value::as_object_mut) {
            item.remove(&method.to_lowercase());
        }
    }
}
