-- A reader and a tester found what the last migrations had left: a merge outlived a sharing that ran out, an address registered twice from
-- two sessions that were begun before, an organisation that was moved left mentors where they were in the index, and which desks a
-- mentor works with was planned anew for each row.
SET ROLE bg_owner;

-- The desks that a mentor works with, which is none in particular where none is named; null where the desks that named themselves are
-- shared with no more. In plpgsql, which keeps its plan from row to row.
CREATE OR REPLACE FUNCTION bg.working_desks(named bool, desks uuid[], granted uuid[], until timestamptz) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
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

-- Whoever shares with the desk that merged two records until a time that is over is one of two again, as who withdraws that.
CREATE FUNCTION bg.part_unshared() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT bg.part_persons(m.id) FROM bg.merge m
    WHERE m.undone_at IS NULL AND EXISTS (SELECT FROM unnest(ARRAY[m.kept, m.absorbed]) AS p (id)
        WHERE NOT EXISTS (SELECT FROM bg.consent c
            WHERE c.person = p.id AND c.purpose = 'share_with_desk' AND c.organisation = m.organisation
                AND (c.until IS NULL OR c.until > now())
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)))
    ORDER BY m.at
$$;
REVOKE ALL ON FUNCTION bg.part_unshared() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.part_unshared() TO bg_clock;

-- An address that nobody has registers once, however many sessions it had begun by then: who registers at the same moment waits.
CREATE FUNCTION bg.register_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain address ' || bg.folded_address(NEW.value), 0));
    IF EXISTS (SELECT FROM bg.person_contact c WHERE bg.folded_address(c.value) = bg.folded_address(NEW.value)
            AND c.kind IN ('email', 'phone') AND c.person <> NEW.person) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'member_exists';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.register_once() FROM PUBLIC;
CREATE TRIGGER register_once AFTER INSERT ON bg.person_contact FOR EACH ROW
    WHEN (current_setting('role') = 'bg_member' AND current_setting('braingain.operation', true) = 'registerMember')
    EXECUTE FUNCTION bg.register_once();

RESET ROLE;
