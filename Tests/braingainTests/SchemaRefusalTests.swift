import Foundation
import Postgres
import Testing

/// A service never works with a schema that it does not know.
@Suite struct SchemaRefusalTests {
    @Test(arguments: [
        ("INSERT INTO public.migration (name, checksum) VALUES ('9999-from-tomorrow', '00')", "schema_newer"),
        ("UPDATE public.migration SET name = '0001-something-else' WHERE name LIKE '0001-%'", "schema_unknown"),
    ])
    func `serve, migrate and every question are refused, and say what to do`(sql: String, code: String) throws {
        let folder = try TemporaryFolder()
        let environment = Execution.environment(data: folder.path)
        #expect(try Execution("migrate", environment: environment).exitCode == 0)
        let cluster = try PrivateCluster.open(folder.path)
        let connection = Connection(conninfo: cluster.conninfo(user: "braingain"))
        try connection.execute(sql)
        connection.close()
        cluster.stop()
        for words in [["serve"], ["migrate"], ["search", "skills", "welding"]] {
            let run = try Execution(words, environment: environment)
            #expect(run.exitCode == 4, "\(words)")
            #expect(run.errors.contains(code), "\(run.errors)")
        }
    }
}
