-- What is a member's own is seen at a glance: their needs and profiles need no look at the record that they belong to.
SET ROLE bg_owner;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['criteria', 'criteria_skill', 'criteria_sector', 'criteria_language', 'criteria_place'] LOOP
        EXECUTE format('CREATE POLICY select_bg_member ON bg.%s FOR SELECT TO bg_member
            USING (kind IN (1, 2) AND owner = (SELECT bg.own_person()))', name);
    END LOOP;
END
$$;

RESET ROLE;
