//! A sandbox whose every exchange is judged when it ends.

use std::ops::Deref;

use ras_sandbox::{RecordedRequest, StartError};

use super::exchange::{answer_violations, violations};

/// A sandbox that fails the test when an exchange broke the contract.
///
/// Answers that a test scripted are the test's own business and are not judged.
pub(crate) struct Sandbox {
    sandbox: Option<ras_sandbox::Sandbox>,
    requests_too: bool,
}

#[allow(dead_code, reason = "each of two test binaries uses its half")]
impl Sandbox {
    /// Starts a sandbox; requests and answers are judged.
    pub(crate) async fn start() -> Result<Self, StartError> {
        Ok(Self {
            sandbox: Some(ras_sandbox::Sandbox::start().await?),
            requests_too: true,
        })
    }

    /// Judges requests and answers of a sandbox.
    pub(crate) fn watching(sandbox: ras_sandbox::Sandbox) -> Self {
        Self {
            sandbox: Some(sandbox),
            requests_too: true,
        }
    }

    /// Judges answers only, for tests that send what is wrong.
    pub(crate) fn watching_answers(sandbox: ras_sandbox::Sandbox) -> Self {
        Self {
            sandbox: Some(sandbox),
            requests_too: false,
        }
    }

    /// Stops the sandbox after its exchanges were judged.
    pub(crate) async fn stop(mut self) -> Result<(), StartError> {
        self.judge();
        match self.sandbox.take() {
            Some(sandbox) => sandbox.stop().await,
            None => Ok(()),
        }
    }

    fn judge(&self) {
        let Some(sandbox) = &self.sandbox else { return };
        let judge: fn(&RecordedRequest) -> Vec<String> = if self.requests_too {
            violations
        } else {
            answer_violations
        };
        let found: Vec<String> = sandbox
            .requests()
            .iter()
            .filter(|exchange| !exchange.scripted)
            .flat_map(judge)
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

impl Deref for Sandbox {
    type Target = ras_sandbox::Sandbox;

    fn deref(&self) -> &ras_sandbox::Sandbox {
        self.sandbox.as_ref().unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // A second panic would end the process and hide the first.
        if !std::thread::panicking() {
            self.judge();
        }
    }
}
