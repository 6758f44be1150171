import HTTP

@testable import API

/// The demo's interface with five offers more that must have French; three of these must have accounting too.
enum OfferedFrench {
    static var interface: TestInterface { get async throws { try await registering.value } }

    private static let registering = Task {
        let interface = try await DemoInterface.shared.interface
        let offer = Bodies.offer(interface.employer, interface.centre).replacing("B1\"", with: "B2\", \"must\": true")
        for number in 1...5 {
            let body = number > 3 ? offer.replacing(#""level": 2, "must": true"#, with: #""level": 2"#) : offer
            _ = try await interface.register("offers", as: .partner, body)
        }
        try await interface.service.load()
        return interface
    }
}
