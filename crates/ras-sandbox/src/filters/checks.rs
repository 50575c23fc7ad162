//! Bounds and enum values of filters, which the contract declares.

use crate::reply::Refusal;

/// Refuses a list that is too long.
pub(super) fn check_count<T>(member: &str, values: &[T], most: usize) -> Result<(), Refusal> {
    if values.len() > most {
        return Err(Refusal::too_many(member, most));
    }
    Ok(())
}

/// Refuses a value that the contract does not know.
pub(super) fn check_known<T: AsRef<str>>(
    member: &str,
    values: &[T],
    known: &[&str],
) -> Result<(), Refusal> {
    if values.iter().all(|value| known.contains(&value.as_ref())) {
        return Ok(());
    }
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    Err(Refusal::unknown_value(member, &values, known))
}
