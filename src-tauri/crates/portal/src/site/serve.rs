//! The edge: requests in, answers out. Nothing is decided here but the form of an answer.

use super::{
    assets, comment,
    flood::Flood,
    media,
    pages::{Answer, Page, home, item, list, notice, send},
    publications::{Publications, Trouble},
    request::{self, Place},
    visit::Visit,
};
use crate::{
    app::{self, answer as problem},
    failure,
    surroundings::Surroundings,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::{any, get},
};
use editorial::{Code, Hash, Lang};
use futures_util::StreamExt;
use protocol::{FORM_BYTES, Problem};
use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// A form's bytes on the way: each may be written as three.
const WIRE_BYTES: usize = 3 * FORM_BYTES;
/// What is read and thrown away, so that a sender of too much still hears why.
const THROWN_AWAY: usize = 16 * 1024 * 1024;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

#[derive(Clone)]
struct Shared {
    publications: Arc<dyn Publications>,
    surroundings: Arc<dyn Surroundings>,
    flood: Arc<Mutex<Flood>>,
}

/// The routes of the public site: `/`, `/vi/…`, `/en/…`, `/media/…`, `/assets/…`.
pub fn router(publications: Arc<dyn Publications>, surroundings: Arc<dyn Surroundings>) -> Router {
    let shared = Shared {
        publications,
        surroundings,
        flood: Arc::default(),
    };
    Router::new()
        .route("/", any(root))
        .route("/vi", any(vietnamese))
        .route("/vi/", any(vietnamese))
        .route("/vi/{*place}", any(vietnamese))
        .route("/en", any(english))
        .route("/en/", any(english))
        .route("/en/{*place}", any(english))
        .route("/media/{blob}", get(picture).fallback(only_get))
        .route("/assets/{*name}", get(asset).fallback(only_get))
        .route("/{*elsewhere}", any(elsewhere))
        .layer(middleware::map_response(guarded))
        .with_state(shared)
}

/// What browsers are told to keep from every page.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn root() -> Response {
    moved("/vi/", false)
}

async fn vietnamese(State(shared): State<Shared>, request: Request) -> Response {
    reader(shared, Lang::Vi, request).await
}

async fn english(State(shared): State<Shared>, request: Request) -> Response {
    reader(shared, Lang::En, request).await
}

/// A request as far as pages need it.
struct Asked {
    lang: Lang,
    uri: Uri,
    headers: HeaderMap,
}

/// A path that is neither the site's nor the API's: who mistyped it in a browser is shown the way home.
async fn elsewhere(State(shared): State<Shared>, request: Request) -> Response {
    if request.uri().path().starts_with("/api/") {
        not_here()
    } else {
        reader(shared, Lang::Vi, request).await
    }
}

async fn reader(shared: Shared, lang: Lang, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let place = Place::of(lang, parts.uri.path());
    let html = request::wants_html(&parts.headers);
    let asked = Asked {
        lang,
        uri: parts.uri,
        headers: parts.headers,
    };
    let answer = match (&parts.method, place) {
        (_, Place::Elsewhere(to)) => Answer::Moved { to, for_ever: true },
        (&Method::GET | &Method::HEAD, place) => {
            blocking(shared, asked, move |visit, asked, random| match place {
                Place::Home => home::page(visit),
                Place::All => list::all(visit, request::page(&asked.uri, lang)),
                Place::Section(key) => list::section(visit, &key, request::page(&asked.uri, lang)),
                Place::Page(name) => {
                    let block =
                        request::parameter(&asked.uri, super::address::block_parameter(lang));
                    item::page(visit, &name, block.as_deref(), &comment::key(random))
                }
                Place::Elsewhere(_) | Place::Nowhere => notice::not_found(visit),
            })
            .await
        }
        (&Method::POST, Place::Page(name)) => {
            let sender = app::client(&asked.headers, app::connection(&parts.extensions));
            let form = form_bytes(&asked.headers, body).await;
            let admitted = admitted(&shared, sender);
            blocking(shared, asked, move |visit, _, random| {
                let mut half = [0; 8];
                half.copy_from_slice(&random[..8]);
                let sent = send::Sent {
                    form,
                    admitted,
                    receipt: comment::receipt(half),
                };
                send::comment(visit, &name, &sent)
            })
            .await
        }
        _ => blocking(shared, asked, |visit, _, _| notice::no_form(visit)).await,
    };
    respond(answer, html)
}

fn admitted(shared: &Shared, sender: IpAddr) -> Result<(), u64> {
    // Counting cannot be left half done: a poisoned lock is as good as another.
    let mut flood = shared.flood.lock().unwrap_or_else(PoisonError::into_inner);
    flood.admit(sender, shared.surroundings.now())
}

/// Makes a page on a thread that may wait for the database.
async fn blocking(
    shared: Shared,
    asked: Asked,
    make: impl FnOnce(&Visit<'_>, &Asked, [u8; 16]) -> Result<Answer, Trouble> + Send + 'static,
) -> Answer {
    let lang = asked.lang;
    let answer = tokio::task::spawn_blocking(move || {
        let authority = request::authority(&asked.headers, &asked.uri);
        let now = shared.surroundings.now();
        let visit = Visit::begin(&*shared.publications, request::host(&authority), lang, now)?;
        let Some(mut visit) = visit else {
            return notice::no_site(lang);
        };
        visit.origin = request::origin(&asked.headers, &authority, visit.site.host.as_deref());
        let mut random = [0; 16];
        shared.surroundings.fill(&mut random);
        make(&visit, &asked, random)
    });
    match answer.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(trouble)) => {
            tracing::error!(%trouble, "a page of the site could not be made");
            notice::trouble(lang, &trouble)
        }
        Err(fault) => {
            tracing::error!(%fault, "a page of the site broke off");
            notice::trouble(lang, &Trouble::Broken("a page broke off".to_owned()))
        }
    }
}

/// The bytes of a form, or the status that says why they were not taken.
async fn form_bytes(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, StatusCode> {
    let told = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|told| told > THROWN_AWAY) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let mut bytes = Vec::new();
    let mut read = 0_usize;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        read = read.saturating_add(piece.len());
        if read <= WIRE_BYTES {
            bytes.extend_from_slice(&piece);
        } else if read > THROWN_AWAY {
            break;
        }
    }
    if read > WIRE_BYTES {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Ok(bytes)
    } else {
        Err(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }
}

fn respond(answer: Answer, html: bool) -> Response {
    let page = match answer {
        Answer::Moved { to, for_ever } => return moved(&to, for_ever),
        Answer::Page(page) => page,
    };
    let Page {
        status,
        html: text,
        problem: told,
        retry_after,
        private,
    } = page;
    let mut response = match told {
        Some(told) if !html => problem(&told),
        _ => (status, Html(text)).into_response(),
    };
    let headers = response.headers_mut();
    // A page may be corrected or taken down at any moment: browsers keep it, but ask each time.
    let kept = if private { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if status.as_u16() >= 400 {
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn moved(to: &str, for_ever: bool) -> Response {
    let status = if for_ever {
        StatusCode::MOVED_PERMANENTLY
    } else {
        StatusCode::FOUND
    };
    match HeaderValue::from_str(to) {
        Ok(to) => (status, [(header::LOCATION, to)]).into_response(),
        Err(_) => problem(&failure::plain(404, "Not Found", None, false)),
    }
}

fn not_here() -> Response {
    says(Code::NotFound)
}

/// A problem with the usual status and sentence of its code.
fn says(code: Code) -> Response {
    problem(&Problem::new(
        code,
        failure::status(code),
        failure::sentence(code),
    ))
}

async fn only_get() -> Response {
    let mut response = problem(&failure::plain(405, "Method Not Allowed", None, false));
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

async fn picture(
    State(shared): State<Shared>,
    Path(blob): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Ok(blob) = blob.parse::<Hash>() else {
        return not_here();
    };
    let authority = request::authority(&headers, &uri);
    let found = tokio::task::spawn_blocking(move || {
        let Some(site) = shared.publications.site(request::host(&authority))? else {
            return Ok(None);
        };
        shared.publications.blob(&site.id, blob)
    });
    match found.await {
        Ok(Ok(Some(bytes))) => media::answer(blob, bytes, &headers),
        Ok(Ok(None)) => not_here(),
        Ok(Err(trouble)) => {
            tracing::error!(%trouble, %blob, "a picture could not be read");
            says(trouble.code())
        }
        Err(fault) => {
            tracing::error!(%fault, %blob, "reading a picture broke off");
            says(Code::Damaged)
        }
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    assets::file(&name).unwrap_or_else(not_here)
}
