-- A desk that made somebody a founder and accepted for the venture showed the mentor how to reach them, who had done nothing: an address is
-- shown to the other side where that person accepted, and nobody else for them. Nor does the export of who founded a venture once tell
-- what others did with an introduction since. And whose word it was that a record rests, and who named a mentor's desks, is kept of a
-- person, and so stands in what they export.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.introduced(asked uuid)
    RETURNS TABLE (side text, person uuid, name text, lead bool, email text, phone text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT i.*, bg.own_person() AS me, current_setting('role') AS role FROM bg.introduction i
        WHERE i.id = asked AND i.ending IS NULL AND (current_setting('role') <> 'bg_member' OR EXISTS (SELECT FROM bg.person p
            JOIN bg.member m ON m.id = p.id AND (m.status <> 'retired' OR m.set_aside) WHERE p.id = bg.own_person() AND p.status IN ('live', 'merged')))
    ), founder AS (
        SELECT f.person, f.lead FROM one CROSS JOIN LATERAL bg.shown_founders(one.venture) f
        WHERE one.mentor_accepted_at IS NULL OR bg.is_agreed(one.founders, f.person)
    ), other AS (
        SELECT 'venture' AS side, f.person, f.lead, f.person IS NOT DISTINCT FROM one.accepted_by AS told,
            one.state = 'active' AS active, false AS moved
        FROM one CROSS JOIN founder f WHERE one.role = 'bg_member' AND one.mentor = one.me
        UNION ALL
        SELECT 'mentor', one.mentor, false, CASE one.role WHEN 'bg_member' THEN NOT one.moved ELSE EXISTS (
                SELECT FROM bg.consent a WHERE a.person = one.mentor AND a.purpose = 'contact'
                    AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = a.id)) END, true, one.moved FROM one
        WHERE one.state = 'active' AND (one.role = 'bg_desk' AND one.organisation = ANY (bg.own_organisations())
            OR one.role = 'bg_member' AND EXISTS (SELECT FROM founder f WHERE f.person = one.me))
    ), young AS (
        SELECT y.id FROM one CROSS JOIN LATERAL bg.young(one.mentor, one.venture) AS y (id)
    )
    SELECT o.side, p.id, p.name, o.lead, max(c.value) FILTER (WHERE c.kind = 'email'), max(c.value) FILTER (WHERE c.kind = 'phone')
    FROM other o JOIN bg.person p ON p.id = o.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = p.id AND (m.status <> 'retired' OR m.set_aside) AND (m.matched OR NOT o.moved)
        LEFT JOIN bg.person_contact c ON c.person = p.id AND o.active AND o.told
    WHERE NOT EXISTS (SELECT FROM young y WHERE y.id IN (o.person, bg.own_person()))
    GROUP BY o.side, p.id, p.name, o.lead
$$;

CREATE OR REPLACE FUNCTION bg.own_file() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT jsonb_build_object(
        'equality', (SELECT to_jsonb(e) - 'person' FROM bg.person_equality e WHERE e.person = me.id),
        'rest', (SELECT jsonb_build_object('in_person', m.rested_by_self, 'set_aside', m.set_aside) FROM bg.member m WHERE m.id = me.id),
        'mentor_rest', (SELECT jsonb_build_object('in_person', o.rested_by_self, 'set_aside', o.set_aside, 'desks_named_in_person', o.named)
            FROM bg.mentor o WHERE o.id = me.id),
        'introductions', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'venture', i.venture, 'desk', i.organisation,
                'as', CASE WHEN i.mentor = me.id THEN 'mentor' ELSE 'founder' END, 'state', i.state, 'note', i.note,
                'reason', i.reason, 'proposed_at', bg.written(i.proposed_at), 'mentor_accepted_at', bg.written(i.mentor_accepted_at),
                'venture_accepted_at', bg.written(i.venture_accepted_at), 'ended_at', bg.written(i.ended_at), 'end_reason',
                CASE WHEN i.mentor = me.id OR i.end_reason <> 'consent_withdrawn' THEN i.end_reason END)
                -- Who is no founder any more has what they said themselves.
                || CASE WHEN i.mentor = me.id OR is_founder THEN '{}' ELSE '{"state": null, "note": null, "reason": null, "proposed_at": null,
                    "mentor_accepted_at": null, "ended_at": null, "end_reason": null}'::jsonb END ORDER BY i.id), '[]')
            FROM bg.introduction i CROSS JOIN LATERAL
                (SELECT EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = me.id) AS is_founder) f
            WHERE i.mentor = me.id OR i.accepted_by = me.id OR is_founder),
        'sessions', (SELECT coalesce(jsonb_agg(jsonb_build_object('begun_at', bg.written(s.created_at), 'idle_until', bg.written(s.idle_until),
                'ends_at', bg.written(s.ends_at), 'address', s.address) ORDER BY s.created_at), '[]')
            FROM bg.session s WHERE s.person = me.id),
        'keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'scopes', k.scopes, 'created_at', bg.written(k.created_at),
                'expires_at', bg.written(k.expires_at), 'revoked_at', bg.written(k.revoked_at), 'used_on', k.used_on) ORDER BY k.created_at), '[]')
            FROM bg.api_key k WHERE k.person = me.id),
        'opened', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', bg.written(g.at), 'until', bg.written(g.until), 'reason', g.reason) ORDER BY g.at), '[]')
            FROM bg.break_glass g WHERE g.person = me.id),
        'messages', (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', o.subject, 'until', bg.written(o.until)) ORDER BY o.until), '[]')
            FROM log.outbox o JOIN bg.person_contact c ON c.person = me.id
                AND bg.folded_address(o.address) = bg.folded_address(c.value)))
    FROM (SELECT bg.own_person() AS id) me
$$;

RESET ROLE;
