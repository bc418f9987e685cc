//! What requests are read into: the site of the path, the session of the token, the lines of a body.

use crate::{
    app::{AppState, blocking, client, connection},
    failure::{Failure, no},
    ledger::Site,
    portal::Session,
};
use axum::{
    RequestPartsExt,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, RawPathParams, Request},
    http::{StatusCode, header, request::Parts},
};
use editorial::Code;
use serde::de::DeserializeOwned;
use std::{net::IpAddr, sync::Arc};

/// The site that the path names.
pub(super) struct OnSite(pub(super) Arc<Site>);

impl FromRequestParts<AppState> for OnSite {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let name = path_part(parts, "site").await?;
        let portal = Arc::clone(&state.portal);
        blocking(move || portal.site(&name)).await.map(Self)
    }
}

/// The device whose token the request bears.
pub(super) struct Bearer(pub(super) Session);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let OnSite(site) = OnSite::from_request_parts(parts, state).await?;
        let given = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|it| it.to_str().ok());
        let (scheme, token) = given
            .and_then(|it| it.split_once(' '))
            .ok_or(Failure::NoToken)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Failure::NoToken);
        }
        let (portal, token) = (Arc::clone(&state.portal), token.trim().to_owned());
        blocking(move || portal.session(&site, &token))
            .await
            .map(Self)
    }
}

/// The address that asks.
pub(super) struct From(pub(super) IpAddr);

impl FromRequestParts<AppState> for From {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Failure> {
        Ok(Self(client(&parts.headers, connection(&parts.extensions))))
    }
}

/// One part of the path, read as what it names.
pub(super) struct Named<T>(pub(super) T);

impl<T> FromRequestParts<AppState> for Named<T>
where
    T: std::str::FromStr + Send,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Failure> {
        let text = path_part(parts, "name").await?;
        text.parse()
            .map(Self)
            .map_err(|_| no(Code::NotFound, "nothing can have that name"))
    }
}

async fn path_part(parts: &mut Parts, wanted: &str) -> Result<String, Failure> {
    let params: RawPathParams = parts
        .extract()
        .await
        .map_err(|_| Failure::Malformed("the address is not UTF-8".to_owned()))?;
    let found = params
        .iter()
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned());
    found.ok_or_else(|| Failure::Broken(format!("no {wanted:?} in the path")))
}

/// The whole of a body, up to a limit.
pub(super) async fn whole(body: Body, limit: usize) -> Result<Bytes, Failure> {
    let mut request = Request::new(body);
    DefaultBodyLimit::max(limit).apply(&mut request);
    Bytes::from_request(request, &()).await.map_err(|refused| {
        if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
            no(
                Code::TooLarge,
                format!("at most {limit} bytes are taken at once"),
            )
        } else {
            Failure::Malformed("the request broke off".to_owned())
        }
    })
}

/// A body as one JSON value.
pub(super) async fn json<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T, Failure> {
    let bytes = whole(body, limit).await?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Failure::Malformed(format!("not the JSON that belongs here: {error}")))
}

/// A body as NDJSON: every line is read before anything is done.
pub(super) async fn lines<T: DeserializeOwned>(
    body: Body,
    limit: usize,
) -> Result<Vec<T>, Failure> {
    let bytes = whole(body, limit).await?;
    let text =
        std::str::from_utf8(&bytes).map_err(|_| Failure::Malformed("not UTF-8".to_owned()))?;
    text.split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line)
                .map_err(|error| Failure::Malformed(format!("line {}: {error}", at + 1)))
        })
        .collect()
}
