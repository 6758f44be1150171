-- Between the end of a consent and the minute in which the clock looks, whoever made the offer went on with an applicant of whom they
-- read nothing any more; and whose birth turned out to be later was not told that this is the reason.
SET ROLE bg_owner;

CREATE FUNCTION bg.check_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NEW.person IS NOT DISTINCT FROM bg.own_person() AND EXISTS (SELECT FROM bg.young(NEW.person, NULL)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'under_age';
    ELSIF NOT bg.shares_with_partner(NEW.person, NEW.organisation) OR EXISTS (SELECT FROM bg.young(NEW.person, NULL)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_step() FROM PUBLIC;
CREATE TRIGGER check_step BEFORE UPDATE OF shortlisted_at, interview_at, offered_at, accepted_at ON bg.application FOR EACH ROW
    WHEN (NEW.ending IS NULL AND current_setting('role') IN ('bg_member', 'bg_partner')
        AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.accepted_at)
            IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.accepted_at)) EXECUTE FUNCTION bg.check_step();

RESET ROLE;
