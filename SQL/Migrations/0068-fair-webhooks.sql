-- An organisation whose programs never answer kept the events of all others waiting; and what was queued for one that may hear of its
-- subject no more, since somebody has withdrawn or was erased, was told all the same.
SET ROLE bg_owner;

-- The organisations that an introduction or an application concerns at this moment: of the latter whoever made the offer, and with
-- whom the applicant shares.
CREATE FUNCTION log.concerned(kind text, subject uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT i.organisation FROM bg.introduction i WHERE kind = 'introduction' AND i.id = subject
    UNION ALL
    SELECT a.organisation FROM bg.application a WHERE kind = 'application' AND a.id = subject
    UNION ALL
    SELECT unnest(m.granted) FROM bg.application a JOIN bg.member m ON m.id = a.person
    WHERE kind = 'application' AND a.id = subject AND m.granted_until > now()
$$;

CREATE OR REPLACE FUNCTION log.tell_webhooks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
        INSERT INTO log.event (webhook, type, subject)
        SELECT DISTINCT w.id, TG_ARGV[0] || '.' || NEW.state, NEW.id
        FROM log.concerned(TG_ARGV[0], NEW.id) AS c (id) JOIN bg.organisation o ON o.id = c.id
            JOIN bg.webhook w ON w.organisation = ANY (o.path);
    END IF;
    RETURN NULL;
END
$$;

-- Takes those that are due for a while: whoever delivers one says so, or it is tried again, each time after a longer wait. Of
-- what is about the same, the later waits for the earlier; and of one organisation no more than a fourth is taken at once. What would
-- come too late is forgotten, and what the organisation may not hear of any more.
CREATE OR REPLACE FUNCTION log.take_events(most bigint)
    RETURNS TABLE (id bigint, event uuid, type text, subject uuid, at timestamptz, url text, secret bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM log.event e WHERE e.until < now();
    DELETE FROM log.event e USING bg.webhook w WHERE e.due_at <= now() AND w.id = e.webhook AND NOT EXISTS (
        SELECT FROM log.concerned(split_part(e.type, '.', 1), e.subject) AS c (id) JOIN bg.organisation o ON o.id = c.id
        WHERE w.organisation = ANY (o.path));
    RETURN QUERY UPDATE log.event e SET tries = e.tries + 1, due_at = now() + interval '30 seconds' * 2 ^ least(e.tries, 9)
        FROM (SELECT l.id FROM log.event l WHERE l.due_at <= now() AND l.id IN (
                SELECT p.id FROM (SELECT d.id, d.due_at, row_number() OVER (PARTITION BY v.organisation ORDER BY d.due_at, d.id) AS place
                    FROM log.event d JOIN bg.webhook v ON v.id = d.webhook WHERE d.due_at <= now() AND NOT EXISTS (
                        SELECT FROM log.event f WHERE f.webhook = d.webhook AND f.subject = d.subject AND f.id < d.id)) p
                WHERE p.place <= greatest(1, most / 4) ORDER BY p.due_at LIMIT most)
            FOR UPDATE SKIP LOCKED) due, bg.webhook w
        WHERE e.id = due.id AND w.id = e.webhook
        RETURNING e.id, e.event, e.type, e.subject, e.at, w.url, w.secret;
END
$$;
REVOKE ALL ON FUNCTION log.concerned(text, uuid) FROM PUBLIC;

RESET ROLE;
