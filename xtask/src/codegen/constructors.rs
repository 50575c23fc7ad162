//! `new` with what is required and `with_…` for the rest, so that a field that
//! Amazon adds breaks no user: the structs are non-exhaustive.

use quote::{format_ident, quote};
use syn::{
    Expr, Field, FieldValue, FnArg, Ident, ImplItem, Item, ItemStruct, Meta, Type, parse_quote,
};

use super::syntax::{FieldSerde, argument_of, document, is_type, wire_name};

/// Adds constructors to every struct with named fields.
pub(super) fn add_constructors(items: &mut Vec<Item>) {
    *items = std::mem::take(items)
        .into_iter()
        .flat_map(|item| match item {
            Item::Struct(item) if item.fields.iter().all(|f| f.ident.is_some()) => with_impl(item),
            item => vec![item],
        })
        .collect();
}

fn with_impl(mut item: ItemStruct) -> Vec<Item> {
    let name = item.ident.clone();
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let all_optional = !item.fields.iter().any(is_required);
    if all_optional {
        derive_default(&mut item);
    }
    let mut functions = vec![constructor(&item, all_optional)];
    functions.extend(
        item.fields
            .iter()
            .filter(|f| !is_required(f))
            .filter_map(setter),
    );
    let block = parse_quote! {
        impl #name {
            #(#functions)*
        }
    };
    vec![Item::Struct(item), block]
}

/// The generator derives no default beside a flattened map.
fn derive_default(item: &mut ItemStruct) {
    for attribute in &mut item.attrs {
        if let Meta::List(derive) = &mut attribute.meta
            && derive.path.is_ident("derive")
            && !derive.tokens.to_string().contains("Default")
        {
            let others = derive.tokens.clone();
            derive.tokens = quote!(#others, Default);
        }
    }
}

fn is_required(field: &Field) -> bool {
    let serde = FieldSerde::of(&field.attrs);
    !serde.default && !serde.flatten && argument_of(&field.ty, "Option").is_none()
}

fn constructor(item: &ItemStruct, all_optional: bool) -> ImplItem {
    let name = item.ident.to_string();
    if all_optional {
        let text = format!(" An empty `{name}`; every member is optional.");
        return parse_quote! {
            #[doc = #text]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let text = format!(" A `{name}` with its required members.");
    let mut arguments: Vec<FnArg> = Vec::new();
    let mut values: Vec<FieldValue> = Vec::new();
    for field in &item.fields {
        let Some(ident) = &field.ident else {
            continue;
        };
        if is_required(field) {
            let (ty, value) = argument(ident, &field.ty);
            arguments.push(parse_quote!(#ident: #ty));
            values.push(match is_text(&field.ty) {
                true => parse_quote!(#ident: #value),
                false => parse_quote!(#ident),
            });
        } else {
            values.push(parse_quote!(#ident: Default::default()));
        }
    }
    parse_quote! {
        #[doc = #text]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn setter(field: &Field) -> Option<ImplItem> {
    let ident = field.ident.as_ref()?;
    let wire = wire_name(&field.attrs, ident);
    let plain = ident.to_string();
    let name = format_ident!("with_{}", plain.trim_start_matches("r#"));
    let (ty, value): (Type, Expr) = match argument_of(&field.ty, "Option") {
        Some(inner) => {
            let (ty, value) = argument(ident, inner);
            (ty, parse_quote!(Some(#value)))
        }
        None if is_type(&field.ty, "Patch") => {
            let ty = &field.ty;
            (parse_quote!(impl Into<#ty>), parse_quote!(#ident.into()))
        }
        None => argument(ident, &field.ty),
    };
    let mut attributes = Vec::new();
    document(&mut attributes, &format!("Sets `{wire}`."));
    Some(parse_quote! {
        #(#attributes)*
        #[must_use]
        pub fn #name(mut self, #ident: #ty) -> Self {
            self.#ident = #value;
            self
        }
    })
}

/// The type of an argument and the value it becomes: text is taken in any form.
fn argument(ident: &Ident, ty: &Type) -> (Type, Expr) {
    if is_text(ty) {
        (parse_quote!(impl Into<#ty>), parse_quote!(#ident.into()))
    } else {
        (ty.clone(), parse_quote!(#ident))
    }
}

fn is_text(ty: &Type) -> bool {
    is_type(ty, "String") || is_type(ty, "Id")
}
