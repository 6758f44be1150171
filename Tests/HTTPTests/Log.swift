import Synchronization

@testable import HTTP

/// The access records of a test's server.
final class Log: Sendable {
    private let list = Mutex<[AccessRecord]>([])

    var records: [AccessRecord] { list.withLock { $0 } }

    @Sendable func append(_ record: AccessRecord) {
        list.withLock { $0.append(record) }
    }
}
