-- A desk introduces a mentor to a venture; both accept, and the mentor has a place less. The database keeps the places: of fifty
-- who accept the last one at once, one gets it.
SET ROLE bg_owner;

CREATE TABLE bg.introduction (
    id                  uuid PRIMARY KEY,
    venture             uuid NOT NULL REFERENCES bg.venture,
    mentor              uuid REFERENCES bg.mentor,
    organisation        uuid NOT NULL REFERENCES bg.organisation,
    proposed_by         uuid,
    note                text CHECK (char_length(note) BETWEEN 1 AND 2000),
    reason              text CHECK (char_length(reason) BETWEEN 1 AND 500),
    proposed_at         timestamptz NOT NULL DEFAULT now(),
    expires_at          timestamptz NOT NULL DEFAULT now() + interval '7 days',
    mentor_accepted_at  timestamptz,
    venture_accepted_at timestamptz,
    accepted_by         uuid REFERENCES bg.person,
    ending              text CHECK (ending IN ('declined', 'expired', 'lapsed', 'closed', 'void')),
    ended_at            timestamptz,
    end_reason          text CHECK (end_reason ~ '^[a-z_]{1,40}$'),
    holds               bool NOT NULL GENERATED ALWAYS AS (mentor_accepted_at IS NOT NULL AND ending IS NULL) STORED,
    state               text NOT NULL GENERATED ALWAYS AS (CASE
        WHEN ending IS NOT NULL THEN ending
        WHEN mentor_accepted_at IS NOT NULL AND venture_accepted_at IS NOT NULL THEN 'active'
        WHEN mentor_accepted_at IS NOT NULL THEN 'mentor_accepted'
        WHEN venture_accepted_at IS NOT NULL THEN 'venture_accepted'
        ELSE 'proposed' END) STORED,
    CHECK ((ending IS NULL) = (ended_at IS NULL)),
    CHECK (end_reason IS NULL OR ending IS NOT NULL),
    CHECK (mentor IS NOT NULL OR ending IS NOT NULL),
    CHECK (accepted_by IS NULL OR venture_accepted_at IS NOT NULL)
);
CREATE UNIQUE INDEX introduction_open ON bg.introduction (venture, mentor) WHERE ending IS NULL;
CREATE INDEX introduction_mentor ON bg.introduction (mentor);
CREATE INDEX introduction_organisation ON bg.introduction (organisation, id);
CREATE INDEX introduction_expires ON bg.introduction (expires_at) WHERE ending IS NULL;
COMMENT ON COLUMN bg.introduction.mentor IS 'Null once the mentor is erased.';
COMMENT ON COLUMN bg.introduction.organisation IS 'The desk of the venture when it was proposed.';
COMMENT ON COLUMN bg.introduction.proposed_by IS 'A key or an account.';
COMMENT ON COLUMN bg.introduction.reason IS 'Why this mentor, where another ranks higher.';
COMMENT ON COLUMN bg.introduction.accepted_by IS 'The founder who accepted for the venture; null where its desk did.';

ALTER TABLE bg.venture ADD mentored smallint NOT NULL DEFAULT 0 CHECK (mentored >= 0);
COMMENT ON COLUMN bg.venture.mentored IS 'How many introductions are active, as triggers keep it.';

-- Whoever changes a mentor does not change how many places are taken: the introductions do.
REVOKE UPDATE ON bg.mentor FROM bg_work;
GRANT UPDATE (headline, capacity, reply_days, desks, status, version, updated_at) ON bg.mentor TO bg_work;
REVOKE UPDATE ON bg.venture FROM bg_work;
GRANT UPDATE (organisation, name, stage, collective, mentors_wanted, status, version, updated_at) ON bg.venture TO bg_work;

GRANT SELECT, UPDATE (mentor_accepted_at, venture_accepted_at, accepted_by, ending, ended_at, end_reason)
    ON bg.introduction TO bg_member, bg_desk;
GRANT INSERT (id, venture, mentor, proposed_by, note, reason) ON bg.introduction TO bg_desk;

ALTER TABLE bg.introduction ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.introduction FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.introduction TO bg_owner USING (true) WITH CHECK (true);
DO $$
DECLARE
    one     record;
    command text;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('SELECT UPDATE', 'bg_member',
            'mentor = (SELECT bg.own_person()) OR venture = ANY((SELECT bg.founded_ventures())::uuid[])'),
        ('SELECT INSERT UPDATE', 'bg_desk', 'organisation = ANY((SELECT bg.own_organisations())::uuid[])')
    ) AS p (commands, role, condition)
    LOOP
        FOREACH command IN ARRAY string_to_array(one.commands, ' ') LOOP
            EXECUTE format('CREATE POLICY %I ON bg.introduction FOR %s TO %s', lower(command) || '_' || one.role, command, one.role)
                || CASE WHEN command <> 'INSERT' THEN format(' USING (%s)', one.condition) ELSE '' END
                || CASE WHEN command <> 'SELECT' THEN format(' WITH CHECK (%s)', one.condition) ELSE '' END;
        END LOOP;
    END LOOP;
END
$$;

-- A mentor reads the venture that is proposed, and what it needs, as long as it is.
CREATE FUNCTION bg.introduced_ventures() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(i.venture) FROM bg.introduction i WHERE i.mentor = bg.own_person() AND i.ending IS NULL
$$;
REVOKE ALL ON FUNCTION bg.introduced_ventures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.introduced_ventures() TO bg_member;
ALTER POLICY select_bg_member ON bg.venture USING (id = ANY((SELECT bg.founded_ventures())::uuid[])
    OR id = ANY((SELECT bg.introduced_ventures())::uuid[]));

-- Who may propose whom, and who accepts for whom.
CREATE FUNCTION bg.check_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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

-- Takes and gives back the mentor's place and the venture's. With the last one, whoever else waits for it hears that it is gone.
-- A statement that waited here looks at the newest row, so that no place is taken twice.
CREATE FUNCTION bg.keep_places() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    held_before   bool := TG_OP = 'UPDATE' AND OLD.holds;
    active_before bool := TG_OP = 'UPDATE' AND OLD.state = 'active';
    is_full       bool;
BEGIN
    IF NEW.holds AND NOT held_before THEN
        UPDATE bg.mentor SET held = held + 1, version = version + 1, updated_at = now()
        WHERE id = NEW.mentor AND held < capacity RETURNING held >= capacity INTO is_full;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'BG001', MESSAGE = 'mentor_capacity_full';
        ELSIF is_full THEN
            UPDATE bg.introduction SET ending = 'lapsed', ended_at = now(), end_reason = 'capacity_filled'
            WHERE mentor = NEW.mentor AND ending IS NULL AND mentor_accepted_at IS NULL;
        END IF;
    ELSIF held_before AND NOT NEW.holds THEN
        UPDATE bg.mentor SET held = greatest(held - 1, 0), version = version + 1, updated_at = now() WHERE id = OLD.mentor;
    END IF;
    IF NEW.state = 'active' AND NOT active_before THEN
        UPDATE bg.venture SET mentored = mentored + 1
        WHERE id = NEW.venture AND mentored < mentors_wanted RETURNING mentored >= mentors_wanted INTO is_full;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_filled';
        ELSIF is_full THEN
            UPDATE bg.introduction SET ending = 'lapsed', ended_at = now(), end_reason = 'venture_filled'
            WHERE venture = NEW.venture AND ending IS NULL AND state <> 'active';
        END IF;
    ELSIF active_before AND NEW.state <> 'active' THEN
        UPDATE bg.venture SET mentored = greatest(mentored - 1, 0) WHERE id = OLD.venture;
    END IF;
    RETURN NULL;
END
$$;

-- Both sides hear what happens, but for who does it. No message names anybody.
CREATE FUNCTION bg.tell_of_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me      uuid := bg.own_person();
    subject text;
    body    text;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.state = OLD.state OR OLD.ending IS NOT NULL) THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        subject := 'BrainGain: you are proposed to a venture';
        body := 'A desk proposes you as a mentor. Sign in to read what the venture needs, and answer until '
            || to_char(NEW.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || '.';
    ELSIF NEW.state = 'active' THEN
        subject := 'BrainGain: an introduction was accepted';
        body := 'Both sides have accepted. Sign in to read how to reach one another.';
    ELSIF NEW.ending IS NOT NULL THEN
        subject := 'BrainGain: an introduction has ended';
        body := 'An introduction of yours has ended.';
    ELSE
        subject := 'BrainGain: an introduction waits for you';
        body := 'The other side has accepted. Sign in, and answer until '
            || to_char(NEW.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || '.';
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, subject, body, greatest(NEW.expires_at, now() + interval '7 days')
    FROM bg.person_contact c
    WHERE c.kind = 'email' AND c.person IS DISTINCT FROM me AND (c.person = NEW.mentor
        OR TG_OP = 'UPDATE' AND c.person IN (SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture));
    RETURN NULL;
END
$$;

CREATE TRIGGER check_introduction BEFORE INSERT OR UPDATE ON bg.introduction FOR EACH ROW EXECUTE FUNCTION bg.check_introduction();
CREATE TRIGGER keep_places AFTER INSERT OR UPDATE ON bg.introduction FOR EACH ROW EXECUTE FUNCTION bg.keep_places();
CREATE TRIGGER tell_of_introduction AFTER INSERT OR UPDATE ON bg.introduction
    FOR EACH ROW EXECUTE FUNCTION bg.tell_of_introduction();

-- Mentors, then the venture, then introductions, each by identifier: whoever takes these locks takes them in this order, or two
-- who accept at once would wait for one another.
CREATE FUNCTION bg.lock_introduction(asked uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one bg.introduction;
BEGIN
    SELECT * INTO one FROM bg.introduction i WHERE i.id = asked;
    PERFORM FROM bg.mentor m WHERE m.id IN (SELECT i.mentor FROM bg.introduction i
        WHERE i.venture = one.venture AND i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE;
    PERFORM FROM bg.venture v WHERE v.id = one.venture FOR NO KEY UPDATE;
    PERFORM FROM bg.introduction i WHERE i.ending IS NULL AND (i.venture = one.venture OR i.mentor = one.mentor)
        ORDER BY i.id FOR NO KEY UPDATE;
END
$$;
-- The same locks in the same order for whoever changes a venture, before the venture's own.
CREATE FUNCTION bg.lock_mentors(asked uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT FROM bg.mentor m WHERE m.id IN (SELECT i.mentor FROM bg.introduction i
        WHERE i.venture = asked AND i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE
$$;
REVOKE ALL ON FUNCTION bg.lock_mentors(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.lock_mentors(uuid) TO bg_desk;
-- Ends those that nobody answered in time.
CREATE FUNCTION bg.expire_introductions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.mentor m WHERE m.id IN (SELECT i.mentor FROM bg.introduction i
        WHERE i.ending IS NULL AND i.state <> 'active' AND i.expires_at <= now()) ORDER BY m.id FOR NO KEY UPDATE;
    UPDATE bg.introduction SET ending = 'expired', ended_at = now()
    WHERE ending IS NULL AND state <> 'active' AND expires_at <= now();
END
$$;
GRANT EXECUTE ON FUNCTION bg.expire_introductions() TO bg_clock;

-- What a person or venture that is no longer there for others leaves behind.
CREATE FUNCTION bg.end_introductions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
CREATE TRIGGER end_introductions AFTER UPDATE OF status, organisation ON bg.venture FOR EACH ROW
    WHEN (NEW.status = 'closed' AND OLD.status <> 'closed' OR NEW.organisation <> OLD.organisation)
    EXECUTE FUNCTION bg.end_introductions();
CREATE TRIGGER end_introductions AFTER UPDATE OF status ON bg.mentor
    FOR EACH ROW WHEN (NEW.status = 'retired' AND OLD.status <> 'retired') EXECUTE FUNCTION bg.end_introductions();
CREATE TRIGGER end_introductions AFTER UPDATE OF matched, status ON bg.member FOR EACH ROW
    WHEN (OLD.matched AND NOT NEW.matched OR OLD.status <> 'retired' AND NEW.status = 'retired')
    EXECUTE FUNCTION bg.end_introductions();

-- Whom an introduction leads to, as far as who asks may know: a mentor the founders' names, founders the mentor's name once both
-- have accepted, and then how to reach one another. A founder for whom the desk accepted is reached if that founder consents
-- to be. Of an introduction that has ended nobody learns anything.
CREATE FUNCTION bg.introduced(asked uuid)
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
REVOKE ALL ON FUNCTION bg.check_introduction(), bg.keep_places(), bg.tell_of_introduction(), bg.lock_introduction(uuid),
    bg.expire_introductions(), bg.end_introductions(), bg.introduced(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.lock_introduction(uuid), bg.introduced(uuid) TO bg_member, bg_desk;

CREATE TRIGGER audit_insert AFTER INSERT ON bg.introduction REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('introduction', 'r.id', 'id');
CREATE TRIGGER audit_update AFTER UPDATE ON bg.introduction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('introduction', 'r.id', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.introduction REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('introduction', 'r.id', 'id');

-- False where there is nothing (any more) to erase.
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
-- The function itself forgets what was written about somebody whose record was opened.
DROP TRIGGER forget_reasons ON bg.person;
DROP FUNCTION bg.forget_reasons();

RESET ROLE;
