//! Which snapshots there are: every command has one of its help, of what people see, of its
//! JSON, and of a failure.

use std::fs;
use std::path::Path;

use crate::help::commands;
use crate::session::Session;

/// Commands that print hundreds of lines in a language of its own, the same for everybody;
/// `help.rs` looks for what matters in them.
const TEXT: [&str; 2] = ["completions", "man"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Help,
    People,
    Json,
    Failure,
}

/// A command line and what kind of output its snapshot holds.
#[derive(Debug)]
struct Taken {
    line: String,
    kind: Kind,
}

impl Taken {
    /// Reads a snapshot; none when it is not that of one command.
    fn read(file: &Path) -> Option<Self> {
        let name = file.file_stem()?.to_str()?;
        let text = fs::read_to_string(file).ok()?;
        let body = text.strip_prefix("---\n")?.split_once("\n---\n")?.1;
        if let Some(command) = name.strip_prefix("cli__help__help_") {
            let (line, kind) = (command.replace('_', " "), Kind::Help);
            return Some(Self { line, kind });
        }
        let (line, rest) = body.strip_prefix("$ ras ")?.split_once('\n')?;
        let code = rest.strip_prefix("exit ")?.lines().next()?;
        let output = |format: &str| {
            let formats = [format!(" --output {format}"), format!(" -o {format}")];
            formats.iter().any(|option| line.contains(option))
        };
        let kind = match code {
            "0" if output("json") => Kind::Json,
            "0" if output("") => return None,
            "0" => Kind::People,
            _ => Kind::Failure,
        };
        Some(Self {
            line: line.to_owned(),
            kind,
        })
    }

    fn is_of(&self, command: &str) -> bool {
        let rest = self.line.strip_prefix(command);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

#[test]
fn every_command_has_a_snapshot_of_each_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/snapshots");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let taken: Vec<Taken> = files.filter_map(|file| Taken::read(&file)).collect();
    let mut missing = Vec::new();
    for command in commands(&Session::new(), &[]) {
        let command = command.join(" ");
        let text = TEXT.contains(&command.as_str());
        for kind in [Kind::Help, Kind::People, Kind::Json, Kind::Failure] {
            let has = taken.iter().any(|it| it.kind == kind && it.is_of(&command));
            let needs = !text || matches!(kind, Kind::Help | Kind::Failure);
            if needs && !has {
                missing.push(format!("ras {command}: {kind:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "no snapshot of\n{}", missing.join("\n"));
}
