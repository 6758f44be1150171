-- A desk that made somebody a mentor named other desks, or all, to which that opened the record; only later was that the mentor's to say.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.keep_desks() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.desks = '{}' OR NOT NEW.desks <@ bg.own_organisations())
        OR TG_OP = 'UPDATE' AND NOT (NEW.desks <@ OLD.desks AND NEW.desks @> OLD.desks) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER keep_desks ON bg.mentor;
CREATE TRIGGER keep_desks AFTER INSERT OR UPDATE OF desks ON bg.mentor
    FOR EACH ROW WHEN (current_setting('role') = 'bg_desk') EXECUTE FUNCTION bg.keep_desks();

RESET ROLE;
