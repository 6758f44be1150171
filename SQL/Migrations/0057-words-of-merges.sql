-- Members read what is written of their merges in their language, as they do codes.
SET ROLE bg_owner;

-- What is written to whose records were made one, or two again, in the language that they read; in English where we write none of it.
CREATE FUNCTION bg.words_of_merge(reads text, are_two bool) RETURNS TABLE (subject text, body text)
    LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT w.subject, w.body FROM (VALUES
        ('en', false, 'BrainGain: two records are one now',
            'DESK, a desk that you share with, found two records to be yours, and made them one. If one of them is somebody else''s, '
            'sign in and say so (POST /v1/members/me/separation), or have the desk undo it, until UNTIL. Until then nothing of the one '
            'is shown to the other, and what was agreed goes on. Then what both agreed to stands, and one of the two is forgotten with '
            'its addresses: only those of the other still let you in.'),
        ('en', true, 'BrainGain: two records again', 'Two records that DESK had made one are two again, as they were before.'),
        ('fr', false, 'BrainGain : deux dossiers n''en font plus qu''un',
            'DESK, un bureau avec lequel vous partagez vos données, a jugé que deux dossiers sont les vôtres et les a réunis. Si l''un '
            'd''eux est celui de quelqu''un d''autre, connectez-vous et dites-le (POST /v1/members/me/separation), ou faites-le annuler '
            'par le bureau, jusqu''au UNTIL. D''ici là, rien de l''un n''est montré à l''autre, et ce qui a été convenu continue. '
            'Ensuite vaut ce que les deux ont accepté, et l''un des deux est oublié avec ses adresses : seules celles de l''autre vous '
            'permettent encore de vous connecter.'),
        ('fr', true, 'BrainGain : de nouveau deux dossiers',
            'Deux dossiers que DESK avait réunis sont de nouveau deux, comme ils étaient avant.'),
        ('es', false, 'BrainGain: dos registros son ahora uno',
            'DESK, una oficina con la que usted comparte sus datos, consideró que dos registros son suyos y los unió. Si uno de ellos es '
            'de otra persona, inicie sesión y dígalo (POST /v1/members/me/separation), o haga que la oficina lo deshaga, hasta el UNTIL. '
            'Hasta entonces nada de uno se muestra al otro, y lo acordado sigue. Después vale lo que ambos aceptaron, y uno de los dos se '
            'olvida con sus direcciones: solo las del otro le permiten entrar.'),
        ('es', true, 'BrainGain: de nuevo dos registros',
            'Dos registros que DESK había unido vuelven a ser dos, como eran antes.'),
        ('ar', false, 'BrainGain: أصبح سجلان سجلا واحدا',
            'رأى DESK، وهو مكتب تشارك معه بياناتك، أن سجلين هما لك فجعلهما سجلا واحدا. إذا كان أحدهما لشخص آخر فسجل الدخول وقل ذلك '
            '(POST /v1/members/me/separation)، أو اطلب من المكتب أن يلغي ذلك، حتى UNTIL. إلى ذلك الحين لا يعرض شيء من أحدهما للآخر، '
            'ويستمر ما اتفق عليه. بعد ذلك يبقى ما وافق عليه كلاهما، وينسى أحدهما مع عناوينه: عناوين الآخر وحدها تتيح لك الدخول.'),
        ('ar', true, 'BrainGain: سجلان من جديد', 'السجلان اللذان جعلهما DESK سجلا واحدا عادا سجلين كما كانا من قبل.')
    ) AS w (language, parted, subject, body)
    WHERE w.parted = are_two AND w.language IN ('en', split_part(reads, '-', 1)) ORDER BY w.language = 'en' LIMIT 1
$$;

-- Both are told which desk it was, and how to object, wherever they can be.
CREATE OR REPLACE FUNCTION bg.tell_of_merge(one bg.merge) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT DISTINCT ON (bg.folded_address(c.value)) c.kind, c.value, w.subject,
        replace(replace(w.body, 'UNTIL', to_char(one.undo_until, 'YYYY-MM-DD')), 'DESK', desk.name), now() + interval '7 days'
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
    CROSS JOIN LATERAL bg.words_of_merge(p.language, one.undone_at IS NOT NULL) AS w
    CROSS JOIN LATERAL (SELECT n.value AS name FROM bg.organisation o, jsonb_each_text(o.name) AS n
        WHERE o.id = one.organisation ORDER BY n.key IS DISTINCT FROM split_part(p.language, '-', 1), n.key <> 'en', n.key LIMIT 1) desk
    WHERE c.person IN (one.kept, one.absorbed) AND c.kind IN ('email', 'phone')
    ORDER BY bg.folded_address(c.value), c.person = one.kept DESC, c.value
$$;

REVOKE ALL ON FUNCTION bg.words_of_merge(text, bool) FROM PUBLIC;

RESET ROLE;
