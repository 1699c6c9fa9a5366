//! Style and scripts, built into the program and named by what they hold, so that browsers keep them for good.
//! Must not read a file at run time.

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::get;

/// One file.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 5] = [
    Asset {
        name: "kaijiang.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../static/kaijiang.css"),
    },
    Asset {
        name: "htmx.min.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/htmx.min.js"),
    },
    Asset {
        name: "record.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/record.js"),
    },
    Asset {
        name: "copy.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/copy.js"),
    },
    Asset {
        name: "icon.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../static/icon.svg"),
    },
];

/// A version of all of them together: changes when one does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    // FNV-1a: told apart, not protected.
    let all = ASSETS.iter().flat_map(|asset| asset.bytes);
    let hash = all.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
});

/// The address of a file.
pub(crate) fn address(name: &str) -> String {
    format!("/static/{}/{name}", *VERSION)
}

/// The router with the files.
pub(crate) fn mounted(mut router: Router) -> Router {
    for asset in ASSETS {
        let path = address(asset.name);
        router = router.route(
            &path,
            get(move |headers: HeaderMap| async move { response(asset.kind, asset.bytes, &headers) }),
        );
    }
    router
}

fn response(kind: &'static str, bytes: &'static [u8], asked: &HeaderMap) -> Response<Body> {
    let is_kept = asked.contains_key(header::IF_NONE_MATCH);
    let mut response = Response::new(if is_kept { Body::empty() } else { Body::from(bytes) });
    if is_kept {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::ETAG, HeaderValue::from_static("\"kept\""));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
