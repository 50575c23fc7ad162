//! The passes: general corrections that make a document fit for the generator.
//!
//! Each pass mends one class of defect, wherever it stands, and knows no API by
//! name. What a rule cannot decide is a [`Finding`] with a fix to paste. The
//! order matters: references are inlined before bodies are read, bodies are
//! settled before errors are merged, and names come last.

mod aliases;
mod bounds;
mod composition;
mod docs;
mod enum_values;
mod errors;
mod formats;
mod headers;
mod inline;
mod inline_types;
mod media_types;
mod members;
mod model;
mod named_types;
mod names;
mod nullable;
mod open_objects;
mod operation_ids;
mod parameters;
mod path_parameters;
mod required;
mod rust_names;
mod shape;
mod skip;
mod success;
mod unused;
mod value_types;

pub use docs::Docs;
pub use errors::API_ERROR;
pub(crate) use named_types::{NamedType, Origin, named_types};
pub(crate) use names::clean_name;

use serde_json::Value;

use crate::Finding;
use crate::config::Module;

/// What a pass may read besides the document.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The decisions of `openapi/codegen.toml` for this module.
    pub module: &'a Module,
    /// Our own words for the document.
    pub docs: &'a Docs,
}

/// One general correction.
#[derive(Clone, Copy)]
pub struct Pass {
    /// The name, as logs and tests show it.
    pub name: &'static str,
    run: fn(&mut Value, Context<'_>, &mut Log) -> Result<(), Finding>,
}

impl std::fmt::Debug for Pass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Pass").field(&self.name).finish()
    }
}

impl Pass {
    /// Runs the pass on a document.
    pub fn run(
        &self,
        document: &mut Value,
        context: Context<'_>,
        log: &mut Log,
    ) -> Result<(), Finding> {
        log.pass = self.name;
        (self.run)(document, context, log)
    }
}

/// What the passes changed, one line each.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pass: &'static str,
    lines: Vec<String>,
}

impl Log {
    fn note(&mut self, place: impl std::fmt::Display, change: impl std::fmt::Display) {
        self.lines.push(format!("{}: {place}: {change}", self.pass));
    }

    /// The changes in the order in which they were made.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// All passes, in order.
pub const ALL: &[Pass] = &[
    Pass {
        name: "skip",
        run: skip::run,
    },
    Pass {
        name: "inline",
        run: inline::run,
    },
    Pass {
        name: "operation_ids",
        run: operation_ids::run,
    },
    Pass {
        name: "path_parameters",
        run: path_parameters::run,
    },
    Pass {
        name: "headers",
        run: headers::run,
    },
    Pass {
        name: "media_types",
        run: media_types::run,
    },
    Pass {
        name: "success",
        run: success::run,
    },
    Pass {
        name: "composition",
        run: composition::run,
    },
    Pass {
        name: "required",
        run: required::run,
    },
    Pass {
        name: "value_types",
        run: value_types::run,
    },
    Pass {
        name: "enum_values",
        run: enum_values::run,
    },
    Pass {
        name: "formats",
        run: formats::run,
    },
    Pass {
        name: "open_objects",
        run: open_objects::run,
    },
    Pass {
        name: "bounds",
        run: bounds::run,
    },
    Pass {
        name: "parameters",
        run: parameters::run,
    },
    Pass {
        name: "aliases",
        run: aliases::run,
    },
    Pass {
        name: "errors",
        run: errors::run,
    },
    Pass {
        name: "nullable",
        run: nullable::run,
    },
    Pass {
        name: "unused",
        run: unused::run,
    },
    Pass {
        name: "names",
        run: names::run,
    },
    Pass {
        name: "docs",
        run: docs::run,
    },
];

/// Runs every pass, between a check that the passes can read the document and one that
/// the generator can.
pub fn run_all(document: &mut Value, context: Context<'_>) -> Result<Log, Finding> {
    run(ALL, document, context)
}

/// Runs some of the passes between the checks; tests leave one out to see what fails.
pub fn run(passes: &[Pass], document: &mut Value, context: Context<'_>) -> Result<Log, Finding> {
    let mut log = Log::default();
    for pass in passes {
        pass.run(document, context, &mut log)?;
        // What `skip` leaves out may be as broken as it likes.
        if pass.name == "skip" {
            shape::check(document)?;
            members::check(document)?;
        }
    }
    members::check(document)?;
    model::check(document)?;
    Ok(log)
}
