-- An employer opened its own offer by naming itself as the centre that publishes it, and then answered what was contested of it.
SET ROLE bg_owner;

-- Told as if the organisation were not there. What an operator brings in stays as it is until somebody names another.
CREATE FUNCTION bg.check_centre() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.centre <> OLD.centre)
        AND NOT EXISTS (SELECT FROM bg.organisation o WHERE o.id = NEW.centre AND o.kind = 'centre') THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'offer_centre_fkey', MESSAGE = 'no centre';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_centre() FROM PUBLIC;
CREATE TRIGGER check_centre BEFORE INSERT OR UPDATE OF centre ON bg.offer FOR EACH ROW
    WHEN (current_setting('role') = 'bg_partner') EXECUTE FUNCTION bg.check_centre();

-- What was opened so waits for a centre.
UPDATE bg.offer f SET status = 'review', version = f.version + 1, updated_at = now()
FROM bg.organisation o WHERE o.id = f.centre AND o.kind = 'employer' AND f.status = 'open';

RESET ROLE;
