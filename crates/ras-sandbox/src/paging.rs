//! One page of a list.

use crate::reply::Refusal;

/// How tokens start; clients must not look inside, so the text is free.
const TOKEN: &str = "sandbox-page-";

/// A part of a list and the way to the next part.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) next_token: Option<String>,
    pub(crate) total: i64,
}

/// Bounds of `maxResults` in one operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageSize {
    pub(crate) default: i32,
    pub(crate) max: i32,
}

/// Cuts a page out of `rows`.
///
/// The token holds a position, not a row, so that rows repeat or vanish when the list
/// changes between two pages, as Amazon documents.
pub(crate) fn page<T>(
    rows: Vec<T>,
    size: PageSize,
    max_results: Option<i32>,
    next_token: Option<&str>,
) -> Result<Page<T>, Refusal> {
    let wanted = max_results.unwrap_or(size.default);
    if !(1..=size.max).contains(&wanted) {
        return Err(Refusal::violation(
            "maxResults",
            format!(
                "Member must be between 1 and {}, but it is {wanted}",
                size.max
            ),
        ));
    }
    let start: usize = match next_token {
        None => 0,
        Some(token) => token
            .strip_prefix(TOKEN)
            .and_then(|position| position.parse().ok())
            .ok_or_else(|| {
                Refusal::violation("nextToken", "Member must be a token of this list")
            })?,
    };
    let length = usize::try_from(wanted).unwrap_or(1);
    let total = rows.len();
    let end = start.saturating_add(length);
    Ok(Page {
        rows: rows.into_iter().skip(start).take(length).collect(),
        next_token: (end < total).then(|| format!("{TOKEN}{end}")),
        total: i64::try_from(total).unwrap_or(i64::MAX),
    })
}
