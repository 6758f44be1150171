-- What was done to a person's own record has no end: who changes it for days made the export of any size. It is read by pages.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.own_file() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT jsonb_build_object(
        'equality', (SELECT to_jsonb(e) - 'person' FROM bg.person_equality e WHERE e.person = me.id),
        'introductions', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'venture', i.venture, 'desk', i.organisation,
                'as', CASE WHEN i.mentor = me.id THEN 'mentor' ELSE 'founder' END, 'state', i.state, 'note', i.note,
                'reason', i.reason, 'proposed_at', bg.written(i.proposed_at), 'mentor_accepted_at', bg.written(i.mentor_accepted_at),
                'venture_accepted_at', bg.written(i.venture_accepted_at), 'ended_at', bg.written(i.ended_at), 'end_reason', i.end_reason) ORDER BY i.id), '[]')
            FROM bg.introduction i WHERE i.mentor = me.id OR i.accepted_by = me.id
                OR EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = me.id)),
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

-- The latest first. Who of a role it was is not told.
CREATE FUNCTION log.acts_on_me(after bigint, most int, OUT id bigint, OUT at timestamptz, OUT role text, OUT act text, OUT kind text,
    OUT fields text[], OUT operation text) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT a.id, a.at, regexp_replace(a.role, '^bg_', ''), a.act, a.kind, a.fields, a.operation
    FROM log.audit a WHERE a.subject = (SELECT bg.own_person()) AND (after IS NULL OR a.id < after)
    ORDER BY a.id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION log.acts_on_me(bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.acts_on_me(bigint, int) TO bg_member;

RESET ROLE;
