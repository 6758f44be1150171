import Foundation
import Postgres

/// All that a database says of its own schema, a line each, so that two can be compared.
struct Catalogue {
    let lines: Set<String>

    init(_ connection: Connection) throws(PostgresError) {
        var lines: Set<String> = []
        for part in Self.parts {
            for row in try connection.query("SELECT concat_ws(' · ', \(literally: part)") {
                var row = row
                lines.insert(try row.next(String.self))
            }
        }
        self.lines = lines
    }

    private static let ours = "IN ('bg', 'ref', 'log', 'public')"
    /// What belongs to an extension is the extension's, and the history of the migrations the program's.
    private static func own(_ catalogue: String, _ oid: String) -> String {
        "NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '\(catalogue)'::regclass AND d.objid = \(oid) AND d.deptype = 'e')"
    }

    private static let parts = [
        """
        'schema', nspname, nspowner::regrole, nspacl::text) FROM pg_namespace WHERE nspname \(ours)
        """,
        """
        'extension', extname, extnamespace::regnamespace) FROM pg_extension
        """,
        """
        'relation', c.oid::regclass, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
            c.relowner::regrole, c.relacl::text, obj_description(c.oid, 'pg_class'))
        FROM pg_class c WHERE c.relnamespace::regnamespace::text \(ours) AND \(own("pg_class", "c.oid"))
        """,
        """
        'column', a.attrelid::regclass, row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum), a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
            a.attcollation::regcollation, pg_get_expr(v.adbin, v.adrelid), a.attacl::text,
            col_description(a.attrelid, a.attnum))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
        WHERE c.relnamespace::regnamespace::text \(ours) AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0
            AND NOT a.attisdropped AND \(own("pg_class", "c.oid"))
        """,
        """
        'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace::regnamespace::text \(ours)
        """,
        """
        'index', pg_get_indexdef(indexrelid)) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace::regnamespace::text \(ours)
        """,
        """
        'trigger', tgenabled, pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT tgisinternal
        """,
        """
        'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies
        """,
        """
        'function', p.oid::regprocedure, p.proowner::regrole, p.proacl::text, obj_description(p.oid, 'pg_proc'),
            pg_get_functiondef(p.oid))
        FROM pg_proc p WHERE p.pronamespace::regnamespace::text \(ours) AND p.prokind = 'f' AND \(own("pg_proc", "p.oid"))
        """,
        """
        'sequence', schemaname, sequencename, sequenceowner, data_type, start_value, increment_by) FROM pg_sequences
        """,
        """
        'default', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl::text) FROM pg_default_acl
        """,
        """
        'temporary', datacl::text) FROM pg_database WHERE datname = current_database()
        """,
    ]
}
