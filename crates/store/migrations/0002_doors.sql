-- Who signs in, what is planned, what is attached to a lecture.

CREATE TABLE account (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    login {text},
    name {text},
    person_id {id},
    state {text} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX account_by_login ON account (root_id, login);
CREATE INDEX account_by_person_id ON account (root_id, person_id);

CREATE TABLE account_grant (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    account_id {id} NOT NULL,
    role {text} NOT NULL,
    organisation_id {id} NOT NULL,
    from_on {text} NOT NULL,
    until_on {text},
    state {text} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX account_grant_by_account_id ON account_grant (root_id, account_id);
CREATE INDEX account_grant_by_organisation_id ON account_grant (root_id, organisation_id);

CREATE TABLE credential (
    root_id {id} NOT NULL,
    account_id {id} NOT NULL,
    password {text},
    totp_secret {bytes},
    totp_since {int},
    totp_step {int},
    changed_at {int} NOT NULL,
    PRIMARY KEY (root_id, account_id)
){end};

CREATE TABLE activation (
    root_id {id} NOT NULL,
    token_sha256 {text} NOT NULL,
    account_id {id} NOT NULL,
    issued_at {int} NOT NULL,
    issued_by {text} NOT NULL,
    ends_at {int} NOT NULL,
    used_at {int},
    void_at {int},
    PRIMARY KEY (root_id, token_sha256)
){end};
CREATE INDEX activation_by_account_id ON activation (root_id, account_id);

CREATE TABLE session (
    root_id {id} NOT NULL,
    token_sha256 {text} NOT NULL,
    account_id {id} NOT NULL,
    kind {text} NOT NULL,
    device {text} NOT NULL,
    opened_at {int} NOT NULL,
    seen_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    awaits {text},
    PRIMARY KEY (root_id, token_sha256)
){end};
CREATE INDEX session_by_account_id ON session (root_id, account_id);

CREATE TABLE known_device (
    root_id {id} NOT NULL,
    token_sha256 {text} NOT NULL,
    account_id {id} NOT NULL,
    seen_at {int} NOT NULL,
    PRIMARY KEY (root_id, token_sha256)
){end};
CREATE INDEX known_device_by_account_id ON known_device (root_id, account_id);

CREATE TABLE sign_in_failure (
    root_id {id} NOT NULL,
    key {text} NOT NULL,
    failed {int} NOT NULL,
    since_at {int} NOT NULL,
    PRIMARY KEY (root_id, key)
){end};

CREATE TABLE person_view (
    root_id {id} NOT NULL,
    person_id {id} NOT NULL,
    at {int} NOT NULL,
    viewer {text} NOT NULL,
    what {text} NOT NULL,
    reason {text},
    PRIMARY KEY (root_id, person_id, at, viewer)
){end};

CREATE TABLE plan_item (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    duty {text} NOT NULL,
    period {text} NOT NULL,
    planned_on {text},
    starts_minute {int},
    topic {text},
    kind {text} NOT NULL,
    forms {text} NOT NULL,
    venue {text},
    speaker {text},
    speaker_class {text},
    speaker_person_id {id},
    state {text} NOT NULL,
    lecture_id {id},
    reason {text},
    version {int} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX plan_item_by_organisation_id ON plan_item (root_id, organisation_id);
CREATE INDEX plan_item_by_lecture_id ON plan_item (root_id, lecture_id);
CREATE INDEX plan_item_by_speaker_person_id ON plan_item (root_id, speaker_person_id);

CREATE TABLE calendar_feed (
    root_id {id} NOT NULL,
    account_id {id} NOT NULL,
    state {text} NOT NULL,
    round {int} NOT NULL,
    PRIMARY KEY (root_id, account_id)
){end};

CREATE TABLE lecture_script (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    answer {text} NOT NULL,
    PRIMARY KEY (root_id, lecture_id)
){end};

CREATE TABLE material (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    sort {text} NOT NULL,
    file_name {text},
    media_type {text} NOT NULL,
    size {int} NOT NULL,
    sha256 {text} NOT NULL,
    shown_sha256 {text},
    added_at {int} NOT NULL,
    added_by {text} NOT NULL,
    removed_at {int},
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX material_by_lecture_id ON material (root_id, lecture_id);
CREATE INDEX material_by_sha256 ON material (root_id, sha256);

CREATE TABLE blob (
    root_id {id} NOT NULL,
    sha256 {text} NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (root_id, sha256)
){wide};

CREATE TABLE erased_mark (
    root_id {id} NOT NULL,
    mark {text} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (root_id, mark)
){end};

CREATE TABLE upload (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    owner {text} NOT NULL,
    kind {text} NOT NULL,
    file_name {text} NOT NULL,
    answers {text} NOT NULL,
    came_at {int} NOT NULL,
    number {int},
    bytes {bytes} NOT NULL,
    PRIMARY KEY (root_id, id)
){wide};
CREATE INDEX upload_by_owner ON upload (root_id, owner);
