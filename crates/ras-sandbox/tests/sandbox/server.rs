//! The sandbox as a program.

use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::client::Outcome;

const PATIENCE: Duration = Duration::from_secs(20);

fn program(arguments: &[&str]) -> Outcome<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ras-sandbox"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    Ok(command.spawn()?)
}

/// Reads what the program prints until it says where to look at it.
async fn address(child: &mut Child) -> Outcome<(String, String)> {
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let mut text = String::new();
    while let Some(line) = timeout(PATIENCE, lines.next_line()).await?? {
        text.push_str(&line);
        text.push('\n');
        if line.starts_with("look at it") {
            let address = text
                .lines()
                .next()
                .and_then(|it| it.strip_prefix("sandbox on "));
            return Ok((address.ok_or("no address")?.to_owned(), text));
        }
    }
    Err(format!("ended early: {text}").into())
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_serves_with_its_options_and_saves_when_it_is_told_to_end() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let file = file.to_str().ok_or("an odd folder")?;
    let options = [
        "--port",
        "0",
        "--seed",
        "7",
        "--latency",
        "60",
        "--quota",
        "1",
    ];
    let mut child = program(&[&options[..], &["--state", file]].concat())?;
    let (address, printed) = address(&mut child).await?;
    for name in [
        "token endpoint",
        "client secret",
        "refresh token",
        "profile",
    ] {
        assert!(printed.contains(name), "{name}: {printed}");
    }
    let http = reqwest::Client::builder().no_proxy().build()?;
    let started = Instant::now();
    let list = async || -> Outcome<u16> {
        let path = format!("{address}/ras/v1/campaigns/list");
        let request = http
            .post(path)
            .header("amazon-advertising-api-scope", "1234567890123456");
        Ok(request.send().await?.status().as_u16())
    };
    // Without a token it is 401, until the profile has used its quota up.
    assert_eq!((list().await?, list().await?), (401, 429));
    assert!(started.elapsed() >= Duration::from_millis(120));

    let id = child.id().ok_or("already gone")?.to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await?
            .success()
    );
    assert!(timeout(PATIENCE, child.wait()).await??.success());
    let mut log = String::new();
    let mut errors = child.stderr.take().ok_or("no log")?;
    errors.read_to_string(&mut log).await?;
    assert_eq!(
        log,
        "401 POST   /ras/v1/campaigns/list\n429 POST   /ras/v1/campaigns/list\n"
    );
    let saved: serde_json::Value = serde_json::from_slice(&std::fs::read(file)?)?;
    assert_eq!(saved["seed"], 7);
    Ok(())
}

#[tokio::test]
async fn wrong_options_end_the_program_with_an_explanation() -> Outcome {
    for (arguments, part) in [
        (&["--prot", "1"][..], "unexpected argument '--prot'"),
        (&["--port"][..], "a value is required for '--port <PORT>'"),
        (
            &["--port", "x"][..],
            "invalid value 'x' for '--port <PORT>'",
        ),
        (
            &["--quota", "0"][..],
            "a number of requests over 0 is needed",
        ),
        (
            &["--quota", "NaN"][..],
            "a number of requests over 0 is needed",
        ),
    ] {
        let output = timeout(PATIENCE, program(arguments)?.wait_with_output()).await??;
        assert!(!output.status.success());
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(part), "{part}: {text}");
    }
    let output = timeout(PATIENCE, program(&["--help"])?.wait_with_output()).await??;
    assert!(output.status.success());
    let help = String::from_utf8_lossy(&output.stdout);
    assert!(help.contains("--quota <NUMBER>"), "{help}");
    Ok(())
}
