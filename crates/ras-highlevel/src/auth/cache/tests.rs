//! Many callers, one token request.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::future::join_all;
use tokio::time::sleep;

use super::*;

/// Needs a second for each token; refuses the ones whose number is `refused`.
#[derive(Debug, Default)]
struct Slow {
    fetched: AtomicU32,
    refused: Option<u32>,
}

impl TokenProvider for Slow {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        Box::pin(async {
            let number = self.fetched.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(Duration::from_secs(1)).await;
            match self.refused == Some(number) {
                true => Err(Error::config("refused")),
                false => Ok(AccessToken::new(
                    number.to_string(),
                    Duration::from_secs(3600),
                )),
            }
        })
    }
}

fn cache(refused: Option<u32>) -> (Arc<Slow>, TokenCache) {
    let provider = Arc::new(Slow {
        refused,
        ..Slow::default()
    });
    let cache = TokenCache::new(Arc::<Slow>::clone(&provider), None);
    (provider, cache)
}

async fn ask(cache: &TokenCache, callers: u32) -> Vec<Option<String>> {
    let ends = join_all((0..callers).map(|_| cache.token())).await;
    let token = |end: &Result<AccessToken, Error>| Some(end.as_ref().ok()?.reveal().to_owned());
    ends.iter().map(token).collect()
}

#[tokio::test(start_paused = true)]
async fn two_hundred_callers_fetch_one_token_at_first_and_one_when_it_ends() {
    let (provider, cache) = cache(None);
    assert_eq!(ask(&cache, 200).await, vec![Some("1".to_owned()); 200]);
    sleep(Duration::from_secs(3000)).await;
    assert_eq!(ask(&cache, 200).await, vec![Some("1".to_owned()); 200]);
    sleep(Duration::from_secs(301)).await;
    assert_eq!(ask(&cache, 200).await, vec![Some("2".to_owned()); 200]);
    assert_eq!(provider.fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn two_hundred_callers_whose_token_was_refused_fetch_one() {
    let (provider, cache) = cache(None);
    let refused = cache.token().await.unwrap();
    let ends = join_all((0..200).map(|_| cache.token_instead_of(&refused))).await;
    assert!(ends.iter().all(|end| end.as_ref().unwrap().reveal() == "2"));
    assert_eq!(provider.fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_shared_for_a_second_and_then_forgotten() {
    let (provider, cache) = cache(Some(1));
    assert_eq!(ask(&cache, 200).await, vec![None; 200]);
    assert_eq!(ask(&cache, 1).await, [None]);
    assert_eq!(provider.fetched.load(Ordering::SeqCst), 1);
    sleep(Duration::from_millis(1001)).await;
    assert_eq!(ask(&cache, 200).await, vec![Some("2".to_owned()); 200]);
}
