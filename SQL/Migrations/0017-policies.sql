-- Row-level security, enabled and forced on every table: which rows somebody sees and changes is the database's to say,
-- whatever a statement asks for. Before it, what the conditions compare is put where they can see it: whose a need or
-- profile is, and which consents of a member stand.
DO $$
DECLARE
    asker text;
BEGIN
    FOREACH asker IN ARRAY ARRAY['bg_curator', 'bg_clock'] LOOP
        -- Roles belong to the whole cluster, so another database may have made them already, or make them at this moment.
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', asker);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        EXECUTE format('GRANT %I TO bg_app', asker);
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT %I TO %I', asker, current_user);
        END IF;
    END LOOP;
END
$$;

ALTER TABLE public.migration ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.migration FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON public.migration TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY select_bg_work ON public.migration FOR SELECT TO bg_work USING (true);

SET LOCAL ROLE bg_owner;

-- What is written here is no change that anybody follows: an index that is loaded holds none of it.
ALTER TABLE bg.member DISABLE TRIGGER USER;
ALTER TABLE bg.criteria DISABLE TRIGGER USER;
ALTER TABLE bg.criteria_skill DISABLE TRIGGER USER;
ALTER TABLE bg.criteria_sector DISABLE TRIGGER USER;
ALTER TABLE bg.criteria_language DISABLE TRIGGER USER;
ALTER TABLE bg.criteria_place DISABLE TRIGGER USER;

ALTER TABLE bg.member ADD matched bool NOT NULL DEFAULT false, ADD shared bool NOT NULL DEFAULT false;
-- Which purposes stand is asked of each row that is shown, so the row itself says it: `matched` and `shared` are what the
-- consents come to, kept by triggers in the transaction that gives or withdraws one.
CREATE FUNCTION bg.is_consented(person uuid, purpose text) RETURNS bool LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.person p JOIN bg.consent c ON c.person = p.id
        WHERE p.id = $1 AND p.status = 'live' AND c.purpose = $2
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
$$;

CREATE FUNCTION bg.find_purposes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    NEW.matched := bg.is_consented(NEW.id, 'match');
    NEW.shared := bg.is_consented(NEW.id, 'share_with_desk');
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.find_purposes() FROM PUBLIC;
CREATE TRIGGER purposes BEFORE INSERT ON bg.member FOR EACH ROW EXECUTE FUNCTION bg.find_purposes();

-- The trigger names the person of a changed row as an expression of the row r.
CREATE FUNCTION bg.keep_purposes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    EXECUTE format('UPDATE bg.member m SET matched = now.matched, shared = now.shared
        FROM (SELECT p.id, bg.is_consented(p.id, ''match'') AS matched, bg.is_consented(p.id, ''share_with_desk'') AS shared
            FROM (SELECT DISTINCT %s AS id FROM new_rows r) p) now
        WHERE m.id = now.id AND (m.matched, m.shared) <> (now.matched, now.shared)', TG_ARGV[0]);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.keep_purposes() FROM PUBLIC;
CREATE TRIGGER purposes AFTER INSERT ON bg.consent REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.keep_purposes('r.person');
CREATE TRIGGER purposes AFTER INSERT ON bg.consent_withdrawal REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.keep_purposes('(SELECT c.person FROM bg.consent c WHERE c.id = r.consent)');
CREATE TRIGGER purposes AFTER UPDATE ON bg.person REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.keep_purposes('r.id');
UPDATE bg.member SET matched = bg.is_consented(id, 'match'), shared = bg.is_consented(id, 'share_with_desk');
-- Nobody but the triggers says which consents stand.
REVOKE UPDATE ON bg.member FROM bg_work;
GRANT UPDATE (headline, wish, status, version, updated_at) ON bg.member TO bg_work;

-- Whose a need or profile is, in each of its rows; the foreign keys hold the parts to what the whole says.
ALTER TABLE bg.criteria ADD owner uuid, ADD kind smallint CHECK (kind BETWEEN 1 AND 4);
UPDATE bg.criteria c SET owner = o.owner, kind = o.kind
    FROM (SELECT profile AS criteria, id AS owner, 1 AS kind FROM bg.member
        UNION ALL SELECT wish, id, 1 FROM bg.member WHERE wish IS NOT NULL
        UNION ALL SELECT profile, id, 2 FROM bg.mentor UNION ALL SELECT need, id, 3 FROM bg.venture
        UNION ALL SELECT need, id, 4 FROM bg.offer UNION ALL SELECT gives, id, 4 FROM bg.offer) o
    WHERE o.criteria = c.id;
DELETE FROM bg.criteria WHERE owner IS NULL;
ALTER TABLE bg.criteria ALTER owner SET NOT NULL, ALTER kind SET NOT NULL, ADD UNIQUE (id, owner, kind);
COMMENT ON COLUMN bg.criteria.kind IS 'Of the owner: 1 a member, 2 a mentor, 3 a venture, 4 an offer.';
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['criteria_skill', 'criteria_sector', 'criteria_language', 'criteria_place'] LOOP
        EXECUTE format('ALTER TABLE bg.%I ADD owner uuid, ADD kind smallint', name);
        EXECUTE format('UPDATE bg.%I p SET owner = c.owner, kind = c.kind FROM bg.criteria c WHERE c.id = p.criteria', name);
        EXECUTE format('ALTER TABLE bg.%1$I ALTER owner SET NOT NULL, ALTER kind SET NOT NULL,
            DROP CONSTRAINT %1$s_criteria_fkey, ADD CONSTRAINT %1$s_criteria_fkey
            FOREIGN KEY (criteria, owner, kind) REFERENCES bg.criteria (id, owner, kind) ON DELETE CASCADE', name);
    END LOOP;
END
$$;
-- The skills are packed for whoever changes one, also for who sees nothing else of a need or profile.
ALTER FUNCTION bg.pack_skills() SECURITY DEFINER;
-- The owner comes first, so that its policies can be asked about what belongs to it.
ALTER TABLE bg.member ALTER CONSTRAINT member_profile_profile_side_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.member ALTER CONSTRAINT member_wish_wish_side_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.mentor ALTER CONSTRAINT mentor_profile_profile_side_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.venture ALTER CONSTRAINT venture_need_need_side_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.offer ALTER CONSTRAINT offer_need_need_side_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.offer ALTER CONSTRAINT offer_gives_gives_side_fkey DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE bg.member ENABLE TRIGGER USER;
-- Also where a great many rows are written without the other triggers.
ALTER TABLE bg.member ENABLE ALWAYS TRIGGER purposes;
ALTER TABLE bg.criteria ENABLE TRIGGER USER;
ALTER TABLE bg.criteria_skill ENABLE TRIGGER USER;
ALTER TABLE bg.criteria_skill ENABLE ALWAYS TRIGGER pack_insert, ENABLE ALWAYS TRIGGER pack_update,
    ENABLE ALWAYS TRIGGER pack_delete;
ALTER TABLE bg.criteria_sector ENABLE TRIGGER USER;
ALTER TABLE bg.criteria_language ENABLE TRIGGER USER;
ALTER TABLE bg.criteria_place ENABLE TRIGGER USER;

-- Rights that nobody needs any more, and those of the two new roles: the curator sets the skill that waiting words mean, in
-- whosever records they stand, and sees nothing else of them; the clock forgets answers that are a day old.
REVOKE SELECT ON log.change, log.epoch FROM bg_work;
REVOKE UPDATE, DELETE ON log.idempotency FROM bg_work;
REVOKE ALL ON bg.api_key FROM bg_work;
REVOKE UPDATE (revoked_at) ON bg.api_key FROM bg_work;
GRANT SELECT ON bg.api_key TO bg_anonymous;
REVOKE INSERT ON ref.label FROM bg_work;
GRANT USAGE ON SCHEMA ref, bg TO bg_curator;
GRANT SELECT, UPDATE ON ref.unmapped TO bg_curator;
GRANT INSERT ON ref.label TO bg_curator;
GRANT SELECT (criteria, position, text, concept), UPDATE (concept) ON bg.criteria_skill TO bg_curator;
GRANT USAGE ON SCHEMA log TO bg_clock;
GRANT SELECT (created_at), DELETE ON log.idempotency TO bg_clock;

-- Who sees and changes which rows. No policy, no row: whoever has told nothing about who asks sees what is everybody's, and
-- is refused the rest. Each condition compares columns of the row with what the transaction says of who asks, which is read
-- once a statement; whose a need or profile is, it says itself, so that nothing has to be joined.
--
-- In the conditions, {me}, {ours} and {key} are the person, the organisations and the key of who asks; {now} is when the
-- transaction began, so that a desk may complete whom it has just registered. A single-row subquery asks about the row's
-- parent, and sees it only if its own policies let it.
CREATE FUNCTION bg.own_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(pg_catalog.current_setting('braingain.person', true), '')::uuid
$$;
CREATE FUNCTION bg.own_organisations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(pg_catalog.current_setting('braingain.organisations', true), '')::uuid[]
$$;
CREATE FUNCTION bg.own_key() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(pg_catalog.current_setting('braingain.key', true), '')::uuid
$$;
-- The hash of the key that somebody shows, to find out who that is.
CREATE FUNCTION bg.shown_key() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT decode(nullif(pg_catalog.current_setting('braingain.shown', true), ''), 'base64')
$$;
-- Founders see one another, which no policy can say of a table by looking into the same table.
CREATE FUNCTION bg.founded_ventures() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(f.venture) FROM bg.founder f WHERE f.person = bg.own_person()
$$;
REVOKE ALL ON FUNCTION bg.founded_ventures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.founded_ventures() TO bg_member;

DO $$
DECLARE
    one     record;
    meaning text;
    command text;
    name    text;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        -- Of everybody.
        ('ref.*', 'SELECT', 'bg_work, bg_matcher', 'true'),
        ('bg.organisation', 'SELECT', 'bg_work, bg_matcher', 'true'),
        ('bg.organisation', 'INSERT UPDATE', 'bg_admin', 'true'),
        -- Words that wait for a curator are queued by whoever wrote them, and counted when they are written again.
        ('ref.unmapped', 'SELECT INSERT UPDATE', 'bg_member, bg_desk, bg_partner, bg_admin', 'true'),
        ('ref.unmapped', 'SELECT UPDATE', 'bg_curator', 'true'),
        ('ref.label', 'INSERT', 'bg_curator', 'true'),
        ('bg.criteria_skill', 'SELECT UPDATE', 'bg_curator', 'true'),

        -- A person is seen by herself and by the desks that she shares with.
        ('bg.person', 'SELECT UPDATE', 'bg_member', 'id = {me}'),
        ('bg.person', 'SELECT', 'bg_desk', 'created_at = {now} OR (SELECT m.shared FROM bg.member m WHERE m.id = person.id)'),
        ('bg.person', 'INSERT', 'bg_desk', 'true'),
        ('bg.person', 'UPDATE', 'bg_desk', '(SELECT m.shared FROM bg.member m WHERE m.id = person.id)'),
        ('bg.person', 'SELECT', 'bg_matcher', 'true'),
        ('bg.person_contact', 'SELECT INSERT UPDATE DELETE', 'bg_member', 'person = {me}'),
        ('bg.person_contact', 'INSERT', 'bg_desk', '(SELECT m.shared FROM bg.member m WHERE m.id = person)'),
        ('bg.person_equality', 'INSERT UPDATE DELETE', 'bg_member', 'person = {me}'),
        ('bg.person_origin bg.person_residence', 'SELECT INSERT UPDATE DELETE', 'bg_member', 'person = {me}'),
        ('bg.person_origin bg.person_residence', 'SELECT', 'bg_desk, bg_admin', '(SELECT true FROM bg.member m WHERE m.id = person)'),
        ('bg.person_origin bg.person_residence', 'INSERT UPDATE DELETE', 'bg_desk', '(SELECT m.shared FROM bg.member m WHERE m.id = person)'),
        ('bg.person_origin bg.person_residence', 'SELECT', 'bg_matcher', 'true'),
        ('bg.consent', 'SELECT INSERT', 'bg_member', 'person = {me}'),
        ('bg.consent', 'SELECT', 'bg_desk, bg_admin', '(SELECT true FROM bg.member m WHERE m.id = person)'),
        ('bg.consent', 'INSERT', 'bg_desk', '(SELECT p.created_at = {now} FROM bg.person p WHERE p.id = person)'),
        ('bg.consent', 'SELECT', 'bg_matcher', 'true'),
        ('bg.consent_withdrawal', 'SELECT', 'bg_member, bg_desk, bg_admin', '(SELECT true FROM bg.consent c WHERE c.id = consent)'),
        ('bg.consent_withdrawal', 'INSERT', 'bg_member', '(SELECT true FROM bg.consent c WHERE c.id = consent)'),
        ('bg.consent_withdrawal', 'SELECT', 'bg_matcher', 'true'),

        -- Of a member who is open to matching, desks and administrators see what a card is made of.
        ('bg.member', 'SELECT UPDATE', 'bg_member', 'id = {me}'),
        ('bg.member', 'SELECT', 'bg_desk', 'shared OR matched AND status = ''live'''),
        ('bg.member', 'INSERT', 'bg_desk', '(SELECT p.created_at = {now} FROM bg.person p WHERE p.id = member.id)'),
        ('bg.member', 'UPDATE', 'bg_desk', 'shared'),
        ('bg.member', 'SELECT', 'bg_admin', 'matched AND status = ''live'''),
        ('bg.member', 'SELECT', 'bg_matcher', 'matched AND status = ''live'''),
        ('bg.mentor', 'SELECT INSERT UPDATE', 'bg_member', 'id = {me}'),
        ('bg.mentor', 'SELECT UPDATE', 'bg_desk', 'desks = ''{}'' OR desks && {ours}'),
        ('bg.mentor', 'INSERT', 'bg_desk', '(desks = ''{}'' OR desks && {ours}) AND (SELECT m.shared FROM bg.member m WHERE m.id = mentor.id)'),
        ('bg.mentor', 'SELECT', 'bg_admin', 'true'),
        ('bg.mentor', 'SELECT', 'bg_matcher', 'status = ''open'''),

        ('bg.venture', 'SELECT', 'bg_member', 'id = ANY((SELECT bg.founded_ventures())::uuid[])'),
        ('bg.venture', 'SELECT INSERT UPDATE', 'bg_desk', 'organisation = ANY({ours}::uuid[])'),
        ('bg.venture', 'SELECT', 'bg_admin', 'true'),
        ('bg.venture', 'SELECT', 'bg_matcher', 'status = ''incubated'''),
        ('bg.founder', 'SELECT', 'bg_member', 'venture = ANY((SELECT bg.founded_ventures())::uuid[])'),
        ('bg.founder', 'SELECT INSERT UPDATE DELETE', 'bg_desk', '(SELECT true FROM bg.venture v WHERE v.id = venture)'),
        ('bg.founder', 'SELECT', 'bg_admin, bg_matcher', 'true'),

        ('bg.offer', 'SELECT', 'bg_work, bg_matcher', 'status = ''open'''),
        ('bg.offer', 'SELECT UPDATE', 'bg_partner', 'organisation = ANY({ours}::uuid[]) OR centre = ANY({ours}::uuid[])'),
        ('bg.offer', 'INSERT', 'bg_partner', 'organisation = ANY({ours}::uuid[])'),
        ('bg.offer', 'SELECT', 'bg_admin', 'true'),
        ('bg.offer_rule', 'SELECT', 'bg_matcher', 'true'),
        ('bg.offer_rule', 'SELECT', 'bg_work', '(SELECT true FROM bg.offer o WHERE o.id = offer)'),
        ('bg.offer_rule', 'INSERT UPDATE DELETE', 'bg_partner', '(SELECT o.organisation = ANY({ours}::uuid[]) OR o.centre = ANY({ours}::uuid[]) FROM bg.offer o WHERE o.id = offer)'),

        -- A need or profile is seen with what it belongs to, and changed by whoever may change that.
        ('bg.criteria*', 'SELECT', 'bg_work', 'CASE kind
            WHEN 1 THEN (SELECT true FROM bg.member m WHERE m.id = owner)
            WHEN 2 THEN (SELECT true FROM bg.mentor m WHERE m.id = owner)
            WHEN 3 THEN (SELECT true FROM bg.venture v WHERE v.id = owner)
            WHEN 4 THEN (SELECT true FROM bg.offer o WHERE o.id = owner) END'),
        ('bg.criteria*', 'INSERT UPDATE DELETE', 'bg_member', 'kind IN (1, 2) AND owner = {me}'),
        ('bg.criteria*', 'INSERT UPDATE DELETE', 'bg_desk', 'CASE kind
            WHEN 1 THEN (SELECT m.shared FROM bg.member m WHERE m.id = owner)
            WHEN 2 THEN (SELECT true FROM bg.mentor m WHERE m.id = owner)
            WHEN 3 THEN (SELECT true FROM bg.venture v WHERE v.id = owner) END'),
        ('bg.criteria*', 'INSERT UPDATE DELETE', 'bg_partner', 'kind = 4 AND (SELECT o.organisation = ANY({ours}::uuid[]) OR o.centre = ANY({ours}::uuid[]) FROM bg.offer o WHERE o.id = owner)'),
        ('bg.criteria*', 'SELECT', 'bg_matcher', 'true'),

        -- Administrators assign cohorts too, which locks them, and change none.
        ('bg.cohort', 'SELECT INSERT UPDATE', 'bg_desk', 'organisation = ANY({ours}::uuid[])'),
        ('bg.cohort', 'SELECT', 'bg_admin', 'true'),
        ('bg.cohort', 'UPDATE', 'bg_admin', 'true CHECK false'),
        ('bg.assignment*', 'SELECT INSERT', 'bg_desk', 'cohort = ANY(ARRAY(SELECT c.id FROM bg.cohort c))'),
        ('bg.assignment*', 'SELECT INSERT', 'bg_admin', 'true'),

        -- Who shows a key sees that key, and no other.
        ('bg.api_key', 'SELECT', 'bg_anonymous', 'hash = (SELECT bg.shown_key())'),
        ('log.idempotency', 'SELECT INSERT', 'bg_work', 'caller = {key}'),
        ('log.idempotency', 'SELECT DELETE', 'bg_clock', 'created_at < {now} - interval ''24 hours'''),
        ('log.change', 'SELECT DELETE', 'bg_matcher', 'true'),
        ('log.epoch', 'SELECT', 'bg_matcher', 'true'),
        ('log.feed_mark', 'SELECT INSERT DELETE', 'bg_matcher', 'true')
    ) AS p (tables, commands, roles, condition)
    LOOP
        meaning := replace(one.condition, '{me}', '(SELECT bg.own_person())');
        meaning := replace(meaning, '{ours}', '(SELECT bg.own_organisations())');
        meaning := replace(meaning, '{key}', '(SELECT bg.own_key())');
        meaning := replace(meaning, '{now}', '(SELECT now())');
        FOR command, name IN
            SELECT c, n.nspname || '.' || t.relname
            FROM string_to_table(one.commands, ' ') AS c, string_to_table(one.tables, ' ') AS pattern, pg_class t
            JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE t.relkind = 'r' AND n.nspname || '.' || t.relname LIKE replace(pattern, '*', '%')
                AND (t.relname <> 'unmapped' OR pattern NOT LIKE '%*')
        LOOP
            EXECUTE format('CREATE POLICY %I ON %s FOR %s TO %s', lower(command) || '_' || replace(one.roles, ', bg_', '_'),
                name, command, one.roles)
                || CASE WHEN command <> 'INSERT' THEN format(' USING (%s)', split_part(meaning, ' CHECK ', 1)) ELSE '' END
                || CASE WHEN command IN ('INSERT', 'UPDATE') THEN format(' WITH CHECK (%s)',
                    coalesce(nullif(split_part(meaning, ' CHECK ', 2), ''), meaning)) ELSE '' END;
        END LOOP;
    END LOOP;
END
$$;

-- Imports and triggers are the owner's, who sees all, and no login of the service can become.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT n.nspname || '.' || t.relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE t.relkind = 'r' AND n.nspname IN ('bg', 'ref', 'log')
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON %s TO bg_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;
