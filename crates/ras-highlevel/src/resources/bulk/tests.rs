//! Positions of 2,500 inputs, whatever becomes of each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use ras_core::ras::operations::{CREATE_TARGETS, DELETE_TARGETS};
use ras_core::{Error as CoreError, ResponseValue};

use super::*;
use crate::transport::Random;
use crate::transport::tests::client;
use crate::{Failed, ItemError, ItemErrorKind, Reach};

const INPUTS: usize = 2500;
const CASES: u32 = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Done,
    Refused,
    /// Throttled so many times, then done.
    Throttled(u32),
    Missing,
    Twice,
    WithoutId,
    OutOfRange,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        90 => Just(Fate::Done),
        3 => Just(Fate::Refused),
        2 => Just(Fate::Throttled(1)),
        1 => (2..=ROUNDS + 1).prop_map(Fate::Throttled),
        1 => Just(Fate::Missing),
        1 => Just(Fate::Twice),
        1 => Just(Fate::WithoutId),
        1 => Just(Fate::OutOfRange),
    ]
}

#[derive(Clone, Debug)]
struct Case {
    fates: Vec<Fate>,
    order: Order,
    /// This chunk is answered with a 504.
    broken: Option<usize>,
    backwards: bool,
}

fn case() -> impl Strategy<Value = Case> {
    let fates = prop::collection::vec(fate(), INPUTS);
    let order = prop_oneof![Just(Order::Kept), Just(Order::Free)];
    let broken = prop_oneof![3 => Just(None), 1 => (0..3_usize).prop_map(Some)];
    (fates, order, broken, any::<bool>()).prop_map(|(fates, order, broken, backwards)| Case {
        fates,
        order,
        broken,
        backwards,
    })
}

fn item_error(kind: &str) -> ItemError {
    let json = format!(r#"{{"errorType":"{kind}","errorValue":{{}}}}"#);
    ItemError::from_core(&serde_json::from_str(&json).unwrap())
}

type Input = (usize, Fate);

/// What the service answers to a part of the inputs.
fn answer(case: &Case, tries: &Mutex<HashMap<usize, u32>>, items: &[Input]) -> Attempt<Outcomes> {
    let first_try = |position| {
        let mut tries = tries.lock().unwrap();
        let count = tries.entry(position).or_default();
        *count += 1;
        *count
    };
    let chunk = items
        .first()
        .map_or(0, |(position, _)| position / MAX_ITEMS);
    if case.broken == Some(chunk) && items.len() > 400 {
        let body = serde_json::from_str("{}").unwrap();
        let answer = ResponseValue::new(StatusCode::GATEWAY_TIMEOUT, HeaderMap::new(), body);
        return Err(CoreError::Api(answer));
    }
    let (mut success, mut error) = (Vec::new(), Vec::new());
    for (index, (position, fate)) in items.iter().enumerate() {
        let index = i32::try_from(index).unwrap();
        let id = Some(Id::from(format!("id {position}")));
        let tried = first_try(*position);
        match fate {
            Fate::Throttled(times) if tried <= *times => {
                error.push((index, vec![item_error("throttledError")]));
            }
            Fate::Done | Fate::Throttled(_) => success.push((index, id)),
            Fate::Refused => error.push((index, vec![item_error("duplicateValueError")])),
            Fate::Missing => {}
            Fate::Twice => success.extend([(index, id.clone()), (index, id)]),
            Fate::WithoutId => success.push((index, None)),
            // Beyond the request, or before it.
            Fate::OutOfRange if index % 2 == 0 => success.push((index + 1_000_000, id)),
            Fate::OutOfRange => success.push((-1 - index, id)),
        }
    }
    if case.backwards {
        success.reverse();
        error.reverse();
    }
    let outcomes = Outcomes { success, error };
    Ok(ResponseValue::new(
        StatusCode::MULTI_STATUS,
        HeaderMap::new(),
        outcomes,
    ))
}

fn check(case: &Case) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut transport = client(Arc::new(Random::seeded(7)));
        // A delete is repeated after a 504; here it shall end with it.
        transport.limits = transport.limits.attempts(1);
        let tries = Mutex::default();
        let bulk = Bulk {
            transport: &transport,
            operation: match case.order {
                Order::Kept => &CREATE_TARGETS,
                Order::Free => &DELETE_TARGETS,
            },
            order: case.order,
            key: |_: &Input| None,
            write: <[Input]>::to_vec,
            send: |_, items: Vec<Input>| std::future::ready(answer(case, &tries, &items)),
        };
        let inputs = case.fates.iter().copied().enumerate().collect();
        match bulk.run::<String>(inputs).await {
            Ok(batch) => check_batch(case, &batch),
            Err(error) => {
                assert_eq!((case.order, case.broken), (Order::Kept, Some(0)));
                assert_eq!(error.reach(), Reach::Unknown);
            }
        }
    });
}

fn check_batch(case: &Case, batch: &Batch<String>) {
    assert_eq!(batch.len(), INPUTS);
    let ok: HashMap<usize, &String> = batch.ok().collect();
    let failed: HashMap<usize, Failed<'_>> = batch.failed().collect();
    assert_eq!(ok.len() + failed.len(), INPUTS);
    for (position, fate) in case.fates.iter().enumerate() {
        let chunk = position / MAX_ITEMS;
        let end = (ok.get(&position).copied(), failed.get(&position).copied());
        let right = match (case.broken, end) {
            (Some(broken), (None, Some(Failed::CallFailed(error)))) if broken == chunk => {
                error.reach() == Reach::Unknown
            }
            (Some(broken), (None, Some(Failed::NotSent))) => {
                case.order == Order::Kept && chunk > broken
            }
            (_, end) => as_fated(*fate, position, end),
        };
        assert!(right, "{position} {fate:?}: {end:?}");
    }
}

fn as_fated(fate: Fate, position: usize, end: (Option<&String>, Option<Failed<'_>>)) -> bool {
    let refused = |kind: ItemErrorKind| match end {
        (None, Some(Failed::Refused(errors))) => *errors[0].kind() == kind,
        _ => false,
    };
    match fate {
        Fate::Throttled(times) if times > ROUNDS => refused(ItemErrorKind::Throttled),
        Fate::Done | Fate::Throttled(_) => end.0.is_some_and(|id| *id == format!("id {position}")),
        Fate::Refused => refused(ItemErrorKind::DuplicateValue),
        Fate::Missing | Fate::Twice | Fate::WithoutId | Fate::OutOfRange => {
            matches!(end, (None, Some(Failed::Unknown(_))))
        }
    }
}

#[test]
fn mixed_inputs_come_back_with_every_position_right() {
    let config = ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let ran = std::cell::Cell::new(0);
    TestRunner::new_with_rng(config, chance)
        .run(&case(), |case| {
            check(&case);
            ran.set(ran.get() + 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(ran.get(), CASES);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_patch_is_not_repeated_after_a_later_one_for_the_same_entity() {
    let transport = client(Arc::new(Random::seeded(7)));
    let sent = Mutex::new(Vec::new());
    let bulk = Bulk {
        transport: &transport,
        operation: &ras_core::ras::operations::UPDATE_TARGETS,
        order: Order::Kept,
        key: |patch: &(&'static str, u32)| Some(patch.0),
        write: <[(&'static str, u32)]>::to_vec,
        send: |_, items: Vec<(&'static str, u32)>| {
            let throttled = [0, 2].map(|index| (index, vec![item_error("throttledError")]));
            let outcomes = match items.len() {
                3 => Outcomes {
                    success: vec![(1, Some("1".into()))],
                    error: throttled.into(),
                },
                _ => Outcomes {
                    success: vec![(0, Some("2".into()))],
                    error: Vec::new(),
                },
            };
            sent.lock().unwrap().push(items);
            std::future::ready(Ok(ResponseValue::new(
                StatusCode::MULTI_STATUS,
                HeaderMap::new(),
                outcomes,
            )))
        },
    };
    let patches = vec![("1", 10), ("1", 20), ("2", 30)];
    let batch = bulk.run::<String>(patches).await.unwrap();
    assert_eq!(sent.lock().unwrap()[1..], [vec![("2", 30)]]);
    let failed: Vec<usize> = batch.failed().map(|(position, _)| position).collect();
    assert_eq!(failed, [0]);
}
