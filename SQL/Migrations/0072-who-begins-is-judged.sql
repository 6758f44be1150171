-- Who accepted a place, and whose birth turned out to be later or whose consent had ended since, was said to have begun: it is judged as the
-- steps before are.
SET ROLE bg_owner;

DROP TRIGGER check_step ON bg.application;
CREATE TRIGGER check_step BEFORE UPDATE OF shortlisted_at, interview_at, offered_at, accepted_at, placed_at ON bg.application FOR EACH ROW
    WHEN (NEW.ending IS NULL AND current_setting('role') IN ('bg_member', 'bg_partner')
        AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.accepted_at, NEW.placed_at)
            IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.accepted_at, OLD.placed_at))
    EXECUTE FUNCTION bg.check_step();

RESET ROLE;
