import Foundation
import Postgres
import Store

/// PostgreSQL's programs and extensions, whether the database opens, and its schema.
enum DatabaseChecks {
    static func all(_ settings: Settings) -> [Finding] {
        settings.databaseURL == nil ? programs() + [socket(settings)] + contents(settings) : contents(settings)
    }

    /// Whether there is a database to look into.
    static func isThere(_ settings: Settings) -> Bool {
        settings.databaseURL != nil || FileManager.default.fileExists(atPath: "\(settings.data)/pg")
    }

    private static func programs() -> [Finding] {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap(Int.init)
            .filter { FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/postgres") }
        guard let newest = versions.max() else {
            return [.fail("PostgreSQL", "is not installed", remedy: "apt-get install postgresql, or set DATABASE_URL")]
        }
        guard newest >= 15 else {
            return [.fail("PostgreSQL", "\(newest) is too old", remedy: "install PostgreSQL 15 or later")]
        }
        let extensions = ["pg_trgm", "btree_gist"].map { name -> Finding in
            let file = "/usr/share/postgresql/\(newest)/extension/\(name).control"
            guard FileManager.default.fileExists(atPath: file) else {
                return .fail(name, "\(file) is missing", remedy: "apt-get install postgresql-contrib")
            }
            return .ok(name, "is installed")
        }
        return [.ok("PostgreSQL", "\(root)/\(newest)/bin")] + extensions
    }

    private static func socket(_ settings: Settings) -> Finding {
        let bytes = "\(settings.data)/run/.s.PGSQL.5432".utf8.count
        guard bytes <= 107 else {
            return .fail(
                "socket", "its path takes \(bytes) bytes of 107", remedy: "set BRAINGAIN_DATA to a shorter path")
        }
        return .ok("socket", "its path takes \(bytes) bytes of 107")
    }

    private static func contents(_ settings: Settings) -> [Finding] {
        // Opening would make a cluster, and looking must not change anything.
        guard isThere(settings) else {
            return [.warn("database", "there is none yet", remedy: "braingain migrate makes it")]
        }
        do {
            let database = try Database(settings)
            defer { database.close() }
            return [.ok("database", database.kind), schema(database)]
        } catch {
            return [.fail("database", "\(error)", remedy: "see \(settings.data)/postgres.log")]
        }
    }

    private static func schema(_ database: Database) -> Finding {
        do throws(Failure) {
            try SchemaRefusal.check(database)
            return .ok("schema", "\(SchemaMigrations.all.count) migrations, current")
        } catch {
            return .fail("schema", "\(error)", remedy: "braingain migrate, where a migration is missing")
        }
    }
}
