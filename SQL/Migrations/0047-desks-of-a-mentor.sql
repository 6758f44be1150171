-- The staff of a desk that a mentor names could take the names away, and so show the mentor to all desks, or shut others out.
-- Which desks see a mentor who names some, the mentor alone says.
SET ROLE bg_owner;

CREATE FUNCTION bg.keep_desks() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF pg_catalog.current_setting('role') = 'bg_desk' AND OLD.desks <> '{}'
        AND NOT (NEW.desks <@ OLD.desks AND NEW.desks @> OLD.desks) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.keep_desks() FROM PUBLIC;
CREATE TRIGGER keep_desks BEFORE UPDATE OF desks ON bg.mentor
    FOR EACH ROW EXECUTE FUNCTION bg.keep_desks();

RESET ROLE;
