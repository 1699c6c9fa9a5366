-- The bulletins of quarters: their words, and the figures frozen with them.

CREATE TABLE bulletin (
    root_id {id} NOT NULL,
    id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    period {text} NOT NULL,
    state {text} NOT NULL,
    language {text} NOT NULL,
    words {text} NOT NULL,
    figures {text} NOT NULL,
    as_of {text} NOT NULL,
    audit_number {int} NOT NULL,
    number {text},
    composed_by {text} NOT NULL,
    composed_at {int} NOT NULL,
    approved_by {text},
    approved_at {int},
    published_by {text},
    published_at {int},
    docx_sha256 {text},
    pdf_sha256 {text},
    version {int} NOT NULL,
    PRIMARY KEY (root_id, id)
){end};
CREATE INDEX bulletin_by_organisation_id ON bulletin (root_id, organisation_id);
