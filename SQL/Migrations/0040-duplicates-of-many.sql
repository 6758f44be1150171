-- Duplicates are looked for in groups of one name: a join of all names with one another was planned as a loop over every pair.
SET ROLE bg_owner;

-- Words in any order and script, without case and accents; cut without a regular expression, which takes three times as long.
CREATE OR REPLACE FUNCTION bg.name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
    SELECT string_agg(word, ' ' ORDER BY word)
    FROM string_to_table(translate(public.unaccent('public.unaccent', lower(name)), '-_.,;:''’`"()/', '             '), ' ') AS word
    WHERE word <> ''
$$;

-- The days on which somebody may be born; null where nothing is stated.
CREATE FUNCTION bg.born_range(person bg.person) RETURNS daterange LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT daterange(make_date(person.born_year, coalesce(person.born_month, 1), coalesce(person.born_day, 1)),
        (make_date(person.born_year, coalesce(person.born_month, 12), coalesce(person.born_day, 1))
            + CASE WHEN person.born_day IS NULL THEN interval '1 month' ELSE interval '1 day' END)::date)
    WHERE person.born_year IS NOT NULL
$$;

-- Pairs of the people who share with who asks: of the same name, not born at different times, and either surely born at the same
-- time or reached at the same address. Families share telephones, so that an address alone says nothing.
CREATE OR REPLACE FUNCTION bg.find_duplicates(most bigint) RETURNS TABLE (one uuid, other uuid, birth bool, contact bool)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
    WITH own AS MATERIALIZED (
        SELECT p.id, p.name, p.latin_name FROM bg.member m JOIN bg.person p ON p.id = m.id
        WHERE m.granted && bg.own_organisations() AND m.granted_until > now()
    ), alike AS MATERIALIZED (
        SELECT array_agg(n.id) AS ids
        FROM (SELECT o.id, bg.name_key(o.name) AS name FROM own o UNION SELECT o.id, bg.name_key(o.latin_name) FROM own o) n
        WHERE n.name IS NOT NULL GROUP BY n.name HAVING count(*) > 1
    ), pair AS MATERIALIZED (
        SELECT DISTINCT a.id AS one, b.id AS other FROM alike, unnest(alike.ids) AS a (id), unnest(alike.ids) AS b (id) WHERE b.id > a.id
    )
    SELECT p.one, p.other, coalesce(born.same, false), shared.contact
    FROM pair p
        CROSS JOIN LATERAL (SELECT bg.born_range(a) && bg.born_range(b) AS same FROM bg.person a, bg.person b
            WHERE a.id = p.one AND b.id = p.other) born
        CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM bg.person_contact c JOIN bg.person_contact d ON d.person = p.other
            AND d.kind = c.kind AND bg.folded_address(d.value) = bg.folded_address(c.value) WHERE c.person = p.one) AS contact) shared
    WHERE coalesce(born.same, shared.contact)
        AND NOT EXISTS (SELECT FROM bg.told_apart t WHERE t.one = p.one AND t.other = p.other)
    ORDER BY shared.contact DESC, p.one, p.other LIMIT most
$$;
REVOKE ALL ON FUNCTION bg.born_range(bg.person) FROM PUBLIC;

RESET ROLE;
