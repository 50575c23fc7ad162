//! The types of fields: identifiers, money, dates, updates that can clear, lists that may be null.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Item, ItemStruct, Type, parse_quote};

use super::Effective;
use super::syntax::{FieldSerde, argument_of, document, is_type, wire_name};
use crate::Finding;
use crate::config::{CONFIG, Retry, dead_entry};
use crate::document::{each_operation, reached_schemas, schemas};
use crate::passes::{API_ERROR, NamedType, Origin, named_types};

/// The text of a field that collects what no other field takes.
const UNKNOWN_MEMBERS: &str = "Members that this version of the SDK does not know, as they came.";

/// Rewrites the fields of every struct.
pub(super) fn rewrite_fields(items: &mut [Item], effective: &Effective) -> Result<(), Finding> {
    let types = named_types(&effective.document);
    let mut rewriter = Rewriter {
        effective,
        types: types.into_iter().map(|t| (t.name.clone(), t)).collect(),
        updates: schemas_of_updates(effective),
        used: BTreeSet::new(),
        not_numbers: Vec::new(),
    };
    for item in items.iter_mut() {
        if let Item::Struct(item) = item {
            rewriter.rewrite(item);
        }
    }
    rewriter.check_used()?;
    for item in items.iter_mut() {
        ShortPaths.visit_item_mut(item);
    }
    Ok(())
}

struct Rewriter<'a> {
    effective: &'a Effective,
    /// What the structs are made of, by name.
    types: BTreeMap<String, NamedType>,
    /// Schemas that the body of an update is made of.
    updates: BTreeSet<String>,
    /// `Schema.property` entries that were found.
    used: BTreeSet<String>,
    /// `money` entries that the document does not declare as numbers.
    not_numbers: Vec<String>,
}

impl Rewriter<'_> {
    fn rewrite(&mut self, item: &mut ItemStruct) {
        let schema = item.ident.to_string();
        let inline = self.types.get(&schema);
        if inline.is_some_and(|named| named.origin != Origin::Component)
            && let Some(text) = self.effective.docs.of_type(&schema)
        {
            // The generator says of the type what the document says of the member.
            document(&mut item.attrs, text);
        }
        for field in &mut item.fields {
            let Some(ident) = field.ident.clone() else {
                continue;
            };
            let wire = wire_name(&field.attrs, &ident);
            self.describe(&schema, &wire, field);
            self.retype(&schema, &wire, field);
        }
    }

    /// Takes the description from the document: the generator loses it beside a reference.
    fn describe(&self, schema: &str, wire: &str, field: &mut Field) {
        let member = self.types.get(schema).map(|named| {
            let member = named.at.child("properties").child(wire);
            member.child("description")
        });
        let described = member.and_then(|at| self.effective.document.pointer(at.as_str()));
        let described = described.and_then(Value::as_str);
        let text = described
            .or_else(|| self.effective.docs.field(schema, wire))
            .or(FieldSerde::of(&field.attrs)
                .flatten
                .then_some(UNKNOWN_MEMBERS));
        if let Some(text) = text {
            document(&mut field.attrs, text);
        }
    }

    fn retype(&mut self, schema: &str, wire: &str, field: &mut Field) {
        let entry = format!("{schema}.{wire}");
        let module = &self.effective.module;
        let mut serde = FieldSerde::of(&field.attrs);
        if serde.flatten {
            return;
        }
        let lenient = module.lenient.contains(&entry);
        if module.money.contains(&entry) {
            let amount: Type = match lenient {
                true => parse_quote!(crate::LenientMoney),
                false => parse_quote!(crate::Money),
            };
            if !replace(&mut field.ty, &["f64", "f32"], &amount) {
                self.not_numbers.push(entry.clone());
            }
            self.used.insert(entry.clone());
        }
        if module.patch.contains(&entry)
            && let Some(inner) = argument_of(&field.ty, "Option").cloned()
        {
            field.ty = parse_quote!(crate::Patch<#inner>);
            serde.default = true;
            serde.skip_serializing_if = Some("crate::Patch::is_keep".into());
            self.used.insert(entry.clone());
        }
        let optional_list = serde.default && argument_of(&field.ty, "Vec").is_some();
        if optional_list && self.updates.contains(schema) {
            let list = field.ty.clone();
            field.ty = parse_quote!(Option<#list>);
            serde.default = false;
            serde.skip_serializing_if = Some("Option::is_none".into());
        } else if optional_list {
            serde.deserialize_with = Some("crate::null_as_default".into());
        }
        let text = argument_of(&field.ty, "Option").is_some_and(|inner| is_type(inner, "String"));
        if text && (lenient || schema == API_ERROR) {
            serde.default = true;
            serde.deserialize_with = Some("crate::text_or_number".into());
            self.used.insert(entry);
        } else if wire.ends_with("Id") || wire.ends_with("Ids") {
            // The documents name all identifiers so, and declare them as any other text.
            replace(&mut field.ty, &["String"], &parse_quote!(crate::Id));
        }
        shorten(&mut serde.skip_serializing_if);
        serde.put(field);
    }

    fn check_used(&self) -> Result<(), Finding> {
        let module = &self.effective.module;
        let lists = [
            ("money", &module.money),
            ("patch", &module.patch),
            ("lenient", &module.lenient),
        ];
        for (key, entries) in lists {
            if let Some(dead) = entries.iter().find(|entry| !self.used.contains(*entry)) {
                return Err(dead_entry(key, dead));
            }
        }
        match self.not_numbers.first() {
            // `Money` is a number on the wire: as anything else every call would fail.
            Some(entry) => Err(Finding::new(
                "RAS-C004",
                format!("`money` entry `{entry}` is no number in the document"),
            )
            .at(CONFIG)
            .fix("the document has changed: look at the member, then delete the entry")),
            None => Ok(()),
        }
    }
}

/// All schemas that can be part of the body of an update.
fn schemas_of_updates(effective: &Effective) -> BTreeSet<String> {
    let known = schemas(&effective.document);
    let mut found = BTreeSet::new();
    let walked: Result<(), std::convert::Infallible> =
        each_operation(&mut effective.document.clone(), |operation| {
            let id = operation.value["operationId"].as_str().unwrap_or_default();
            if effective.module.retry.get(id) == Some(&Retry::Update)
                && let Some(body) = operation.value.get("requestBody")
            {
                found.extend(reached_schemas(body, &known));
            }
            Ok(())
        });
    let Ok(()) = walked;
    found
}

/// Puts another type in the place of these, in lists and maps too; false when there are
/// none.
fn replace(ty: &mut Type, these: &[&str], other: &Type) -> bool {
    struct Replacing<'a> {
        these: &'a [&'a str],
        other: &'a Type,
        found: bool,
    }
    impl VisitMut for Replacing<'_> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            if self.these.iter().any(|name| is_type(ty, name)) {
                ty.clone_from(self.other);
                self.found = true;
            } else {
                visit_mut::visit_type_mut(self, ty);
            }
        }
    }
    let mut replacing = Replacing {
        these,
        other,
        found: false,
    };
    replacing.visit_type_mut(ty);
    replacing.found
}

fn shorten(path: &mut Option<String>) {
    if let Some(path) = path {
        for (long, short) in [
            ("::std::option::Option::", "Option::"),
            ("::std::vec::Vec::", "Vec::"),
        ] {
            if let Some(rest) = path.strip_prefix(long) {
                *path = format!("{short}{rest}");
            }
        }
    }
}

/// Paths as a person would write them, and dates as `jiff`.
struct ShortPaths;

impl VisitMut for ShortPaths {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        shorten_type(ty);
    }
}

/// Rewrites one path of a type, without looking at its arguments.
pub(super) fn shorten_type(ty: &mut Type) {
    let Type::Path(path) = ty else {
        return;
    };
    if path.path.leading_colon.is_none() {
        return;
    }
    let names: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|s| s.ident.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        [
            "std",
            "option" | "string" | "vec",
            "Option" | "String" | "Vec",
        ] => {
            if let Some(last) = path.path.segments.last().cloned() {
                *ty = parse_quote!(#last);
            }
        }
        ["chrono", "naive", "NaiveDate"] => *ty = parse_quote!(::jiff::civil::Date),
        ["chrono", "DateTime"] => *ty = parse_quote!(crate::DateTime),
        _ => {}
    }
}
