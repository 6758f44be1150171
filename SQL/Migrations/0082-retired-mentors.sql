-- A mentor who had retired and named no desk was read by every desk of every country, where a member who has retired is read by none.
SET ROLE bg_owner;

ALTER POLICY select_bg_desk ON bg.mentor USING (live AND (desks && (SELECT bg.own_organisations())
    OR desks = '{}' AND (status <> 'retired' OR (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > now()
        FROM bg.member m WHERE m.id = mentor.id)))
    AND (matched OR (SELECT true FROM bg.member m WHERE m.id = mentor.id)));

RESET ROLE;
