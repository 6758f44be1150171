-- Sharing names with whom: a desk sees a member whole while a consent stands that names the desk, or one above which the desk
-- works. `shared`, by which every desk saw whoever shared with any, goes.
SET ROLE bg_owner;

ALTER TABLE bg.consent ADD organisation uuid REFERENCES bg.organisation, ADD until timestamptz,
    ADD witness uuid DEFAULT nullif(current_setting('braingain.key', true), '')::uuid,
    ADD CHECK (organisation IS NULL OR purpose IN ('share_with_desk', 'share_with_partner')),
    ADD CHECK (until IS NULL OR organisation IS NOT NULL AND until > given_at);
CREATE INDEX consent_organisation ON bg.consent (organisation);
COMMENT ON COLUMN bg.consent.organisation IS 'With whom is shared; a consent to share that names nobody is older than this, and shares with nobody.';
COMMENT ON COLUMN bg.consent.witness IS 'The key or account that recorded it; null for an operator.';

-- Earlier consents were written down by a desk, and the audit knows which: it is the one that was meant.
ALTER TABLE bg.consent DISABLE TRIGGER USER;
UPDATE bg.consent c SET organisation = k.organisation, witness = k.id
    FROM log.audit a JOIN bg.api_key k ON k.id = a.key
    WHERE c.purpose = 'share_with_desk' AND a.kind = 'consent' AND a.act = 'insert' AND a.subject = c.person
        AND a.role = 'bg_desk' AND a.at BETWEEN c.given_at - interval '1 minute' AND c.given_at + interval '1 minute';
ALTER TABLE bg.consent ENABLE TRIGGER USER;

ALTER TABLE bg.member ADD granted uuid[] NOT NULL DEFAULT '{}', ADD granted_until timestamptz NOT NULL DEFAULT 'infinity';
CREATE INDEX member_granted_until ON bg.member (granted_until) WHERE granted_until < 'infinity';
COMMENT ON COLUMN bg.member.granted IS 'With which organisations the consents that stand share, as triggers keep it.';
COMMENT ON COLUMN bg.member.granted_until IS 'When the first of them ends. From then on none counts, until the clock has looked which go on.';

-- What a person's consents come to now.
CREATE FUNCTION bg.standing(person uuid, OUT matched bool, OUT granted uuid[], OUT granted_until timestamptz)
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(bool_or(c.purpose = 'match'), false),
        coalesce(array_agg(DISTINCT c.organisation ORDER BY c.organisation)
            FILTER (WHERE c.purpose = 'share_with_desk' AND c.organisation IS NOT NULL), '{}'),
        coalesce(min(c.until) FILTER (WHERE c.purpose = 'share_with_desk'), 'infinity')
    FROM bg.person p JOIN bg.consent c ON c.person = p.id
    WHERE p.id = $1 AND p.status = 'live' AND (c.until IS NULL OR c.until > now())
        AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
$$;
CREATE OR REPLACE FUNCTION bg.find_purposes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    SELECT s.matched, s.granted, s.granted_until INTO NEW.matched, NEW.granted, NEW.granted_until FROM bg.standing(NEW.id) s;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION bg.keep_purposes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    EXECUTE format('UPDATE bg.member m SET matched = now.matched, granted = now.granted, granted_until = now.granted_until
        FROM (SELECT p.id, s.* FROM (SELECT DISTINCT %s AS id FROM new_rows r) p, bg.standing(p.id) s) now
        WHERE m.id = now.id
            AND (m.matched, m.granted, m.granted_until) <> (now.matched, now.granted, now.granted_until)', TG_ARGV[0]);
    RETURN NULL;
END
$$;
DROP FUNCTION bg.is_consented(uuid, text);

-- Ends what ends by itself. Sharing has stopped already; this lets what goes on count again.
CREATE FUNCTION bg.end_grants() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    UPDATE bg.member m SET granted = s.granted, granted_until = s.granted_until
    FROM (SELECT id FROM bg.member WHERE granted_until <= now() FOR UPDATE SKIP LOCKED) due, bg.standing(due.id) s
    WHERE m.id = due.id
$$;
REVOKE ALL ON FUNCTION bg.standing(uuid), bg.end_grants() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.end_grants() TO bg_clock;

UPDATE bg.member m SET granted = s.granted, granted_until = s.granted_until
    FROM (SELECT id FROM bg.member WHERE shared) was, bg.standing(was.id) s WHERE m.id = was.id AND s.granted <> '{}';

DO $$
DECLARE
    one     record;
    meaning text;
    command text;
    name    text;
    mine    text := 'granted && {ours} AND granted_until > {now}';
    -- Of the row's parent.
    theirs  text := '(SELECT m.granted && {ours} AND m.granted_until > {now} FROM bg.member m WHERE m.id = %s)';
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('bg.person', 'SELECT', 'created_at = {now} OR ' || format(theirs, 'person.id')),
        ('bg.person', 'UPDATE', format(theirs, 'person.id')),
        ('bg.person_contact', 'INSERT', format(theirs, 'person')),
        ('bg.person_origin bg.person_residence', 'INSERT UPDATE DELETE', format(theirs, 'person')),
        ('bg.consent', 'INSERT', '(organisation IS NULL OR organisation = ANY({ours}::uuid[]))
            AND (SELECT p.created_at = {now} FROM bg.person p WHERE p.id = person)'),
        -- What is the cheaper to know is asked first.
        ('bg.member', 'SELECT', 'matched AND status = ''live'' OR ' || mine),
        ('bg.member', 'INSERT UPDATE', mine),
        ('bg.mentor', 'INSERT', '(desks = ''{}'' OR desks && {ours}) AND ' || format(theirs, 'mentor.id')),
        ('bg.criteria*', 'INSERT UPDATE DELETE', 'CASE kind
            WHEN 1 THEN ' || format(theirs, 'owner') || '
            WHEN 2 THEN (SELECT true FROM bg.mentor m WHERE m.id = owner)
            WHEN 3 THEN (SELECT true FROM bg.venture v WHERE v.id = owner) END')
    ) AS p (tables, commands, condition)
    LOOP
        meaning := replace(replace(one.condition, '{ours}', '(SELECT bg.own_organisations())'), '{now}', '(SELECT now())');
        FOR command, name IN
            SELECT c, n.nspname || '.' || t.relname
            FROM string_to_table(one.commands, ' ') AS c, string_to_table(one.tables, ' ') AS pattern, pg_class t
            JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE t.relkind = 'r' AND n.nspname || '.' || t.relname LIKE replace(pattern, '*', '%')
        LOOP
            EXECUTE format('ALTER POLICY %I ON %s', lower(command) || '_bg_desk', name)
                || CASE WHEN command <> 'INSERT' THEN format(' USING (%s)', meaning) ELSE '' END
                || CASE WHEN command IN ('INSERT', 'UPDATE') THEN format(' WITH CHECK (%s)', meaning) ELSE '' END;
        END LOOP;
    END LOOP;
    -- With whom else a member shares is nobody's business.
    ALTER POLICY select_bg_desk_admin ON bg.consent USING ((SELECT true FROM bg.member m WHERE m.id = person)
        AND (organisation IS NULL OR organisation = ANY((SELECT bg.own_organisations())::uuid[])));
END
$$;

ALTER TABLE bg.member DROP shared;

RESET ROLE;
