//! Twenty thousand requests that nobody thought of.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use ras_sandbox::{Clock, Sandbox};
use tokio::time::timeout;

use crate::client::{Client, Outcome};
use crate::contract::documents::operations;
use crate::contract::exchange::{answer_violations, request_violations};

mod dice;
mod invariants;
mod requests;

use dice::Dice;
use invariants::Invariants;
use requests::Pool;

/// Requests that each of forty sandboxes gets.
const REQUESTS: u64 = 500;

/// How long one answer may take before it counts as a hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many requests kept the contract or not, by the status of their answer.
type Counts = HashMap<(bool, u16), u64>;

/// Plays one round.
async fn play(seed: u64) -> Outcome<(Counts, usize, usize)> {
    let clock = Clock::at("2030-06-01T19:00:00Z".parse()?);
    let sandbox = Sandbox::builder()
        .clock(clock)
        .forget_requests()
        .start()
        .await?;
    let client = Client::on(sandbox).await?;
    let mut dice = Dice::new(seed);
    let mut pool = Pool::default();
    for targeting in ["AUTO", "MANUAL"] {
        client.create_chain(targeting, targeting).await?;
        pool.learn(&client.sandbox.last_requests(1)[0].response);
    }
    let mut invariants = Invariants::default();
    let mut kinds = Counts::new();
    for number in 0..REQUESTS {
        let mut operation = dice.pick(operations());
        // Deletes are as many as creates in the contract, and would leave nothing to look at.
        if operation.path.ends_with("/delete") && !dice.one_in(4) {
            operation = dice.pick(operations());
        }
        let (path, body) = pool.request(operation, &mut dice);
        let media_type = operation
            .body
            .as_ref()
            .map_or("application/json", |body| &body.0);
        let mut request = client.request(operation.method.parse()?, &path).build()?;
        let headers = request.headers_mut();
        headers.insert("content-type", media_type.parse()?);
        if dice.one_in(3) {
            headers.insert("prefer", "return=representation".parse()?);
        }
        let text = body.as_ref().map(ToString::to_string).unwrap_or_default();
        *request.body_mut() = Some(text.clone().into());
        let sent = timeout(PATIENCE, client.http.execute(request));
        let name = format!(
            "seed {seed}, request {number}: {} {path} {text}",
            operation.method
        );
        let status = sent
            .await
            .map_err(|_| format!("hangs: {name}"))??
            .status()
            .as_u16();

        let last = client.sandbox.last_requests(1);
        let exchange = last.first().ok_or("nothing recorded")?;
        assert_eq!(
            (exchange.status.as_u16(), &exchange.path),
            (status, &path),
            "{name}"
        );
        assert!(status < 500, "{name}");
        assert_eq!(answer_violations(exchange), Vec::<String>::new(), "{name}");
        let headers = &exchange.headers;
        let wrong = request_violations(&operation.method, &path, headers, &exchange.body);
        *kinds.entry((wrong.is_empty(), status)).or_default() += 1;
        pool.learn(&exchange.response);
        invariants.check(&client.sandbox.world(), &name);
    }
    let world = client.sandbox.world();
    let created = world.campaigns().len() + world.ad_groups().len() + world.targets().len();
    Ok((kinds, created, invariants.archived()))
}

/// Plays these rounds, and expects that they reached what they are to test.
async fn check(seeds: Range<u64>) -> Outcome {
    let mut sums = Counts::new();
    let (mut created, mut archived) = (0, 0);
    for seed in seeds {
        let round = play(seed).await?;
        for (kind, count) in round.0 {
            *sums.entry(kind).or_default() += count;
        }
        created += round.1;
        archived += round.2;
    }
    // Four parts make the whole.
    assert_eq!(sums.values().sum::<u64>(), 20_000 / 4);
    // The dice must reach the depths, or the invariants hold for nothing.
    assert!(
        created > 250 && archived > 50,
        "{created} and {archived}: {sums:?}"
    );
    // Valid and invalid requests both came up, and the answers that they deserve.
    for kind in [
        (true, 200),
        (true, 207),
        (true, 400),
        (true, 404),
        (false, 400),
    ] {
        assert!(sums.contains_key(&kind), "{kind:?} never came up: {sums:?}");
    }
    Ok(())
}

/// One part of the requests, so that the parts run side by side.
macro_rules! part {
    ($name:ident, $seeds:expr) => {
        #[tokio::test]
        async fn $name() -> Outcome {
            check($seeds).await
        }
    };
}

part!(
    no_request_brings_a_500_a_hang_a_violation_or_a_broken_state,
    0..10
);
part!(nor_does_any_of_the_second_part, 10..20);
part!(nor_does_any_of_the_third_part, 20..30);
part!(nor_does_any_of_the_fourth_part, 30..40);
