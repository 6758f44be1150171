-- Whoever had proved an address in two sessions before registering registered in each of them: two records of one address.
SET ROLE bg_owner;

CREATE FUNCTION bg.register_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain address ' || bg.folded_address(NEW.value), 0));
    IF EXISTS (SELECT FROM bg.person_contact c WHERE bg.folded_address(c.value) = bg.folded_address(NEW.value)
            AND c.kind IN ('email', 'phone') AND c.person <> NEW.person) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'member_exists';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.register_once() FROM PUBLIC;
CREATE TRIGGER register_once AFTER INSERT ON bg.person_contact FOR EACH ROW
    WHEN (current_setting('role') = 'bg_member' AND current_setting('braingain.operation', true) = 'registerMember')
    EXECUTE FUNCTION bg.register_once();

RESET ROLE;
