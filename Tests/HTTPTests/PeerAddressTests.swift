import Glibc
import Testing

@testable import HTTP

@Suite struct PeerAddressTests {
    private func text(of address: String, _ form: (UnsafePointer<sockaddr>) -> String?) -> String? {
        var storage = sockaddr_in6()
        storage.sin6_family = sa_family_t(AF_INET6)
        inet_pton(AF_INET6, address, &storage.sin6_addr)
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, form)
        }
    }

    @Test func `a client counts with its whole network`() {
        let one = text(of: "2001:db8:1:2:3::4", PeerAddress.network)
        #expect(one == text(of: "2001:db8:1:2:ffff::9", PeerAddress.network))
        #expect(one != text(of: "2001:db8:1:3:3::4", PeerAddress.network))
        #expect(one != nil)
    }

    @Test func `an IPv4 address over IPv6 is itself`() {
        #expect(text(of: "::ffff:198.51.100.7") { PeerAddress.text($0) } == "198.51.100.7")
        #expect(text(of: "::ffff:198.51.100.7", PeerAddress.network) == "198.51.100.7")
        #expect(text(of: "2001:db8::1") { PeerAddress.text($0) } == "2001:db8::1")
    }
}
