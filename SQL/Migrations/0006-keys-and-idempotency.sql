-- Who may call, and the memory that makes a repeated POST harmless.
SET LOCAL ROLE bg_owner;

CREATE TABLE bg.api_key (
    id           uuid PRIMARY KEY,
    role         text NOT NULL CHECK (role IN ('admin', 'desk', 'partner', 'member')),
    organisation uuid REFERENCES bg.organisation,
    person       uuid REFERENCES bg.person ON DELETE CASCADE,
    hash         bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    CHECK (expires_at > created_at),
    CHECK ((organisation IS NOT NULL) = (role IN ('desk', 'partner'))),
    CHECK ((person IS NOT NULL) = (role = 'member'))
);
COMMENT ON COLUMN bg.api_key.hash IS 'Of the key, which is shown once and kept nowhere.';
GRANT SELECT, INSERT ON bg.api_key TO bg_work;
GRANT UPDATE (revoked_at) ON bg.api_key TO bg_work;

CREATE TABLE log.idempotency (
    caller     uuid NOT NULL,
    key        text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    route      text NOT NULL,
    body_hash  bytea NOT NULL,
    status     smallint,
    headers    jsonb,
    body       bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_created ON log.idempotency (created_at);
COMMENT ON TABLE log.idempotency IS 'A row is written in the same transaction as the effect that it remembers.';
GRANT SELECT, INSERT, UPDATE, DELETE ON log.idempotency TO bg_work;
