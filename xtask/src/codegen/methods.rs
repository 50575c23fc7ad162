//! One method and one entry of the operation table per operation.
//!
//! The signatures are progenitor's; the bodies are ours, because headers, media
//! types and undecodable answers are the runtime's business (`ras_core::HttpClient`).

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use quote::format_ident;
use serde_json::{Map, Value};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, FnArg, ImplItem, ImplItemFn, Item, Pat, ReturnType, Type, TypeReference, parse_quote,
};

use super::Effective;
use super::syntax::{document, ident, is_type};
use crate::Finding;
use crate::config::{CONFIG, Retry, dead_entry};
use crate::document::each_operation;

/// What is generated for the operations of one document.
pub(super) struct Operations {
    /// The `operations` table: one `static` each, and `ALL`.
    pub(super) table: Vec<Item>,
    /// The methods of `Client`.
    pub(super) methods: Vec<ImplItemFn>,
}

/// Makes table and methods from the methods that progenitor generated.
pub(super) fn operations(raw: &syn::File, effective: &Effective) -> Result<Operations> {
    let mut by_name = by_method_name(effective)?;
    let mut table: Vec<Item> = Vec::new();
    let mut methods = Vec::new();
    let mut names = Vec::new();
    for method in client_methods(raw) {
        let name = method.sig.ident.to_string();
        let Some(operation) = by_name.remove(&squashed(&name)) else {
            bail!(
                "progenitor generated `{name}`, which is no operation of {}",
                effective.id
            );
        };
        let constant = ident(&name.to_uppercase());
        table.push(entry(&constant, &operation, effective)?);
        methods.push(rewritten(method, &constant, &operation)?);
        names.push(constant);
    }
    if let Some(lost) = by_name.into_values().next() {
        bail!("progenitor generated nothing for `{}`", lost.id());
    }
    table.push(parse_quote! {
        /// All operations of this document.
        pub static ALL: &[&Operation] = &[#(&#names),*];
    });
    check_retry_entries(effective)?;
    Ok(Operations { table, methods })
}

#[derive(Clone)]
struct Operation {
    method: String,
    path: String,
    value: Map<String, Value>,
}

impl Operation {
    fn id(&self) -> &str {
        self.text("operationId").unwrap_or_default()
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str)
    }
}

fn by_method_name(effective: &Effective) -> Result<BTreeMap<String, Operation>, Finding> {
    let mut found = BTreeMap::new();
    each_operation(&mut effective.document.clone(), |operation| {
        let at = operation.pointer();
        let operation = Operation {
            method: operation.method.to_owned(),
            path: operation.path.to_owned(),
            value: operation.value.clone(),
        };
        let key = squashed(operation.id());
        match found.insert(key, operation) {
            None => Ok(()),
            Some(other) => Err(Finding::new(
                "RAS-L002",
                format!(
                    "`{}` becomes the same method as another operation",
                    other.id()
                ),
            )
            .at(at)
            .fix(format!(
                "rename one of them in {CONFIG}:\nrename = {{ {} = \"<new name>\" }}",
                other.id()
            ))),
        }
    })?;
    Ok(found)
}

/// A name under which an operation id and its method meet.
fn squashed(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

fn client_methods(raw: &syn::File) -> impl Iterator<Item = &ImplItemFn> {
    raw.items
        .iter()
        .filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
            _ => None,
        })
        .flatten()
        .filter_map(|item| match item {
            ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
            _ => None,
        })
}

fn entry(
    constant: &syn::Ident,
    operation: &Operation,
    effective: &Effective,
) -> Result<Item, Finding> {
    let id = operation.id();
    let Some(retry) = effective.module.retry.get(id) else {
        return Err(Finding::new(
            "RAS-C003",
            format!("nobody has said what a lost answer to `{id}` means"),
        )
        .at(format!("{} {}", operation.method.to_uppercase(), operation.path))
        .fix(format!(
            "add to the retry table of the module in {CONFIG}, with one of read, create, update, delete:\n{id} = \"{}\"",
            Retry::suggested(&operation.method).variant().to_lowercase()
        )));
    };
    let retry = ident(retry.variant());
    let method = ident(&operation.method.to_uppercase());
    let path = &operation.path;
    let content_type: Expr = match operation.text("x-ras-content-type") {
        Some(text) => parse_quote!(Some(#text)),
        None => parse_quote!(None),
    };
    let accept = operation.text("x-ras-accept").unwrap_or("application/json");
    let text = format!(" `{} {path}`.", operation.method.to_uppercase());
    Ok(parse_quote! {
        #[doc = #text]
        pub static #constant: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            content_type: #content_type,
            accept: #accept,
            retry: RetryClass::#retry,
        };
    })
}

fn rewritten(
    method: &ImplItemFn,
    constant: &syn::Ident,
    operation: &Operation,
) -> Result<ImplItemFn> {
    let mut signature = method.sig.clone();
    Elided.visit_signature_mut(&mut signature);
    let name = &signature.ident;
    let output = &signature.output;
    let mut arguments: Vec<FnArg> = Vec::new();
    let mut request: Expr = parse_quote!(Request::new(&operations::#constant));
    for argument in signature.inputs.iter().skip(1) {
        let FnArg::Typed(typed) = argument else {
            continue;
        };
        let Pat::Ident(pattern) = &*typed.pat else {
            bail!("progenitor generated an argument without a name in `{name}`");
        };
        let variable = &pattern.ident;
        request = match parameter(operation, &variable.to_string()) {
            Some((wire, "path")) => parse_quote!(#request.path(#wire, #variable)),
            Some((wire, _)) => parse_quote!(#request.query(#wire, #variable)),
            None if is_reference(&typed.ty) => parse_quote!(#request.body(#variable)),
            None => parse_quote!(#request.body(&#variable)),
        };
        arguments.push(argument.clone());
    }
    let send = match is_unit(output) {
        true => format_ident!("send_for_nothing"),
        false => format_ident!("send"),
    };
    let call = context(operation);
    let mut function: ImplItemFn = parse_quote! {
        pub async fn #name(&self, #call: &CallContext, #(#arguments),*) #output {
            self.http.#send(#call, #request).await
        }
    };
    let described = operation.text("description").map_or_else(
        || format!("`{} {}`.", operation.method.to_uppercase(), operation.path),
        str::to_owned,
    );
    document(&mut function.attrs, &described);
    Ok(function)
}

/// A body that is a reference already; one to `str` has no size to refer to.
fn is_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if !is_type(&reference.elem, "str"))
}

/// The name of the argument for the context, which a parameter may have too.
fn context(operation: &Operation) -> syn::Ident {
    match parameter(operation, "call") {
        Some(_) => ident("call_context"),
        None => ident("call"),
    }
}

/// The wire name and place of the parameter that became the argument `name`.
fn parameter<'a>(operation: &'a Operation, name: &str) -> Option<(&'a str, &'a str)> {
    operation
        .value
        .get("parameters")?
        .as_array()?
        .iter()
        .filter_map(|parameter| Some((parameter["name"].as_str()?, parameter["in"].as_str()?)))
        .find(|(wire, _)| squashed(wire) == squashed(name))
}

fn is_unit(output: &ReturnType) -> bool {
    let text = quote::ToTokens::to_token_stream(output).to_string();
    text.contains("ResponseValue < () >")
}

fn check_retry_entries(effective: &Effective) -> Result<(), Finding> {
    let mut ids = Vec::new();
    each_operation(&mut effective.document.clone(), |operation| {
        ids.extend(operation.value["operationId"].as_str().map(str::to_owned));
        Ok::<(), Finding>(())
    })?;
    match effective.module.retry.keys().find(|id| !ids.contains(id)) {
        Some(dead) => Err(dead_entry("retry", dead)),
        None => Ok(()),
    }
}

/// Borrows without names: one lifetime for everything says nothing.
struct Elided;

impl VisitMut for Elided {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = None;
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        super::fields::shorten_type(ty);
    }
}
