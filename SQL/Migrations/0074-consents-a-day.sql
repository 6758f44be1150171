-- What a member agrees to and withdraws is kept, as proof, and stands in the export: who did both all day made that of any size. A member
-- gives 20 consents in a day. To withdraw one is refused to nobody, and takes one that was given.
SET ROLE bg_owner;

CREATE FUNCTION bg.check_consents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Of those given at once each waits for the one before.
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain.consents ' || NEW.person, 0));
    -- By the clock that says when one is given.
    IF (SELECT count(*) FROM bg.consent c WHERE c.person = NEW.person AND c.given_at > NEW.given_at - interval '1 day') > 20 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_limit';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.check_consents() FROM PUBLIC;
-- What a merge writes down of both is its owner's doing.
CREATE TRIGGER check_consents AFTER INSERT ON bg.consent FOR EACH ROW
    WHEN (current_user = 'bg_member') EXECUTE FUNCTION bg.check_consents();

RESET ROLE;
