//! From a request to an answer: session, language, policy, form token, handler, headers.
//! Must not know a page.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use app::sessions::{Secret, SignedIn, resume};
use app::{Actor, Failure, Thing, permit_thing, programme};
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use domain::access::Denial;

use crate::answer::{Answer, Reply, Trouble};
use crate::language;
use crate::posted::{Posted, TOKEN, pairs};
use crate::route::{Handler, Place, Policy, Route};
use crate::site::Site;
use crate::visit::Visit;

/// The cookie of a session, or of the visit before one.
pub const SESSION: &str = "kaijiang_session";
/// The cookie of a device that signed in before.
pub const DEVICE: &str = "kaijiang_device";

/// Answers a request of a route.
pub(crate) async fn answer(
    site: Arc<Site>,
    route: Arc<Route>,
    (places, peer): (RawPathParams, ConnectInfo<SocketAddr>),
    request: Request,
) -> Response<Body> {
    let places = places
        .iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
    let (parts, body) = request.into_parts();
    let visit = match arrive(site, places.collect(), (peer.0, &parts)).await {
        Ok(visit) => visit,
        Err(failure) => return no_programme(&failure),
    };
    // What is said of a trouble needs the visit after the handler has used it up.
    let teller = visit.clone();
    let request = Request::from_parts(parts, body);
    let reply = match run(visit, &route, request).await {
        Ok(reply) => reply,
        Err(trouble) => trouble.reply(&teller),
    };
    sealed(reply, &teller)
}

/// Answers a request of no route.
pub(crate) async fn nowhere(site: Arc<Site>, request: Request) -> Response<Body> {
    let peer = SocketAddr::from(([127, 0, 0, 1], 0));
    let (parts, _) = request.into_parts();
    match arrive(site, Vec::new(), (peer, &parts)).await {
        Ok(visit) => {
            let reply = Trouble::NotFound.reply(&visit);
            sealed(reply, &visit)
        }
        Err(failure) => no_programme(&failure),
    }
}

/// Before the first import there is nothing to show, and no language to show it in.
fn no_programme(failure: &Failure) -> Response<Body> {
    tracing::error!(said = %failure, "no programme to show");
    let mut response = Response::new(Body::from(
        "kaijiang: no programme here yet (kaijiang import organisations FILE)\n",
    ));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// Who comes, in which language, asking what.
async fn arrive(
    site: Arc<Site>,
    places: Vec<(String, String)>,
    (peer, request): (SocketAddr, &Parts),
) -> Result<Visit, Failure> {
    let programme = programme(&site.app).await?;
    let headers = &request.headers;
    let brought = cookie(headers, SESSION).map(|text| Secret::brought(&text));
    let who: Option<SignedIn> = match &brought {
        Some(secret) => resume(&site.app, secret).await?,
        None => None,
    };
    let is_new = brought.is_none();
    let secret = brought.unwrap_or_else(|| Secret::new(&site.app));
    let query = pairs(request.uri.query().unwrap_or_default());
    let asked = query
        .iter()
        .find(|(key, _)| key == "lang")
        .map(|(_, value)| value.clone());
    let kept = cookie(headers, language::COOKIE);
    let accepted = text(headers, &header::ACCEPT_LANGUAGE);
    let locale = language::wanted(asked.as_deref(), kept.as_deref(), accepted);
    let actor = who
        .as_ref()
        .map_or_else(|| Actor::anonymous(programme.today), |who| who.actor.clone());
    let host = text(headers, &header::HOST).unwrap_or_default();
    let typed = format!("http://{host}");
    Ok(Visit {
        words: site.words.words(&programme, locale),
        address: site.settings.address.clone().unwrap_or(typed),
        form_token: secret.form_token(),
        device_secret: cookie(headers, DEVICE).map(|text| Secret::brought(&text)),
        path: request.uri.path().to_owned(),
        device: text(headers, &header::USER_AGENT).unwrap_or_default().to_owned(),
        net: net(&site.settings.trusted_proxies, peer.ip(), headers),
        wants_part: headers.contains_key("hx-request"),
        site,
        programme,
        language: asked.and(locale),
        who,
        actor,
        secret,
        is_new,
        places,
        query,
    })
}

/// The net somebody comes from. What a proxy says of it is believed only of those named in the settings: anybody else
/// would count as a new net with each try. Read from the end, since each proxy adds to it.
fn net(trusted: &[IpAddr], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !trusted.contains(&peer.to_canonical()) {
        return peer;
    }
    let lines = headers.get_all(HeaderName::from_static("x-forwarded-for"));
    let lines: Vec<&str> = lines.iter().filter_map(|value| value.to_str().ok()).collect();
    let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
    let outside = hops.find_map(|hop| match hop.trim().parse::<IpAddr>() {
        Ok(address) if trusted.contains(&address.to_canonical()) => None,
        Ok(address) => Some(Some(address)),
        // What does not read as an address ends what can be believed.
        Err(_) => Some(None),
    });
    outside.flatten().unwrap_or(peer)
}

async fn run(visit: Visit, route: &Route, request: Request) -> Answer {
    check_policy(&visit, route.policy).await?;
    match &route.handler {
        Handler::Look(handler) => handler(visit).await,
        Handler::Do(handler) => {
            check_origin(request.headers())?;
            let posted = Posted::read(request).await?;
            let token = posted.field(TOKEN).unwrap_or_default();
            if token != visit.form_token {
                return Err(Trouble::FormStrange);
            }
            handler(visit, posted).await
        }
    }
}

/// The policy row of a route. The application asks again by the record; this one makes sure that somebody asked.
async fn check_policy(visit: &Visit, policy: Policy) -> Result<(), Trouble> {
    let awaits_code = visit.who.as_ref().is_some_and(|who| who.awaits_code);
    match policy {
        Policy::Anyone => Ok(()),
        _ if visit.who.is_none() || awaits_code => Err(Failure::Forbidden(Denial::SignIn).into()),
        Policy::SignedIn => Ok(()),
        #[cfg(test)]
        Policy::May(..) if visit.site.without_policy => Ok(()),
        Policy::May(action, kind, place) => {
            let thing = thing(visit, place)?;
            let asked = permit_thing(&visit.site.app, &visit.actor, (action, kind), thing).await;
            asked.map_err(|failure| match failure {
                Failure::Forbidden(_) => Trouble::NotFound,
                other => Trouble::App(other),
            })
        }
    }
}

fn thing(visit: &Visit, place: Place) -> Result<Thing, Trouble> {
    Ok(match place {
        Place::Tree => Thing::Tree,
        Place::Home => Thing::Organisation(visit.home()),
        Place::Organisation => Thing::Organisation(visit.place("organisation")?),
        Place::Lecture => Thing::Lecture(visit.place("lecture")?),
        Place::Material => Thing::Material(visit.place("material")?),
        Place::Person => Thing::Person(visit.place("person")?),
        Place::PlanItem => Thing::PlanItem(visit.place("item")?),
        Place::Account => Thing::Account(visit.place("account")?),
        Place::Bulletin => Thing::Bulletin(visit.place("bulletin")?),
        Place::Return => Thing::Return(visit.place("return")?),
    })
}

/// A form comes from a page of ours. Old browsers say neither of the two; the token is asked of all.
fn check_origin(headers: &HeaderMap) -> Result<(), Trouble> {
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let from_elsewhere = site.is_some_and(|site| site != "same-origin" && site != "none");
    let origin = text(headers, &header::ORIGIN).and_then(|origin| origin.split_once("://"));
    let host = text(headers, &header::HOST);
    let is_other = origin.is_some_and(|(_, place)| Some(place) != host);
    if from_elsewhere || is_other {
        return Err(Trouble::FormStrange);
    }
    Ok(())
}

/// What every answer carries: nothing of ours runs elsewhere, nothing from elsewhere runs here.
const SEALS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
         manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "geolocation=(), camera=(), microphone=()"),
];

fn sealed(reply: Reply, visit: &Visit) -> Response<Body> {
    let mut response = reply.into_response();
    let headers = response.headers_mut();
    for (name, value) in SEALS {
        // A file has a stricter policy of its own.
        if !headers.contains_key(name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if visit.site.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    // What the page itself says of a cookie, such as that a session is over, stands.
    let said: Vec<String> = (headers.get_all(header::SET_COOKIE).iter())
        .filter_map(|value| Some(value.to_str().ok()?.split_once('=')?.0.to_owned()))
        .collect();
    let is_said = |cookie: &str| {
        said.iter()
            .any(|name| cookie.split('=').next() == Some(name.as_str()))
    };
    for cookie in visit.cookies_due().into_iter().filter(|cookie| !is_said(cookie)) {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::header::{HeaderMap, HeaderValue};

    use super::net;

    #[test]
    fn fault22_the_net_is_what_a_trusted_proxy_says_and_no_more() {
        let cases: [(&str, &[&str], &str); 8] = [
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.7, 10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.2"], "10.0.0.1"),
        ];
        let trusted: Vec<IpAddr> = ["10.0.0.1", "10.0.0.2"].map(|one| one.parse().unwrap()).into();
        for (peer, lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let found = net(&trusted, peer.parse().unwrap(), &headers);
            assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{peer} {lines:?}");
        }
    }
}
