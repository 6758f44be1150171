-- Names of founders who share nothing with the venture's desk, or no longer, were read by whomever the desk proposed as a mentor.
SET ROLE bg_owner;

-- The founders whom a mentor may see: neither retired nor restricted, and sharing with the venture's desk, one above or one below it.
-- Who is not seen sees nobody.
CREATE OR REPLACE FUNCTION bg.shown_founders(asked uuid, OUT person uuid, OUT lead bool) RETURNS SETOF record
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT f.person, f.lead FROM bg.venture v JOIN bg.organisation d ON d.id = v.organisation JOIN bg.founder f ON f.venture = v.id
        JOIN bg.person p ON p.id = f.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = f.person AND m.status <> 'retired'
    WHERE v.id = asked AND EXISTS (SELECT FROM bg.consent c JOIN bg.organisation o ON o.id = c.organisation
        WHERE c.person = f.person AND c.purpose = 'share_with_desk' AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
            AND (o.id = ANY (d.path) OR d.id = ANY (o.path)))
$$;

RESET ROLE;
