-- Whoever leads what lies above both a desk and whoever says that somebody did not come settled the contest of it for the desk, since a
-- lead acts for what lies below; and so did a lead of the desk who works for the other as well.
SET ROLE bg_owner;

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
                        WHERE s.lead AND s.organisation = ANY (o.path) AND NOT EXISTS (
                            SELECT FROM bg.membership t JOIN bg.organisation w ON w.id = t.organisation
                            WHERE t.account = l.id AND (w.id = ANY (p.path) OR p.id = ANY (w.path))))
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

-- One's own organisations have all that lies below them among them: who acts for whoever says it, or for what lies above, has that itself,
-- and who acts for what lies below has one with it above.
CREATE FUNCTION bg.check_settler() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF EXISTS (SELECT FROM bg.application a JOIN bg.organisation o ON a.organisation = ANY (o.path)
            WHERE a.id = NEW.application AND o.id = ANY (bg.own_organisations())) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'scope_missing';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_settler() FROM PUBLIC;
CREATE TRIGGER check_settler BEFORE UPDATE OF outcome ON bg.contest FOR EACH ROW
    WHEN (NEW.application IS NOT NULL) EXECUTE FUNCTION bg.check_settler();

RESET ROLE;
