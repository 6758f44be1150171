-- A mentor agrees to be introduced to the founders of a venture. Whoever was made a founder later read the mentor's name and address,
-- and the mentor theirs, without either's word; and whose birth turned out to be later was introduced past the age that is asked.
SET ROLE bg_owner;

ALTER TABLE bg.introduction ADD founders uuid[];
COMMENT ON COLUMN bg.introduction.founders IS 'Whom the mentor agreed to be introduced to: who were the founders then. Null before that.';
UPDATE bg.introduction i SET founders = ARRAY(SELECT f.person FROM bg.founder f WHERE f.venture = i.venture)
WHERE i.mentor_accepted_at IS NOT NULL AND i.ending IS NULL;

CREATE FUNCTION bg.agree_to_founders() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    NEW.founders := ARRAY(SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture);
    RETURN NEW;
END
$$;
CREATE TRIGGER agree_to_founders BEFORE INSERT OR UPDATE OF mentor_accepted_at ON bg.introduction
    FOR EACH ROW WHEN (NEW.mentor_accepted_at IS NOT NULL) EXECUTE FUNCTION bg.agree_to_founders();

-- Whether a founder is one of those, or the record into which one of them was merged.
CREATE FUNCTION bg.is_agreed(founders uuid[], founder uuid) RETURNS bool LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN founder = ANY (founders) OR EXISTS (SELECT FROM bg.records_of(founder) AS r (id) WHERE r.id = ANY (founders));
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
        WHERE i.id = asked AND i.ending IS NULL
    ), founder AS (
        SELECT f.person, f.lead FROM one JOIN bg.founder f ON f.venture = one.venture
        WHERE one.founders IS NULL OR bg.is_agreed(one.founders, f.person)
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
    WHERE NEW.id = ANY (founders) AND EXISTS (SELECT FROM bg.person p WHERE p.id = NEW.id AND p.status = 'erased');
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forget_founder AFTER UPDATE OF status ON bg.person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'erased' AND OLD.status <> 'erased') EXECUTE FUNCTION bg.forget_founder();

-- What somebody under 18 agreed to alone is not enough to be shown, or to be taken.
CREATE OR REPLACE FUNCTION bg.shares_with_partner(applicant uuid, partner uuid) RETURNS bool LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.member m JOIN bg.person p ON p.id = m.id JOIN bg.consent c ON c.person = m.id
        WHERE m.id = applicant AND m.status <> 'retired' AND p.status IN ('live', 'merged') AND c.purpose = 'share_with_partner'
            AND c.organisation = partner AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
        AND NOT EXISTS (SELECT FROM bg.young(applicant, NULL))
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

REVOKE ALL ON FUNCTION bg.agree_to_founders(), bg.is_agreed(uuid[], uuid), bg.leave_introductions(),
    bg.forget_founder() FROM PUBLIC;

RESET ROLE;
