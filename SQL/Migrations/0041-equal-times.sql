-- That a venture is there told a member by a fifth of a millisecond: whose ventures one knows is looked up for a row alone that is
-- found, and functions in SQL are planned for each call. In PL/pgSQL they are planned once in a session.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.founded_ventures() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT array_agg(f.venture) FROM bg.founder f WHERE f.person = bg.own_person());
END
$$;
CREATE OR REPLACE FUNCTION bg.introduced_ventures() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT array_agg(i.venture) FROM bg.introduction i WHERE i.mentor = bg.own_person() AND i.ending IS NULL);
END
$$;

RESET ROLE;
