//! The parts of a line: types, signatures and operations as a person would write them.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprLit, FnArg, ImplItem, Item, Lit, Member, Pat, Path, Signature, Token,
};

/// Where a token stream has spaces and a person has none.
const TIGHT: [(&str, &str); 14] = [
    (" :: ", "::"),
    (":: ", "::"),
    (" <", "<"),
    ("< ", "<"),
    (" >", ">"),
    ("> ::", ">::"),
    (" ,", ","),
    (",::", ", ::"),
    ("& ", "&"),
    ("( ", "("),
    (" (", "("),
    (" )", ")"),
    ("[ ", "["),
    (" ]", "]"),
];

/// Syntax on one line.
pub(super) fn text<T: ToTokens>(syntax: &T) -> String {
    let mut text = syntax.to_token_stream().to_string();
    for (spaced, tight) in TIGHT {
        text = text.replace(spaced, tight);
    }
    text
}

/// The arguments of a function, `&self` included.
pub(super) fn arguments(signature: &Signature) -> String {
    let arguments = signature.inputs.iter().map(|argument| match argument {
        FnArg::Typed(typed) => match &*typed.pat {
            // `mut` is the business of the body.
            Pat::Ident(name) => format!("{}: {}", name.ident, text(&typed.ty)),
            other => format!("{}: {}", text(other), text(&typed.ty)),
        },
        FnArg::Receiver(receiver) => text(receiver).trim_start_matches("mut ").to_owned(),
    });
    arguments.collect::<Vec<_>>().join(", ")
}

/// The last names of all derived traits.
pub(super) fn traits(attributes: &[Attribute]) -> BTreeSet<String> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .filter_map(|attribute| {
            attribute
                .parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
        .filter_map(|path| path.segments.last().map(|last| last.ident.to_string()))
        .collect()
}

/// Method, path, media types and retry class of an entry of the operation table.
pub(super) fn operation(entry: &Expr) -> Option<String> {
    let Expr::Struct(entry) = entry else {
        return None;
    };
    let member = |wanted: &str| {
        let found = entry
            .fields
            .iter()
            .find(|field| matches!(&field.member, Member::Named(name) if name == wanted))?;
        let text = text(&found.expr);
        let text = text.rsplit("::").next().unwrap_or(&text);
        Some(
            text.trim_start_matches("Some(")
                .trim_end_matches(')')
                .replace('"', ""),
        )
    };
    Some(format!(
        "{} {}, sends {}, accepts {}, {}",
        member("method")?,
        member("path")?,
        match member("content_type")?.as_str() {
            "None" => "nothing".to_owned(),
            sent => sent.to_owned(),
        },
        member("accept")?,
        member("retry")?.to_lowercase(),
    ))
}

/// The `KNOWN` wire names of every open enum, in the order of its variants.
pub(super) fn known_values(items: &[Item]) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for item in items {
        let Item::Impl(block) = item else {
            continue;
        };
        for item in &block.items {
            if let ImplItem::Const(constant) = item
                && constant.ident == "KNOWN"
            {
                found.insert(text(&block.self_ty), texts(&constant.expr));
            }
        }
    }
    found
}

fn texts(list: &Expr) -> Vec<String> {
    let list = match list {
        Expr::Reference(reference) => &*reference.expr,
        other => other,
    };
    let Expr::Array(array) = list else {
        return Vec::new();
    };
    let literal = |element: &Expr| match element {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    };
    array.elems.iter().filter_map(literal).collect()
}
