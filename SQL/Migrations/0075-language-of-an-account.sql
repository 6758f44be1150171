-- An operator says in which language the holder of an account is written to, and sees it in the list; so does the holder.
SET ROLE bg_owner;

GRANT SELECT (language) ON bg.account TO bg_work;

RESET ROLE;
