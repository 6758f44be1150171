-- An employer opened its own offer by naming itself as the centre that publishes it, and then answered what was contested of it.
SET ROLE bg_owner;

-- Told as if the organisation were not there. What an operator brings in stays as it is until somebody names another, or opens it.
CREATE FUNCTION bg.check_centre() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.centre <> OLD.centre OR NEW.status = 'open' AND OLD.status <> 'open')
        AND NOT EXISTS (SELECT FROM bg.organisation o WHERE o.id = NEW.centre AND o.kind = 'centre') THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'offer_centre_fkey', MESSAGE = 'no centre';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_centre() FROM PUBLIC;
CREATE TRIGGER check_centre BEFORE INSERT OR UPDATE OF centre, status ON bg.offer FOR EACH ROW
    WHEN (current_setting('role') = 'bg_partner') EXECUTE FUNCTION bg.check_centre();

-- What was contested of such an offer is the administrators' to answer, and what was opened so waits for a centre.
UPDATE bg.contest c SET organisation = NULL FROM bg.offer f JOIN bg.organisation o ON o.id = f.centre AND o.kind = 'employer'
WHERE c.offer = f.id AND c.answered_at IS NULL;
UPDATE bg.offer f SET status = 'review', version = f.version + 1, updated_at = now()
FROM bg.organisation o WHERE o.id = f.centre AND o.kind = 'employer' AND f.status = 'open';

RESET ROLE;
