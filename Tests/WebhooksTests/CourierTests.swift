import Foundation
import Testing
import Webhooks

/// What others chose as an address leads into the public internet alone, and keeps nobody waiting (checklist 30).
@Suite struct CourierTests {
    private func post(_ courier: Courier, _ url: String) async -> Int? {
        await courier.post(to: url, headers: [("webhook-id", "1")], body: Array(#"{"a": 1}"#.utf8))
    }

    @Test func `a body and its headers arrive, and the status comes back`() async throws {
        let receiver = try Receiver()
        let courier = Courier(authorities: receiver.authorities, allowsPrivate: true)
        let base = "https://localhost:\(receiver.port)"
        #expect(await post(courier, "\(base)/200") == 200)
        #expect(await post(courier, "\(base)/503") == 503)
        let first = try #require(receiver.received.first)
        #expect(first.contains(#""path": "/200""#))
        #expect(first.contains(#""webhook-id": "1""#))
        #expect(first.contains(#"{\"a\": 1}"#))
    }

    @Test func `nothing is followed elsewhere, waited for, or read at length`() async throws {
        let receiver = try Receiver()
        let courier = Courier(authorities: receiver.authorities, allowsPrivate: true)
        let base = "https://localhost:\(receiver.port)"
        #expect(await post(courier, "\(base)/away") == 302)
        #expect(receiver.received.count == 1)
        #expect(await post(courier, "\(base)/long") == nil)
        #expect(await post(courier, "\(base)/slow") == nil)
        #expect(await post(courier, "http://localhost:\(receiver.port)/200") == nil)
        #expect(await post(courier, "file:///etc/hostname") == nil)
    }

    @Test func `a name that leads into a private network leads nowhere, and neither does a certificate of anybody's`()
        async throws
    {
        let receiver = try Receiver()
        let base = "https://localhost:\(receiver.port)"
        #expect(await post(Courier(authorities: receiver.authorities), "\(base)/200") == nil)
        #expect(await post(Courier(authorities: receiver.authorities), "https://127.0.0.1:\(receiver.port)/200") == nil)
        #expect(
            await post(Courier(authorities: receiver.authorities), "https://2130706433:\(receiver.port)/200") == nil)
        #expect(
            await post(Courier(authorities: receiver.authorities), "https://[::ffff:127.0.0.1]:\(receiver.port)/")
                == nil)
        #expect(await post(Courier(allowsPrivate: true), "\(base)/200") == nil, "the system knows no such authority")
        #expect(receiver.received == [])
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd12::1",
        "fe80::1",
        "fec0::1", "ff02::1", "5f00::1", "nothing",
    ])
    func `an address that is not of the public internet is none to connect to`(_ address: String) {
        #expect(!Courier.isPublic(address))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.17.0.1",
        "223.255.255.255", "2001:200::1", "2606:4700::1111", "2a00:1450::1",
    ])
    func `one that is can be connected to`(_ address: String) { #expect(Courier.isPublic(address)) }
}
