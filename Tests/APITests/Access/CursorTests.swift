import HTTP
import Testing

@testable import API

/// Whose cursors are good for what (checklist 6).
@Suite struct CursorTests {
    @Test func `a cursor serves whoever got it, unchanged, and nobody else`() async throws {
        let interface = try await TestInterface.shared
        let list = { (key: String?, cursor: String) in
            try await interface.ask(.get, "organisations?limit=1&cursor=\(cursor)", key: key)
        }
        let key = interface.keys[.desk]
        let next = try #require(try await interface.ask(.get, "organisations?limit=1", key: key)["next"].string)
        #expect(try await list(key, next).status == 200)
        for other in [interface.otherDeskKey, interface.keys[.admin], nil] {
            let refused = try await list(other, next)
            #expect(refused.status == 400)
            #expect(refused.code == "cursor_invalid")
        }
        for place in 0..<next.utf8.count {
            var edited = Array(next.utf8)
            edited[place] = edited[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(try await list(key, String(decoding: edited, as: UTF8.self)).code == "cursor_invalid")
        }
    }
}
