-- Of whom it is said that they did not come says so themselves: a contest, as of a match, which a lead of a desk of theirs settles.
SET ROLE bg_owner;

ALTER TABLE bg.contest ADD application uuid REFERENCES bg.application ON DELETE CASCADE;
ALTER TABLE bg.contest DROP CONSTRAINT contest_check;
ALTER TABLE bg.contest RENAME CONSTRAINT contest_check1 TO contest_answer_check;
ALTER TABLE bg.contest ADD CONSTRAINT contest_about_check CHECK (num_nonnulls(log, offer, application) = 1),
    ADD UNIQUE (person, application);
COMMENT ON COLUMN bg.contest.application IS 'Of which whoever made the offer says that the applicant did not come.';
CREATE INDEX contest_application ON bg.contest (application) WHERE application IS NOT NULL;
CREATE INDEX contest_offer ON bg.contest (offer) WHERE offer IS NOT NULL;
GRANT INSERT (application) ON bg.contest TO bg_member;

-- Of a desk that the applicant shares with, which somebody leads; else of the offer's centre; else of the administrators. No desk, lead
-- or centre above or below whoever says it settles it, since a key of the one acts for the other.
CREATE OR REPLACE FUNCTION bg.address_contest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NEW.log IS NOT NULL THEN
        SELECT m.organisation INTO NEW.organisation FROM log.match m
            WHERE m.id = NEW.log AND (m.shown @> ARRAY[NEW.person] OR m.subject = NEW.person);
    ELSIF NEW.application IS NOT NULL THEN
        SELECT coalesce((SELECT o.id FROM bg.member m JOIN bg.organisation o ON o.id = ANY (m.granted) AND m.granted_until > now()
                WHERE m.id = a.person AND o.id <> ALL (p.path) AND p.id <> ALL (o.path)
                    AND EXISTS (SELECT FROM bg.membership s JOIN bg.account l
                        ON l.id = s.account AND l.status = 'active' AND l.password IS NOT NULL
                        WHERE s.lead AND s.organisation = ANY (o.path) AND s.organisation <> ALL (p.path))
                ORDER BY o.id LIMIT 1),
            (SELECT c.id FROM bg.organisation c WHERE c.id = f.centre AND c.id <> ALL (p.path) AND p.id <> ALL (c.path)))
            INTO NEW.organisation
        FROM bg.application a JOIN bg.offer f ON f.id = a.offer JOIN bg.organisation p ON p.id = a.organisation
        WHERE a.id = NEW.application AND a.person = NEW.person AND a.end_reason = 'no_show';
    ELSE
        SELECT f.centre INTO NEW.organisation FROM bg.offer f
            WHERE f.id = NEW.offer AND f.status NOT IN ('draft', 'review');
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    RETURN NEW;
END
$$;

-- Of a desk's staff its leads alone settle what is said of somebody.
DROP POLICY update_bg_desk ON bg.contest;
CREATE POLICY update_bg_desk ON bg.contest FOR UPDATE TO bg_desk
    USING (answered_at IS NULL AND organisation = ANY ((SELECT bg.own_organisations())::uuid[])
        AND (application IS NULL OR organisation = ANY ((SELECT bg.led_organisations())::uuid[]))) WITH CHECK (true);

-- The place may be another's by now; that somebody did not come is said no more.
CREATE FUNCTION bg.settle_absence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.application SET end_reason = 'contest_upheld' WHERE id = NEW.application AND end_reason = 'no_show';
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.settle_absence() FROM PUBLIC;
CREATE TRIGGER settle_absence AFTER UPDATE OF outcome ON bg.contest FOR EACH ROW
    WHEN (NEW.application IS NOT NULL AND NEW.outcome = 'upheld') EXECUTE FUNCTION bg.settle_absence();

RESET ROLE;
