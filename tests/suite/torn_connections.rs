//! Ten thousand creates over connections that tear anywhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures_util::{StreamExt, stream};
use ras_highlevel::{NewCampaign, Reach, Targeting, Usd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::fault_table::hurried;
use crate::scripted::{answer, length_of, read_head};
use crate::server::Server;

const CREATES: usize = 10_000;

type Delivered = Arc<Mutex<HashMap<String, u32>>>;

/// Chance with a fixed seed: SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (bits ^ (bits >> 27)) % limit
    }
}

async fn serve(mut socket: TcpStream, mut chance: Chance, delivered: Delivered) {
    // Most connections live for some requests, so that pooled ones tear as well.
    loop {
        if chance.below(10) == 0 {
            return;
        }
        let tear = chance.below(8);
        if tear == 0 {
            // In the middle of the head, or of what the system has of it.
            let mut some = vec![0; chance.below(200) as usize + 1];
            let _ = socket.read(&mut some).await;
            return;
        }
        let Some(head) = read_head(&mut socket).await else {
            return;
        };
        let mut body = vec![0; length_of(&head)];
        if tear == 1 {
            let part = chance.below(body.len() as u64) as usize;
            let _ = socket.read_exact(&mut body[..part]).await;
            return;
        }
        if socket.read_exact(&mut body).await.is_err() {
            return;
        }
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let name = body["campaigns"][0]["name"].as_str().unwrap().to_owned();
        *delivered.lock().unwrap().entry(name).or_default() += 1;
        let created = r#"{"campaigns":{"success":[{"index":0,"campaignId":"1"}]}}"#;
        let reply = answer("207 Multi-Status", "", created);
        match tear {
            2 => return,
            3 => {
                socket.set_zero_linger().unwrap();
                return;
            }
            4 => {
                let part = chance.below(reply.len() as u64) as usize;
                let _ = socket.write_all(&reply[..part]).await;
                return;
            }
            5 => {
                let _ = socket.write_all(&reply).await;
                return;
            }
            _ => {
                if socket.write_all(&reply).await.is_err() {
                    return;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_creates_over_torn_connections_are_never_delivered_twice() {
    let delivered = Delivered::default();
    let seen = Arc::clone(&delivered);
    let mut seed = 0;
    let server = Server::start(move |socket| {
        seed += 1;
        serve(socket, Chance(seed), Arc::clone(&seen))
    })
    .await;
    let ras = hurried(server.address);

    let campaigns = ras.campaigns();
    let create = |number: usize| {
        let campaigns = campaigns.clone();
        async move {
            let name = format!("campaign {number}");
            let new = NewCampaign::new(&name, Targeting::Auto, Usd::dollars(5));
            let end = campaigns
                .create([new])
                .await
                .and_then(ras_highlevel::Batch::all);
            (name, end.map(drop).map_err(|error| error.reach()))
        }
    };
    let ends: Vec<_> = stream::iter((0..CREATES).map(create))
        .buffer_unordered(32)
        .collect()
        .await;
    drop(server);

    let delivered = delivered.lock().unwrap();
    let twice: Vec<_> = delivered.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    let mut counts = (0, 0, 0);
    for (name, end) in &ends {
        match end {
            Ok(()) => counts.0 += 1,
            Err(Reach::Unknown) => counts.1 += 1,
            Err(_) => counts.2 += 1,
        }
        // What is told as done was delivered, and what is told as not sent was not.
        match end {
            Ok(()) => assert!(delivered.contains_key(name), "{name}"),
            Err(Reach::NotSent) => assert!(!delivered.contains_key(name), "{name}"),
            Err(_) => {}
        }
    }
    eprintln!(
        "{} delivered; done, unknown, other: {counts:?}",
        delivered.len()
    );
    // Otherwise the listener did not do what this test is about.
    assert!(
        counts.0 > CREATES / 10 && counts.1 > CREATES / 10,
        "{counts:?}"
    );
}
