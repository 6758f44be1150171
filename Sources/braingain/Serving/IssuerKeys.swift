import API
import Foundation

/// The file with the keys of who is trusted, read at the start and again each second: a key that is gone from it opens nothing
/// any more, and what cannot be read opens nothing either.
struct IssuerKeys: Sendable {
    let issuer: TokenIssuer
    private let path: String
    private let log: Log
    /// Of the start.
    private let bytes: [UInt8]

    /// Null where nobody is trusted; throws for a file that serves nobody.
    init?(_ trusted: TrustedIssuer?, _ log: Log) throws(SettingsError) {
        guard let trusted else { return nil }
        let keys: KeySet
        (bytes, keys) = try Self.read(trusted.keys)
        issuer = TokenIssuer(trusted.terms, keys: keys) { trace, refusal in
            log.write(.info, "a token was refused", ["reason": refusal.rawValue, "trace": "\(trace)"])
        }
        path = trusted.keys
        self.log = log
    }

    /// Reads the file again, each second until the task is cancelled.
    func follow() async {
        var known: [UInt8]? = bytes
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            do throws(SettingsError) {
                let (bytes, keys) = try Self.read(path)
                guard bytes != known else { continue }
                issuer.take(keys)
                log.write(.info, "the issuer's keys were read", ["count": "\(keys.count)"])
                known = bytes
            } catch {
                issuer.take(.empty)
                if known != nil { log.write(.error, "no token is taken", ["reason": "\(error)"]) }
                known = nil
            }
        }
    }

    private static func read(_ path: String) throws(SettingsError) -> ([UInt8], KeySet) {
        let remedy = "fetch the issuer's jwks_uri into it, and give it its name when it is whole"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= KeySet.longest,
            let data = try? Data(contentsOf: URL(filePath: path))
        else {
            throw SettingsError(TrustedIssuer.keysName, "\"\(path)\" cannot be read as a file of keys", remedy: remedy)
        }
        guard status.st_mode & 0o022 == 0 else {
            throw SettingsError(
                TrustedIssuer.keysName, "\"\(path)\" can be written by others", remedy: "chmod go-w \(path)")
        }
        let bytes = Array(data)
        do { return (bytes, try KeySet(parsing: bytes)) } catch {
            throw SettingsError(TrustedIssuer.keysName, "\"\(path)\" \(error)", remedy: remedy)
        }
    }

    /// What `doctor` says of it.
    static func findings(_ trusted: TrustedIssuer?) -> [Finding] {
        guard let trusted else { return [] }
        do throws(SettingsError) {
            return [.ok("issuer", "\(try read(trusted.keys).1.count) keys of \(trusted.terms.issuer)")]
        } catch {
            return [.fail("issuer", "\(error.name) \(error.reason)", remedy: error.remedy)]
        }
    }
}
