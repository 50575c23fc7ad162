//! Small questions to Rust syntax that several post-pass steps ask.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprLit, Field, GenericArgument, Ident, Item, Lit, Meta, PathArguments, Token,
    Type, parse_quote,
};

/// What serde does with one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FieldSerde {
    pub(super) rename: Option<String>,
    pub(super) default: bool,
    pub(super) flatten: bool,
    pub(super) skip_serializing_if: Option<String>,
    pub(super) deserialize_with: Option<String>,
}

impl FieldSerde {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        for meta in serde_metas(attributes) {
            match &meta {
                Meta::Path(path) if path.is_ident("default") => found.default = true,
                Meta::Path(path) if path.is_ident("flatten") => found.flatten = true,
                Meta::NameValue(pair) => {
                    let text = literal(&pair.value);
                    if pair.path.is_ident("rename") {
                        found.rename = text;
                    } else if pair.path.is_ident("skip_serializing_if") {
                        found.skip_serializing_if = text;
                    } else if pair.path.is_ident("deserialize_with") {
                        found.deserialize_with = text;
                    } else if pair.path.is_ident("default") {
                        found.default = true;
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Replaces the serde attributes of a field by this.
    pub(super) fn put(&self, field: &mut Field) {
        field
            .attrs
            .retain(|attribute| !attribute.path().is_ident("serde"));
        let mut metas: Vec<Meta> = Vec::new();
        if let Some(name) = &self.rename {
            metas.push(parse_quote!(rename = #name));
        }
        if self.flatten {
            metas.push(parse_quote!(flatten));
        }
        if self.default {
            metas.push(parse_quote!(default));
        }
        if let Some(path) = &self.deserialize_with {
            metas.push(parse_quote!(deserialize_with = #path));
        }
        if let Some(path) = &self.skip_serializing_if {
            metas.push(parse_quote!(skip_serializing_if = #path));
        }
        if !metas.is_empty() {
            field.attrs.push(parse_quote!(#[serde(#(#metas),*)]));
        }
    }
}

fn serde_metas(attributes: &[Attribute]) -> Vec<Meta> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .filter_map(|attribute| {
            attribute
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
        .collect()
}

fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The name of a field or variant on the wire.
pub(super) fn wire_name(attributes: &[Attribute], ident: &Ident) -> String {
    FieldSerde::of(attributes)
        .rename
        .unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned())
}

/// Replaces the documentation of an item, one attribute for each line.
pub(super) fn document(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let lines = text.trim().lines().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    let docs: Vec<Attribute> = lines.map(|line| parse_quote!(#[doc = #line])).collect();
    attributes.splice(0..0, docs);
}

/// `T` of a type `Outer<T>`, whatever path leads to `Outer`.
pub(super) fn argument_of<'a>(ty: &'a Type, outer: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    if last.ident != outer {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the last part of the type's path is `name`.
pub(super) fn is_type(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == name))
}

/// The name of the type that an inherent or trait `impl` is for.
pub(super) fn impl_target(item: &Item) -> Option<&Ident> {
    match item {
        Item::Impl(block) => match &*block.self_ty {
            Type::Path(path) => path.path.get_ident(),
            _ => None,
        },
        _ => None,
    }
}

/// An identifier without a place.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
