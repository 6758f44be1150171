-- Programs of desks hear what becomes of introductions: an event is written in the transaction of the change, and
-- is gone when the other side has taken it.
SET ROLE bg_owner;

CREATE TABLE bg.webhook (
    id            uuid PRIMARY KEY,
    organisation  uuid NOT NULL REFERENCES bg.organisation,
    url           text NOT NULL CHECK (url ~ '^https://[!-~]+$' AND char_length(url) <= 498),
    secret        bytea NOT NULL CHECK (octet_length(secret) = 32),
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_status   smallint,
    last_tried_at timestamptz
);
CREATE UNIQUE INDEX webhook_same ON bg.webhook (organisation, url);
COMMENT ON COLUMN bg.webhook.secret IS 'What events are signed with. Signing takes the secret itself; a hash would not do.';
COMMENT ON COLUMN bg.webhook.last_status IS 'Of the last answer; null where none came.';

CREATE TABLE log.event (
    id      bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    event   uuid NOT NULL DEFAULT gen_random_uuid(),
    webhook uuid NOT NULL REFERENCES bg.webhook ON DELETE CASCADE,
    type    text NOT NULL,
    subject uuid NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    due_at  timestamptz NOT NULL DEFAULT now(),
    until   timestamptz NOT NULL DEFAULT now() + interval '3 days',
    tries   smallint NOT NULL DEFAULT 0
);
CREATE INDEX event_subject ON log.event (webhook, subject, id);
CREATE INDEX event_due ON log.event (due_at);
COMMENT ON TABLE log.event IS 'Names what it is about, and nothing of it: who is told reads that with a key.';

GRANT SELECT (id, organisation, url, created_at, last_status, last_tried_at), INSERT (id, organisation, url, secret), DELETE
    ON bg.webhook TO bg_desk;
ALTER TABLE bg.webhook ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.webhook FORCE ROW LEVEL SECURITY;
ALTER TABLE log.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.event FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.webhook TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY owner ON log.event TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY select_bg_desk ON bg.webhook FOR SELECT TO bg_desk
    USING (organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY insert_bg_desk ON bg.webhook FOR INSERT TO bg_desk
    WITH CHECK (organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY delete_bg_desk ON bg.webhook FOR DELETE TO bg_desk
    USING (organisation = ANY((SELECT bg.own_organisations())::uuid[]));

CREATE FUNCTION bg.keep_few_webhooks() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat('bg.webhook ', NEW.organisation), 0));
    IF (SELECT count(*) FROM bg.webhook w WHERE w.organisation = NEW.organisation) >= 5 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'webhook_limit';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER few_webhooks BEFORE INSERT ON bg.webhook FOR EACH ROW EXECUTE FUNCTION bg.keep_few_webhooks();

-- Those of an organisation hear it, and those of the ones above.
CREATE FUNCTION log.tell_webhooks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
        INSERT INTO log.event (webhook, type, subject)
        SELECT w.id, TG_ARGV[0] || '.' || NEW.state, NEW.id
        FROM bg.organisation o JOIN bg.webhook w ON w.organisation = ANY (o.path) WHERE o.id = NEW.organisation;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_webhooks AFTER INSERT OR UPDATE ON bg.introduction
    FOR EACH ROW EXECUTE FUNCTION log.tell_webhooks('introduction');

-- Takes those that are due for a while: whoever delivers one says so, or it is tried again, each time after a longer wait. Of
-- what is about the same, the later waits for the earlier. What would come too late is forgotten.
CREATE FUNCTION log.take_events(most bigint)
    RETURNS TABLE (id bigint, event uuid, type text, subject uuid, at timestamptz, url text, secret bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM log.event e WHERE e.until < now();
    RETURN QUERY UPDATE log.event e SET tries = e.tries + 1, due_at = now() + interval '30 seconds' * 2 ^ least(e.tries, 9)
        FROM (SELECT d.id FROM log.event d WHERE d.due_at <= now()
                AND NOT EXISTS (SELECT FROM log.event f WHERE f.webhook = d.webhook AND f.subject = d.subject AND f.id < d.id)
            ORDER BY d.due_at LIMIT most FOR UPDATE SKIP LOCKED) due, bg.webhook w
        WHERE e.id = due.id AND w.id = e.webhook
        RETURNING e.id, e.event, e.type, e.subject, e.at, w.url, w.secret;
END
$$;
CREATE FUNCTION log.end_event(ended bigint, status bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    UPDATE bg.webhook SET last_status = status::smallint, last_tried_at = now()
        WHERE id = (SELECT e.webhook FROM log.event e WHERE e.id = ended);
    DELETE FROM log.event WHERE id = ended AND status BETWEEN 200 AND 299;
$$;
REVOKE ALL ON FUNCTION log.tell_webhooks(), log.take_events(bigint), log.end_event(bigint, bigint), bg.keep_few_webhooks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.take_events(bigint), log.end_event(bigint, bigint) TO bg_clock;

-- That it was tried is no act; that there is one, and that it is gone, is.
CREATE TRIGGER audit_insert AFTER INSERT ON bg.webhook REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('webhook', 'r.id', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.webhook REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('webhook', 'r.id', 'id');

RESET ROLE;
