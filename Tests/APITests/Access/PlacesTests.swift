import Foundation
import FoundationNetworking
import HTTP
import Testing

@testable import API

/// How many requests are answered at once (checklist 28).
@Suite struct PlacesTests {
    private let network = RateLimit.Identity.network("127.0.0.1")

    @Test func `places are given back, and somebody who has all of the own takes none of another's`() throws {
        let places = Places(3, ofOne: 2)
        for _ in 0..<2 { try places.enter(network) }
        #expect(throws: APIError.self) { try places.enter(network) }
        try places.enter(.network("198.51.100.7"))
        places.leave(network)
        try places.enter(network)
        for _ in 0..<3 { try places.enter() }
        #expect(throws: APIError.self) { try places.enter() }
        places.leave()
        try places.enter()
    }

    @Test func `whoever finds no place is told at once when to come back, and whoever is answered leaves it`()
        async throws
    {
        let shared = try await TestInterface.shared
        let places = Places(1, ofOne: 1)
        let interface = try Interface(shared.service, places: places)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        let ask = { (key: String?) in try await client.ask(.get, "offers", key: key, nil, [:]) }
        for key in [nil, "wrong", shared.keys[.desk]] {
            #expect(try await client.ask(.get, "nowhere", key: key, nil, [:]).status == 404)
            #expect(try await ask(key).status == (key == "wrong" ? 401 : 200))
        }
        try places.enter()
        let busy = try await ask(nil)
        #expect(busy.status == 503)
        #expect(busy.code == "busy")
        #expect(busy.headers["retry-after"] == "1")
        places.leave()
        try places.enter(network)
        let refused = try await ask(nil)
        #expect(refused.status == 429)
        #expect(refused.code == "rate_limited")
        #expect(refused.headers["retry-after"] == "1")
        #expect(try await ask(shared.keys[.desk]).status == 200)
        await server.stop()
    }
}
