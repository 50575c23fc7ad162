//! One effective document through progenitor and the post-pass.

use anyhow::{Context as _, Result};
use syn::{Item, parse_quote};

use super::guarded::progenitor_output;
use super::methods::{Operations, operations};
use super::{Effective, bisect, constructors, fields, open_enums, postconditions, render};

/// The generated files of one document.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The client and the table of operations.
    pub client: String,
    /// The types.
    pub types: String,
}

/// Generates the module of one document.
pub fn generate_module(effective: &Effective) -> Result<Generated> {
    let raw = progenitor_output(&effective.document)
        .map_err(|reason| bisect::finding(&effective.id, &effective.document, &reason))?;
    let types = types(&raw, effective)?;
    let client = client(effective, operations(&raw, effective)?);
    postconditions::check(&format!("{} types", effective.id), &types)?;
    postconditions::check(&format!("{} client", effective.id), &client)?;

    let header = render::header(effective);
    let (title, version) = (effective.info("title"), effective.info("version"));
    let intro = format!("//! {title}, version {version}.\n");
    Ok(Generated {
        client: format!("{header}\n{intro}\n{}", render::items(&client)),
        types: format!(
            "{header}\n//! Types of requests and answers.\n\n{}",
            render::items(&types)
        ),
    })
}

fn types(raw: &syn::File, effective: &Effective) -> Result<Vec<Item>> {
    let module = raw.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module.clone()),
        _ => None,
    });
    let module = module.context("progenitor generated no `types` module")?;
    let mut items = render::module_items(module);
    // The error of conversions that open enums do not need.
    items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "error"));
    open_enums::open_enums(&mut items, &effective.docs);
    fields::rewrite_fields(&mut items, effective)?;
    constructors::add_constructors(&mut items);
    Ok(items)
}

fn client(effective: &Effective, operations: Operations) -> Vec<Item> {
    let Operations { table, methods } = operations;
    let text = format!(" Calls the operations of {}.", effective.info("title"));
    vec![
        parse_quote!(
            pub mod types;
        ),
        parse_quote! {
            #[cfg(feature = "client")]
            use crate::{CallContext, Error, HttpClient, Request, ResponseValue};
        },
        parse_quote! {
            #[doc = #text]
            ///
            /// One method for each operation, one attempt for each call: no retry, no
            /// credentials of its own. Cheap to clone.
            #[cfg(feature = "client")]
            #[derive(Clone, Debug)]
            pub struct Client {
                http: HttpClient,
            }
        },
        parse_quote! {
            #[cfg(feature = "client")]
            impl Client {
                /// A client that sends through `http`.
                pub fn new(http: HttpClient) -> Self {
                    Self { http }
                }

                #(#methods)*
            }
        },
        parse_quote! {
            /// The operations as data: method, path, media types and what a lost answer means.
            pub mod operations {
                use crate::{Operation, RetryClass};
                use http::Method;

                #(#table)*
            }
        },
    ]
}
