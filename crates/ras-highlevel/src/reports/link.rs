//! The link to a file: where it may lead, and that nobody sees it.
//!
//! A presigned link opens the file to everybody for an hour, so that it is a secret. It
//! is sent none of ours: files are fetched by an HTTP client that knows no token.

use std::fmt;
use std::net::IpAddr;
use std::sync::OnceLock;

use reqwest::Url;

use crate::hosts::Endpoint;
use crate::{Error, Limits};

/// Presigned links lead to S3, all of whose names end so.
const STORAGE: &str = ".amazonaws.com";

/// Fetches files; makes its HTTP client when the first one is due.
#[derive(Debug)]
pub(crate) struct Downloads {
    endpoint: Endpoint,
    limits: Limits,
    client: OnceLock<reqwest::Client>,
}

impl Downloads {
    pub(crate) fn new(endpoint: Endpoint, limits: Limits) -> Self {
        Self {
            endpoint,
            limits,
            client: OnceLock::new(),
        }
    }

    pub(super) fn client(&self) -> Result<reqwest::Client, Error> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = self.endpoint.download_client(&self.limits)?;
        Ok(self.client.get_or_init(|| client).clone())
    }

    /// Checks a link.
    pub(super) fn link(&self, text: &str) -> Result<Link, String> {
        let url = Url::parse(text).map_err(|_| "the link to the file is no URL".to_owned())?;
        let host = url.host_str().unwrap_or_default();
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let here = address.is_some_and(|address| address.is_loopback());
        let plain = url.username().is_empty() && url.password().is_none();
        let right = match url.scheme() {
            "https" if self.endpoint.is_here() => here,
            "http" => self.endpoint.is_plain() && here,
            "https" => host.ends_with(STORAGE) && url.port().is_none(),
            _ => false,
        };
        match right && plain {
            true => Ok(Link(url)),
            // The host alone: the rest of the link is secret.
            false => Err(format!(
                "the link leads to {}://{host}, which is not where Amazon keeps reports",
                url.scheme()
            )),
        }
    }
}

/// A checked link; `Debug` shows the host alone.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Link(Url);

impl Link {
    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({})", self.0.host_str().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn downloads(endpoint: &str) -> Downloads {
        Downloads::new(Endpoint::parse(endpoint).unwrap(), Limits::default())
    }

    #[test]
    fn links_lead_to_the_storage_of_amazon_by_tls_or_stay_on_this_machine() {
        let amazon = downloads("https://advertising-api.amazon.com");
        let here = downloads("http://127.0.0.1:8080");
        for link in [
            "https://bucket.s3.us-east-1.amazonaws.com/r.json.gz?X-Amz-Signature=s",
            "https://bucket.s3.amazonaws.com/r.json.gz",
        ] {
            assert!(amazon.link(link).is_ok(), "{link}");
            assert!(here.link(link).is_err(), "{link}");
        }
        assert!(
            here.link("http://127.0.0.1:9/r.json.gz?X-Amz-Signature=s")
                .is_ok()
        );
        for link in [
            "http://bucket.s3.amazonaws.com/r.json.gz?X-Amz-Signature=CANARY",
            "https://amazonaws.com.example.com/?X-Amz-Signature=CANARY",
            "https://evilamazonaws.com/?X-Amz-Signature=CANARY",
            "https://bucket.s3.amazonaws.com:8443/?X-Amz-Signature=CANARY",
            "https://CANARY:x@bucket.s3.amazonaws.com/",
            "http://127.0.0.1:8080/?X-Amz-Signature=CANARY",
            "https://169.254.169.254/?X-Amz-Signature=CANARY",
            "file:///etc/passwd",
            "CANARY",
        ] {
            let error = amazon.link(link).unwrap_err();
            assert!(!error.contains("CANARY"), "{error}");
        }
    }

    #[test]
    fn a_link_is_not_shown() {
        let link =
            downloads("http://127.0.0.1:1").link("http://127.0.0.1:1/a?X-Amz-Signature=CANARY");
        assert_eq!(format!("{:?}", link.unwrap()), "Link(127.0.0.1)");
    }
}
