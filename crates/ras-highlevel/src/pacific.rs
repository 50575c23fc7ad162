//! Which day it is for a profile of the United States.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Los Angeles as a rule rather than a name, so that no time zone database is needed.
const PACIFIC: &str = "PST8PDT,M3.2.0,M11.1.0";

/// Today in Los Angeles, by the clock of this machine.
pub(crate) fn today() -> Date {
    day_of(Timestamp::now())
}

/// The day in Los Angeles at a time.
fn day_of(time: Timestamp) -> Date {
    let zone = TimeZone::posix(PACIFIC).unwrap_or(TimeZone::UTC);
    zone.to_datetime(time).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_los_angeles_in_winter_and_in_summer() {
        let check = |time: &str, day: &str| {
            assert_eq!(day_of(time.parse().unwrap()).to_string(), day, "{time}");
        };
        check("2030-01-01T07:59:59Z", "2029-12-31");
        check("2030-01-01T08:00:00Z", "2030-01-01");
        check("2030-07-01T06:59:59Z", "2030-06-30");
        check("2030-07-01T07:00:00Z", "2030-07-01");
    }
}
