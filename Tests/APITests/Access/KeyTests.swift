import Foundation
import Matching
import Testing

@testable import API

/// Which keys open anything (checklist 7).
@Suite struct KeyTests {
    @Test func `a key that is unknown, expired or revoked opens nothing`() async throws {
        let interface = try await TestInterface.shared
        let revoked = try await CreateKey(for: .admin).run(in: interface.database.owner)
        #expect(try await interface.ask(.get, "curation/skills", key: revoked).status == 200)
        try await interface.database.owner.run(EndKey(revoked, .revoked))
        let expired = try await CreateKey(for: .admin).run(in: interface.database.owner)
        try await interface.database.owner.run(EndKey(expired, .expired))
        for key in [revoked, expired, "bg_unknown", "", revoked + "x"] {
            for path in ["curation/skills", "offers"] {
                let refused = try await interface.ask(.get, path, key: key)
                #expect(refused.status == 401, "\(path)")
                #expect(refused.code == "not_authenticated")
            }
        }
        let basic = try await interface.ask(.get, "offers", key: nil, nil, ["Authorization": "Basic YTpi"])
        #expect(basic.status == 401)
    }
}
