-- What a stranger found in introductions: who has left or withdrawn since is accepted by nobody, a venture takes them along to another
-- desk, nobody under 18 is introduced, and what was written about a founder goes with that founder.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.check_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    role    text := current_setting('role');
    me      uuid := bg.own_person();
    accepts bool := TG_OP = 'UPDATE' AND (NEW.mentor_accepted_at, NEW.venture_accepted_at)
        IS DISTINCT FROM (OLD.mentor_accepted_at, OLD.venture_accepted_at);
BEGIN
    IF TG_OP = 'INSERT' OR accepts THEN
        -- Until this is over, nobody withdraws: who withdraws then finds the introduction, and ends it.
        PERFORM FROM bg.member m WHERE TG_OP = 'INSERT' AND m.id = NEW.mentor FOR SHARE;
        IF NOT EXISTS (SELECT FROM bg.member m WHERE m.id = NEW.mentor AND m.matched AND m.status = 'live') THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
        ELSIF NOT EXISTS (SELECT FROM bg.venture v WHERE v.id = NEW.venture AND v.status = 'incubated') THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_not_incubated';
        ELSIF EXISTS (SELECT FROM bg.person p
                WHERE (p.id = NEW.mentor OR p.id IN (SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture))
                    AND (p.born_year, coalesce(p.born_month, 12), coalesce(p.born_day, 31))
                        > (extract(year FROM now()) - 18, extract(month FROM now()), extract(day FROM now()))) THEN
            -- Of a date that is not whole the latest day counts.
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'under_age';
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.organisation := (SELECT v.organisation FROM bg.venture v WHERE v.id = NEW.venture);
        IF EXISTS (SELECT FROM bg.founder f WHERE f.venture = NEW.venture AND f.person = NEW.mentor) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'self_match';
        ELSIF NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = NEW.mentor AND m.status = 'open') THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'mentor_paused';
        ELSIF EXISTS (SELECT FROM bg.mentor m WHERE m.id = NEW.mentor AND m.held >= m.capacity) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG001', MESSAGE = 'mentor_capacity_full';
        ELSIF EXISTS (SELECT FROM bg.venture v WHERE v.id = NEW.venture AND v.mentored >= v.mentors_wanted) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_filled';
        ELSIF (SELECT count(*) FROM bg.introduction i
                WHERE i.organisation = NEW.organisation AND i.proposed_at > now() - interval '1 day') >= 200 THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'introduction_limit';
        END IF;
    ELSIF OLD.ending IS NOT NULL AND (NEW.ending, NEW.ended_at, NEW.mentor_accepted_at, NEW.venture_accepted_at)
            IS DISTINCT FROM (OLD.ending, OLD.ended_at, OLD.mentor_accepted_at, OLD.venture_accepted_at)
        OR NEW.mentor_accepted_at IS DISTINCT FROM OLD.mentor_accepted_at AND role IN ('bg_member', 'bg_desk')
            AND me IS DISTINCT FROM OLD.mentor
        OR NEW.venture_accepted_at IS DISTINCT FROM OLD.venture_accepted_at AND role = 'bg_member'
            AND NOT EXISTS (SELECT FROM bg.founder f WHERE f.venture = OLD.venture AND f.person = me)
        OR NEW.accepted_by IS DISTINCT FROM OLD.accepted_by AND NEW.accepted_by IS NOT NULL
            AND (role <> 'bg_member' OR NEW.accepted_by <> me) THEN
        RAISE EXCEPTION 'this is another''s to accept, or is over' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
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
    ELSE
        PERFORM FROM bg.mentor m WHERE m.id = NEW.id FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE mentor = NEW.id AND ending IS NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bg.introduced(asked uuid)
    RETURNS TABLE (side text, person uuid, name text, lead bool, email text, phone text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT i.*, bg.own_person() AS me, current_setting('role') AS role FROM bg.introduction i
        WHERE i.id = asked AND i.ending IS NULL
    ), other AS (
        SELECT 'venture' AS side, f.person, f.lead, one.state = 'active' AND f.person IS NOT DISTINCT FROM one.accepted_by AS told,
            one.state = 'active' AS active
        FROM one JOIN bg.founder f ON f.venture = one.venture WHERE one.role = 'bg_member' AND one.mentor = one.me
        UNION ALL
        SELECT 'mentor', one.mentor, false, one.role = 'bg_member', true FROM one
        WHERE one.state = 'active' AND (one.role = 'bg_desk' AND one.organisation = ANY (bg.own_organisations())
            OR one.role = 'bg_member' AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = one.venture AND f.person = one.me))
    )
    SELECT o.side, p.id, p.name, o.lead, max(c.value) FILTER (WHERE c.kind = 'email'), max(c.value) FILTER (WHERE c.kind = 'phone')
    FROM other o JOIN bg.person p ON p.id = o.person AND p.status = 'live'
        JOIN bg.member m ON m.id = p.id AND m.status <> 'retired'
        LEFT JOIN bg.person_contact c ON c.person = p.id AND o.active AND (o.told OR EXISTS (
            SELECT FROM bg.consent a WHERE a.person = p.id AND a.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = a.id)))
    GROUP BY o.side, p.id, p.name, o.lead
$$;

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
    -- Whoever proposes them at this moment is waited for, and whoever accepts.
    PERFORM FROM bg.member WHERE id = erased FOR UPDATE;
    PERFORM FROM bg.mentor m WHERE m.id = erased OR m.id IN (SELECT i.mentor FROM bg.introduction i
        JOIN bg.founder f ON f.venture = i.venture AND f.person = erased WHERE i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE;
    -- What was agreed with them stays as an end, without them; a venture that nobody is left of agrees to nothing.
    UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'venture_left'
        WHERE ending IS NULL AND venture IN (SELECT f.venture FROM bg.founder f WHERE f.person = erased
            AND NOT EXISTS (SELECT FROM bg.founder o WHERE o.venture = f.venture AND o.person <> erased));
    UPDATE bg.introduction SET note = NULL, reason = NULL
        WHERE venture IN (SELECT f.venture FROM bg.founder f WHERE f.person = erased);
    UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE mentor = erased AND ending IS NULL;
    UPDATE bg.introduction SET mentor = NULL, note = NULL, reason = NULL WHERE mentor = erased;
    UPDATE bg.introduction SET accepted_by = NULL WHERE accepted_by = erased;
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
    DELETE FROM log.outbox WHERE position(erased::text IN body) > 0;
    DELETE FROM bg.break_glass WHERE person = erased;
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

CREATE OR REPLACE FUNCTION bg.own_file() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT jsonb_build_object(
        'equality', (SELECT to_jsonb(e) - 'person' FROM bg.person_equality e WHERE e.person = me.id),
        'introductions', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'venture', i.venture, 'desk', i.organisation,
                'as', CASE WHEN i.mentor = me.id THEN 'mentor' ELSE 'founder' END, 'state', i.state, 'note', i.note,
                'reason', i.reason, 'proposed_at', bg.written(i.proposed_at), 'mentor_accepted_at', bg.written(i.mentor_accepted_at),
                'venture_accepted_at', bg.written(i.venture_accepted_at), 'ended_at', bg.written(i.ended_at), 'end_reason', i.end_reason) ORDER BY i.id), '[]')
            FROM bg.introduction i WHERE i.mentor = me.id OR i.accepted_by = me.id
                OR EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = me.id)),
        'sessions', (SELECT coalesce(jsonb_agg(jsonb_build_object('begun_at', bg.written(s.created_at), 'idle_until', bg.written(s.idle_until),
                'ends_at', bg.written(s.ends_at), 'address', s.address) ORDER BY s.created_at), '[]')
            FROM bg.session s WHERE s.person = me.id),
        'keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'scopes', k.scopes, 'created_at', bg.written(k.created_at),
                'expires_at', bg.written(k.expires_at), 'revoked_at', bg.written(k.revoked_at), 'used_on', k.used_on) ORDER BY k.created_at), '[]')
            FROM bg.api_key k WHERE k.person = me.id),
        'opened', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', bg.written(g.at), 'until', bg.written(g.until), 'reason', g.reason) ORDER BY g.at), '[]')
            FROM bg.break_glass g WHERE g.person = me.id),
        'messages', (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', o.subject, 'until', bg.written(o.until)) ORDER BY o.until), '[]')
            FROM log.outbox o JOIN bg.person_contact c ON c.person = me.id
                AND bg.folded_address(o.address) = bg.folded_address(c.value)),
        'acts', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', bg.written(a.at), 'role', regexp_replace(a.role, '^bg_', ''), 'act', a.act, 'kind', a.kind,
                'fields', a.fields, 'operation', a.operation) ORDER BY a.id), '[]')
            FROM log.audit a WHERE a.subject = me.id))
    FROM (SELECT bg.own_person() AS id) me
$$;

DROP TRIGGER end_introductions ON bg.member;
CREATE TRIGGER end_introductions AFTER UPDATE OF matched, status ON bg.member FOR EACH ROW
    WHEN (OLD.matched AND NOT NEW.matched OR OLD.status <> 'retired' AND NEW.status = 'retired')
    EXECUTE FUNCTION bg.end_introductions();
DROP TRIGGER end_introductions ON bg.venture;
CREATE TRIGGER end_introductions AFTER UPDATE OF status, organisation ON bg.venture FOR EACH ROW
    WHEN (NEW.status = 'closed' AND OLD.status <> 'closed' OR NEW.organisation <> OLD.organisation)
    EXECUTE FUNCTION bg.end_introductions();

-- The same locks in the same order for whoever changes a venture, before the venture's own.
CREATE FUNCTION bg.lock_mentors(asked uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT FROM bg.mentor m WHERE m.id IN (SELECT i.mentor FROM bg.introduction i
        WHERE i.venture = asked AND i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE
$$;
REVOKE ALL ON FUNCTION bg.lock_mentors(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.lock_mentors(uuid) TO bg_desk;

-- Partners have no introductions to hear of.
REVOKE ALL ON bg.webhook FROM bg_partner;
ALTER POLICY select_bg_desk_partner ON bg.webhook TO bg_desk;
ALTER POLICY select_bg_desk_partner ON bg.webhook RENAME TO select_bg_desk;
ALTER POLICY insert_bg_desk_partner ON bg.webhook TO bg_desk;
ALTER POLICY insert_bg_desk_partner ON bg.webhook RENAME TO insert_bg_desk;
ALTER POLICY delete_bg_desk_partner ON bg.webhook TO bg_desk;
ALTER POLICY delete_bg_desk_partner ON bg.webhook RENAME TO delete_bg_desk;

RESET ROLE;
