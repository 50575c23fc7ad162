//! Enums stay open: a value that Amazon adds tomorrow must not lose a page today.
//!
//! Every enum of unit variants is replaced in place by one with an `Unknown`
//! variant, whose payload users can read but not name in a pattern. The derived
//! order goes, because it would change with every new value.

use std::collections::BTreeSet;

use quote::format_ident;
use syn::{Item, ItemEnum, parse_quote};

use super::syntax::{document, ident, impl_target, wire_name};
use crate::passes::Docs;

/// Replaces all closed enums; returns their names.
pub(super) fn open_enums(items: &mut Vec<Item>, docs: &Docs) -> BTreeSet<String> {
    let names: BTreeSet<String> = items
        .iter()
        .filter_map(|item| match item {
            Item::Enum(item) if is_closed(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    items
        .retain(|item| impl_target(item).is_none_or(|target| !names.contains(&target.to_string())));
    *items = std::mem::take(items)
        .into_iter()
        .flat_map(|item| match item {
            Item::Enum(item) if names.contains(&item.ident.to_string()) => open(item, docs),
            item => vec![item],
        })
        .collect();
    names
}

/// An enum that serde reads as one of a fixed set of texts.
pub(super) fn is_closed(item: &ItemEnum) -> bool {
    !item.variants.is_empty()
        && item
            .variants
            .iter()
            .all(|variant| variant.fields.is_empty())
}

fn open(mut item: ItemEnum, docs: &Docs) -> Vec<Item> {
    let name = item.ident.clone();
    let schema = name.to_string();
    let mut wires = Vec::new();
    let mut variants = Vec::new();
    for mut variant in std::mem::take(&mut item.variants) {
        let wire = wire_name(&variant.attrs, &variant.ident);
        variant.attrs.clear();
        let text = match docs.value(&schema, &wire) {
            Some(text) => format!("`{wire}`: {text}"),
            None => format!("`{wire}`."),
        };
        document(&mut variant.attrs, &text);
        variants.push(variant.ident.clone());
        wires.push(wire);
        item.variants.push(variant);
    }
    // A document may have an `UNKNOWN` of its own.
    let mut unknown = ident("Unknown");
    while variants.contains(&unknown) {
        unknown = format_ident!("{unknown}Value");
    }
    item.variants.push(parse_quote! {
        /// A value that this version of the SDK does not know; read it with `as_str`.
        #unknown(crate::UnknownValue)
    });
    item.attrs
        .retain(|attribute| attribute.path().is_ident("doc"));
    if let Some(text) = docs.of_type(&schema) {
        document(&mut item.attrs, text);
    }
    item.attrs
        .push(parse_quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)]));
    item.attrs.push(parse_quote!(#[non_exhaustive]));

    let methods = parse_quote! {
        impl #name {
            /// The values that this version of the SDK knows, as they stand on the wire.
            pub const KNOWN: &'static [&'static str] = &[#(#wires),*];

            /// The value as it stands on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::#unknown(value) => value.as_str(),
                }
            }
        }
    };
    let from = parse_quote! {
        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    other => Self::#unknown(crate::UnknownValue::new(other)),
                }
            }
        }
    };
    let rest = parse_quote!(crate::open_enum! { #name });
    vec![Item::Enum(item), methods, from, rest]
}
