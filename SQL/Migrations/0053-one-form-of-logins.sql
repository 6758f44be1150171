-- A login that was composed otherwise, or had wide letters, was another account. Logins are of one form now, by which they are kept
-- and compared; of accounts that were one the one in that form stays it, else the oldest, and the others, whom nobody could tell from
-- it, let nobody in. So does one whose form is no login: a blank with an accent, or too long.
SET ROLE bg_owner;

WITH one AS (
    SELECT id, normalize(lower(normalize(login, NFKC)), NFKC) AS form,
        normalize(lower(normalize(login, NFKC)), NFKC) ~ '^[^[:space:][:cntrl:][:upper:]]{3,254}$'
            AND row_number() OVER (PARTITION BY normalize(lower(normalize(login, NFKC)), NFKC) ORDER BY created_at, id) = 1
            AND NOT EXISTS (SELECT FROM bg.account o WHERE o.id <> a.id AND o.login = normalize(lower(normalize(a.login, NFKC)), NFKC))
            AS stays
    FROM bg.account a WHERE login IS DISTINCT FROM normalize(lower(normalize(login, NFKC)), NFKC)
)
UPDATE bg.account a SET login = CASE WHEN one.stays THEN one.form ELSE a.id::text END FROM one WHERE one.id = a.id;
-- By itself, since whoever is told a status anew here would be barred.
UPDATE bg.account SET status = 'disabled' WHERE login = id::text;

ALTER TABLE bg.account ADD CONSTRAINT account_login_form CHECK (login IS NFKC NORMALIZED);

RESET ROLE;
