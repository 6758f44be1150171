-- Members sign in with a code that is sent to an address of theirs; whoever proves an address that nobody has registers with
-- it. What is to be sent waits in a table until a program has taken it.
SET ROLE bg_owner;

CREATE TABLE log.one_time_code (
    address    bytea PRIMARY KEY CHECK (octet_length(address) = 32),
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '10 minutes',
    tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
    sent       smallint NOT NULL DEFAULT 1,
    sent_at    timestamptz NOT NULL DEFAULT now(),
    since      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN log.one_time_code.address IS 'The hash of the address, whether anybody has it or not.';
COMMENT ON COLUMN log.one_time_code.sent IS 'How many codes went to the address since `since`, of which there are ten a day.';

CREATE TABLE log.outbox (
    id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind    text NOT NULL CHECK (kind IN ('email', 'phone')),
    address text NOT NULL,
    subject text NOT NULL,
    body    text NOT NULL,
    due_at  timestamptz NOT NULL DEFAULT now(),
    until   timestamptz NOT NULL,
    tries   smallint NOT NULL DEFAULT 0
);
CREATE INDEX outbox_due ON log.outbox (due_at);
COMMENT ON TABLE log.outbox IS 'A message is gone from here when it was delivered, or when it would come too late.';

-- An address as it is compared: nobody's telephone has spaces, and no mail goes astray by an upper case.
CREATE FUNCTION bg.folded_address(address text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT CASE WHEN address LIKE '%@%' THEN lower(btrim(address)) ELSE regexp_replace(address, '[^0-9+]', '', 'g') END
$$;
CREATE INDEX person_contact_address ON bg.person_contact (bg.folded_address(value)) WHERE kind IN ('email', 'phone');

-- A session of a member is of the person, who may yet have to register, with the address that was proved.
ALTER TABLE bg.session ALTER account DROP NOT NULL, ADD person uuid, ADD kind text CHECK (kind IN ('email', 'phone')),
    ADD address text, ADD CHECK (num_nonnulls(account, person) = 1), ADD CHECK (num_nonnulls(person, kind, address) IN (0, 3));
CREATE INDEX session_person ON bg.session (person);
COMMENT ON COLUMN bg.session.person IS 'Of whom it is, or who will have this identifier once registered.';
COMMENT ON COLUMN bg.session.address IS 'What the person proved to have when the session began.';
DROP TRIGGER audit_insert ON bg.session;
DROP TRIGGER audit_delete ON bg.session;
CREATE TRIGGER audit_insert AFTER INSERT ON bg.session REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('session', 'coalesce(r.account, r.person)', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.session REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('session', 'coalesce(r.account, r.person)', 'id');

GRANT USAGE ON SCHEMA log TO bg_sign_in;
GRANT SELECT, INSERT, UPDATE, DELETE ON log.one_time_code TO bg_sign_in;
GRANT INSERT ON log.outbox TO bg_sign_in;
GRANT SELECT, UPDATE, DELETE ON log.outbox TO bg_clock;
GRANT SELECT (sent_at), DELETE ON log.one_time_code TO bg_clock;
GRANT SELECT ON bg.person_contact TO bg_sign_in;
GRANT SELECT (person) ON bg.session TO bg_work;
GRANT SELECT (kind, address) ON bg.session TO bg_anonymous;

DO $$
DECLARE
    one     record;
    command text;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('log.one_time_code', 'SELECT INSERT UPDATE DELETE', 'bg_sign_in', 'true'),
        ('log.one_time_code', 'SELECT DELETE', 'bg_clock', 'sent_at < (SELECT now()) - interval ''1 day'''),
        ('log.outbox', 'INSERT', 'bg_sign_in', 'true'),
        ('log.outbox', 'SELECT UPDATE DELETE', 'bg_clock', 'true'),
        ('bg.person_contact', 'SELECT', 'bg_sign_in', 'kind IN (''email'', ''phone'')'),
        ('bg.session', 'SELECT DELETE', 'bg_member', 'person = (SELECT bg.own_person())'),
        -- Whoever proved an address registers under the identifier that the session has, and no other.
        ('bg.person', 'INSERT', 'bg_member', 'id = (SELECT bg.own_person())'),
        ('bg.member', 'INSERT', 'bg_member', 'id = (SELECT bg.own_person())')
    ) AS p (tables, commands, roles, condition)
    LOOP
        FOREACH command IN ARRAY string_to_array(one.commands, ' ') LOOP
            EXECUTE format('CREATE POLICY %I ON %s FOR %s TO %s', lower(command) || '_' || one.roles, one.tables, command,
                one.roles)
                || CASE WHEN command <> 'INSERT' THEN format(' USING (%s)', one.condition) ELSE '' END
                || CASE WHEN command IN ('INSERT', 'UPDATE') THEN format(' WITH CHECK (%s)', one.condition) ELSE '' END;
        END LOOP;
    END LOOP;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['log.one_time_code', 'log.outbox'] LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON %s TO bg_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;

-- Erasure takes sessions, codes and messages along.
CREATE OR REPLACE FUNCTION bg.erase_person(erased uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    sides uuid[];
    words text[];
BEGIN
    IF current_setting('role') NOT IN ('none', 'bg_owner')
        AND erased IS DISTINCT FROM nullif(current_setting('braingain.person', true), '')::uuid THEN
        RAISE EXCEPTION 'only the person, or who runs the program for them, may have a record erased'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM bg.person WHERE id = erased AND status <> 'erased' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    sides := ARRAY(SELECT profile FROM bg.member WHERE id = erased UNION SELECT wish FROM bg.member WHERE id = erased
        UNION SELECT profile FROM bg.mentor WHERE id = erased);
    words := ARRAY(SELECT text FROM bg.criteria_skill WHERE criteria = ANY (sides) AND concept IS NULL);
    DELETE FROM bg.mentor WHERE id = erased;
    DELETE FROM bg.member WHERE id = erased;
    DELETE FROM bg.criteria WHERE id = ANY (sides);
    -- Words that a curator has mapped are the taxonomy's by now; what waits as this person wrote it goes.
    DELETE FROM ref.unmapped u WHERE u.status = 'waiting' AND u.text = ANY (words)
        AND NOT EXISTS (SELECT FROM bg.criteria_skill s WHERE s.text = u.text AND s.concept IS NULL);
    -- Answers that are kept for a repetition of the request, theirs and those about them.
    DELETE FROM log.idempotency WHERE caller IN (SELECT id FROM bg.api_key WHERE person = erased)
        OR position(convert_to(erased::text, 'UTF8') IN body) > 0;
    DELETE FROM bg.founder WHERE person = erased;
    DELETE FROM log.outbox o USING bg.person_contact c
        WHERE c.person = erased AND bg.folded_address(o.address) = bg.folded_address(c.value);
    DELETE FROM log.one_time_code o USING bg.person_contact c
        WHERE c.person = erased AND o.address = sha256(convert_to(bg.folded_address(c.value), 'UTF8'));
    DELETE FROM bg.session WHERE person = erased;
    DELETE FROM bg.person_contact WHERE person = erased;
    DELETE FROM bg.person_equality WHERE person = erased;
    DELETE FROM bg.person_origin WHERE person = erased;
    DELETE FROM bg.person_residence WHERE person = erased;
    DELETE FROM bg.consent WHERE person = erased;
    DELETE FROM bg.api_key WHERE person = erased;
    UPDATE bg.person SET name = '–', latin_name = NULL, born_year = NULL, born_month = NULL, born_day = NULL,
        language = NULL, status = 'erased', created_at = now() WHERE id = erased;
    INSERT INTO log.erasure (person) VALUES (erased) ON CONFLICT DO NOTHING;
    RETURN true;
END
$$;

RESET ROLE;
