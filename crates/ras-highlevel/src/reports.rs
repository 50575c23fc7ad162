//! Reports: from a request to typed rows, across processes.
//!
//! [`Ras::reports`](crate::Ras::reports) begins. A [`ReportRequest`] names a type, days
//! and columns; a [`ReportHandle`] is that report on its way, for as long as Amazon takes
//! (up to three hours), in this process or a later one; a [`Report`] is there to be read,
//! as a stream of rows or into a file.
//!
//! # What is promised of rows
//!
//! A file of Amazon's ends with a checksum of everything before it. So a row is known to
//! be right only when the whole file was read.
//!
//! * [`Report::rows`] reads the packed file once to check it, keeping it in a temporary
//!   file, and yields rows of a checked file only: a row is never wrong.
//! * [`Report::all`] and [`Report::save`] read it once, and hand out
//!   nothing before the checksum has been compared.
//! * [`Report::rows_unverified`] yields rows while they arrive. They are right unless
//!   the file was damaged between Amazon and here, which TLS rules out as long as nobody
//!   ends it on the way; the stream ends with an error if so.
//!
//! All of them end with an error when the file is cut off, and none needs memory for
//! more than some hundred rows, except where the result itself is in memory.
//!
//! # Example
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use futures_util::TryStreamExt;
//! use ras_highlevel::reports::{
//!     Days, ReportHandle, ReportRequest, SearchTermColumn, SearchTermReport,
//! };
//! # use ras_highlevel::Ras;
//!
//! # let sandbox = ras_sandbox::Sandbox::start().await?;
//! # sandbox.change_behavior(|b| b.reports.processing = std::time::Duration::ZERO);
//! # let fake = sandbox.credentials();
//! # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
//! #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
//! #     .loopback(sandbox.addr()).build()?;
//! let request = ReportRequest::<SearchTermReport>::daily(Days::yesterday()).columns([
//!     SearchTermColumn::SearchTerm,
//!     SearchTermColumn::Clicks,
//!     SearchTermColumn::Cost,
//! ]);
//! let reports = ras.reports();
//! let mut handle = reports.plan(&request)?; // checked; nothing is sent
//! reports.start(&mut handle).await?;
//! let saved = serde_json::to_string(&handle)?; // for a later process
//!
//! let mut handle: ReportHandle<SearchTermReport> = serde_json::from_str(&saved)?;
//! let report = reports.wait(&mut handle).await?;
//! let mut rows = report.rows();
//! while let Some(row) = rows.try_next().await? {
//!     println!("{:?}: {:?}", row.search_term, row.cost);
//! }
//! # Ok(())
//! # }
//! ```

mod array;
mod cell;
mod column;
mod columns;
mod days;
mod decode;
mod download;
mod handle;
mod id_number;
mod job;
mod kind;
mod kinds;
mod link;
mod report;
mod request;
mod rows;
mod save;
mod sink;
mod summed;
mod table;
mod text;
mod unpack;
mod value;
mod words;

pub use cell::Cell;
pub use column::{ColumnInfo, ReportColumn, Unit, UnknownColumn};
pub use days::Days;
pub use handle::{ReportHandle, ReportPart};
pub use id_number::IdNumber;
pub use job::Reports;
pub use kind::{FilterField, ReportRow, ReportType};
pub use kinds::{
    AdvertisedProductColumn, AdvertisedProductReport, AdvertisedProductRow, CampaignColumn,
    CampaignReport, CampaignRow, GrossAndInvalidColumn, GrossAndInvalidReport, GrossAndInvalidRow,
    SearchTermColumn, SearchTermReport, SearchTermRow, TargetingColumn, TargetingReport,
    TargetingRow,
};
pub use report::Report;
pub use request::{CampaignGroup, ReportRequest, TimeUnit};
pub use rows::Rows;
pub use save::Saved;
pub use sink::Format;
pub use text::Text;
pub use words::{KeywordType, ReportStatus};

pub(crate) use link::Downloads;

use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

/// What errors name as their operation before there is a call.
const REQUEST: &str = "report request";

/// An error of a request that was not sent because it is wrong.
fn refused(message: impl Into<String>) -> Error {
    let inner = Inner::new(ErrorKind::Rejected, Reach::NotSent, REQUEST, message);
    Error::new(inner)
}
