//! A county of five levels, with somebody of each role in the middle of it.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use app::accounts::{AddAccount, add_account};
use app::activation::activate;
use app::import::Kind;
use app::issue_slips::{Recipients, issue_slips};
use app::{Ask, snapshot};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use domain::access::{Relation, Role};
use domain::id::{LectureId, OrganisationId, PersonId};
use sqlx::{Connection, Executor};

use super::world::{World, bring_file, operator};
use crate::{Settings, Site, router};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县戊镇委员会,党委,中共甲县委员会,钱三
中共甲县乙镇丙村总支部委员会,党总支,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村总支部委员会,党总支,中共甲县乙镇委员会,孙四
中共甲县乙镇丙村第一支部委员会,党支部,中共甲县乙镇丙村总支部委员会,李五
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,李六
";

/// Full name of the organisation that stands so to the grant in the middle.
pub fn name_at(relation: Relation) -> &'static str {
    match relation {
        Relation::Own | Relation::Oneself => "中共甲县乙镇丙村总支部委员会",
        Relation::Descendant => "中共甲县乙镇丙村第一支部委员会",
        Relation::Ancestor => "中共甲县乙镇委员会",
        Relation::Sibling => "中共甲县乙镇丁村总支部委员会",
        Relation::Cousin => "中共甲县戊镇己村支部委员会",
        Relation::OtherTree | Relation::Machine => "",
    }
}

/// Relations that a thing of this county can have to the grant in the middle.
pub const RELATIONS: [Relation; 5] = [
    Relation::Own,
    Relation::Descendant,
    Relation::Ancestor,
    Relation::Sibling,
    Relation::Cousin,
];

/// Roles somebody can sign in with.
pub const ROLES: [Role; 6] = [
    Role::Member,
    Role::Secretary,
    Role::TownshipOfficer,
    Role::CountyOfficer,
    Role::Inspector,
    Role::Auditor,
];

/// The county, served.
pub struct County {
    pub world: World,
    pub router: Router,
    pub site: Arc<Site>,
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Guest {
    pub cookie: String,
    pub token: String,
}

impl County {
    /// A county with a member and a lecture at every place.
    pub async fn new() -> County {
        Self::served(false).await
    }

    /// As [`County::new`], but no policy row is asked.
    pub async fn without_policy() -> County {
        Self::served(true).await
    }

    async fn served(without_policy: bool) -> County {
        let world = World::sqlite().await;
        let mut members = String::from("所在支部,姓名,出生年月,党员类别\n");
        let mut lectures =
            String::from("序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数\n");
        for (number, relation) in (1..).zip(RELATIONS) {
            let name = name_at(relation);
            writeln!(members, "{name},党员{number},1960-0{number},正式党员").unwrap();
            writeln!(
                lectures,
                "{number},2020-10-0{number},{name},第{number}课,理论党课,主讲{number},其他,3,2"
            )
            .unwrap();
        }
        for (kind, text) in [
            (Kind::Organisations, ORGANISATIONS),
            (Kind::Members, members.as_str()),
            (Kind::Lectures, lectures.as_str()),
        ] {
            let answer = bring_file(&world.app, &operator(), kind, text).await.unwrap();
            assert_eq!(answer.refused, [], "{kind:?}");
        }
        let app = world.app_again().await;
        // In an invented county a link does for officers too.
        let mut database = sqlx::SqliteConnection::connect(&world.settings.database)
            .await
            .unwrap();
        database
            .execute("INSERT INTO meta (key, value) VALUES ('demo', '1')")
            .await
            .unwrap();
        let mut site = Site::new(Arc::new(app), Settings::default());
        site.without_policy = without_policy;
        let site = Arc::new(site);
        County {
            router: router(&site),
            world,
            site,
        }
    }

    pub async fn organisation(&self, relation: Relation) -> OrganisationId {
        let snapshot = snapshot(&self.site.app, &operator(), Ask::default())
            .await
            .unwrap();
        snapshot.find(Some(name_at(relation))).unwrap()
    }

    pub async fn lecture(&self, relation: Relation) -> LectureId {
        let snapshot = snapshot(&self.site.app, &operator(), Ask::default())
            .await
            .unwrap();
        let host = snapshot.find(Some(name_at(relation))).unwrap();
        let mut lectures = snapshot.facts.lectures.iter();
        lectures.find(|lecture| lecture.is_hosted_by(host)).unwrap().id
    }

    pub async fn person(&self, relation: Relation) -> PersonId {
        let snapshot = snapshot(&self.site.app, &operator(), Ask::default())
            .await
            .unwrap();
        let home = snapshot.find(Some(name_at(relation))).unwrap();
        let mut homes = snapshot.facts.memberships.iter();
        homes.find(|there| there.organisation == home).unwrap().person
    }

    /// Somebody with a role over the organisation at a place.
    pub async fn guest(&self, role: Role, relation: Relation, person: Option<PersonId>) -> Guest {
        let app = &self.site.app;
        let command = AddAccount {
            login: None,
            name: None,
            person,
            role,
            organisation: self.organisation(relation).await,
            until: None,
        };
        let account = add_account(app, &operator(), command).await.unwrap();
        let slips = issue_slips(app, &operator(), Recipients::Account(account))
            .await
            .unwrap();
        let secret = activate(app, &slips[0].secret, "test").await.unwrap().unwrap();
        Guest {
            cookie: format!("kaijiang_session={}", secret.text()),
            token: secret.form_token(),
        }
    }

    /// Sets a column of the rows of an account behind the program's back.
    pub async fn set(&self, statement: &'static str) {
        let mut database = sqlx::SqliteConnection::connect(&self.world.settings.database)
            .await
            .unwrap();
        database.execute(statement).await.unwrap();
    }

    pub async fn look(&self, guest: Option<&Guest>, path: &str) -> Response<Body> {
        self.ask(Request::get(path), guest, Body::empty()).await
    }

    pub async fn send(&self, guest: &Guest, path: &str, form: &str) -> Response<Body> {
        let form = format!("token={}&{form}", guest.token);
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(request, Some(guest), Body::from(form)).await
    }

    pub async fn ask(
        &self,
        mut request: axum::http::request::Builder,
        guest: Option<&Guest>,
        body: Body,
    ) -> Response<Body> {
        if let Some(guest) = guest {
            request = request.header("cookie", &guest.cookie);
        }
        let peer = SocketAddr::from(([127, 0, 0, 1], 4000));
        let request = request.extension(ConnectInfo(peer)).body(body).unwrap();
        tower::ServiceExt::oneshot(self.router.clone(), request)
            .await
            .unwrap()
    }
}

/// The text of an answer.
pub async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}
