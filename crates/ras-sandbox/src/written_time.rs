//! Times as headers and reports write them, and how long they last.

use std::time::Duration;

use http::HeaderValue;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A time as HTTP headers write it.
pub(crate) fn http_date(time: Timestamp) -> HeaderValue {
    let text = time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("0"))
}

/// A time as reports write it: ISO 8601 with milliseconds.
pub(crate) fn iso_millis(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A time as presigned links write it.
pub(crate) fn link_time(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Reads the time in a presigned link.
pub(crate) fn read_link_time(text: &str) -> Option<Timestamp> {
    let time = DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    TimeZone::UTC.to_timestamp(time).ok()
}

/// Whether `time` has passed since `start`.
pub(crate) fn is_over(start: Timestamp, time: Duration, now: Timestamp) -> bool {
    let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
    now.duration_since(start) >= time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_each_place_wants() {
        let time = "1994-11-06T08:49:37.5Z".parse().unwrap_or_default();
        assert_eq!(http_date(time), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(iso_millis(time), "1994-11-06T08:49:37.500Z");
        assert_eq!(link_time(time), "19941106T084937Z");
        let read = read_link_time("19941106T084937Z");
        assert_eq!(
            read.map(|time| time.to_string()).as_deref(),
            Some("1994-11-06T08:49:37Z")
        );
        assert_eq!(read_link_time("soon"), None);
    }
}
