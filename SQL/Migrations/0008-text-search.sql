-- Free text over what is public: titles of offers and names of organisations, in the dictionary of each text's language,
-- without accents, and with trigrams for typos.
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
SET LOCAL ROLE bg_owner;

CREATE FUNCTION bg.folded(text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
    SELECT public.unaccent('public.unaccent', lower(text))
$$;

CREATE FUNCTION bg.dictionary(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT CASE language
        WHEN 'ar' THEN 'pg_catalog.arabic' WHEN 'de' THEN 'pg_catalog.german' WHEN 'en' THEN 'pg_catalog.english'
        WHEN 'es' THEN 'pg_catalog.spanish' WHEN 'fr' THEN 'pg_catalog.french' WHEN 'it' THEN 'pg_catalog.italian'
        WHEN 'ne' THEN 'pg_catalog.nepali' WHEN 'ro' THEN 'pg_catalog.romanian' WHEN 'ru' THEN 'pg_catalog.russian'
        WHEN 'sr' THEN 'pg_catalog.serbian' ELSE 'pg_catalog.simple' END::regconfig
$$;

-- Each text twice: by its dictionary, and word by word for readers of other languages.
CREATE FUNCTION bg.document(texts jsonb) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = '' AS $$
DECLARE
    result tsvector := '';
    one    record;
BEGIN
    FOR one IN SELECT key, bg.folded(value) AS text FROM jsonb_each_text(texts) LOOP
        result := result || to_tsvector(bg.dictionary(one.key), one.text) || to_tsvector('pg_catalog.simple', one.text);
    END LOOP;
    RETURN result;
END
$$;

CREATE FUNCTION bg.asked(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
    SELECT websearch_to_tsquery('pg_catalog.simple', bg.folded(words))
        || websearch_to_tsquery('pg_catalog.english', bg.folded(words))
        || websearch_to_tsquery('pg_catalog.french', bg.folded(words))
        || websearch_to_tsquery('pg_catalog.spanish', bg.folded(words))
        || websearch_to_tsquery('pg_catalog.arabic', bg.folded(words))
$$;

CREATE INDEX offer_title ON bg.offer USING gin (bg.document(title));
CREATE INDEX organisation_name ON bg.organisation USING gin (bg.document(name));
