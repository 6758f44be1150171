-- Whose ventures a member knows was looked up for a row alone that is found, and so the time told that one is there. Now it is
-- looked up at the beginning of each transaction of a member, whatever is asked.
SET ROLE bg_owner;

CREATE FUNCTION bg.know_ventures() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM set_config('braingain.founded',
            ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = bg.own_person())::text, true),
        set_config('braingain.introduced',
            ARRAY(SELECT i.venture FROM bg.introduction i WHERE i.mentor = bg.own_person() AND i.ending IS NULL)::text, true);
END
$$;
REVOKE ALL ON FUNCTION bg.know_ventures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.know_ventures() TO bg_member;
CREATE OR REPLACE FUNCTION bg.founded_ventures() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(pg_catalog.current_setting('braingain.founded', true), '')::uuid[]
$$;
CREATE OR REPLACE FUNCTION bg.introduced_ventures() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(pg_catalog.current_setting('braingain.introduced', true), '')::uuid[]
$$;

RESET ROLE;
