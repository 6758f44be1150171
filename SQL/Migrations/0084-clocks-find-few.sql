-- What is done each second finds the few rows whose time has come. It read all members and all of the audit, a second of a million
-- members and a hundred thousand lines half a second: nothing told that now() is before infinity, as the index of ends asks; and
-- how few lines are new shows only in the snapshot itself, while the service has statements planned for any.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.end_grants() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    UPDATE bg.member m SET granted = s.granted, granted_until = s.granted_until
    FROM (SELECT id FROM bg.member WHERE granted_until <= now() AND granted_until < 'infinity'
        FOR UPDATE SKIP LOCKED) due, bg.standing(due.id) s
    WHERE m.id = due.id
$$;

ALTER FUNCTION log.seal_audit() SET plan_cache_mode = 'force_custom_plan';
