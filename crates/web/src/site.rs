//! The open site: the application, how it is reached, the words it has spoken; and the server around it.
//! Must not know a page.

use std::collections::BTreeSet;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::language::Shelf;
use crate::route::{Method, Route, routes};
use crate::{assets, dispatch};

/// How the site is reached.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people type, such as `https://kaijiang.example.gov.cn`; printed on slips. None: as they typed it.
    pub address: Option<String>,
    /// Most bytes of one form with its files.
    pub most_bytes: usize,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed; none: nobody's is.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            address: None,
            most_bytes: 24 * 1024 * 1024,
            trusted_proxies: Vec::new(),
        }
    }
}

/// The open site.
pub struct Site {
    /// The application.
    pub app: Arc<App>,
    /// How it is reached.
    pub settings: Settings,
    pub(crate) words: Shelf,
    /// Policy rows are not asked, to find out whether the record's own check stands alone.
    #[cfg(test)]
    pub(crate) without_policy: bool,
}

impl Site {
    /// A site on an application.
    #[must_use]
    pub fn new(app: Arc<App>, settings: Settings) -> Site {
        Site {
            app,
            settings,
            words: Shelf::default(),
            #[cfg(test)]
            without_policy: false,
        }
    }

    /// Whether people come by HTTPS, so that cookies may say so.
    pub(crate) fn is_https(&self) -> bool {
        let address = self.settings.address.as_deref();
        address.is_some_and(|address| address.starts_with("https://"))
    }
}

/// Longest time one answer may take.
const LONGEST: Duration = Duration::from_mins(1);

/// The router of all routes.
///
/// # Panics
/// When a path is there twice for one method: a mistake of ours, which stops the start.
pub fn router(site: &Arc<Site>) -> Router {
    let mut seen = BTreeSet::new();
    let mut router = Router::new();
    let most = site.settings.most_bytes;
    for route in routes() {
        assert!(
            seen.insert((route.path, route.method())),
            "two routes for {}",
            route.path
        );
        router = router.route(route.path, method_router(Arc::clone(site), route));
    }
    assets::mounted(router)
        .fallback({
            let site = Arc::clone(site);
            move |request| dispatch::nowhere(Arc::clone(&site), request)
        })
        .layer(DefaultBodyLimit::max(most))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
}

fn method_router(site: Arc<Site>, route: Route) -> MethodRouter {
    let method = route.method();
    let route = Arc::new(route);
    let handler = move |places, peer, request| {
        dispatch::answer(Arc::clone(&site), Arc::clone(&route), (places, peer), request)
    };
    match method {
        Method::Get => get(handler),
        Method::Post => post(handler),
    }
}

/// Serves until `stop` is done.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    site: Arc<Site>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(&site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
