//! How the API describes itself: the shapes of `protocol`, as OpenAPI sees them.
//!
//! `protocol` stays free of this crate's tools; a test holds the two together.
#![allow(dead_code)] // Only their shapes are used.

use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, OpenApi as Description, Ref, RefOr, ResponseBuilder,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

/// The description that the routes are added to.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bản Thảo portal",
        version = "1",
        description = "What desks and portals say to each other. Every answer with a status of 400 and over is \
                       `application/problem+json` (RFC 9457); the last part of its `type` is a stable code, `retry` says whether \
                       trying the same again later can help. Besides what each operation lists: 404 and 405 for other addresses \
                       and methods, 408 for a request that stands still, 413 `too_large`, 429 and 503 `busy` with `Retry-After`, \
                       500 `damaged`, 507 `full`.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(ProblemBody)),
    modifiers(&Token)
)]
pub(super) struct Api;

/// Adds to every operation what any of them may answer.
pub(super) fn completed(mut api: Description) -> Description {
    let problem = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("ProblemBody")))
        .build();
    let other = ResponseBuilder::new()
        .description(
            "Any other answer of 400 and over: 404 and 405 for addresses and methods that are none, 408, 413 `too_large`, \
             429 and 503 `busy` with `Retry-After`, 500 `damaged`, 507 `full`",
        )
        .content("application/problem+json", problem)
        .build();
    for path in api.paths.paths.values_mut() {
        let operations = [
            &mut path.get,
            &mut path.post,
            &mut path.patch,
            &mut path.head,
        ];
        for operation in operations.into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(other.clone()));
        }
    }
    api
}

struct Token;

impl Modify for Token {
    fn modify(&self, api: &mut Description) {
        let scheme =
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        api.components
            .get_or_insert_with(|| ComponentsBuilder::new().build())
            .add_security_scheme("token", scheme);
    }
}

/// An answer with a status of 400 and over.
#[derive(ToSchema)]
pub(super) struct ProblemBody {
    /// A stable address whose last part is a code, or `about:blank` where the status says it all.
    r#type: String,
    /// What it is, in a few words.
    title: String,
    /// The status.
    status: u16,
    /// What happened this time.
    detail: Option<String>,
    /// Whether trying the same again later can help.
    retry: bool,
}

/// The newest entry, vouched for.
#[derive(ToSchema)]
pub(super) struct HeadBody {
    /// Canonical bytes of `{ledger, seq, hash}`.
    head: String,
    /// Ed25519 by the site's key, base64url.
    sig: String,
    /// The site's key, base64url.
    key: String,
    /// The portal's clock, RFC 3339.
    now: String,
}

/// What an open invitation offers.
#[derive(ToSchema)]
pub(super) struct InvitationBody {
    ledger: String,
    key: String,
    member: String,
    roles: Vec<String>,
    /// RFC 3339.
    expires: String,
}

/// The lines of a join: `{"body"}`, then `{"event", "sig"}`.
#[derive(ToSchema)]
pub(super) struct JoinLines {
    body: Option<String>,
    event: Option<String>,
    sig: Option<String>,
}

/// The device is known from that entry on.
#[derive(ToSchema)]
pub(super) struct JoinBody {
    ledger: String,
    key: String,
    seq: u64,
}

/// A question for a challenge.
#[derive(ToSchema)]
pub(super) struct ChallengeAsked {
    device: String,
}

/// What to sign.
#[derive(ToSchema)]
pub(super) struct ChallengeBody {
    nonce: String,
}

/// A signed challenge.
#[derive(ToSchema)]
pub(super) struct TokenAsked {
    device: String,
    nonce: String,
    /// Ed25519 by the device's key over `"banthao token 1\n"` and the canonical bytes of `{device, ledger, nonce}`.
    sig: String,
}

/// A token.
#[derive(ToSchema)]
pub(super) struct TokenBody {
    token: String,
    /// Seconds.
    expires_in: u64,
}

/// One line that is sent: `{"body"}`, or `{"event", "sig"}`.
#[derive(ToSchema)]
pub(super) struct PushedLine {
    /// The bytes of a body.
    body: Option<String>,
    /// The bytes of an event.
    event: Option<String>,
    /// Its signature.
    sig: Option<String>,
}

/// The answer to one event: `{id, seq, had?}`, `{id, refused}` or, the last, `{id?, stopped}`.
#[derive(ToSchema)]
pub(super) struct PushAnswerLine {
    id: Option<String>,
    seq: Option<u64>,
    had: Option<bool>,
    refused: Option<RefusalBody>,
    stopped: Option<StopBody>,
}

/// Why an event was refused, for ever.
#[derive(ToSchema)]
pub(super) struct RefusalBody {
    code: String,
    checks: Option<Vec<FindingBody>>,
    roles: Option<Vec<String>>,
}

/// What a check found.
#[derive(ToSchema)]
pub(super) struct FindingBody {
    check: String,
    severity: String,
    block: Option<String>,
}

/// Why the portal stopped; nothing from here on was judged.
#[derive(ToSchema)]
pub(super) struct StopBody {
    code: String,
    retry: bool,
}

/// One line of a page: `{"entry", "event"}`, `{"body"}` or, the last, `{"head", "sig", "last", "now"}`.
#[derive(ToSchema)]
pub(super) struct EntriesLine {
    entry: Option<String>,
    event: Option<String>,
    body: Option<String>,
    head: Option<String>,
    sig: Option<String>,
    last: Option<u64>,
    now: Option<String>,
}

/// A body.
#[derive(ToSchema)]
pub(super) struct BodyLine {
    body: String,
}

/// What a reader wrote.
#[derive(ToSchema)]
pub(super) struct CommentBody {
    cursor: u64,
    comment: String,
    edition: String,
    receipt: String,
    name: Option<String>,
    contact: Option<String>,
    hide_name: Option<bool>,
    text: Option<String>,
    /// RFC 3339.
    at: String,
    block: Option<String>,
    erased: Option<bool>,
}
