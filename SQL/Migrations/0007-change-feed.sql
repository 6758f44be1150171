-- The outbox that the index in memory follows. Rows carry identifiers alone: a reader reads the present row, so their
-- order does not matter. Statement triggers write it, so nothing can change unnoticed.
SET LOCAL ROLE bg_owner;

CREATE TABLE log.change (
    xid  xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq  bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (kind IN ('member', 'mentor', 'venture', 'offer', 'criteria', 'taxonomy')),
    id   uuid,
    at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (xid, seq),
    CHECK ((id IS NULL) = (kind = 'taxonomy'))
);
CREATE INDEX change_at ON log.change (at);
COMMENT ON COLUMN log.change.at IS
    'When it was written, not when its transaction began: what a long import wrote is not old when it commits.';

CREATE TABLE log.epoch (
    only_row bool PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO log.epoch DEFAULT VALUES;
COMMENT ON TABLE log.epoch IS 'Changed whenever the database is restored: a reader that knows another epoch loads anew.';

-- The trigger names the kind and the column whose value identifies the changed record.
CREATE FUNCTION log.record_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT DISTINCT %L, %I FROM new_rows', TG_ARGV[0], TG_ARGV[1]);
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT DISTINCT %L, %I FROM old_rows', TG_ARGV[0], TG_ARGV[1]);
    ELSE
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT %L, %I FROM old_rows UNION SELECT %L, %I FROM new_rows',
            TG_ARGV[0], TG_ARGV[1], TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_change() FROM PUBLIC;

CREATE FUNCTION log.record_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.change (kind, id)
        SELECT DISTINCT 'member', c.person FROM new_rows n JOIN bg.consent c ON c.id = n.consent;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_withdrawal() FROM PUBLIC;
CREATE TRIGGER feed_insert AFTER INSERT ON bg.consent_withdrawal REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_withdrawal();

-- What the index knows of ventures and offers has the country of an organisation in it.
CREATE FUNCTION log.record_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.change (kind, id)
        SELECT 'venture', v.id FROM bg.venture v WHERE v.organisation = NEW.id
        UNION ALL SELECT 'offer', o.id FROM bg.offer o WHERE o.centre = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_move() FROM PUBLIC;
CREATE TRIGGER feed_move AFTER UPDATE OF country ON bg.organisation
    FOR EACH ROW WHEN (OLD.country <> NEW.country) EXECUTE FUNCTION log.record_move();

DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN SELECT * FROM (VALUES
        ('bg.member', 'member', 'id'), ('bg.person_origin', 'member', 'person'), ('bg.person_residence', 'member', 'person'),
        ('bg.person', 'member', 'id'), ('bg.consent', 'member', 'person'), ('bg.mentor', 'mentor', 'id'),
        ('bg.venture', 'venture', 'id'), ('bg.founder', 'venture', 'venture'), ('bg.offer', 'offer', 'id'),
        ('bg.offer_rule', 'offer', 'offer'), ('bg.criteria', 'criteria', 'id'), ('bg.criteria_skill', 'criteria', 'criteria'),
        ('bg.criteria_sector', 'criteria', 'criteria'), ('bg.criteria_language', 'criteria', 'criteria'),
        ('bg.criteria_place', 'criteria', 'criteria')) AS w (name, kind, key)
    LOOP
        EXECUTE format('CREATE TRIGGER feed_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_change(%L, %L)', watched.name, watched.kind, watched.key);
        EXECUTE format('CREATE TRIGGER feed_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_change(%L, %L)', watched.name, watched.kind, watched.key);
        EXECUTE format('CREATE TRIGGER feed_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_change(%L, %L)', watched.name, watched.kind, watched.key);
    END LOOP;
END
$$;

GRANT SELECT ON log.change, log.epoch TO bg_matcher, bg_work;
GRANT DELETE ON log.change TO bg_matcher;
