-- What a desk had said in somebody's name stood against that person's own word: a mentor's record that it had made stayed its own when
-- nothing was shared with it any more, what a person had paused or retired it set live again, and what it retired ended all that was
-- open. Who is paused, dormant or only offered was read by every desk of every country.
SET ROLE bg_owner;

ALTER TABLE bg.member ADD rested_by_self bool NOT NULL DEFAULT false, ADD set_aside bool NOT NULL DEFAULT false;
ALTER TABLE bg.mentor ADD named bool NOT NULL DEFAULT false, ADD rested_by_self bool NOT NULL DEFAULT false,
    ADD set_aside bool NOT NULL DEFAULT false;
COMMENT ON COLUMN bg.member.rested_by_self IS 'Whether the person said that it rests: nobody else sets it live.';
COMMENT ON COLUMN bg.member.set_aside IS 'Whether a desk alone retired it, and the person speaks for themself: nothing of it has ended.';
COMMENT ON COLUMN bg.mentor.rested_by_self IS 'Whether the person said that it rests: nobody else sets it live.';
COMMENT ON COLUMN bg.mentor.set_aside IS 'Whether a desk alone retired it, and the person speaks for themself: nothing of it has ended.';
COMMENT ON COLUMN bg.mentor.named IS 'Whether the mentor in person said which desks. A desk that no mentor named counts while the person shares with it.';
GRANT SELECT (granted, granted_until) ON bg.member TO bg_matcher;
GRANT SELECT (named) ON bg.mentor TO bg_matcher;

-- Whose word it was the acts say. No act of anybody, and no service follows while the schema changes.
ALTER TABLE bg.member DISABLE TRIGGER feed_update, DISABLE TRIGGER audit_update;
ALTER TABLE bg.mentor DISABLE TRIGGER feed_update, DISABLE TRIGGER audit_update;
UPDATE bg.member m SET rested_by_self = true WHERE m.status <> 'live' AND (SELECT a.role = 'bg_member' FROM log.audit a
    WHERE a.subject = m.id AND a.kind = 'member' AND a.act = 'update' AND 'status' = ANY (a.fields) ORDER BY a.id DESC LIMIT 1);
UPDATE bg.mentor o SET rested_by_self = true WHERE o.status NOT IN ('offered', 'open') AND (SELECT a.role = 'bg_member' FROM log.audit a
    WHERE a.subject = o.id AND a.kind = 'mentor' AND a.act = 'update' AND 'status' = ANY (a.fields) ORDER BY a.id DESC LIMIT 1);
UPDATE bg.mentor o SET named = true WHERE EXISTS (SELECT FROM log.audit a
    WHERE a.subject = o.id AND a.kind = 'mentor' AND a.role = 'bg_member' AND (a.act = 'insert' OR 'desks' = ANY (a.fields)));
ALTER TABLE bg.member ENABLE TRIGGER feed_update, ENABLE TRIGGER audit_update;
ALTER TABLE bg.mentor ENABLE TRIGGER feed_update, ENABLE TRIGGER audit_update;

-- A mentor is seen as long as the person is: who is open and names no desk by all, else by the desks that the mentor in person named, that
-- the person shares with at this moment, or that have introduced them. The first two of these change the record.
-- Asked once a statement, and only where nothing else shows a mentor.
CREATE FUNCTION bg.introduced_mentors() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(i.mentor) FROM bg.introduction i WHERE i.organisation = ANY (bg.own_organisations()) AND i.ending IS NULL
$$;
REVOKE ALL ON FUNCTION bg.introduced_mentors() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.introduced_mentors() TO bg_desk;
ALTER POLICY select_bg_desk ON bg.mentor USING (live AND (
    matched AND (desks = '{}' AND status = 'open' OR named AND desks && (SELECT bg.own_organisations()))
    OR (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now() FROM bg.member m WHERE m.id = mentor.id)
    OR matched AND id = ANY ((SELECT bg.introduced_mentors())::uuid[])));
ALTER POLICY update_bg_desk ON bg.mentor USING (live AND (named AND desks && (SELECT bg.own_organisations())
        OR (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now() FROM bg.member m WHERE m.id = mentor.id)))
    WITH CHECK (named AND desks && (SELECT bg.own_organisations())
        OR (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now() FROM bg.member m WHERE m.id = mentor.id));
-- So are the lists of the profile.
DO $$
DECLARE
    one     record;
    changes text := 'CASE kind
                WHEN 1 THEN (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now()
                    FROM bg.member m WHERE m.id = owner)
                WHEN 2 THEN (SELECT o.named AND o.desks && (SELECT bg.own_organisations()) FROM bg.mentor o WHERE o.id = owner)
                    OR (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now()
                        FROM bg.member m WHERE m.id = owner)
                WHEN 3 THEN (SELECT true FROM bg.venture v WHERE v.id = owner) END';
BEGIN
    FOR one IN SELECT p.* FROM pg_policies p WHERE p.schemaname = 'bg' AND p.tablename LIKE 'criteria%' AND p.roles = '{bg_desk}'
            AND p.cmd IN ('INSERT', 'UPDATE', 'DELETE') LOOP
        EXECUTE format('ALTER POLICY %I ON bg.%I', one.policyname, one.tablename)
            || CASE WHEN one.cmd <> 'INSERT' THEN format(' USING (%s)', changes) ELSE '' END
            || CASE WHEN one.cmd <> 'DELETE' THEN format(' WITH CHECK (%s)', changes) ELSE '' END;
    END LOOP;
END
$$;

-- The desks that a mentor works with, which is none in particular where none is named; null where the desks that named themselves are
-- shared with no more. In plpgsql, which keeps its plan from row to row.
CREATE FUNCTION bg.working_desks(named bool, desks uuid[], granted uuid[], until timestamptz) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF named OR desks = '{}' THEN
        RETURN desks;
    ELSIF until > now() THEN
        RETURN (SELECT array_agg(d.id) FROM unnest(desks) AS d (id)
            WHERE EXISTS (SELECT FROM bg.organisation o WHERE o.id = ANY (granted) AND o.path @> ARRAY[d.id]));
    END IF;
    RETURN NULL;
END
$$;

-- What the index knows of a mentor has in it which desk lies above which that is shared with.
CREATE OR REPLACE FUNCTION log.record_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.change (kind, id)
        SELECT 'venture', v.id FROM bg.venture v WHERE v.organisation = NEW.id AND OLD.country <> NEW.country
        UNION ALL SELECT 'offer', o.id FROM bg.offer o WHERE o.centre = NEW.id AND OLD.country <> NEW.country
        UNION ALL SELECT 'mentor', m.id FROM bg.mentor m WHERE NOT m.named AND m.desks && (OLD.path || NEW.path) AND OLD.path <> NEW.path;
    RETURN NULL;
END
$$;
DROP TRIGGER feed_move ON bg.organisation;
CREATE TRIGGER feed_move AFTER UPDATE OF country, parent ON bg.organisation
    FOR EACH ROW WHEN (OLD.country <> NEW.country OR OLD.path <> NEW.path) EXECUTE FUNCTION log.record_move();

-- Who says themself which desks these are has said so of all of them.
CREATE FUNCTION bg.keep_named() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.named := TG_OP = 'INSERT' OR OLD.named OR NOT (NEW.desks <@ OLD.desks AND NEW.desks @> OLD.desks);
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.keep_named() FROM PUBLIC;
CREATE TRIGGER keep_named BEFORE INSERT OR UPDATE OF desks ON bg.mentor
    FOR EACH ROW WHEN (current_setting('role') = 'bg_member') EXECUTE FUNCTION bg.keep_named();

-- Whoever sets a record to rest in person sets it live again. Where the person has a key, or has ever signed in, a desk that retires the
-- record hides it, and ends nothing in the person's name.
CREATE FUNCTION bg.keep_rest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    who   text := current_setting('role');
    rests bool := NEW.status NOT IN ('live', 'open', 'offered');
    -- Who retires what a desk has retired says so, too.
    said  bool := who = 'bg_member' AND (NEW.status <> OLD.status
        OR coalesce(current_setting('braingain.operation', true), '') IN ('retireMember', 'retireMentor'));
BEGIN
    IF who = 'bg_desk' AND OLD.rested_by_self AND NOT rests THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'rested_in_person';
    END IF;
    NEW.rested_by_self := rests AND (OLD.rested_by_self OR said);
    NEW.set_aside := NEW.status = 'retired' AND NOT said AND CASE WHEN OLD.status = 'retired' THEN OLD.set_aside
        ELSE who = 'bg_desk' AND (EXISTS (SELECT FROM bg.api_key k WHERE k.person = NEW.id)
            OR EXISTS (SELECT FROM log.audit a WHERE a.subject = NEW.id AND a.kind = 'session')) END;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.keep_rest() FROM PUBLIC;
CREATE TRIGGER keep_rest BEFORE UPDATE OF status ON bg.member FOR EACH ROW EXECUTE FUNCTION bg.keep_rest();
CREATE TRIGGER keep_rest BEFORE UPDATE OF status ON bg.mentor FOR EACH ROW EXECUTE FUNCTION bg.keep_rest();

-- Nothing that is open ends by a desk's word in the name of whoever can say it.
CREATE OR REPLACE FUNCTION bg.shown_founders(asked uuid, OUT person uuid, OUT lead bool) RETURNS SETOF record
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT f.person, f.lead FROM bg.venture v JOIN bg.organisation d ON d.id = v.organisation JOIN bg.founder f ON f.venture = v.id
        JOIN bg.person p ON p.id = f.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = f.person AND (m.status <> 'retired' OR m.set_aside)
    WHERE v.id = asked AND EXISTS (SELECT FROM bg.consent c JOIN bg.organisation o ON o.id = c.organisation
        WHERE c.person = f.person AND c.purpose = 'share_with_desk' AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
            AND (o.id = ANY (d.path) OR d.id = ANY (o.path)))
$$;

CREATE OR REPLACE FUNCTION bg.introduced(asked uuid)
    RETURNS TABLE (side text, person uuid, name text, lead bool, email text, phone text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT i.*, bg.own_person() AS me, current_setting('role') AS role FROM bg.introduction i
        WHERE i.id = asked AND i.ending IS NULL AND (current_setting('role') <> 'bg_member' OR EXISTS (SELECT FROM bg.person p
            JOIN bg.member m ON m.id = p.id AND (m.status <> 'retired' OR m.set_aside) WHERE p.id = bg.own_person() AND p.status IN ('live', 'merged')))
    ), founder AS (
        SELECT f.person, f.lead FROM one CROSS JOIN LATERAL bg.shown_founders(one.venture) f
        WHERE one.mentor_accepted_at IS NULL OR bg.is_agreed(one.founders, f.person)
    ), other AS (
        SELECT 'venture' AS side, f.person, f.lead, one.state = 'active' AND f.person IS NOT DISTINCT FROM one.accepted_by AS told,
            one.state = 'active' AS active, false AS moved
        FROM one CROSS JOIN founder f WHERE one.role = 'bg_member' AND one.mentor = one.me
        UNION ALL
        SELECT 'mentor', one.mentor, false, one.role = 'bg_member' AND NOT one.moved, true, one.moved FROM one
        WHERE one.state = 'active' AND (one.role = 'bg_desk' AND one.organisation = ANY (bg.own_organisations())
            OR one.role = 'bg_member' AND EXISTS (SELECT FROM founder f WHERE f.person = one.me))
    ), young AS (
        SELECT y.id FROM one CROSS JOIN LATERAL bg.young(one.mentor, one.venture) AS y (id)
    )
    SELECT o.side, p.id, p.name, o.lead, max(c.value) FILTER (WHERE c.kind = 'email'), max(c.value) FILTER (WHERE c.kind = 'phone')
    FROM other o JOIN bg.person p ON p.id = o.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = p.id AND (m.status <> 'retired' OR m.set_aside) AND (m.matched OR NOT o.moved)
        LEFT JOIN bg.person_contact c ON c.person = p.id AND o.active AND (o.told OR EXISTS (
            SELECT FROM bg.consent a WHERE a.person = p.id AND a.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = a.id)))
    WHERE NOT EXISTS (SELECT FROM young y WHERE y.id IN (o.person, bg.own_person()))
    GROUP BY o.side, p.id, p.name, o.lead
$$;

CREATE OR REPLACE FUNCTION bg.end_introductions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_TABLE_NAME = 'venture' AND NEW.status <> 'closed' THEN
        UPDATE bg.introduction SET organisation = NEW.organisation WHERE venture = NEW.id AND ending IS NULL;
    ELSIF TG_TABLE_NAME = 'venture' THEN
        UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'venture_closed'
        WHERE venture = NEW.id AND ending IS NULL;
    ELSIF TG_TABLE_NAME = 'mentor' THEN
        UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'mentor_left'
        WHERE mentor = NEW.id AND ending IS NULL AND state <> 'active';
    ELSIF NEW.status = 'retired' AND NOT NEW.set_aside
        OR NOT EXISTS (SELECT FROM bg.person p WHERE p.id = NEW.id AND p.status = 'merged') THEN
        PERFORM FROM bg.mentor m WHERE m.id = NEW.id FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(),
            end_reason = CASE WHEN NEW.matched THEN 'mentor_left' ELSE 'consent_withdrawn' END
        WHERE mentor = NEW.id AND ending IS NULL
            AND (state <> 'active' OR NEW.id::text IS DISTINCT FROM current_setting('braingain.uniting', true));
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bg.shares_with_partner(applicant uuid, partner uuid) RETURNS bool LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.member m JOIN bg.person p ON p.id = m.id JOIN bg.consent c ON c.person = m.id
        WHERE m.id = applicant AND (m.status <> 'retired' OR m.set_aside) AND p.status IN ('live', 'merged') AND c.purpose = 'share_with_partner'
            AND c.organisation = partner AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
$$;

CREATE OR REPLACE FUNCTION bg.leave_applications(applicant uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a
        WHERE a.person = applicant AND a.ending IS NULL AND a.placed_at IS NULL) ORDER BY o.id FOR NO KEY UPDATE;
    UPDATE bg.application SET ending = 'withdrawn', ended_at = now(), end_reason = CASE WHEN EXISTS (SELECT FROM bg.member m
        WHERE m.id = applicant AND m.status = 'retired' AND NOT m.set_aside) THEN 'record_retired' ELSE 'consent_withdrawn' END
    WHERE person = applicant AND ending IS NULL AND placed_at IS NULL AND NOT bg.shares_with_partner(applicant, organisation);
END
$$;

CREATE OR REPLACE FUNCTION bg.unite_persons(keep uuid, absorb uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    two     uuid[] := ARRAY[keep, absorb];
    founded uuid[] := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = absorb);
    led     uuid[] := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = absorb AND f.lead);
    theirs  bg.mentor;
    made    uuid := gen_random_uuid();
BEGIN
    -- A venture has one lead at a time, so that the one goes first.
    DELETE FROM bg.founder WHERE person = absorb;
    INSERT INTO bg.founder AS f (venture, person, lead) SELECT v.id, keep, v.id = ANY (led) FROM unnest(founded) AS v (id)
        ON CONFLICT (venture, person) DO UPDATE SET lead = f.lead OR excluded.lead;
    UPDATE bg.venture SET version = version + 1, updated_at = now() WHERE id = ANY (founded);
    UPDATE bg.introduction SET accepted_by = NULL WHERE accepted_by = absorb;

    -- Nobody mentors the own venture, nor one venture twice: what is further goes on.
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'self_match'
        WHERE i.ending IS NULL AND i.mentor = ANY (two)
            AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = keep);
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'merged'
        WHERE i.ending IS NULL AND i.mentor = ANY (two) AND EXISTS (SELECT FROM bg.introduction o
            WHERE o.venture = i.venture AND o.ending IS NULL AND o.mentor = ANY (two)
                AND (o.state = 'active', o.holds, o.mentor = keep) > (i.state = 'active', i.holds, i.mentor = keep));
    SELECT * INTO theirs FROM bg.mentor WHERE id = absorb;
    IF FOUND THEN
        UPDATE bg.mentor SET capacity = greatest(capacity, theirs.capacity), held = least(99, held + theirs.held),
            version = version + 1, updated_at = now() WHERE id = keep;
        IF NOT FOUND THEN
            PERFORM bg.copy_profile(theirs.profile, made, keep);
            INSERT INTO bg.mentor (id, headline, profile, capacity, held, reply_days, desks, named, status, rested_by_self, set_aside)
                VALUES (keep, theirs.headline, made, theirs.capacity, theirs.held, theirs.reply_days, theirs.desks, theirs.named,
                    theirs.status, theirs.rested_by_self, theirs.set_aside);
        END IF;
        UPDATE bg.introduction SET mentor = keep, moved = true WHERE mentor = absorb;
    END IF;
    UPDATE bg.contest c SET person = keep WHERE c.person = absorb
        AND NOT EXISTS (SELECT FROM bg.contest k WHERE k.person = keep AND (k.log = c.log OR k.offer = c.offer));

    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a WHERE a.person = ANY (two)) ORDER BY o.id
        FOR NO KEY UPDATE;
    UPDATE bg.application a SET ending = 'withdrawn', ended_at = now(), end_reason = 'application_exists'
        WHERE a.person = ANY (two) AND a.ending IS NULL AND a.placed_at IS NULL AND EXISTS (SELECT FROM bg.application o
            WHERE o.person = ANY (two) AND o.offer = a.offer AND o.ending IS NULL AND o.id <> a.id
                AND (o.placed_at IS NOT NULL, o.accepted_at IS NOT NULL, o.offered_at IS NOT NULL, o.interview_at IS NOT NULL,
                        o.shortlisted_at IS NOT NULL, o.submitted_at IS NOT NULL, o.person = keep)
                    > (false, a.accepted_at IS NOT NULL, a.offered_at IS NOT NULL, a.interview_at IS NOT NULL,
                        a.shortlisted_at IS NOT NULL, a.submitted_at IS NOT NULL, a.person = keep));
    UPDATE bg.application a SET person = keep, merged = coalesce(a.merged, absorb)
        WHERE a.person = absorb AND (a.ending IS NOT NULL OR NOT EXISTS (SELECT FROM bg.application k
            WHERE k.person = keep AND k.offer = a.offer AND k.ending IS NULL));
    PERFORM bg.unite_consents(keep, absorb);
    UPDATE bg.introduction i SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE i.mentor = keep AND i.ending IS NULL AND i.state <> 'active'
            AND NOT EXISTS (SELECT FROM bg.member m WHERE m.id = keep AND m.matched);
    PERFORM bg.leave_applications(keep);
END
$$;

DROP TRIGGER end_introductions ON bg.mentor;
CREATE TRIGGER end_introductions AFTER UPDATE OF status ON bg.mentor
    FOR EACH ROW WHEN (NEW.status = 'retired' AND NOT NEW.set_aside AND (OLD.status <> 'retired' OR OLD.set_aside))
    EXECUTE FUNCTION bg.end_introductions();
DROP TRIGGER end_introductions ON bg.member;
CREATE TRIGGER end_introductions AFTER UPDATE OF matched, status ON bg.member FOR EACH ROW
    WHEN (OLD.matched AND NOT NEW.matched OR NEW.status = 'retired' AND NOT NEW.set_aside AND (OLD.status <> 'retired' OR OLD.set_aside))
    EXECUTE FUNCTION bg.end_introductions();
DROP TRIGGER leave_applications ON bg.member;
CREATE TRIGGER leave_applications AFTER UPDATE OF status ON bg.member FOR EACH ROW
    WHEN (NEW.status = 'retired' AND NOT NEW.set_aside AND (OLD.status <> 'retired' OR OLD.set_aside))
    EXECUTE FUNCTION bg.end_applications();

RESET ROLE;
