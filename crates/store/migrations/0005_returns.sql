-- Returns (收表): what was sent out to whom, what came back, what was made of it; and what tables from above mean.

CREATE TABLE return_round (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    name {text} NOT NULL,
    form {text} NOT NULL,
    from_on {text},
    until_on {text},
    filled_by {text} NOT NULL,
    due_at {int},
    note {text},
    state {text} NOT NULL,
    opened_by {text} NOT NULL,
    opened_at {int} NOT NULL,
    version {int} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX return_round_by_organisation_id ON return_round (root_id, organisation_id);

CREATE TABLE return_part (
    root_id {id} NOT NULL,
    return_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    rows {int} NOT NULL,
    answered_at {int},
    asked {int} NOT NULL,
    asked_at {int},
    PRIMARY KEY (root_id, return_id, organisation_id)
){end};

CREATE TABLE return_sent (
    root_id {id} NOT NULL,
    return_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    audit_number {int} NOT NULL,
    rows {text} NOT NULL,
    PRIMARY KEY (root_id, return_id, organisation_id)
){end};

CREATE TABLE return_file (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    return_id {id} NOT NULL,
    organisation_id {id},
    file_name {text} NOT NULL,
    sha256 {text} NOT NULL,
    state {text} NOT NULL,
    rows {int} NOT NULL,
    answers {text} NOT NULL,
    came_by {text} NOT NULL,
    came_at {int} NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX return_file_by_return_id ON return_file (root_id, return_id);

CREATE TABLE return_merge (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    return_id {id} NOT NULL,
    file_id {id} NOT NULL,
    audit_number {int} NOT NULL,
    merged_at {int} NOT NULL,
    undone_number {int},
    changes {text} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX return_merge_by_return_id ON return_merge (root_id, return_id);

CREATE TABLE form_tie (
    root_id {id} NOT NULL,
    fingerprint {text} NOT NULL,
    name {text} NOT NULL,
    ties {text} NOT NULL,
    kept_by {text} NOT NULL,
    kept_at {int} NOT NULL,
    PRIMARY KEY (root_id, fingerprint)
){end};
