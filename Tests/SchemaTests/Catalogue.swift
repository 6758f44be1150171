import Foundation
import Postgres

/// Everything that a database's schema says, one fact a line, in terms that do not depend on the order in which it was
/// made.
struct Catalogue {
    let lines: Set<String>

    /// - Parameter database: on the cluster that all tests of a process share.
    init(of database: String) throws {
        let cluster = try ThrowawayCluster.shared()
        let connection = Connection(conninfo: cluster.conninfo(user: "braingain", database: database))
        defer { connection.close() }
        var lines: Set<String> = []
        for row in try connection.query(Self.sql) {
            var row = row
            lines.insert(try row.next())
        }
        self.lines = lines
    }

    /// Rights as `role:privilege` in order; the rights that an object has by default where none were granted.
    private static func rights(_ acl: String, _ kind: String, _ owner: String) -> String {
        """
        (SELECT string_agg(coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'public') || ':' || a.privilege_type
            || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ' ' ORDER BY a.grantee, a.privilege_type)
            FROM aclexplode(coalesce(\(acl), acldefault('\(kind)', \(owner)))) AS a)
        """
    }

    private static var sql: SQL {
        """
        WITH ours AS (SELECT * FROM pg_namespace WHERE nspname IN ('bg', 'ref', 'log', 'public')),
        relation AS (
            SELECT c.* FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
            WHERE c.oid::regclass::text NOT IN ('migration', 'migration_pkey')
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
        SELECT concat_ws(' | ', 'schema', nspname, pg_get_userbyid(nspowner),
            \(literally: rights("nspacl", "n", "nspowner"))) FROM ours
        UNION ALL SELECT concat_ws(' | ', 'extension', extname, extnamespace::regnamespace) FROM pg_extension
        UNION ALL SELECT concat_ws(' | ', 'relation', oid::regclass, relkind, pg_get_userbyid(relowner),
            obj_description(oid, 'pg_class')) FROM relation
        UNION ALL SELECT concat_ws(' | ', 'rights', oid::regclass, \(literally: rights("relacl", "r", "relowner")))
            FROM relation WHERE relkind = 'r'
        UNION ALL SELECT concat_ws(' | ', 'rights', oid::regclass, \(literally: rights("relacl", "s", "relowner")))
            FROM relation WHERE relkind = 'S'
        UNION ALL SELECT concat_ws(' | ', 'column', c.oid::regclass, a.attnum, a.attname,
                format_type(a.atttypid, a.atttypmod), 'not null ' || a.attnotnull, 'identity ' || a.attidentity::text,
                'generated ' || a.attgenerated::text, 'default ' || pg_get_expr(d.adbin, d.adrelid),
                'rights ' || \(literally: rights("a.attacl", "c", "c.relowner")), col_description(c.oid, a.attnum))
            FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum) WHERE c.relkind = 'r'
        UNION ALL SELECT concat_ws(' | ', 'constraint', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid))
            FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid
        UNION ALL SELECT concat_ws(' | ', 'index', pg_get_indexdef(oid)) FROM relation WHERE relkind = 'i'
        UNION ALL SELECT concat_ws(' | ', 'trigger', c.oid::regclass, pg_get_triggerdef(t.oid), t.tgenabled)
            FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
        UNION ALL SELECT concat_ws(' | ', 'function', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner),
            \(literally: rights("p.proacl", "f", "p.proowner")))
            FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
            WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        """
    }
}
