//! Which days: today in the profile's zone, how far back, and how long ranges are split.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::refused;
use crate::Error;

/// Los Angeles, whose days all figures of US profiles are counted in, as a rule rather
/// than a name: no time zone database is needed.
const PACIFIC: &str = "PST8PDT,M3.2.0,M11.1.0";

/// The days that a report is about, first and last included.
///
/// Days of a profile of the United States begin at midnight in Los Angeles, and so does
/// "yesterday" here, wherever the program runs.
///
/// # Example
///
/// ```
/// use jiff::civil::date;
/// use ras_highlevel::reports::Days;
///
/// let week = Days::last(7); // the seven days before today
/// let may = Days::between(date(2030, 5, 1), date(2030, 5, 31));
/// # let _ = (week, may);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days(Which);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Which {
    Between(Date, Date),
    Last(u16),
}

impl Days {
    /// The day before today.
    pub fn yesterday() -> Self {
        Self::last(1)
    }

    /// So many days, of which yesterday is the last.
    pub fn last(count: u16) -> Self {
        Self(Which::Last(count))
    }

    /// A single day.
    pub fn on(day: Date) -> Self {
        Self::between(day, day)
    }

    /// The days from the first to the last, both included.
    pub fn between(first: Date, last: Date) -> Self {
        Self(Which::Between(first, last))
    }

    /// First and last day, as far as they can be asked for today.
    pub(super) fn resolve(
        self,
        today: Date,
        report: &'static str,
        lookback: u16,
    ) -> Result<(Date, Date), Error> {
        let (first, last) = match self.0 {
            Which::Between(first, last) => (first, last),
            Which::Last(count) => (back(today, count), back(today, 1)),
        };
        if last < first {
            let text = match self.0 {
                Which::Last(_) => "the last 0 days are no days".to_owned(),
                Which::Between(..) => format!("the first day {first} is after the last day {last}"),
            };
            return Err(refused(text));
        }
        if last > today {
            return Err(refused(format!(
                "{last} is in the future: it is {today} in Los Angeles, where the days of US profiles are counted"
            )));
        }
        let earliest = back(today, lookback);
        if first < earliest {
            return Err(refused(format!(
                "{first} is too long ago: {report} reaches back {lookback} days, to {earliest}"
            )));
        }
        Ok((first, last))
    }
}

impl From<Date> for Days {
    fn from(day: Date) -> Self {
        Self::on(day)
    }
}

impl From<std::ops::RangeInclusive<Date>> for Days {
    fn from(days: std::ops::RangeInclusive<Date>) -> Self {
        Self::between(*days.start(), *days.end())
    }
}

/// The day in Los Angeles.
pub(super) fn today_at(time: Timestamp) -> Date {
    let zone = TimeZone::posix(PACIFIC).unwrap_or(TimeZone::UTC);
    zone.to_datetime(time).date()
}

fn back(day: Date, days: u16) -> Date {
    day.saturating_sub(Span::new().days(i64::from(days)))
}

/// A range in parts of at most so many days, the last one the shortest.
pub(super) fn split(first: Date, last: Date, longest: u16) -> Vec<(Date, Date)> {
    let mut parts = Vec::new();
    let mut start = first;
    while start <= last {
        let end = start.saturating_add(Span::new().days(i64::from(longest.max(1)) - 1));
        parts.push((start, end.min(last)));
        match end.tomorrow() {
            Ok(next) => start = next,
            Err(_) => break,
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2030, 6, 1);

    fn error(days: Days) -> String {
        days.resolve(TODAY, "spTargeting", 95)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn today_begins_at_midnight_in_los_angeles_in_summer_and_winter() {
        for (time, day) in [
            ("2030-01-01T07:59:59Z", date(2029, 12, 31)),
            ("2030-01-01T08:00:00Z", date(2030, 1, 1)),
            ("2030-07-01T06:59:59Z", date(2030, 6, 30)),
            ("2030-07-01T07:00:00Z", date(2030, 7, 1)),
        ] {
            assert_eq!(today_at(time.parse().unwrap()), day, "{time}");
        }
    }

    #[test]
    fn relative_days_end_yesterday() {
        let range = |days: Days| days.resolve(TODAY, "spTargeting", 95).unwrap();
        assert_eq!(
            range(Days::yesterday()),
            (date(2030, 5, 31), date(2030, 5, 31))
        );
        assert_eq!(range(Days::last(7)), (date(2030, 5, 25), date(2030, 5, 31)));
        assert_eq!(range(Days::on(TODAY)), (TODAY, TODAY));
    }

    #[test]
    fn days_that_no_report_has_are_refused_with_the_day_that_would_do() {
        assert!(error(Days::on(date(2030, 6, 2))).contains("2030-06-02 is in the future"));
        assert!(error(Days::last(0)).contains("no days"));
        let wrong = Days::between(date(2030, 5, 2), date(2030, 5, 1));
        assert!(error(wrong).contains("after the last day"));
        assert!(error(Days::last(200)).contains("reaches back 95 days, to 2030-02-26"));
        assert!(Days::last(95).resolve(TODAY, "spTargeting", 95).is_ok());
        assert!(error(Days::last(96)).contains("2030-02-25 is too long ago"));
    }

    #[test]
    fn two_hundred_days_are_seven_parts_without_gap_or_overlap() {
        let (first, last) = Days::last(200).resolve(TODAY, "x", 365).unwrap();
        let parts = split(first, last, 31);
        assert_eq!(parts.len(), 7);
        assert_eq!((parts[0].0, parts[6].1), (first, last));
        for pair in parts.windows(2) {
            assert_eq!(pair[0].1.tomorrow().unwrap(), pair[1].0);
        }
        let days = |part: &(Date, Date)| part.0.until(part.1).unwrap().get_days() + 1;
        assert_eq!(
            parts.iter().map(days).collect::<Vec<_>>(),
            [31, 31, 31, 31, 31, 31, 14]
        );
        assert_eq!(split(first, last, 365), [(first, last)]);
    }
}
