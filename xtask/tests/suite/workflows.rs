//! What runs where nobody watches: the workflows and the script that they share with README.

use serde_json::Value;
use xtask::Workspace;
use xtask::document::parse_yaml;

fn workflows() -> Vec<(String, Value)> {
    let workspace = Workspace::current();
    let paths = workspace.files_below(".github/workflows").unwrap();
    let read = |path: String| {
        let text = workspace.read(&path).unwrap();
        (path, parse_yaml(&text).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// Every step of every job.
fn steps(workflow: &Value) -> Vec<&Value> {
    let jobs = workflow["jobs"].as_object().unwrap();
    let lists = jobs.values().filter_map(|job| job["steps"].as_array());
    lists.flatten().collect()
}

#[test]
fn actions_are_pinned_by_their_hash() {
    for (path, workflow) in workflows() {
        for step in steps(&workflow) {
            let Some(action) = step["uses"].as_str() else {
                continue;
            };
            let (_, hash) = action.split_once('@').unwrap();
            let is_hash = hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(is_hash, "{path}: {action}");
        }
    }
}

#[test]
fn no_expression_becomes_part_of_a_script() {
    for (path, workflow) in workflows() {
        for step in steps(&workflow) {
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{path}: {script}");
        }
    }
}

#[test]
fn a_job_that_may_write_keeps_no_credentials_for_its_steps() {
    for (path, workflow) in workflows() {
        assert_eq!(
            workflow["permissions"],
            serde_json::json!({"contents": "read"}),
            "{path}"
        );
        for step in steps(&workflow) {
            let checkout = step["uses"]
                .as_str()
                .is_some_and(|uses| uses.starts_with("actions/checkout@"));
            assert!(
                !checkout || step["with"]["persist-credentials"] == false,
                "{path}"
            );
        }
    }
}

#[test]
fn what_takes_a_download_in_and_what_may_write_are_two_jobs() {
    let (_, workflow) = workflows()
        .into_iter()
        .find(|(path, _)| path.ends_with("spec-update.yml"))
        .unwrap();
    for (name, job) in workflow["jobs"].as_object().unwrap() {
        let runs_ours = job.to_string().contains("cargo ");
        let writes = !job["permissions"].is_null();
        assert_ne!(runs_ours, writes, "{name}");
    }
}

#[test]
fn the_script_runs_what_readme_and_ci_promise() {
    let workspace = Workspace::current();
    let script = workspace.read(".ci/run").unwrap();
    let readme = workspace.read("README.md").unwrap();
    let test = "cargo test --workspace --locked";
    for (name, text) in [("README.md", &readme), (".ci/run", &script)] {
        assert!(text.lines().any(|line| line == test), "{name}");
    }
    assert!(
        script
            .lines()
            .any(|line| line == "cargo xtask ci --no-test")
    );
    let alias = workspace.read(".cargo/config.toml").unwrap();
    assert!(alias.contains("--locked"), "{alias}");
}
