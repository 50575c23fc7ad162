//! A stateful Retail Ad Service (RAS) in memory, because Amazon offers none to test against.
//!
//! It speaks Amazon's wire format over HTTP on the loopback address, keeps what is
//! created, and refuses what Amazon refuses, in Amazon's words where they are known. It
//! is no mock: nothing has to be scripted, although [`Faults`] can be.
//!
//! Where Amazon documents nothing, the sandbox makes a choice; the README lists each
//! with its reason.
//!
//! # Example
//!
//! ```
//! use ras_sandbox::{CannedAnswer, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let login = sandbox.credentials();
//! println!("log in at {} as {}", sandbox.token_url(), login.client_id);
//!
//! // The next create is applied, but its answer is lost behind a gateway.
//! let timeout = CannedAnswer::new(http::StatusCode::GATEWAY_TIMEOUT);
//! sandbox.faults().after_applying("POST /ras/v1/campaigns", timeout);
//!
//! // … let the client under test work against `sandbox.base_url()` …
//! assert_eq!(sandbox.world().campaigns().len(), 0);
//! assert!(sandbox.requests().is_empty());
//! # Ok(())
//! # }
//! ```

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

mod access;
mod admin;
mod app;
mod behavior;
mod clock;
mod exchange;
mod faults;
mod filters;
mod input;
mod item_error;
mod kept;
mod line;
mod millis;
mod paging;
mod profile;
mod quota;
mod recording;
mod reply;
mod reports;
mod routes;
mod rules;
mod sandbox;
mod seed;
#[cfg(feature = "serve")]
mod serve;
mod snapshot;
mod world;
mod written_time;

pub use behavior::{Behavior, Lag, ReportBehavior, TagSupport};
pub use clock::Clock;
pub use faults::{
    Apply, CannedAnswer, Fault, Faults, ItemFault, Meanwhile, Reply, Trouble, WrongAnswer,
};
pub use profile::{Access, AccountKind, Marketplace, Profile};
pub use quota::{Quota, RetryAfter};
pub use recording::RecordedRequest;
pub use sandbox::{Sandbox, SandboxBuilder, StartError, WorldView};
pub use seed::Credentials;
#[cfg(feature = "serve")]
pub use serve::{ServeOptions, introduction, serve};
