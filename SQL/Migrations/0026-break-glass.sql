-- Two sorts of people who see less than others and what others do not: auditors read who did what, and administrators, who
-- see nobody's record, open one for an hour where they give a reason, of which the leads of the member's desks are told.
DO $$
BEGIN
    -- Roles belong to the whole cluster, so another database may have made it already, or make it at this moment.
    BEGIN
        CREATE ROLE bg_auditor NOLOGIN IN ROLE bg_work;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
    END;
    GRANT bg_auditor TO bg_app;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT bg_auditor TO %I', current_user);
    END IF;
END
$$;

SET ROLE bg_owner;

ALTER TABLE bg.account DROP CONSTRAINT account_role_check,
    ADD CONSTRAINT account_role_check CHECK (role IN ('admin', 'desk', 'partner', 'auditor'));
ALTER TABLE bg.api_key DROP CONSTRAINT api_key_role_check,
    ADD CONSTRAINT api_key_role_check CHECK (role IN ('admin', 'desk', 'partner', 'member', 'auditor'));
ALTER TABLE bg.membership ADD lead bool NOT NULL DEFAULT false;
COMMENT ON COLUMN bg.membership.lead IS 'Who answers for the organisation, and is told when a record of one of its members is opened.';

GRANT SELECT ON log.audit, log.seal TO bg_auditor;
GRANT EXECUTE ON FUNCTION log.verify_audit(), log.sealed_hash(log.seal) TO bg_auditor;
CREATE POLICY select_bg_auditor ON log.audit FOR SELECT TO bg_auditor USING (true);
CREATE POLICY select_bg_auditor ON log.seal FOR SELECT TO bg_auditor USING (true);
CREATE POLICY select_bg_auditor ON bg.account FOR SELECT TO bg_auditor USING (id = (SELECT bg.own_key()));
CREATE POLICY select_bg_auditor ON bg.session FOR SELECT TO bg_auditor USING (account = (SELECT bg.own_key()));
CREATE POLICY delete_bg_auditor ON bg.session FOR DELETE TO bg_auditor USING (account = (SELECT bg.own_key()));

CREATE TABLE bg.break_glass (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    principal uuid NOT NULL,
    person    uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    reason    text NOT NULL CHECK (char_length(reason) BETWEEN 10 AND 500),
    at        timestamptz NOT NULL DEFAULT now(),
    until     timestamptz NOT NULL DEFAULT now() + interval '1 hour',
    CHECK (until > at AND until <= at + interval '1 hour')
);
CREATE INDEX break_glass_person ON bg.break_glass (person);
COMMENT ON COLUMN bg.break_glass.principal IS 'The key or account of the administrator.';
GRANT SELECT, INSERT (principal, person, reason) ON bg.break_glass TO bg_admin;

ALTER TABLE bg.break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.break_glass FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.break_glass TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY select_bg_admin ON bg.break_glass FOR SELECT TO bg_admin USING (principal = (SELECT bg.own_key()));
CREATE POLICY insert_bg_admin ON bg.break_glass FOR INSERT TO bg_admin WITH CHECK (principal = (SELECT bg.own_key()));
CREATE POLICY select_bg_admin ON bg.person FOR SELECT TO bg_admin
    USING ((SELECT bool_or(g.until > now()) FROM bg.break_glass g WHERE g.person = person.id));
ALTER POLICY select_bg_admin ON bg.member USING (matched AND status = 'live'
    OR (SELECT bool_or(g.until > now()) FROM bg.break_glass g WHERE g.person = member.id));

CREATE TRIGGER audit_insert AFTER INSERT ON bg.break_glass REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('break_glass', 'r.person', 'id');
CREATE TRIGGER audit_update AFTER UPDATE ON bg.break_glass REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('break_glass', 'r.person', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.break_glass REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('break_glass', 'r.person', 'id');

-- In the same transaction, so that no record is opened of which nobody is told: the leads, and the person. Where there are
-- neither, the auditors are. The message has no name of the person's.
CREATE FUNCTION bg.tell_leads() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    told text[];
BEGIN
    IF (SELECT p.status FROM bg.person p WHERE p.id = NEW.person) = 'erased' THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    IF (SELECT count(*) FROM bg.break_glass g WHERE g.principal = NEW.principal AND g.at > now() - interval '1 day') > 20 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG005', MESSAGE = 'break_glass_limit';
    END IF;
    told := ARRAY(SELECT DISTINCT a.login
        FROM bg.member m JOIN bg.organisation o ON o.id = ANY (m.granted) AND m.granted_until > now()
            JOIN bg.membership s ON s.organisation = ANY (o.path) AND s.lead
            JOIN bg.account a ON a.id = s.account AND a.status = 'active' AND a.login LIKE '%@%'
        WHERE m.id = NEW.person
        UNION SELECT c.value FROM bg.person_contact c WHERE c.person = NEW.person AND c.kind = 'email');
    IF told = '{}' THEN
        told := ARRAY(SELECT a.login FROM bg.account a
            WHERE a.role = 'auditor' AND a.status = 'active' AND a.login LIKE '%@%');
    END IF;
    IF told = '{}' THEN
        RAISE EXCEPTION USING ERRCODE = 'BG006', MESSAGE = 'nobody_to_tell';
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', address, 'BrainGain: a record was opened', format(
        E'An administrator opened the record of the member %s, until %s.\nThe reason given: %s',
        NEW.person, to_char(NEW.until AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'), NEW.reason), now() + interval '7 days'
    FROM unnest(told) AS address;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.tell_leads() FROM PUBLIC;
CREATE TRIGGER tell_leads AFTER INSERT ON bg.break_glass FOR EACH ROW EXECUTE FUNCTION bg.tell_leads();

-- What was written about somebody goes with everything else of theirs.
CREATE FUNCTION bg.forget_reasons() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM bg.break_glass WHERE person = NEW.id;
    DELETE FROM log.outbox WHERE position(NEW.id::text IN body) > 0;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.forget_reasons() FROM PUBLIC;
CREATE TRIGGER forget_reasons AFTER UPDATE OF status ON bg.person FOR EACH ROW
    WHEN (NEW.status = 'erased') EXECUTE FUNCTION bg.forget_reasons();

RESET ROLE;
