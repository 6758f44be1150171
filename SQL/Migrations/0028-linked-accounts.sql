-- Who shows a token of an issuer is the account that is linked with whom the token names; what else it claims counts nothing.
SET ROLE bg_owner;

CREATE TABLE bg.account_link (
    account uuid NOT NULL REFERENCES bg.account ON DELETE CASCADE,
    issuer  text NOT NULL CHECK (issuer ~ '^https://[!-~]{1,240}$'),
    hash    bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    PRIMARY KEY (account, issuer)
);
COMMENT ON COLUMN bg.account_link.hash IS 'Of issuer and subject, as tokens of the issuer name whom they are of.';

GRANT SELECT ON bg.account_link TO bg_anonymous;
CREATE POLICY select_bg_anonymous ON bg.account_link FOR SELECT TO bg_anonymous USING (hash = (SELECT bg.shown_key()));
ALTER POLICY select_bg_anonymous ON bg.account USING (status = 'active'
    AND ((SELECT true FROM bg.session s WHERE s.account = account.id)
        OR (SELECT true FROM bg.account_link l WHERE l.account = account.id)));

CREATE TRIGGER audit_insert AFTER INSERT ON bg.account_link REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('link', 'r.account', 'account, issuer');
CREATE TRIGGER audit_update AFTER UPDATE ON bg.account_link REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('link', 'r.account', 'account, issuer');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.account_link REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('link', 'r.account', 'account, issuer');

ALTER TABLE bg.account_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.account_link FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.account_link TO bg_owner USING (true) WITH CHECK (true);

RESET ROLE;
