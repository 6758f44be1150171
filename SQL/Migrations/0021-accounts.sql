-- Staff who sign in: what they know (a password) and have (codes of an app, codes to recover), and their sessions.
DO $$
BEGIN
    -- Roles belong to the whole cluster, so another database may have made it already, or make it at this moment.
    BEGIN
        CREATE ROLE bg_sign_in NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
    END;
    GRANT bg_sign_in TO bg_app;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT bg_sign_in TO %I', current_user);
    END IF;
END
$$;

SET ROLE bg_owner;

CREATE TABLE bg.account (
    id            uuid PRIMARY KEY,
    login         text NOT NULL UNIQUE CHECK (login ~ '^[^[:space:][:cntrl:][:upper:]]{3,254}$'),
    role          text NOT NULL CHECK (role IN ('admin', 'desk', 'partner')),
    status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    password      text CHECK (password ~ '^\$argon2id\$'),
    totp          bytea CHECK (octet_length(totp) = 20),
    totp_step     bigint NOT NULL DEFAULT 0,
    failed        int NOT NULL DEFAULT 0 CHECK (failed >= 0),
    locked_until  timestamptz,
    invitation    bytea UNIQUE CHECK (octet_length(invitation) = 32),
    invited_until timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CHECK ((password IS NULL) = (totp IS NULL)),
    CHECK ((invitation IS NULL) = (invited_until IS NULL))
);
COMMENT ON COLUMN bg.account.password IS 'An Argon2id hash with its parameters and salt; null until the invitation is taken up.';
COMMENT ON COLUMN bg.account.totp_step IS 'The step of time of the last code that was taken, so that none is taken twice (RFC 6238, 5.2).';
COMMENT ON COLUMN bg.account.invitation IS 'The hash of a token that is shown once, with which a password is chosen.';
COMMENT ON COLUMN bg.account.failed IS 'Attempts that failed since the last that did not.';

CREATE TABLE bg.membership (
    account      uuid NOT NULL REFERENCES bg.account ON DELETE CASCADE,
    organisation uuid NOT NULL REFERENCES bg.organisation,
    PRIMARY KEY (account, organisation)
);
CREATE TABLE bg.recovery_code (
    account uuid NOT NULL REFERENCES bg.account ON DELETE CASCADE,
    hash    bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (account, hash)
);
COMMENT ON TABLE bg.recovery_code IS 'Each stands in for one code of the app, and is gone when it was used.';
CREATE TABLE bg.session (
    id         uuid PRIMARY KEY,
    account    uuid NOT NULL REFERENCES bg.account ON DELETE CASCADE,
    hash       bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    idle_until timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    CHECK (idle_until <= ends_at)
);
CREATE INDEX session_account ON bg.session (account);
COMMENT ON COLUMN bg.session.idle_until IS 'When it ends unless it is used before; at the latest when it ends anyway.';

-- Only who signs in sees what proves it. Everybody else sees who they are, and the sessions that are their own.
GRANT USAGE ON SCHEMA bg TO bg_sign_in;
GRANT SELECT ON bg.account TO bg_sign_in;
GRANT UPDATE (password, totp, totp_step, failed, locked_until, invitation, invited_until) ON bg.account TO bg_sign_in;
GRANT SELECT, INSERT, DELETE ON bg.recovery_code TO bg_sign_in;
GRANT SELECT, INSERT, DELETE, UPDATE (idle_until) ON bg.session TO bg_sign_in;
GRANT SELECT (id, login, role, status) ON bg.account TO bg_work;
GRANT SELECT ON bg.membership TO bg_work;
GRANT SELECT (id, account, created_at, idle_until, ends_at), DELETE ON bg.session TO bg_work;
GRANT SELECT (hash) ON bg.session TO bg_anonymous;
GRANT USAGE ON SCHEMA bg TO bg_clock;
GRANT SELECT (ends_at, idle_until), DELETE ON bg.session TO bg_clock;

DO $$
DECLARE
    one     record;
    command text;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('bg.account', 'SELECT UPDATE', 'bg_sign_in', 'true'),
        ('bg.recovery_code', 'SELECT INSERT DELETE', 'bg_sign_in', 'true'),
        ('bg.session', 'SELECT INSERT UPDATE DELETE', 'bg_sign_in', 'true'),
        -- Who shows the token of a session sees that session, and whose it is.
        ('bg.session', 'SELECT', 'bg_anonymous',
            'hash = (SELECT bg.shown_key()) AND idle_until > (SELECT now())'),
        ('bg.account', 'SELECT', 'bg_anonymous',
            'status = ''active'' AND (SELECT true FROM bg.session s WHERE s.account = account.id)'),
        ('bg.membership', 'SELECT', 'bg_anonymous', '(SELECT true FROM bg.account a WHERE a.id = account)'),
        ('bg.account', 'SELECT', 'bg_desk, bg_partner, bg_admin', 'id = (SELECT bg.own_key())'),
        ('bg.membership', 'SELECT', 'bg_desk, bg_partner, bg_admin', 'account = (SELECT bg.own_key())'),
        ('bg.session', 'SELECT DELETE', 'bg_desk, bg_partner, bg_admin', 'account = (SELECT bg.own_key())'),
        ('bg.session', 'SELECT DELETE', 'bg_clock', 'idle_until < (SELECT now())')
    ) AS p (tables, commands, roles, condition)
    LOOP
        FOREACH command IN ARRAY string_to_array(one.commands, ' ') LOOP
            EXECUTE format('CREATE POLICY %I ON %s FOR %s TO %s', lower(command) || '_' || replace(one.roles, ', bg_', '_'),
                one.tables, command, one.roles)
                || CASE WHEN command <> 'INSERT' THEN format(' USING (%s)', one.condition) ELSE '' END
                || CASE WHEN command IN ('INSERT', 'UPDATE') THEN format(' WITH CHECK (%s)', one.condition) ELSE '' END;
        END LOOP;
    END LOOP;
END
$$;

-- A session that goes on is no act; that it began and ended is.
DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN SELECT * FROM (VALUES
        ('bg.account', 'account', 'r.id', 'id'), ('bg.membership', 'membership', 'r.account', 'account, organisation'),
        ('bg.recovery_code', 'recovery', 'r.account', 'account, hash'), ('bg.session', 'session', 'r.account', 'id'))
        AS w (name, kind, subject, same)
    LOOP
        EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        CONTINUE WHEN watched.kind = 'session';
        EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
    END LOOP;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['bg.account', 'bg.membership', 'bg.recovery_code', 'bg.session'] LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON %s TO bg_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;

RESET ROLE;
