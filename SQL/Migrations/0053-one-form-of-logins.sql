-- A login that was composed otherwise, or had wide letters, was another account. Logins are of one form now, by which they are kept
-- and compared; of accounts that were one the oldest stays it, and the others, whom nobody could tell from it, let nobody in.
SET ROLE bg_owner;

WITH one AS (
    SELECT id, normalize(lower(normalize(login, NFKC)), NFKC) AS form,
        row_number() OVER (PARTITION BY normalize(lower(normalize(login, NFKC)), NFKC) ORDER BY created_at, id) = 1
            AND NOT EXISTS (SELECT FROM bg.account o WHERE o.id <> a.id AND o.login = normalize(lower(normalize(a.login, NFKC)), NFKC))
            AS stays
    FROM bg.account a WHERE login IS DISTINCT FROM normalize(lower(normalize(login, NFKC)), NFKC)
)
UPDATE bg.account a SET login = CASE WHEN one.stays THEN one.form ELSE a.id::text END,
    status = CASE WHEN one.stays THEN a.status ELSE 'disabled' END
FROM one WHERE one.id = a.id;

ALTER TABLE bg.account ADD CONSTRAINT account_login_form CHECK (login IS NFKC NORMALIZED);

RESET ROLE;
