-- What a key may do is narrowed by scopes, a holder has two keys at a time so that one can take the place of the other, and
-- when each was last used is seen.
SET ROLE bg_owner;

ALTER TABLE bg.api_key ADD scopes text[] NOT NULL DEFAULT '{read,write}'
        CHECK (scopes <@ '{read,write}' AND cardinality(scopes) > 0),
    ADD used_on date;
COMMENT ON COLUMN bg.api_key.scopes IS 'read: what changes nothing; write: the rest.';
COMMENT ON COLUMN bg.api_key.used_on IS 'The last day on which it was shown.';
GRANT SELECT (id), UPDATE (used_on) ON bg.api_key TO bg_sign_in;
CREATE POLICY select_bg_sign_in ON bg.api_key FOR SELECT TO bg_sign_in USING (true);
CREATE POLICY update_bg_sign_in ON bg.api_key FOR UPDATE TO bg_sign_in USING (true) WITH CHECK (true);

-- That a key is used is no act; that it is made and revoked is.
DROP TRIGGER audit_update ON bg.api_key;
CREATE FUNCTION log.record_revocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.audit (act, kind, subject, fields) VALUES ('update', 'key', NEW.id, '{revoked_at}');
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_revocation() FROM PUBLIC;
CREATE TRIGGER audit_update AFTER UPDATE ON bg.api_key FOR EACH ROW
    WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION log.record_revocation();

CREATE FUNCTION bg.keep_two_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    -- Two who make the second key at once would each see one: one makes it after the other.
    PERFORM pg_advisory_xact_lock(hashtextextended(concat('bg.api_key ', NEW.role, NEW.organisation, NEW.person), 0));
    IF (SELECT count(*) FROM bg.api_key k WHERE (k.role, k.organisation, k.person)
            IS NOT DISTINCT FROM (NEW.role, NEW.organisation, NEW.person)
            AND k.revoked_at IS NULL AND k.expires_at > now()) >= 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG003', MESSAGE = 'keys_alive';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER two_keys BEFORE INSERT ON bg.api_key
    FOR EACH ROW WHEN (NEW.role NOT IN ('admin', 'auditor')) EXECUTE FUNCTION bg.keep_two_keys();

RESET ROLE;
