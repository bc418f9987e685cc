//! The portal over HTTP, distrusted: another host without TLS, a redirect, a login page of the café, an endless line
//! are all told apart from a portal's answer before anything of them is used.

use crate::portal::{Portal, PortalError};
use editorial::{Code, DeviceId, Hash, PublicKey, Signature, keys};
use protocol::{
    ChallengeAnswer, ChallengeRequest, CommentLine, HeadAnswer, InvitationAnswer, JoinAnswer,
    Problem, PushLine, ReceiveLine, SendLine, TokenAnswer, TokenRequest,
};
use reqwest::{
    StatusCode,
    blocking::{Client, Request, RequestBuilder, Response},
    header,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    io::{BufRead, BufReader, Read},
    time::{Duration, Instant},
};

/// How much one answer may hold: a page of entries with its bodies.
const ANSWER_BYTES: u64 = 512 * 1024 * 1024;
/// A small answer: one JSON value.
const SMALL_BYTES: u64 = 1024 * 1024;

/// Signs: the words before, then the bytes.
pub type Sign = Box<dyn Fn(&[u8], &[u8]) -> Signature + Send>;

/// What proves to the portal which device asks.
pub struct Credentials {
    /// The device.
    pub device: DeviceId,
    /// The ledger it joined.
    pub ledger: Hash,
    /// Signs with the device's key.
    pub sign: Sign,
}

/// A portal at an address.
pub struct HttpPortal {
    client: Client,
    base: String,
    credentials: Option<Credentials>,
    token: Option<(String, Instant)>,
}

/// Whether an address may be used: TLS, or this computer.
///
/// ```
/// assert!(sync::http::address_is_safe("https://cong.quangngai.example"));
/// assert!(sync::http::address_is_safe("http://127.0.0.1:8080"));
/// assert!(!sync::http::address_is_safe("http://cong.quangngai.example"));
/// assert!(!sync::http::address_is_safe("http://127.quangngai.example"));
/// ```
pub fn address_is_safe(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else {
        return false;
    };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => match url.host_str() {
            Some("localhost") => true,
            Some(host) => host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback()),
            None => false,
        },
        _ => false,
    }
}

impl HttpPortal {
    /// The portal of `site` at `url`.
    ///
    /// # Errors
    ///
    /// [`PortalError::NotAPortal`] where the address is none that may be used.
    pub fn new(
        url: &str,
        site: &str,
        credentials: Option<Credentials>,
    ) -> Result<Self, PortalError> {
        if !address_is_safe(url) || !keys::is_site_name(site) {
            return Err(PortalError::NotAPortal(
                "the address must begin with https://".to_owned(),
            ));
        }
        let client = Client::builder()
            // An answer never sends this desk elsewhere: the address given at joining is used for ever.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(15))
            .timeout(Duration::from_mins(5))
            .user_agent(concat!("banthao/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| PortalError::Offline(error.to_string()))?;
        let base = format!("{}/api/v1/sites/{site}", url.trim_end_matches('/'));
        Ok(Self {
            client,
            base,
            credentials,
            token: None,
        })
    }

    /// What an open invitation offers.
    ///
    /// # Errors
    /// [`PortalError`]
    pub fn invitation(&mut self, key: &PublicKey) -> Result<InvitationAnswer, PortalError> {
        let request = self.client.get(format!("{}/invitations/{key}", self.base));
        json(send(&self.client, request)?)
    }

    /// Hands in the `joined` event with the bodies it names.
    ///
    /// # Errors
    /// [`PortalError`]
    pub fn join(&mut self, lines: &[SendLine]) -> Result<JoinAnswer, PortalError> {
        let request = self
            .client
            .post(format!("{}/join", self.base))
            .header(header::CONTENT_TYPE, "application/x-ndjson");
        json(send(&self.client, request.body(ndjson(lines)))?)
    }

    fn token(&mut self) -> Result<String, PortalError> {
        if let Some((token, until)) = &self.token
            && Instant::now() < *until
        {
            return Ok(token.clone());
        }
        let Some(mine) = &self.credentials else {
            return Err(PortalError::Problem {
                code: Code::NotJoined,
                retry: false,
                after: None,
            });
        };
        let answer = match self.ask_token(mine) {
            // Something on the line asked twice, and the challenge was used up by the first: once more, with a new one.
            Err(PortalError::Problem {
                code: Code::Stale, ..
            }) => self.ask_token(mine).map_err(|error| match error {
                PortalError::Problem {
                    code: Code::Stale, ..
                } => {
                    PortalError::Offline("each challenge was used up before its answer".to_owned())
                }
                other => other,
            })?,
            other => other?,
        };
        // A little early, so that a token never ends on its way; by a clock that nobody sets back.
        let good_for = Duration::from_secs(answer.expires_in.min(3600).saturating_sub(10));
        self.token = Some((answer.token.clone(), Instant::now() + good_for));
        Ok(answer.token)
    }

    fn ask_token(&self, mine: &Credentials) -> Result<TokenAnswer, PortalError> {
        let ask = ChallengeRequest {
            device: mine.device,
        };
        let nonce: ChallengeAnswer = json(send(
            &self.client,
            self.client
                .post(format!("{}/challenge", self.base))
                .json(&ask),
        )?)?;
        let sig = (mine.sign)(
            keys::TOKEN,
            &keys::token_bytes(mine.device, mine.ledger, &nonce.nonce),
        );
        let ask = TokenRequest {
            device: mine.device,
            nonce: nonce.nonce,
            sig,
        };
        json(send(
            &self.client,
            self.client.post(format!("{}/token", self.base)).json(&ask),
        )?)
    }

    fn with_token(
        &mut self,
        make: impl Fn(&Client, &str) -> RequestBuilder,
    ) -> Result<Response, PortalError> {
        refused(self.answered(make)?)
    }

    /// Whatever is answered with a token; asked once more with a new one where the portal knows the old one no longer.
    fn answered(
        &mut self,
        make: impl Fn(&Client, &str) -> RequestBuilder,
    ) -> Result<Response, PortalError> {
        let known = self.token.is_some();
        let token = self.token()?;
        let request = make(&self.client, &self.base).bearer_auth(&token).build();
        let response = execute(&self.client, request.map_err(|error| not_a_portal(&error))?)?;
        if known && response.status() == StatusCode::UNAUTHORIZED {
            self.token = None;
            return self.answered(make);
        }
        Ok(response)
    }
}

fn ndjson<T: Serialize>(lines: &[T]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in lines {
        if serde_json::to_writer(&mut bytes, line).is_ok() {
            bytes.push(b'\n');
        }
    }
    bytes
}

fn not_a_portal(error: &dyn std::fmt::Display) -> PortalError {
    PortalError::NotAPortal(error.to_string())
}

fn send(client: &Client, request: RequestBuilder) -> Result<Response, PortalError> {
    refused(execute(
        client,
        request.build().map_err(|error| not_a_portal(&error))?,
    )?)
}

fn execute(client: &Client, request: Request) -> Result<Response, PortalError> {
    client.execute(request).map_err(|error| {
        // A certificate nobody vouches for is somebody else, not a line that is down.
        let text = chain(&error);
        let certificate = ["certificate", "self-signed", "self signed"]
            .iter()
            .any(|word| text.to_lowercase().contains(word));
        if certificate {
            PortalError::NotAPortal(text)
        } else {
            PortalError::Offline(text)
        }
    })
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// Turns a problem into an error; any other answer that is no success is no portal's.
fn refused(response: Response) -> Result<Response, PortalError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let after = response
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.trim().parse().ok());
    if is(&response, "application/problem+json") {
        let mut bytes = Vec::new();
        response
            .take(SMALL_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| PortalError::Offline(error.to_string()))?;
        let problem: Problem =
            serde_json::from_slice(&bytes).map_err(|error| not_a_portal(&error))?;
        if let Some(code) = problem.code() {
            return Err(PortalError::Problem {
                code,
                retry: problem.retry,
                after,
            });
        }
    }
    match status {
        // What stands before a portal is busy, or the portal is.
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Err(PortalError::Problem {
                code: Code::Busy,
                retry: true,
                after,
            })
        }
        StatusCode::BAD_GATEWAY
        | StatusCode::GATEWAY_TIMEOUT
        | StatusCode::INTERNAL_SERVER_ERROR => {
            Err(PortalError::Offline(format!("status {status}")))
        }
        _ => Err(PortalError::NotAPortal(format!("status {status}"))),
    }
}

fn is(response: &Response, media_type: &str) -> bool {
    let value = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value
        .split(';')
        .next()
        .is_some_and(|it| it.trim().eq_ignore_ascii_case(media_type))
}

fn json<T: DeserializeOwned>(response: Response) -> Result<T, PortalError> {
    if !is(&response, "application/json") {
        return Err(PortalError::NotAPortal("the answer is no JSON".to_owned()));
    }
    let mut bytes = Vec::new();
    let read = response.take(SMALL_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| PortalError::Offline(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| not_a_portal(&error))
}

/// Reads NDJSON line by line; a line of a gigabyte is given up at [`protocol::LINE_BYTES`].
fn lines<T: DeserializeOwned>(response: Response) -> Result<Vec<T>, PortalError> {
    if !is(&response, "application/x-ndjson") {
        return Err(PortalError::NotAPortal(
            "the answer is no list of lines".to_owned(),
        ));
    }
    let mut reader = BufReader::with_capacity(256 * 1024, response.take(ANSWER_BYTES));
    let mut all = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = protocol::LINE_BYTES as u64 + 1;
        let read = (&mut reader)
            .take(limit)
            .read_until(b'\n', &mut line)
            .map_err(|error| PortalError::Offline(chain(&error)))?;
        if read == 0 {
            return Ok(all);
        }
        if line.last() != Some(&b'\n') {
            // Too long, or the line broke off: in neither case is what came worth anything.
            let too_long = read as u64 == limit;
            return Err(if too_long {
                PortalError::NotAPortal("a line is too long".to_owned())
            } else {
                PortalError::Offline("the answer broke off".to_owned())
            });
        }
        all.push(serde_json::from_slice(&line).map_err(|error| not_a_portal(&error))?);
    }
}

impl Portal for HttpPortal {
    fn head(&mut self) -> Result<HeadAnswer, PortalError> {
        json(send(
            &self.client,
            self.client.get(format!("{}/head", self.base)),
        )?)
    }

    fn push(&mut self, lines_out: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        let body = ndjson(lines_out);
        lines(self.with_token(|client, base| {
            client
                .post(format!("{base}/push"))
                .header(header::CONTENT_TYPE, "application/x-ndjson")
                .body(body.clone())
        })?)
    }

    fn entries(&mut self, after: u64) -> Result<Vec<ReceiveLine>, PortalError> {
        lines(self.with_token(|client, base| {
            client.get(format!("{base}/entries?after={after}&bodies=current"))
        })?)
    }

    fn bodies(&mut self, hashes: &[Hash]) -> Result<Vec<Vec<u8>>, PortalError> {
        let got: Vec<ReceiveLine> = lines(
            self.with_token(|client, base| client.post(format!("{base}/bodies")).json(&hashes))?,
        )?;
        Ok(got
            .into_iter()
            .filter_map(|line| {
                if let ReceiveLine::Body { body } = line {
                    Some(body.into_bytes())
                } else {
                    None
                }
            })
            .collect())
    }

    fn blob_offset(&mut self, hash: Hash, _total: u64) -> Result<u64, PortalError> {
        let response = self.answered(|client, base| client.head(format!("{base}/blobs/{hash}")))?;
        // Nothing of it there yet. A HEAD has no body, so no problem can be read out of it.
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(0);
        }
        offset(&refused(response)?)
    }

    fn send_piece(
        &mut self,
        hash: Hash,
        offset_now: u64,
        total: u64,
        piece: &[u8],
    ) -> Result<u64, PortalError> {
        let response = self.with_token(|client, base| {
            client
                .patch(format!("{base}/blobs/{hash}"))
                .header(header::CONTENT_TYPE, "application/offset+octet-stream")
                .header("Upload-Offset", offset_now)
                .header("Upload-Length", total)
                .body(piece.to_vec())
        })?;
        offset(&response)
    }

    fn blob(&mut self, hash: Hash) -> Result<Vec<u8>, PortalError> {
        let response =
            self.with_token(|client, base| client.get(format!("{base}/blobs/{hash}")))?;
        let mut bytes = Vec::new();
        response
            .take(protocol::BLOB_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| PortalError::Offline(error.to_string()))?;
        if Hash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(PortalError::NotAPortal(
                "a file is not the one that was asked for".to_owned(),
            ))
        }
    }

    fn comments(&mut self, after: u64) -> Result<Vec<CommentLine>, PortalError> {
        lines(self.with_token(|client, base| client.get(format!("{base}/comments?after={after}")))?)
    }
}

fn offset(response: &Response) -> Result<u64, PortalError> {
    let value = response
        .headers()
        .get("Upload-Offset")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    value.ok_or_else(|| {
        PortalError::NotAPortal("the answer does not say how much of the file is there".to_owned())
    })
}
