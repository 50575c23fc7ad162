//! Errors on stderr: what happened, why, what to do, and what Amazon's support asks for.

use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::Format;
use crate::failure::{class, hint, request_id};

/// Writes an error with all its causes: for programs as one line of JSON.
pub(crate) fn report(error: &anyhow::Error, format: Format) {
    let mut err = anstream::stderr().lock();
    // Nobody can be told that stderr cannot be written.
    let _ = match format {
        Format::Json | Format::Ndjson => writeln!(err, "{}", for_programs(error)),
        Format::Table | Format::Csv => write!(err, "{}", for_people(error)),
    };
}

fn for_programs(error: &anyhow::Error) -> serde_json::Value {
    let class = class(error);
    json!({
        "error": {
            "class": class.name(),
            "exit_code": class.code(),
            "message": error.to_string(),
            "causes": causes(error),
            "hint": hint(error),
            "request_id": request_id(error),
        }
    })
}

fn for_people(error: &anyhow::Error) -> String {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let mut out = format!("{red}error:{red:#} {error}\n");
    for cause in causes(error) {
        out.push_str(&format!("  because: {cause}\n"));
    }
    if let Some(hint) = hint(error) {
        let bold = Style::new().bold();
        out.push_str(&format!("  {bold}hint:{bold:#} {hint}\n"));
    }
    if let Some(id) = request_id(error) {
        out.push_str(&format!("  request id: {id}\n"));
    }
    out
}

/// The causes, without those that only repeat the one before.
fn causes(error: &anyhow::Error) -> Vec<String> {
    let mut said = vec![error.to_string()];
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if said.last() != Some(&cause) {
            said.push(cause);
        }
    }
    said.remove(0);
    said
}
