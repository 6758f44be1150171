-- A mentor agrees to be introduced to the founders of a venture. Whoever was made a founder later read the mentor's name and address,
-- and the mentor theirs, without either's word; and whose birth turned out to be later was introduced past the age that is asked.
SET ROLE bg_owner;

-- By the key of each: an OR would read all persons.
CREATE OR REPLACE FUNCTION bg.young(mentor uuid, venture uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT p.id FROM bg.person p
    WHERE p.id = ANY (young.mentor || ARRAY(SELECT f.person FROM bg.founder f WHERE f.venture = young.venture))
        AND (p.born_year, coalesce(p.born_month, 12), coalesce(p.born_day, 31))
            > (extract(year FROM now()) - 18, extract(month FROM now()), extract(day FROM now()))
$$;

ALTER TABLE bg.introduction ADD founders uuid[];
CREATE INDEX introduction_founders ON bg.introduction USING gin (founders);
COMMENT ON COLUMN bg.introduction.founders IS 'Whom the mentor agreed to be introduced to: the founders who were shown then. Null before that.';
UPDATE bg.introduction i SET founders = ARRAY(SELECT f.person FROM bg.founder f WHERE f.venture = i.venture)
WHERE i.mentor_accepted_at IS NOT NULL;
ALTER TABLE bg.introduction ADD CHECK (mentor_accepted_at IS NULL OR founders IS NOT NULL);

-- The founders whom a mentor may see: neither retired nor restricted. Who is not seen sees nobody.
CREATE FUNCTION bg.shown_founders(asked uuid, OUT person uuid, OUT lead bool) RETURNS SETOF record
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT f.person, f.lead FROM bg.founder f JOIN bg.person p ON p.id = f.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = f.person AND m.status <> 'retired'
    WHERE f.venture = asked
$$;
CREATE FUNCTION bg.agree_to_founders() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' OR OLD.mentor_accepted_at IS DISTINCT FROM NEW.mentor_accepted_at THEN
        NEW.founders := CASE WHEN NEW.mentor_accepted_at IS NOT NULL
            THEN ARRAY(SELECT f.person FROM bg.shown_founders(NEW.venture) f) END;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.venture_accepted_at IS DISTINCT FROM OLD.venture_accepted_at AND current_setting('role') = 'bg_member'
        AND NEW.founders IS NOT NULL AND NOT bg.is_agreed(NEW.founders, bg.own_person()) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'introduction_not_open';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER agree_to_founders BEFORE INSERT OR UPDATE OF mentor_accepted_at, venture_accepted_at ON bg.introduction
    FOR EACH ROW EXECUTE FUNCTION bg.agree_to_founders();

-- Whether a founder is one of those, or the record that one of them has become, when that can be undone no more.
CREATE FUNCTION bg.is_agreed(founders uuid[], founder uuid) RETURNS bool LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN founder = ANY (founders) OR EXISTS (
        WITH RECURSIVE way AS (SELECT founder AS id UNION SELECT p.id FROM way JOIN bg.person p ON p.merged_into = way.id
            WHERE NOT EXISTS (SELECT FROM bg.merge m WHERE m.absorbed = p.id AND m.undone_at IS NULL))
        SELECT FROM way w WHERE w.id = ANY (founders));
END
$$;

-- Whom an introduction leads to, as far as who asks may know: a mentor the founders' names, founders the mentor's name once both
-- have accepted, and then how to reach one another. A founder for whom the desk accepted is reached if that founder consents
-- to be. Nobody learns anything of one that has ended, of a founder whom the mentor did not agree to, or of who is under 18.
CREATE OR REPLACE FUNCTION bg.introduced(asked uuid)
    RETURNS TABLE (side text, person uuid, name text, lead bool, email text, phone text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT i.*, bg.own_person() AS me, current_setting('role') AS role FROM bg.introduction i
        WHERE i.id = asked AND i.ending IS NULL AND (current_setting('role') <> 'bg_member' OR EXISTS (SELECT FROM bg.person p
            JOIN bg.member m ON m.id = p.id AND m.status <> 'retired' WHERE p.id = bg.own_person() AND p.status IN ('live', 'merged')))
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
        JOIN bg.member m ON m.id = p.id AND m.status <> 'retired' AND (m.matched OR NOT o.moved)
        LEFT JOIN bg.person_contact c ON c.person = p.id AND o.active AND (o.told OR EXISTS (
            SELECT FROM bg.consent a WHERE a.person = p.id AND a.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = a.id)))
    WHERE NOT EXISTS (SELECT FROM young y WHERE y.id IN (o.person, bg.own_person()))
    GROUP BY o.side, p.id, p.name, o.lead
$$;

-- Nor is anybody written to of it whom the mentor did not agree to.
CREATE OR REPLACE FUNCTION bg.tell_of_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me    uuid := bg.own_person();
    again bool := TG_OP = 'UPDATE' AND OLD.ending IS NOT NULL AND NEW.ending IS NULL;
    told  text := CASE WHEN TG_OP = 'INSERT' THEN 'introduction_proposed' WHEN again THEN 'introduction_again'
        WHEN NEW.state = 'active' THEN 'introduction_accepted' WHEN NEW.ending IS NOT NULL THEN 'introduction_ended'
        ELSE 'introduction_waits' END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.state = OLD.state OR OLD.ending IS NOT NULL AND NOT again) THEN
        RETURN NULL;
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, w.subject, w.body, greatest(NEW.expires_at, now() + interval '7 days')
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
    CROSS JOIN LATERAL bg.words(told, p.language, bg.minute(NEW.expires_at)) AS w
    WHERE c.kind = 'email' AND (again OR c.person IS DISTINCT FROM me) AND (c.person = NEW.mentor
        OR TG_OP = 'UPDATE' AND c.person IN (SELECT f.person FROM bg.founder f
            WHERE f.venture = NEW.venture AND (NEW.founders IS NULL OR bg.is_agreed(NEW.founders, f.person))));
    RETURN NULL;
END
$$;

-- An introduction of which all have left whom the mentor agreed to is over. Looked at in the end, since founders are replaced all at
-- once, and records that are merged are founders in turn.
CREATE FUNCTION bg.leave_introductions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'founders_left'
    WHERE i.venture = OLD.venture AND i.ending IS NULL AND i.founders <> '{}' AND NOT EXISTS (
        SELECT FROM bg.founder f WHERE f.venture = i.venture AND bg.is_agreed(i.founders, f.person));
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER leave_introductions AFTER DELETE ON bg.founder DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bg.leave_introductions();

-- Nor does the list name anybody who was erased: in the end, since a record that becomes one with another is for a moment.
CREATE FUNCTION bg.forget_founder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.introduction SET founders = array_remove(founders, NEW.id)
    WHERE founders @> ARRAY[NEW.id] AND EXISTS (SELECT FROM bg.person p WHERE p.id = NEW.id AND p.status = 'erased');
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forget_founder AFTER UPDATE OF status ON bg.person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'erased' AND OLD.status <> 'erased') EXECUTE FUNCTION bg.forget_founder();

-- What an applicant under 18 agreed to alone is not enough to be shown.
CREATE OR REPLACE FUNCTION bg.applicant(asked uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT a.person, a.shared, m.headline, m.profile, p.name, 'contact' = ANY (a.shared) AND EXISTS (
            SELECT FROM bg.consent c WHERE c.person = a.person AND c.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)) AS reached
        FROM bg.application a JOIN bg.member m ON m.id = a.person JOIN bg.person p ON p.id = a.person
        WHERE a.id = asked AND a.ending IS NULL AND a.merged IS NULL AND a.submitted_at IS NOT NULL
            AND current_setting('role') = 'bg_partner'
            AND a.organisation = ANY (bg.own_organisations()) AND bg.shares_with_partner(a.person, a.organisation)
            AND NOT EXISTS (SELECT FROM bg.young(a.person, NULL))
    )
    SELECT jsonb_build_object(
        'name', CASE WHEN 'name' = ANY (one.shared) THEN one.name END,
        'headline', CASE WHEN 'headline' = ANY (one.shared) THEN one.headline END,
        'residences', CASE WHEN 'residences' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(coalesce(r.region, r.country) ORDER BY r.ordinal), '[]')
            FROM bg.person_residence r WHERE r.person = one.person) END,
        'skills', CASE WHEN 'skills' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(jsonb_build_object('skill', coalesce(c.code, s.text), 'level', s.level) ORDER BY s.position), '[]')
            FROM bg.criteria_skill s LEFT JOIN ref.concept c ON c.id = s.concept WHERE s.criteria = one.profile) END,
        'sectors', CASE WHEN 'sectors' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(s.sector ORDER BY s.position), '[]') FROM bg.criteria_sector s WHERE s.criteria = one.profile) END,
        'languages', CASE WHEN 'languages' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(jsonb_build_object('language', l.tag, 'level', ('{A1,A2,B1,B2,C1,C2}'::text[])[l.cefr])
                ORDER BY l.position), '[]') FROM bg.criteria_language l WHERE l.criteria = one.profile) END,
        'email', (SELECT c.value FROM bg.person_contact c WHERE one.reached AND c.person = one.person AND c.kind = 'email'),
        'phone', (SELECT c.value FROM bg.person_contact c WHERE one.reached AND c.person = one.person AND c.kind = 'phone'))
    FROM one
$$;

-- Who may apply to what, judged by the database's clock.
CREATE OR REPLACE FUNCTION bg.check_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one   bg.offer;
    -- A draft that was begun in time has a little longer.
    grace interval := CASE WHEN TG_OP = 'UPDATE' THEN '15 minutes' ELSE '0' END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.submitted_at IS NULL OR OLD.submitted_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    -- Until this is over, nobody withdraws: who withdraws then finds the application, and ends it. The person's own row, which
    -- the new one refers to, comes first, as it does for who is erased.
    PERFORM FROM bg.person p WHERE p.id = NEW.person FOR KEY SHARE;
    PERFORM FROM bg.member m WHERE m.id = NEW.person FOR NO KEY UPDATE;
    SELECT * INTO one FROM bg.offer o WHERE o.id = NEW.offer FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' THEN
        NEW.organisation := one.organisation;
        IF (SELECT count(*) FROM bg.application a
                WHERE a.person = NEW.person AND a.created_at > now() - interval '1 day') >= 20 THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'application_limit';
        END IF;
    END IF;
    NEW.late := NEW.submitted_at IS NOT NULL AND clock_timestamp() > one.closes_at;
    IF one.status = 'filled' OR one.status = 'open' AND one.taken >= one.places THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'places_filled';
    ELSIF one.status <> 'open' OR clock_timestamp() NOT BETWEEN one.opens_at AND one.closes_at + grace THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'offer_closed';
    ELSIF EXISTS (SELECT FROM bg.young(NEW.person, NULL)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'under_age';
    ELSIF NOT bg.shares_with_partner(NEW.person, NEW.organisation) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    END IF;
    RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION bg.shown_founders(uuid), bg.agree_to_founders(), bg.is_agreed(uuid[], uuid), bg.leave_introductions(),
    bg.forget_founder() FROM PUBLIC;

RESET ROLE;
