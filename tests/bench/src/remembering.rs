//! A sandbox for one run, on a thread of its own.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};
use ras_sandbox::Sandbox;
use tokio::sync::oneshot;

/// A sandbox that ends with this value.
#[derive(Debug)]
pub struct Remembering {
    /// Where it listens.
    pub address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Remembering {
    /// Starts an empty one.
    ///
    /// # Errors
    ///
    /// When no port or thread is to be had.
    pub fn start() -> Result<Self> {
        let (end, ended) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let thread = thread::Builder::new().spawn(move || {
            runtime.block_on(async {
                let sandbox = Sandbox::start().await;
                let _ = tell.send(
                    sandbox
                        .as_ref()
                        .map(Sandbox::addr)
                        .map_err(ToString::to_string),
                );
                // An error means that nobody waits any more, which ends it too.
                let _ = ended.await;
            });
        })?;
        let address = told.recv()?.map_err(anyhow::Error::msg);
        Ok(Self {
            address: address.context("starting a sandbox")?,
            end: Some(end),
            thread: Some(thread),
        })
    }
}

impl Drop for Remembering {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
