-- One key could register ventures and offers without end, which others then have to go through. An organisation registers 500 of
-- either in a day.
SET ROLE bg_owner;

DROP INDEX bg.venture_organisation, bg.offer_organisation;
CREATE INDEX venture_organisation ON bg.venture (organisation, created_at);
CREATE INDEX offer_organisation ON bg.offer (organisation, created_at);

CREATE FUNCTION bg.check_registrations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    -- Of those who register at once each waits for the one before.
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain.registrations ' || NEW.organisation, 0));
    IF TG_TABLE_NAME = 'venture' THEN
        SELECT count(*) INTO made FROM bg.venture v
        WHERE v.organisation = NEW.organisation AND v.created_at > now() - interval '1 day';
    ELSE
        SELECT count(*) INTO made FROM bg.offer o
        WHERE o.organisation = NEW.organisation AND o.created_at > now() - interval '1 day';
    END IF;
    IF made >= 500 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'registration_limit';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_registrations() FROM PUBLIC;
-- Whoever imports is the owner.
CREATE TRIGGER check_registrations BEFORE INSERT ON bg.venture FOR EACH ROW
    WHEN (current_setting('role') IN ('bg_desk', 'bg_partner')) EXECUTE FUNCTION bg.check_registrations();
CREATE TRIGGER check_registrations BEFORE INSERT ON bg.offer FOR EACH ROW
    WHEN (current_setting('role') IN ('bg_desk', 'bg_partner')) EXECUTE FUNCTION bg.check_registrations();
-- Nor are they registered under one and given to another.
CREATE TRIGGER check_moved BEFORE UPDATE OF organisation ON bg.venture FOR EACH ROW
    WHEN (NEW.organisation <> OLD.organisation AND NEW.created_at > now() - interval '1 day'
        AND current_setting('role') IN ('bg_desk', 'bg_partner')) EXECUTE FUNCTION bg.check_registrations();
CREATE TRIGGER check_moved BEFORE UPDATE OF organisation ON bg.offer FOR EACH ROW
    WHEN (NEW.organisation <> OLD.organisation AND NEW.created_at > now() - interval '1 day'
        AND current_setting('role') IN ('bg_desk', 'bg_partner')) EXECUTE FUNCTION bg.check_registrations();

RESET ROLE;
