-- A member wrote to every employer and centre, by contesting the match with each offer: those are computed when they are asked, so that
-- the database cannot tell which of them the member has seen. A member contests 20 matches in a day.
SET ROLE bg_owner;

CREATE FUNCTION bg.check_contests() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Of those made at once each waits for the one before.
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain.contests ' || NEW.person, 0));
    IF (SELECT count(*) FROM bg.contest c WHERE c.person = NEW.person AND c.at > now() - interval '1 day') >= 20 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'contest_limit';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_contests() FROM PUBLIC;
CREATE TRIGGER check_contests BEFORE INSERT ON bg.contest FOR EACH ROW EXECUTE FUNCTION bg.check_contests();

RESET ROLE;
