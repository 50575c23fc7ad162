//! How long the service wants us to wait, in all the ways it says so.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// No call waits longer than this for the service; the error says how long it would be.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// Numbers above are no longer a wait, and sums with them must not overflow.
const LONGEST_BELIEVED: u64 = 366 * 24 * 60 * 60;

/// The wait that `Retry-After` asks for, in seconds or until a date.
///
/// None when there is none, or one that means nothing, or one that is over: then it is
/// up to us. A date counts from the server's own date, so that a wrong clock on this
/// machine does not matter.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // More digits than a number holds is a long wait all the same.
        true => Duration::from_secs(text.parse().unwrap_or(u64::MAX).min(LONGEST_BELIEVED)),
        false => {
            let until = httpdate::parse_http_date(text).ok()?;
            let date = headers.get(DATE).and_then(|date| date.to_str().ok());
            let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
            until.duration_since(date.unwrap_or(now)).ok()?
        }
    };
    let believed = wait.min(Duration::from_secs(LONGEST_BELIEVED));
    (!believed.is_zero()).then_some(believed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&str, &str)], wanted: Option<u64>) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: http::HeaderName = name.parse().unwrap_or(RETRY_AFTER);
            map.insert(
                name,
                http::HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        let read = read(&map, now).map(|wait| wait.as_secs());
        assert_eq!(read, wanted, "{headers:?}");
    }

    #[test]
    fn every_form_of_retry_after_is_read_or_passed_over() {
        check(&[], None);
        check(&[("retry-after", "7")], Some(7));
        check(&[("retry-after", " 7 ")], Some(7));
        check(&[("retry-after", "0")], None);
        check(&[("retry-after", "")], None);
        check(&[("retry-after", "-1")], None);
        check(&[("retry-after", "1.5")], None);
        check(&[("retry-after", "soon")], None);
        check(&[("retry-after", "\u{fc}")], None);
        check(
            &[("retry-after", "99999999999999999999999")],
            Some(LONGEST_BELIEVED),
        );
        // 2001-09-09 01:46:40 is second 1,000,000,000.
        check(&[("retry-after", "Sun, 09 Sep 2001 01:46:45 GMT")], Some(5));
        check(&[("retry-after", "Sun, 09 Sep 2001 01:46:35 GMT")], None);
        let server = ("date", "Sun, 09 Sep 2001 01:46:25 GMT");
        check(
            &[("retry-after", "Sun, 09 Sep 2001 01:46:35 GMT"), server],
            Some(10),
        );
    }
}
