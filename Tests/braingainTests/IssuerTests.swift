import Foundation
import TestIssuer
import Testing

@testable import braingain

/// Whose tokens a service takes, as its settings and the file of keys say (checklist 13, 38, 39).
@Suite struct IssuerTests {
    private let issuer = TestIssuer.shared

    private func environment(keys path: String) -> [String: String] {
        [
            "BRAINGAIN_OIDC_ISSUER": issuer.name, "BRAINGAIN_OIDC_AUDIENCE": issuer.audience,
            "BRAINGAIN_OIDC_KEYS": path,
        ]
    }

    /// Writes the file as an operator does: whole, under another name first.
    private func write(_ text: String, to path: String, rights: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
    }

    @Test func `settings that name half an issuer, or none that can be, are refused`() throws {
        let whole = environment(keys: "/etc/braingain/jwks.json").merging(["HOME": "/h"]) { $1 }
        #expect(try Settings(whole).issuer?.terms.context == nil)
        #expect(try Settings(whole.merging(["BRAINGAIN_OIDC_ACR": "2"]) { $1 }).issuer?.terms.context == "2")
        #expect(try Settings(["HOME": "/h"]).issuer == nil)
        for name in whole.keys where name != "HOME" {
            let error = #expect(throws: SettingsError.self) { try Settings(whole.filter { $0.key != name }) }
            #expect(error?.name == name)
        }
        for (name, value) in [
            ("BRAINGAIN_OIDC_ISSUER", "http://login.example.org"), ("BRAINGAIN_OIDC_ISSUER", "https://a.example?x=y"),
            ("BRAINGAIN_OIDC_AUDIENCE", ""), ("BRAINGAIN_OIDC_AUDIENCE", "a b"), ("BRAINGAIN_OIDC_ACR", ""),
            ("BRAINGAIN_OIDC_KEYS", "jwks.json"),
        ] {
            let error = #expect(throws: SettingsError.self) { try Settings(whole.merging([name: value]) { $1 }) }
            #expect(error?.name == name)
        }
        #expect(throws: SettingsError.self) { try Settings(["HOME": "/h", "BRAINGAIN_OIDC_ACR": "2"]) }
    }

    @Test func `a service does not start with keys that nobody may trust`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/jwks.json"
        let serve = {
            try Execution(
                ["serve"], environment: environment(keys: path).merging(["BRAINGAIN_DATA": folder.path]) { $1 })
        }
        for (text, reason) in [
            (nil, "cannot be read as a file"), ("", "holds no JSON Web Key Set"),
            (TestIssuer.set([TestIssuer.jwk(issuer.rsa, withSecret: true)]), "secret or private"),
            (TestIssuer.set([#"{"kty": "oct", "k": "AAAA", "kid": "x"}"#]), "secret or private"),
            (TestIssuer.set([TestIssuer.jwk(SigningKey(.rsa(bits: 1024)))]), "weak"),
        ] {
            if let text { try write(text, to: path) }
            let run = try serve()
            #expect(run.exitCode == 2)
            #expect(run.errors.contains("BRAINGAIN_OIDC_KEYS") && run.errors.contains(reason), "\(run.errors)")
        }
        try write(issuer.keys, to: path, rights: 0o666)
        #expect(try serve().errors.contains("can be written by others"))
        let long = issuer.keys + String(repeating: " ", count: 1 << 16)
        try write(long, to: path)
        #expect(try serve().errors.contains("cannot be read as a file"))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/keys.json")
        try write(issuer.keys, to: folder.path + "/keys.json")
        // The next thing that is missing is the database.
        let next = try serve()
        #expect(!next.errors.contains("BRAINGAIN_OIDC"), "\(next.errors)")
        #expect(next.exitCode != 0)
    }

    @Test
    func `keys count from when they stand in the file until they are gone from it, and a broken file opens nothing`()
        async throws
    {
        let data = try DemoFolder.shared.get().path
        let folder = try TemporaryFolder()
        let path = folder.path + "/jwks.json"
        let link = ["account", "link", "kim@example.org", "--issuer", issuer.name]
        #expect(try DemoFolder.run(["account", "create", "kim@example.org", "--role", "admin"]).exitCode == 0)
        #expect(try DemoFolder.run(link + ["--subject", "kim"]).output == "It counts from the next request on.\n")
        #expect(
            try DemoFolder.run(["account", "list"]).output.contains(
                /kim@example\.org +admin +active +https:\/\/login\S+\n/))
        try write(TestIssuer.set([TestIssuer.jwk(issuer.p256)]), to: path)
        let doctor = try Execution(
            ["doctor"], environment: environment(keys: path).merging(["BRAINGAIN_DATA": data]) { $1 })
        #expect(doctor.output.contains("issuer: 1 keys of \(issuer.name)"), "\(doctor.output)")
        let service = try RunningService(
            data: data, environment: environment(keys: path).merging(["BRAINGAIN_LOG": "debug"]) { $1 })
        let status = { (key: SigningKey) in
            try await service.get("/v1/curation/skills", key: issuer.token("kim", by: key)).status
        }
        let becomes = { (expected: Int, key: SigningKey) in
            for _ in 0..<100 {
                if try await status(key) == expected { return true }
                try await Task.sleep(for: .milliseconds(100))
            }
            return false
        }
        #expect(try await status(issuer.p256) == 200)
        #expect(try await status(issuer.rsa) == 401)
        try write(TestIssuer.set([TestIssuer.jwk(issuer.rsa)]), to: path)
        #expect(try await becomes(200, issuer.rsa))
        #expect(try await status(issuer.p256) == 401)
        try write("{", to: path)
        #expect(try await becomes(401, issuer.rsa))
        try FileManager.default.removeItem(atPath: path)
        try write(issuer.keys, to: path)
        #expect(try await becomes(200, issuer.rsa))
        #expect(try await status(issuer.p256) == 200)
        #expect(try DemoFolder.run(["account", "unlink", "kim@example.org", "--issuer", issuer.name]).exitCode == 0)
        #expect(try await status(issuer.rsa) == 401)
        #expect(try DemoFolder.run(["account", "unlink", "kim@example.org", "--issuer", issuer.name]).exitCode == 3)
        #expect(try DemoFolder.run(link).exitCode == 2)
        #expect(service.end(by: SIGTERM) == 0)
        #expect(service.log.contains(#""message":"no token is taken""#))
        #expect(service.log.contains(#""reason":"key""#))
        // Whoever asks has an alias, as with a key.
        #expect(service.log.contains(/"asker":"[\w-]{12}","status":"200"/))
        #expect(!service.log.contains("eyJ"), "no token is logged")
    }
}
