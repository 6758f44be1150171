-- A role for each sort of caller, so that policies and plans can tell them apart. They have the rights of bg_work, which
-- nobody takes any more.
DO $$
DECLARE
    asker text;
BEGIN
    FOREACH asker IN ARRAY ARRAY['bg_anonymous', 'bg_member', 'bg_desk', 'bg_partner', 'bg_admin'] LOOP
        -- Roles belong to the whole cluster, so another database may have made them already, or make them at this moment.
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE bg_work', asker);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        EXECUTE format('GRANT %I TO bg_app', asker);
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT %I TO %I', asker, current_user);
        END IF;
    END LOOP;
    REVOKE bg_work FROM bg_app;
END
$$;
