//! Lists as streams of items, page by page.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::TryStreamExt;

use crate::Error;

/// A stream over all entities that a filter matches; pages are fetched as it is read.
///
/// Each page is a query of its own: when entities change meanwhile, an entity may come
/// twice or not at all. The stream ends with the last page or with the first error.
#[must_use = "a stream does nothing unless it is read"]
pub struct Pages<T> {
    fetch: Fetch<T>,
    buffer: VecDeque<T>,
    state: State<T>,
}

/// One page and the token of the next.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<String>,
}

type PageFuture<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send>>;
type Fetch<T> = Box<dyn Fn(Option<String>) -> PageFuture<T> + Send>;

enum State<T> {
    Ready(Option<String>),
    Fetching(PageFuture<T>, Option<String>),
    Done,
}

impl<T> Pages<T> {
    pub(crate) fn new<F>(fetch: impl Fn(Option<String>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, Error>> + Send + 'static,
    {
        Self {
            fetch: Box::new(move |token| Box::pin(fetch(token))),
            buffer: VecDeque::new(),
            state: State::Ready(None),
        }
    }
}

impl<T: Send + Unpin> Pages<T> {
    /// All entities of all pages.
    ///
    /// # Errors
    ///
    /// The first error of any page; what came before it is dropped. Read the stream
    /// when a part is worth having.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        self.try_collect().await
    }
}

impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("buffered", &self.buffer.len())
            .finish_non_exhaustive()
    }
}

impl<T: Unpin> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        loop {
            if let Some(item) = pages.buffer.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match &mut pages.state {
                State::Done => return Poll::Ready(None),
                State::Ready(token) => {
                    let token = token.take();
                    pages.state = State::Fetching((pages.fetch)(token.clone()), token);
                }
                State::Fetching(page, token) => match ready!(page.as_mut().poll(cx)) {
                    Ok(page) if page.next.is_some() && page.next == *token => {
                        // Asking again would go round for ever.
                        pages.state = State::Done;
                        return Poll::Ready(Some(Err(Error::repeated_token())));
                    }
                    Ok(page) => {
                        pages.buffer = page.items.into();
                        // An empty text is no token either.
                        pages.state = match page.next.filter(|token| !token.is_empty()) {
                            Some(token) => State::Ready(Some(token)),
                            None => State::Done,
                        };
                    }
                    Err(error) => {
                        pages.state = State::Done;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
            }
        }
    }
}
