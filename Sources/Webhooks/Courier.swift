import CCurl
import Foundation

/// Carries messages to addresses that others chose, over HTTPS and into the public internet alone.
///
/// The address is checked that is connected to, so that a name which resolves to a private one, or does so the second time,
/// leads nowhere. Certificates are checked against the system's authorities; nothing is followed elsewhere.
package struct Courier: Sendable {
    private let authorities: String?
    private let allowsPrivate: Bool

    /// - Parameters:
    ///   - authorities: a file of certificates that are trusted instead of the system's.
    ///   - allowsPrivate: whether private addresses may be reached, too: for tests.
    package init(authorities: String? = nil, allowsPrivate: Bool = false) {
        self.authorities = authorities
        self.allowsPrivate = allowsPrivate
        _ = Self.isReady
    }

    /// The status of the answer; null when none came within five seconds, or the address may not be reached.
    package func post(to url: String, headers: [(name: String, value: String)], body: [UInt8]) async -> Int? {
        let courier = self
        return await withCheckedContinuation { continuation in
            // The library blocks until the answer is there.
            Thread.detachNewThread { continuation.resume(returning: courier.send(url, headers, body)) }
        }
    }

    /// Whether an address is one of the public internet; false for what is none.
    package static func isPublic(_ address: String) -> Bool {
        var (v4, v6) = (sockaddr_in(), sockaddr_in6())
        v4.sin_family = sa_family_t(AF_INET)
        v6.sin6_family = sa_family_t(AF_INET6)
        if inet_pton(AF_INET, address, &v4.sin_addr) == 1 {
            return withUnsafeBytes(of: &v4) { curl_is_public($0.assumingMemoryBound(to: sockaddr.self).baseAddress) }
        }
        guard inet_pton(AF_INET6, address, &v6.sin6_addr) == 1 else { return false }
        return withUnsafeBytes(of: &v6) { curl_is_public($0.assumingMemoryBound(to: sockaddr.self).baseAddress) }
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private func send(_ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]) -> Int? {
        var list: UnsafeMutablePointer<curl_slist>?
        // Without this one it would wait for a permission to go on.
        for (name, value) in headers + [("Expect", "")] { list = curl_slist_append(list, "\(name): \(value)") }
        defer { curl_slist_free_all(list) }
        let status = url.withCString { url in
            body.withUnsafeBytes { body in
                authorities.withOptionalCString { authorities in
                    var post = curl_post(
                        url: url, headers: list, body: body.assumingMemoryBound(to: CChar.self).baseAddress,
                        body_length: body.count, authorities: authorities, allows_private: allowsPrivate)
                    return curl_send(&post)
                }
            }
        }
        return status == 0 ? nil : status
    }
}

extension String? {
    fileprivate func withOptionalCString<Value>(_ body: (UnsafePointer<CChar>?) -> Value) -> Value {
        if let self { self.withCString { body($0) } } else { body(nil) }
    }
}
