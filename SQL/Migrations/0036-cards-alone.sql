-- What an attack from outside found: any desk could change a mentor who names no desk, a mentor stayed readable whose person had
-- withdrawn, and offers' rules told a desk where somebody comes from of whom it sees a card.
SET ROLE bg_owner;

-- A mentor is seen as long as the person is, and changed by the desks that the mentor names or the person shares with.
ALTER POLICY select_bg_desk ON bg.mentor USING (live AND (desks = '{}' OR desks && (SELECT bg.own_organisations()))
    AND (SELECT true FROM bg.member m WHERE m.id = mentor.id));
ALTER POLICY select_bg_admin ON bg.mentor USING (live AND (SELECT true FROM bg.member m WHERE m.id = mentor.id));
ALTER POLICY update_bg_desk ON bg.mentor USING (live AND (desks && (SELECT bg.own_organisations())
    OR desks = '{}' AND (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > (SELECT now())
        FROM bg.member m WHERE m.id = mentor.id)))
    WITH CHECK (desks = '{}' OR desks && (SELECT bg.own_organisations()));

-- Where somebody comes from is told with the whole record, never with a card.
DROP POLICY select_bg_desk_admin ON bg.person_origin;
CREATE POLICY select_bg_desk ON bg.person_origin FOR SELECT TO bg_desk
    USING ((SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > (SELECT now())
        FROM bg.member m WHERE m.id = person));
CREATE POLICY select_bg_admin ON bg.person_origin FOR SELECT TO bg_admin
    USING ((SELECT bool_or(g.until > now()) FROM bg.break_glass g WHERE g.person = person_origin.person));

RESET ROLE;
