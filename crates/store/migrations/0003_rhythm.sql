-- What was run when (S5), the notices of each reminder, and what was sent through which channel.

CREATE TABLE rhythm_run (
    root_id {id} NOT NULL,
    kind {text} NOT NULL,
    period {text} NOT NULL,
    due_on {text} NOT NULL,
    making {text} NOT NULL,
    as_of {text} NOT NULL,
    audit_number {int} NOT NULL,
    made_at {int} NOT NULL,
    notices {int} NOT NULL,
    sha256 {text},
    PRIMARY KEY (root_id, kind, period)
){end};

CREATE TABLE notice (
    root_id {id} NOT NULL,
    period {text} NOT NULL,
    recipient {text} NOT NULL,
    organisation_id {id} NOT NULL,
    needs {text} NOT NULL,
    late_records {int} NOT NULL,
    PRIMARY KEY (root_id, period, recipient, organisation_id)
){end};
CREATE INDEX notice_by_organisation_id ON notice (root_id, organisation_id);

CREATE TABLE delivery (
    root_id {id} NOT NULL,
    channel {text} NOT NULL,
    period {text} NOT NULL,
    state {text} NOT NULL,
    tries {int} NOT NULL,
    next_at {int} NOT NULL,
    tried_at {int},
    said {text},
    PRIMARY KEY (root_id, channel, period)
){end};
