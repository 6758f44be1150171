-- Roles and schemas. The owner owns everything and cannot log in; the application logs in as bg_app, which owns nothing
-- and has no rights but to take, for one transaction, a role that has: bg_work for the use cases, bg_matcher for the
-- load of the index, which sees what scoring needs and nothing else.
DO $$
DECLARE
    statement text;
BEGIN
    -- Roles belong to the whole cluster, so another database may have made them already, or make them at this moment.
    FOREACH statement IN ARRAY ARRAY[
        'CREATE ROLE bg_owner NOLOGIN', 'CREATE ROLE bg_work NOLOGIN', 'CREATE ROLE bg_matcher NOLOGIN',
        'CREATE ROLE bg_app LOGIN NOINHERIT', 'GRANT bg_work TO bg_app', 'GRANT bg_matcher TO bg_app'] LOOP
        BEGIN
            EXECUTE statement;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT bg_owner, bg_work, bg_matcher TO %I', current_user);
    END IF;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO bg_owner', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
GRANT USAGE ON SCHEMA public TO bg_owner, bg_work, bg_matcher;
GRANT SELECT ON public.migration TO bg_work;

CREATE SCHEMA ref AUTHORIZATION bg_owner;
CREATE SCHEMA bg AUTHORIZATION bg_owner;
CREATE SCHEMA log AUTHORIZATION bg_owner;
GRANT USAGE ON SCHEMA ref, bg, log TO bg_work, bg_matcher;
