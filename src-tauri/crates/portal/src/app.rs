//! The portal on the network: its routes, and that every answer of 400 and over is a problem.

use crate::{
    failure::{Failure, plain},
    limits::Attempts,
    portal::Portal,
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, DefaultBodyLimit, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use protocol::Problem;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::sync::Notify;
use tower_http::{
    catch_panic::CatchPanicLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

/// The media type of a problem.
pub(crate) const PROBLEM: &str = "application/problem+json";

/// What every handler has at hand.
#[derive(Clone)]
pub struct AppState {
    /// The portal.
    pub portal: Arc<Portal>,
    pub(crate) attempts: Arc<Attempts>,
    /// Rung when something may have been scheduled.
    pub(crate) wake: Arc<Notify>,
}

impl AppState {
    /// What handlers need to serve `portal`.
    pub fn new(portal: Arc<Portal>) -> Self {
        Self {
            portal,
            attempts: Arc::default(),
            wake: Arc::default(),
        }
    }
}

/// Which parts of the portal an address answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The API and the public site.
    Both,
    /// The API for desks.
    Api,
    /// The public site.
    Public,
}

/// The routes of a part.
pub fn router(state: &AppState, part: Part) -> Router {
    let site = || {
        let publications: Arc<dyn crate::site::Publications> = state.portal.clone();
        crate::site::router(publications, state.portal.surroundings())
    };
    let api = || crate::api::router().with_state(state.clone());
    let routes: Router = match part {
        Part::Both => api().merge(site()),
        Part::Api => api(),
        Part::Public => site(),
    };
    routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        // Every handler limits what it reads itself; this is for those that forget.
        .layer(DefaultBodyLimit::max(protocol::FORM_BYTES))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_mins(1)))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            Duration::from_mins(5),
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(axum::middleware::from_fn(problems))
        .layer(axum::middleware::from_fn(sniff_nothing))
}

/// Runs what may block on a thread made for that.
pub(crate) async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(act).await {
        Ok(result) => result,
        Err(error) => Err(Failure::Broken(format!("a handler broke off: {error}"))),
    }
}

/// Who asks: the address of the connection, or what a proxy on this very computer says it is.
pub(crate) fn client(headers: &HeaderMap, connection: Option<SocketAddr>) -> IpAddr {
    let peer = connection.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.ip().to_canonical());
    if !peer.is_loopback() {
        return peer;
    }
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|it| it.to_str().ok());
    forwarded
        .and_then(|list| list.rsplit(',').next())
        .and_then(|it| it.trim().parse().ok())
        .unwrap_or(peer)
}

/// The address of the connection a request came on, where that is known.
pub(crate) fn connection(extensions: &axum::http::Extensions) -> Option<SocketAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0)
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if self.is_ours() {
            tracing::error!(failure = ?self, "could not answer");
        }
        let mut response = answer(&self.problem());
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        if let Self::WrongOffset { offset } = self {
            response
                .headers_mut()
                .insert("upload-offset", offset.into());
        }
        if matches!(self, Self::NoToken) {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// A problem as an answer.
pub(crate) fn answer(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    (
        status,
        [
            (header::CONTENT_TYPE, PROBLEM),
            (header::CACHE_CONTROL, "no-store"),
        ],
        body,
    )
        .into_response()
}

#[allow(clippy::needless_pass_by_value)] // The layer gives it so.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(
        panic = text.unwrap_or("without words"),
        "a handler panicked"
    );
    Failure::Broken("a handler panicked".to_owned()).into_response()
}

/// Turns the framework's own refusals into problems.
///
/// A page in HTML stays as it is for whoever reads HTML; a program gets the problem.
async fn problems(request: Request, next: Next) -> Response {
    let reads_html = !request.uri().path().starts_with("/api/")
        && request
            .headers()
            .get_all(header::ACCEPT)
            .iter()
            .any(|it| it.to_str().is_ok_and(|it| it.contains("text/html")));
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let media_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    if media_type.starts_with(PROBLEM) || (reads_html && media_type.starts_with("text/html")) {
        return response;
    }
    let told = media_type.starts_with("text/plain");
    let (parts, body) = response.into_parts();
    let detail = if told { words(body).await } else { None };
    let retry = matches!(status.as_u16(), 408 | 429 | 503);
    let mut problem = plain(
        status.as_u16(),
        status.canonical_reason().unwrap_or("Error"),
        detail,
        retry,
    );
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        problem = Failure::No {
            code: editorial::Code::TooLarge,
            detail: crate::failure::sentence(editorial::Code::TooLarge).to_owned(),
        }
        .problem();
    }
    let mut response = answer(&problem);
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = parts.headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

async fn words(body: Body) -> Option<String> {
    let bytes = axum::body::to_bytes(body, 1024).await.ok()?;
    String::from_utf8(bytes.to_vec())
        .ok()
        .filter(|text| !text.is_empty())
}

async fn sniff_nothing(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
