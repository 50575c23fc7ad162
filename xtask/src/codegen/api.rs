//! The public API of one generated module as text: one item per line, sorted.
//!
//! Nine thousand generated lines cannot be reviewed; what users can write can.
//! Every struct is `Clone`, `Debug`, `PartialEq`, `Serialize` and `Deserialize`,
//! and `#[non_exhaustive]`; a line says so only where that is not true.

mod compare;
mod lines;

pub use compare::{Comparison, Level, compare, compare_generated};

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use syn::{ImplItem, Item, ItemEnum, ItemStruct, Visibility};

use super::Generated;
use super::syntax::{FieldSerde, wire_name};
use lines::{arguments, known_values, operation, text, traits};

/// What every generated struct can do.
const USUAL_TRAITS: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// Lists what a module offers to users, with a newline after every item.
pub fn listing(generated: &Generated) -> Result<String> {
    let mut found = BTreeSet::new();
    for (prefix, code) in [("", &generated.client), ("types::", &generated.types)] {
        let file = syn::parse_file(code).context("reading the generated code back")?;
        let known = known_values(&file.items);
        for item in &file.items {
            list(prefix, item, &known, &mut found);
        }
    }
    Ok(found.into_iter().map(|line| line + "\n").collect())
}

/// The wire names of each open enum.
type Known = BTreeMap<String, Vec<String>>;

fn list(prefix: &str, item: &Item, known: &Known, found: &mut BTreeSet<String>) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => list_struct(prefix, item, found),
        Item::Enum(item) if is_public(&item.vis) => list_enum(prefix, item, known, found),
        Item::Type(item) if is_public(&item.vis) => {
            found.insert(format!("type {prefix}{} = {}", item.ident, text(&item.ty)));
        }
        Item::Static(item) if is_public(&item.vis) => {
            if let Some(about) = operation(&item.expr) {
                found.insert(format!("static {prefix}{} [{about}]", item.ident));
            }
        }
        Item::Mod(item) => {
            let inner = format!("{prefix}{}::", item.ident);
            for item in item.content.iter().flat_map(|(_, items)| items) {
                list(&inner, item, known, found);
            }
        }
        Item::Impl(block) => {
            let owner = text(&block.self_ty);
            // A conversion may be implemented for a type of the standard library.
            let owner = match owner.contains(['<', ':']) {
                true => owner,
                false => format!("{prefix}{owner}"),
            };
            match &block.trait_ {
                Some((path, _)) => {
                    found.insert(format!("impl {} for {owner}", text(path)));
                }
                None => list_functions(&owner, &block.items, found),
            }
        }
        _ => {}
    }
}

fn list_struct(prefix: &str, item: &ItemStruct, found: &mut BTreeSet<String>) {
    let owner = format!("{prefix}{}", item.ident);
    let derived = traits(&item.attrs);
    let mut notes = Vec::new();
    // What has no public field cannot be built or taken apart by users anyway.
    let open = item.fields.iter().any(|field| is_public(&field.vis));
    if open && !has(&item.attrs, "non_exhaustive") {
        notes.push("exhaustive".to_owned());
    }
    if prefix == "types::" {
        let lost = USUAL_TRAITS
            .iter()
            .filter(|usual| !derived.contains(**usual));
        notes.extend(lost.map(|name| format!("not {name}")));
    }
    found.insert(format!("struct {owner}{}", bracketed(&notes)));
    let special = derived
        .iter()
        .filter(|name| !USUAL_TRAITS.contains(&name.as_str()));
    found.extend(special.map(|name| format!("impl {name} for {owner}")));
    for (index, field) in item.fields.iter().enumerate() {
        if !is_public(&field.vis) {
            continue;
        }
        let line = match &field.ident {
            Some(ident) => {
                let wire = wire_name(&field.attrs, ident);
                let note = match FieldSerde::of(&field.attrs).flatten {
                    true => " [all other members]".to_owned(),
                    false => differing(&ident.to_string(), &wire),
                };
                format!("field {owner}::{ident}: {}{note}", text(&field.ty))
            }
            None => format!("field {owner}::{index}: {}", text(&field.ty)),
        };
        found.insert(line);
    }
}

fn list_enum(prefix: &str, item: &ItemEnum, known: &Known, found: &mut BTreeSet<String>) {
    let owner = format!("{prefix}{}", item.ident);
    let wires = known
        .get(&item.ident.to_string())
        .map(Vec::as_slice)
        .unwrap_or_default();
    let notes = match has(&item.attrs, "non_exhaustive") {
        true => Vec::new(),
        false => vec!["exhaustive".to_owned()],
    };
    found.insert(format!("enum {owner}{}", bracketed(&notes)));
    for (index, variant) in item.variants.iter().enumerate() {
        let name = variant.ident.to_string();
        let payload = match variant.fields.is_empty() {
            true => String::new(),
            false => text(&variant.fields),
        };
        // The last variant takes what is not known and has no wire name.
        let note = wires.get(index).map(|wire| differing(&name, wire));
        let note = note.unwrap_or_default();
        found.insert(format!("variant {owner}::{name}{payload}{note}"));
    }
}

fn list_functions(owner: &str, items: &[ImplItem], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            ImplItem::Fn(function) if is_public(&function.vis) => {
                let signature = &function.sig;
                let output = match &signature.output {
                    syn::ReturnType::Default => String::new(),
                    syn::ReturnType::Type(_, ty) => format!(" -> {}", text(ty)),
                };
                found.insert(format!(
                    "fn {owner}::{}({}){output}",
                    signature.ident,
                    arguments(signature)
                ));
            }
            ImplItem::Const(item) if is_public(&item.vis) => {
                found.insert(format!("const {owner}::{}: {}", item.ident, text(&item.ty)));
            }
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

fn bracketed(notes: &[String]) -> String {
    match notes.is_empty() {
        true => String::new(),
        false => format!(" [{}]", notes.join(", ")),
    }
}

fn differing(rust: &str, wire: &str) -> String {
    match rust.trim_start_matches("r#") == wire {
        true => String::new(),
        false => format!(" [{wire}]"),
    }
}
