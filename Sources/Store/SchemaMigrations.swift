import Postgres
import Schema

/// The history of the schema, as it is embedded in the program.
package enum SchemaMigrations {
    package static let all: [Migration] = (0..<schemaMigrationCount()).compactMap { index in
        guard let file = schemaMigration(index)?.pointee else { return nil }
        let sql = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
        return Migration(name: String(cString: file.name), sql: sql)
    }
}
