-- The first tables. Type words in braces are replaced per engine; every table a tree owns is keyed by root_id first.

CREATE TABLE meta (
    key {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (key)
){end};

CREATE TABLE tree (
    root_id {id} NOT NULL,
    name {text} NOT NULL,
    pack {text} NOT NULL,
    time_zone {text} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (root_id)
){end};

CREATE TABLE rule_version (
    root_id {id} NOT NULL,
    version {int} NOT NULL,
    effective_from {text} NOT NULL,
    name {text} NOT NULL,
    text {text} NOT NULL,
    sha256 {text} NOT NULL,
    vocabulary {text} NOT NULL,
    PRIMARY KEY (root_id, version)
){end};

CREATE TABLE organisation (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    number {int},
    kind {text} NOT NULL,
    full_name {text} NOT NULL,
    founded_on {text},
    closed_on {text},
    close_reason {text},
    successor_id {id},
    split_from {id},
    note {text},
    batch {id},
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX organisation_by_kind ON organisation (root_id, kind);
CREATE INDEX organisation_by_number ON organisation (root_id, number);
CREATE TABLE organisation_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    number {int},
    kind {text},
    full_name {text},
    founded_on {text},
    closed_on {text},
    close_reason {text},
    successor_id {id},
    split_from {id},
    note {text},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){end};

CREATE TABLE organisation_parent (
    root_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    from_on {text} NOT NULL,
    parent_id {id},
    batch {id},
    PRIMARY KEY (root_id, organisation_id, from_on)
){end};
CREATE INDEX organisation_parent_by_parent_id ON organisation_parent (root_id, parent_id);
CREATE TABLE organisation_parent_next (
    root_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    from_on {text} NOT NULL,
    parent_id {id},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, organisation_id, from_on)
){end};

CREATE TABLE person (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    name {text},
    birth_month {text},
    kind {text} NOT NULL,
    erased_at {int},
    batch {id},
    PRIMARY KEY (root_id, id)
){end};
CREATE TABLE person_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    name {text},
    birth_month {text},
    kind {text},
    erased_at {int},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){end};

CREATE TABLE membership (
    root_id {id} NOT NULL,
    person_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    from_on {text} NOT NULL,
    until_on {text},
    batch {id},
    PRIMARY KEY (root_id, person_id, organisation_id, from_on)
){end};
CREATE INDEX membership_by_organisation_id ON membership (root_id, organisation_id);
CREATE TABLE membership_next (
    root_id {id} NOT NULL,
    person_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    from_on {text} NOT NULL,
    until_on {text},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, person_id, organisation_id, from_on)
){end};

CREATE TABLE post (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    role {text} NOT NULL,
    person_id {id} NOT NULL,
    from_on {text} NOT NULL,
    until_on {text},
    batch {id},
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX post_by_organisation_id ON post (root_id, organisation_id);
CREATE INDEX post_by_person_id ON post (root_id, person_id);
CREATE TABLE post_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id},
    role {text},
    person_id {id},
    from_on {text},
    until_on {text},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){end};

CREATE TABLE paired_village (
    root_id {id} NOT NULL,
    unit_id {id} NOT NULL,
    village_id {id} NOT NULL,
    from_on {text} NOT NULL,
    until_on {text},
    PRIMARY KEY (root_id, unit_id, village_id, from_on)
){end};
CREATE INDEX paired_village_by_village_id ON paired_village (root_id, village_id);

CREATE TABLE lecture (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    state {text} NOT NULL,
    planned_on {text},
    held_on {text},
    began_on {text},
    starts_at {int},
    ends_at {int},
    title {text} NOT NULL,
    kind {text} NOT NULL,
    forms {text} NOT NULL,
    themed {int} NOT NULL,
    venue {text},
    expected {int},
    present {int},
    origin {text} NOT NULL,
    state_at {int} NOT NULL,
    state_by {text} NOT NULL,
    reason {text},
    note {text},
    makes_up {text},
    counts_until {text},
    version {int} NOT NULL,
    batch {id},
    PRIMARY KEY (root_id, id)
){wide};
CREATE INDEX lecture_by_held_on ON lecture (root_id, held_on);
CREATE TABLE lecture_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    state {text},
    planned_on {text},
    held_on {text},
    began_on {text},
    starts_at {int},
    ends_at {int},
    title {text},
    kind {text},
    forms {text},
    themed {int},
    venue {text},
    expected {int},
    present {int},
    origin {text},
    state_at {int},
    state_by {text},
    reason {text},
    note {text},
    makes_up {text},
    counts_until {text},
    version {int},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){wide};

CREATE TABLE lecture_host (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    position {int} NOT NULL,
    organisation_id {id} NOT NULL,
    expected {int},
    present {int},
    batch {id},
    PRIMARY KEY (root_id, lecture_id, position)
){end};
CREATE INDEX lecture_host_by_organisation_id ON lecture_host (root_id, organisation_id);
CREATE TABLE lecture_host_next (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    position {int} NOT NULL,
    organisation_id {id},
    expected {int},
    present {int},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, lecture_id, position)
){end};

CREATE TABLE lecture_speaker (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    position {int} NOT NULL,
    name {text},
    class {text} NOT NULL,
    person_id {id},
    unit_id {id},
    batch {id},
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX lecture_speaker_by_lecture_id ON lecture_speaker (root_id, lecture_id);
CREATE INDEX lecture_speaker_by_person_id ON lecture_speaker (root_id, person_id);
CREATE TABLE lecture_speaker_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    lecture_id {id},
    position {int},
    name {text},
    class {text},
    person_id {id},
    unit_id {id},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){end};

CREATE TABLE lecture_part (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    position {int} NOT NULL,
    part {text} NOT NULL,
    venue {text},
    minutes {int} NOT NULL,
    held {int} NOT NULL,
    batch {id},
    PRIMARY KEY (root_id, lecture_id, position)
){end};
CREATE TABLE lecture_part_next (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    position {int} NOT NULL,
    part {text},
    venue {text},
    minutes {int},
    held {int},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, lecture_id, position)
){end};

CREATE TABLE attendance (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    person_id {id} NOT NULL,
    at {int},
    how {text} NOT NULL,
    batch {id},
    PRIMARY KEY (root_id, lecture_id, person_id)
){end};
CREATE INDEX attendance_by_person_id ON attendance (root_id, person_id);
CREATE TABLE attendance_next (
    root_id {id} NOT NULL,
    lecture_id {id} NOT NULL,
    person_id {id} NOT NULL,
    at {int},
    how {text},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, lecture_id, person_id)
){end};

CREATE TABLE excusal (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    duty {text},
    from_on {text} NOT NULL,
    until_on {text},
    reason {text} NOT NULL,
    granted_by {text} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX excusal_by_organisation_id ON excusal (root_id, organisation_id);

CREATE TABLE ledger (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    name {text} NOT NULL,
    sha256 {text} NOT NULL,
    rows {int} NOT NULL,
    imported_at {int} NOT NULL,
    audit_number {int} NOT NULL,
    batch {id},
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX ledger_by_sha256 ON ledger (root_id, sha256);
CREATE TABLE ledger_next (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    name {text},
    sha256 {text},
    rows {int},
    imported_at {int},
    audit_number {int},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, id)
){end};

CREATE TABLE ledger_row (
    root_id {id} NOT NULL,
    ledger_id {id} NOT NULL,
    number {int} NOT NULL,
    lecture_id {id},
    refusal {text},
    batch {id},
    PRIMARY KEY (root_id, ledger_id, number)
){end};
CREATE INDEX ledger_row_by_lecture_id ON ledger_row (root_id, lecture_id);
CREATE TABLE ledger_row_next (
    root_id {id} NOT NULL,
    ledger_id {id} NOT NULL,
    number {int} NOT NULL,
    lecture_id {id},
    refusal {text},
    batch {id} NOT NULL,
    gone {int} NOT NULL,
    PRIMARY KEY (root_id, batch, ledger_id, number)
){end};

CREATE TABLE subject_key (
    root_id {id} NOT NULL,
    subject_id {id} NOT NULL,
    key {bytes} NOT NULL,
    PRIMARY KEY (root_id, subject_id)
){end};

CREATE TABLE idempotency (
    root_id {id} NOT NULL,
    key {text} NOT NULL,
    request_sha256 {text} NOT NULL,
    number {int} NOT NULL,
    answer {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (root_id, key)
){end};

CREATE TABLE stage (
    root_id {id} NOT NULL,
    change_set {id} NOT NULL,
    began_at {int} NOT NULL,
    PRIMARY KEY (root_id, change_set)
){end};

CREATE TABLE published (
    root_id {id} NOT NULL,
    change_set {id} NOT NULL,
    number {int} NOT NULL,
    PRIMARY KEY (root_id, change_set)
){end};

CREATE TABLE audit_head (
    root_id {id} NOT NULL,
    number {int} NOT NULL,
    root_hash {bytes} NOT NULL,
    note {text} NOT NULL,
    PRIMARY KEY (root_id)
){end};

CREATE TABLE audit_entry (
    root_id {id} NOT NULL,
    number {int} NOT NULL,
    at {int} NOT NULL,
    actor {text} NOT NULL,
    action {text} NOT NULL,
    body {text} NOT NULL,
    change_set {id} NOT NULL,
    changes {int} NOT NULL,
    changes_sha256 {text} NOT NULL,
    PRIMARY KEY (root_id, number)
){end};
CREATE INDEX audit_entry_by_change_set ON audit_entry (root_id, change_set);

CREATE TABLE audit_change (
    root_id {id} NOT NULL,
    change_set {id} NOT NULL,
    position {int} NOT NULL,
    table_name {text} NOT NULL,
    row_key {text} NOT NULL,
    after {text},
    PRIMARY KEY (root_id, change_set, position)
){end};

CREATE TABLE audit_node (
    root_id {id} NOT NULL,
    position {int} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (root_id, position)
){end};
