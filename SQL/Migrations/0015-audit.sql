-- Who did what to whose record, and when. Triggers write it in the transaction of the act itself, so that there is no act
-- without its line and no line without its act. A line names fields and holds no values. Nobody changes or removes one.
SET ROLE bg_owner;

CREATE TABLE log.audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    role      text NOT NULL DEFAULT current_setting('role'),
    key       uuid DEFAULT nullif(current_setting('braingain.key', true), '')::uuid,
    operation text DEFAULT nullif(current_setting('braingain.operation', true), ''),
    trace     text DEFAULT nullif(current_setting('braingain.trace', true), ''),
    act       text NOT NULL CHECK (act IN ('insert', 'update', 'delete', 'read')),
    kind      text NOT NULL,
    subject   uuid NOT NULL,
    fields    text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_xid ON log.audit (xid);
CREATE INDEX audit_subject ON log.audit (subject, id);
COMMENT ON COLUMN log.audit.role IS 'The role that the transaction had taken; none is who logged in, as an operator does.';
COMMENT ON COLUMN log.audit.operation IS 'Of the interface, by its name in policy.txt; null for a command.';

-- What of the audit may not change any more: the lines that became visible between two snapshots, chained by their hash.
-- A chain from line to line would make all writers wait for one another until they commit.
CREATE TABLE log.seal (
    number        bigint PRIMARY KEY CHECK (number > 0),
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    epoch         uuid NOT NULL,
    from_snapshot pg_snapshot,
    to_snapshot   pg_snapshot NOT NULL,
    first_line    bigint NOT NULL,
    last_line     bigint NOT NULL,
    lines         bigint NOT NULL CHECK (lines > 0),
    previous      bytea NOT NULL CHECK (octet_length(previous) = 32),
    hash          bytea NOT NULL CHECK (octet_length(hash) = 32)
);
COMMENT ON COLUMN log.seal.epoch IS 'The numbers of transactions of another epoch belong to a database that was restored since.';
COMMENT ON COLUMN log.seal.from_snapshot IS
    'Null for the first seal of an epoch, which takes every line up to its last, those that are sealed included.';

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON log.audit
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON log.seal
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- The trigger names the kind, whose record it is as an expression of the row r, and the columns by which a row is the same
-- before and after.
CREATE FUNCTION log.record_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('INSERT INTO log.audit (act, kind, subject, fields)
            SELECT ''update'', %L, %s, ARRAY(SELECT n.key FROM jsonb_each(to_jsonb(r)) n
                WHERE n.value IS DISTINCT FROM to_jsonb(o) -> n.key AND n.key NOT IN (''version'', ''updated_at'') ORDER BY 1)
            FROM new_rows r JOIN old_rows o USING (%s)', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
    ELSE
        EXECUTE format('INSERT INTO log.audit (act, kind, subject) SELECT DISTINCT %L, %L, %s FROM %I r',
            lower(TG_OP), TG_ARGV[0], TG_ARGV[1], CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END);
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_act() FROM PUBLIC;

DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN SELECT * FROM (VALUES
        ('bg.organisation', 'organisation', 'r.id', 'id'), ('bg.person', 'person', 'r.id', 'id'),
        ('bg.person_contact', 'contact', 'r.person', 'person, kind'),
        ('bg.person_equality', 'equality', 'r.person', 'person'),
        ('bg.person_origin', 'origin', 'r.person', 'person, country, basis'),
        ('bg.person_residence', 'residence', 'r.person', 'person, ordinal'), ('bg.consent', 'consent', 'r.person', 'id'),
        ('bg.consent_withdrawal', 'withdrawal', 
            'coalesce((SELECT c.person FROM bg.consent c WHERE c.id = r.consent), r.consent)', 'consent'),
        ('bg.member', 'member', 'r.id', 'id'), ('bg.mentor', 'mentor', 'r.id', 'id'), ('bg.venture', 'venture', 'r.id', 'id'),
        ('bg.founder', 'founder', 'r.person', 'venture, person'), ('bg.offer', 'offer', 'r.id', 'id'),
        ('bg.offer_rule', 'rule', 'r.offer', 'offer, version'), ('bg.cohort', 'cohort', 'r.id', 'id'),
        ('bg.assignment', 'assignment', 'r.cohort', 'cohort, revision'), ('bg.api_key', 'key', 'r.id', 'id'))
        AS w (name, kind, subject, same)
    LOOP
        EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
    END LOOP;
END
$$;

-- An act that changes nothing: somebody was shown what is not shown to all.
CREATE FUNCTION log.record_reading(kind text, subject uuid, fields text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    INSERT INTO log.audit (act, kind, subject, fields) VALUES ('read', kind, subject, fields)
$$;
REVOKE ALL ON FUNCTION log.record_reading(text, uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.record_reading(text, uuid, text[]) TO bg_work;

-- The lines of a seal as they are now, and what its hash comes to.
CREATE FUNCTION log.sealed_hash(seal log.seal, OUT lines bigint, OUT hash bytea) LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT count(*), sha256(seal.previous || convert_to(coalesce(string_agg(jsonb_build_array(a.id, a.xid::text,
        extract(epoch FROM a.at), a.role, a.key, a.operation, a.trace, a.act, a.kind, a.subject, a.fields)::text, E'\n'
        ORDER BY a.id), ''), 'UTF8'))
    FROM log.audit a
    WHERE a.id BETWEEN seal.first_line AND seal.last_line AND (seal.from_snapshot IS NULL
        OR NOT pg_visible_in_snapshot(a.xid, seal.from_snapshot) AND pg_visible_in_snapshot(a.xid, seal.to_snapshot))
$$;

-- Seals what has become visible since the last seal, and says how many lines that is: 0 where there is nothing new, or
-- another session seals at this moment.
CREATE FUNCTION log.seal_audit() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    latest log.seal;
    new    log.seal;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('braingain audit seal', 0)) THEN
        RETURN 0;
    END IF;
    SELECT * INTO latest FROM log.seal ORDER BY number DESC LIMIT 1;
    new.epoch := (SELECT epoch FROM log.epoch);
    IF latest.epoch = new.epoch THEN
        -- Taken before this transaction gets a number: once the seal is durable, a crashed server gives none of the numbers
        -- that the snapshot knows again.
        new.from_snapshot := latest.to_snapshot;
        new.to_snapshot := pg_current_snapshot();
        SELECT min(id), max(id) INTO new.first_line, new.last_line FROM log.audit
            WHERE xid >= pg_snapshot_xmin(new.from_snapshot) AND NOT pg_visible_in_snapshot(xid, new.from_snapshot)
                AND pg_visible_in_snapshot(xid, new.to_snapshot);
    ELSE
        -- Numbers of transactions that were restored say nothing here, so all lines are taken while nobody adds any.
        LOCK TABLE log.audit IN SHARE ROW EXCLUSIVE MODE;
        new.to_snapshot := pg_current_snapshot();
        SELECT min(id), max(id) INTO new.first_line, new.last_line FROM log.audit;
    END IF;
    IF new.first_line IS NULL THEN
        RETURN 0;
    END IF;
    new.number := coalesce(latest.number, 0) + 1;
    new.at := clock_timestamp();
    new.previous := coalesce(latest.hash, sha256(''));
    SELECT s.lines, s.hash INTO new.lines, new.hash FROM log.sealed_hash(new) s;
    INSERT INTO log.seal SELECT new.*;
    RETURN new.lines;
END
$$;

-- What is wrong with the seals: those whose lines are no longer as they were, or that do not follow on the one before, and
-- as number 0 how many lines were added behind the back of all of them. Nothing where all is whole.
CREATE FUNCTION log.verify_audit(OUT number bigint, OUT lines bigint) RETURNS SETOF record
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT s.number, s.lines
    FROM (SELECT *, lag(hash, 1, sha256('')) OVER chain AS before, lag(number, 1, 0::bigint) OVER chain AS last
          FROM log.seal WINDOW chain AS (ORDER BY number)) c
    JOIN log.seal s USING (number)
    CROSS JOIN LATERAL log.sealed_hash(s) now
    WHERE (now.lines, now.hash, s.previous, s.number) IS DISTINCT FROM (s.lines, s.hash, c.before, c.last + 1)
    UNION ALL
    SELECT 0, there.lines - sealed.lines
    FROM (SELECT * FROM log.seal ORDER BY number DESC LIMIT 1) latest
    JOIN LATERAL (SELECT * FROM log.seal WHERE from_snapshot IS NULL ORDER BY number DESC LIMIT 1) whole ON true
    CROSS JOIN LATERAL (SELECT sum(s.lines) AS lines FROM log.seal s WHERE s.number >= whole.number) sealed
    CROSS JOIN LATERAL (SELECT count(*) AS lines FROM log.audit a
        WHERE a.id <= whole.last_line OR pg_visible_in_snapshot(a.xid, latest.to_snapshot)) there
    WHERE there.lines > sealed.lines
$$;

REVOKE ALL ON FUNCTION log.seal_audit(), log.sealed_hash(log.seal), log.verify_audit() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.seal_audit() TO bg_matcher;

RESET ROLE;
