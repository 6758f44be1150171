-- Between the end of a consent and the minute in which the clock looks, whoever made the offer went on with an applicant of whom they
-- read nothing any more.
SET ROLE bg_owner;

CREATE FUNCTION bg.check_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT bg.shares_with_partner(NEW.person, NEW.organisation) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_step() FROM PUBLIC;
CREATE TRIGGER check_step BEFORE UPDATE OF shortlisted_at, interview_at, offered_at ON bg.application FOR EACH ROW
    WHEN (NEW.ending IS NULL AND current_setting('role') = 'bg_partner' AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at)
        IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at)) EXECUTE FUNCTION bg.check_step();

RESET ROLE;
