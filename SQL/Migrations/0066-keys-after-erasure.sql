-- With what was answered about somebody who is erased the keys of those requests were forgotten, so that a registration that was
-- repeated late brought the person back, with consents that nobody gave again.
SET ROLE bg_owner;

-- Of a key that staff chose its hash is kept, and nothing else, for as long as it would have been remembered.
CREATE FUNCTION log.keep_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.idempotency (caller, key, route, body_hash, status, headers, body, created_at)
    SELECT OLD.caller, log.hidden_key(OLD.key), '', '', 0, '{}', '', OLD.created_at
    WHERE EXISTS (SELECT FROM bg.account a WHERE a.id = OLD.caller)
        OR EXISTS (SELECT FROM bg.api_key k WHERE k.id = OLD.caller AND k.person IS NULL)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE FUNCTION log.hidden_key(key text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT 'sha256 ' || encode(sha256(convert_to(key, 'UTF8')), 'hex')
$$;
CREATE TRIGGER keep_key AFTER DELETE ON log.idempotency FOR EACH ROW
    WHEN (OLD.created_at > now() - interval '24 hours' AND OLD.status <> 0) EXECUTE FUNCTION log.keep_key();
REVOKE ALL ON FUNCTION log.keep_key(), log.hidden_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.hidden_key(text) TO bg_work;

RESET ROLE;
