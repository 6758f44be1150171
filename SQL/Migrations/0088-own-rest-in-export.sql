-- Whose word it was that a record rests, and which desks a mentor works with, is kept of a person, and so stands in what they export.
SET ROLE bg_owner;

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
