-- What an attack from outside found: nothing but the 200 proposals a day of a desk kept it from writing to one mentor again and again.
SET ROLE bg_owner;

CREATE FUNCTION bg.check_proposals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF (SELECT count(*) FROM bg.introduction i WHERE i.mentor = NEW.mentor AND i.organisation = NEW.organisation
            AND i.proposed_at > now() - interval '1 day') >= 20 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'introduction_limit';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.check_proposals() FROM PUBLIC;
-- Triggers run in the order of their names: this one looks at the desk that the check before it has found.
CREATE TRIGGER check_proposals BEFORE INSERT ON bg.introduction FOR EACH ROW EXECUTE FUNCTION bg.check_proposals();

RESET ROLE;
