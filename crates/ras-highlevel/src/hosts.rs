//! Where credentials may be sent: Amazon's hosts by TLS, and this machine.

use std::net::{IpAddr, SocketAddr};

use crate::{Error, Limits};

/// The only region that RAS serves (guide, section 1.4).
const NORTH_AMERICA: &str = "https://advertising-api.amazon.com";
const NORTH_AMERICA_TOKENS: &str = "https://api.amazon.com/auth/o2/token";
const NORTH_AMERICA_CONSENT: &str = "https://www.amazon.com/ap/oa";

/// Amazon's hosts for the Ads API: North America, Europe, Far East (API overview).
const AMAZON: [&str; 3] = [
    "advertising-api.amazon.com",
    "advertising-api-eu.amazon.com",
    "advertising-api-fe.amazon.com",
];

const TOKEN_PATH: &str = "/auth/o2/token";
const CONSENT_PATH: &str = "/ap/oa";

/// The addresses of one region, or of a sandbox.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) api: String,
    pub(crate) tokens: String,
    pub(crate) consent: String,
    /// Plain HTTP, to this machine only.
    plain: bool,
}

impl Endpoint {
    pub(crate) fn north_america() -> Self {
        Self {
            api: NORTH_AMERICA.to_owned(),
            tokens: NORTH_AMERICA_TOKENS.to_owned(),
            consent: NORTH_AMERICA_CONSENT.to_owned(),
            plain: false,
        }
    }

    pub(crate) fn loopback(address: SocketAddr) -> Result<Self, Error> {
        Self::parse(&format!("http://{address}"))
    }

    /// Checks an address; the region's token endpoint goes with it.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let parsed = reqwest::Url::parse(url)
            .map_err(|_| Error::config("the address of the service is no absolute URL"))?;
        let host = parsed.host_str().unwrap_or_default();
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let here = address.is_some_and(|address| address.is_loopback());
        let bare = parsed.path() == "/"
            && parsed.query().is_none()
            && parsed.fragment().is_none()
            && parsed.username().is_empty()
            && parsed.password().is_none();
        if !bare {
            return Err(Error::config(
                "the address of the service has more than a scheme, a host and a port",
            ));
        }
        match parsed.scheme() {
            "http" if !here => Err(Error::config(format!(
                "{host} is not a loopback address: plain HTTP would show the credentials to the network"
            ))),
            "https" if AMAZON.contains(&host) && parsed.port().is_none() => Ok(Self::amazon(host)),
            "https" if !here => Err(Error::config(format!(
                "{host} is none of Amazon's hosts ({}): credentials are sent to no other",
                AMAZON.join(", ")
            ))),
            "http" | "https" => {
                let base = url.trim_end_matches('/');
                Ok(Self {
                    api: base.to_owned(),
                    tokens: format!("{base}{TOKEN_PATH}"),
                    consent: format!("{base}{CONSENT_PATH}"),
                    plain: parsed.scheme() == "http",
                })
            }
            scheme => Err(Error::config(format!("{scheme} is neither http nor https"))),
        }
    }

    fn amazon(host: &str) -> Self {
        let (tokens, consent) = match host {
            "advertising-api-eu.amazon.com" => ("api.amazon.co.uk", "eu.account.amazon.com"),
            "advertising-api-fe.amazon.com" => ("api.amazon.co.jp", "apac.account.amazon.com"),
            _ => return Self::north_america(),
        };
        Self {
            api: format!("https://{host}"),
            tokens: format!("https://{tokens}{TOKEN_PATH}"),
            consent: format!("https://{consent}{CONSENT_PATH}"),
            plain: false,
        }
    }

    /// Whether there is no TLS, which only happens on this machine.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether the service is a sandbox on this machine.
    pub(crate) fn is_here(&self) -> bool {
        !AMAZON.iter().any(|host| self.api.ends_with(host))
    }

    pub(crate) fn http_client(&self, limits: &Limits) -> Result<reqwest::Client, Error> {
        built(self.bare_client(limits).timeout(limits.attempt))
    }

    /// A client for files: they take longer than a call, and what is packed stays so.
    pub(crate) fn download_client(&self, limits: &Limits) -> Result<reqwest::Client, Error> {
        built(self.bare_client(limits).no_gzip())
    }

    /// Nothing below us may send a request twice or to another place.
    fn bare_client(&self, limits: &Limits) -> reqwest::ClientBuilder {
        let client = match self.plain {
            // Reading the system's certificates takes longer than a call to a sandbox.
            true => reqwest::Client::builder().tls_certs_only([]),
            false => reqwest::Client::builder(),
        };
        client
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .https_only(!self.plain)
            .no_proxy()
            .connect_timeout(limits.connect)
            .user_agent(concat!("ras-sdk-rust/", env!("CARGO_PKG_VERSION")))
    }
}

fn built(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    builder
        .build()
        .map_err(|error| Error::config(format!("no HTTP client: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        Endpoint::parse(url).unwrap_err().to_string()
    }

    #[test]
    fn credentials_go_to_amazon_and_to_this_machine_only() {
        for url in [
            "https://advertising-api.amazon.com",
            "https://advertising-api-eu.amazon.com/",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "https://127.0.0.1:8443",
        ] {
            assert!(Endpoint::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://advertising-api.amazon.com",
            "http://localhost:8080",
            "http://10.0.0.1",
            "http://127.0.0.1.example.com",
        ] {
            assert!(refused(url).contains("plain HTTP"), "{url}");
        }
        for url in [
            "https://advertising-api.amazon.com.example.com",
            "https://example.com",
            "https://advertising-api.amazon.com:8443",
        ] {
            assert!(refused(url).contains("none of Amazon's hosts"), "{url}");
        }
        for url in [
            "https://user:pw@advertising-api.amazon.com",
            "https://advertising-api.amazon.com/path",
            "https://advertising-api.amazon.com?a=b",
        ] {
            assert!(refused(url).contains("more than"), "{url}");
        }
        assert!(refused("ftp://127.0.0.1").contains("neither http nor https"));
        assert!(refused("advertising-api.amazon.com").contains("no absolute URL"));
    }
}
