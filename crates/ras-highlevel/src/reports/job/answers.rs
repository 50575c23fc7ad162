//! What the answers of a report job mean.

use ras_core::reports::operations::GET_ASYNC_REPORT;
use ras_core::reports::types::AsyncReport;

use super::super::{ReportHandle, ReportPart, ReportStatus, ReportType};
use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

/// Notes how far a part is.
pub(super) fn note(part: &mut ReportPart, report: &AsyncReport) {
    let status = ReportStatus::of(&report.status);
    part.id = Some(report.report_id.to_string());
    part.failure.clone_from(&report.failure_reason);
    // Without a link there is nothing to read yet, whatever the status says.
    let readable = status != ReportStatus::Completed || report.url.is_some();
    part.status = Some(if readable {
        status
    } else {
        ReportStatus::Processing
    });
}

/// Whether a create was refused because a report is being made already.
pub(super) fn is_early(error: &Error) -> bool {
    error.status() == Some(425)
}

/// The id of the report that a create was refused for.
///
/// Amazon writes `The Request is a duplicate of : <id>`; nobody has documented it.
pub(super) fn duplicate(error: &Error) -> Option<&str> {
    if !is_early(error) {
        return None;
    }
    let words = error
        .message()
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let uuid = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    words.clone().find(uuid).or_else(|| {
        let (_, last) = error.message().rsplit_once(':')?;
        let id = last.trim();
        let simple = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (simple && !id.is_empty()).then_some(id)
    })
}

/// Whether another look may succeed.
pub(super) fn is_passing<R: ReportType>(error: &Error, handle: &ReportHandle<R>) -> bool {
    let failed = |part: &ReportPart| part.status == Some(ReportStatus::Failed);
    let passing = matches!(
        error.kind(),
        ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Connect | ErrorKind::Throttled
    );
    passing && !handle.parts.iter().any(failed)
}

pub(super) fn failed(part: &ReportPart) -> Error {
    let reason = part.failure.as_deref().unwrap_or("Amazon gave no reason");
    let text = format!(
        "the report {} ({} to {}) could not be made: {}",
        part.id.as_deref().unwrap_or_default(),
        part.first,
        part.last,
        crate::transport::shortened(reason)
    );
    let mut inner = Inner::new(
        ErrorKind::Unavailable,
        Reach::Answered,
        GET_ASYNC_REPORT.id,
        text,
    );
    inner.hint = Some("start the report again with its handle: only what failed is asked for");
    Error::new(inner)
}

pub(super) fn late<R: ReportType>(handle: &ReportHandle<R>) -> Error {
    let waiting = handle
        .parts
        .iter()
        .filter(|part| part.status != Some(ReportStatus::Completed));
    let named: Vec<String> = waiting
        .map(|part| {
            let status = part.status.as_ref().map_or("?", ReportStatus::as_str);
            format!("{} is {status}", part.id.as_deref().unwrap_or_default())
        })
        .collect();
    let text = format!("not made in time: {}", named.join(", "));
    let mut inner = Inner::new(
        ErrorKind::Timeout,
        Reach::Answered,
        GET_ASYNC_REPORT.id,
        text,
    );
    inner.hint = Some("it is still being made: keep the handle and wait for it again");
    Error::new(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, text: &str) -> Error {
        let mut inner = Inner::new(ErrorKind::Rejected, Reach::Answered, "x", text);
        inner.status = Some(status);
        Error::new(inner)
    }

    #[test]
    fn the_running_report_is_read_from_the_recorded_words_and_from_others() {
        let id = "3f1e9c2a-77b0-4d52-8a10-000000000001";
        for text in [
            format!("The Request is a duplicate of : {id}"),
            format!("duplicate of {id}."),
            format!("'{id}' is already being generated"),
        ] {
            assert_eq!(duplicate(&refusal(425, &text)), Some(id), "{text}");
        }
        let other = refusal(425, "The Request is a duplicate of : amzn-1234");
        assert_eq!(duplicate(&other), Some("amzn-1234"));
        assert_eq!(duplicate(&refusal(425, "Too early")), None);
        assert_eq!(duplicate(&refusal(425, "Too early: try again")), None);
        assert_eq!(
            duplicate(&refusal(400, &format!("duplicate of : {id}"))),
            None
        );
    }
}
