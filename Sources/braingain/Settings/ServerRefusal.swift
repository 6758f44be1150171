import Store

/// Why a service does not work with a database server on which its promises would be untrue.
enum ServerRefusal {
    /// Throws unless policies hold for who logs in, and what is acknowledged is kept.
    static func check(_ store: Store) async throws(Failure) {
        let risks: [ReadServerRisks.Risk]
        do { risks = try await store.run(ReadServerRisks()) } catch { throw .failed("\(error)") }
        guard let risk = risks.first else { return }
        throw .refused(code: "database_unsafe", remedy(risk))
    }

    private static func remedy(_ risk: ReadServerRisks.Risk) -> String {
        switch risk {
        case .superuser: "who logs in is a superuser, for whom no policy holds: use another role in DATABASE_URL"
        case .bypassrls:
            "who logs in may bypass policies: ALTER ROLE … NOBYPASSRLS, or use another role in DATABASE_URL"
        case .fsync: "fsync is off, so that a crash loses what was acknowledged: set it on"
        case .fullPageWrites: "full_page_writes is off, so that a crash breaks the data: set it on"
        case .clear: "the server is on another machine and TLS is off: add sslmode=verify-full to DATABASE_URL"
        case .synchronousCommit: "synchronous_commit is off, so that a crash loses what was acknowledged: set it on"
        }
    }
}
