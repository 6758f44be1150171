-- Sealing the audit is done because its time has come: it is the clock's, and no business of who loads the index.
SET ROLE bg_owner;

REVOKE EXECUTE ON FUNCTION log.seal_audit() FROM bg_matcher;
GRANT EXECUTE ON FUNCTION log.seal_audit() TO bg_clock;

RESET ROLE;
